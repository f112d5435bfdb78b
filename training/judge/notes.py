"""Annotators' notes, and these as offsets.

    python training/judge/notes.py check TEXTS NOTES              says which lines do not fit; counts
    python training/judge/notes.py compile FOLDER … [--out DIR]   the annotators' folders to annotations/*.jsonl

`annotations/GUIDELINES.md` describes both files. An annotator's folder holds real.txt and real.frames, own.txt and own.frames.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotated import FOLDER, OUTCOMES, SETS, STATUSES, Claim, Extent, Text, real_words, write

from sitrep.extract.judge.features import TYPES

ROLES = {"A": "agents", "G": "targets", "P": "places", "O": "origin", "D": "time", "S": "sources"}
ROLES |= {"L": "losses", "M": "materiel", "T": "trigger"}


class NoteError(ValueError):
    """A note that does not fit: one line that says what is wrong."""


@dataclass(frozen=True, slots=True)
class Value:
    """Words of a note: where they stand (here, "<" before, ">" after), which time they stand there, and their outcome."""

    words: str
    where: str
    nth: int
    outcome: str | None


Sentences = Mapping[int, str]


def numbered(path: Path) -> dict[str, Sentences]:
    """The numbered sentences of a file by the id of their text."""
    found: dict[str, dict[int, str]] = {}
    body: dict[int, str] | None = None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("@doc "):
            body = found.setdefault(line.split()[1], {})
        elif body is not None and (hit := re.match(r"(\d+)\. (.*)", line)):
            body[int(hit[1])] = hit[2]
    return found


def laid_out(body: Sentences) -> str:
    """An invented report as a text: its head by itself, then paragraphs of a few sentences."""
    text = ""
    for number in sorted(body):
        gap = "\n\n" if number <= 2 or number % 3 == 0 else " "
        text += (gap if text else "") + body[number]
    return text


def notes(path: Path, bodies: Mapping[str, Sentences], texts: Mapping[str, str]) -> tuple[list[Text], list[str]]:
    """The texts that an annotator finished, and one line for each note that does not fit."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    finished: dict[str, None] = {}
    problems: list[str] = []
    document = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        try:
            if line.startswith("@doc "):
                document = line.split()[1]
                places = _places(document, bodies, texts)
            elif line.startswith("@done"):
                finished[document] = None
            elif line.strip():
                claims[document].append(_claim(line.strip(), bodies[document], places))
        except NoteError as error:
            problems.append(f"{path}: line {number}: {error}")
    done = [Text(key, "", len(texts[key]), texts[key], tuple(claims[key])) for key in finished if key in texts]
    return done, problems


def _places(document: str, bodies: Mapping[str, Sentences], texts: Mapping[str, str]) -> dict[int, list[int]]:
    """Of each numbered sentence, of each of its characters, the place in the text."""
    if document not in bodies or document not in texts:
        raise NoteError(f"unknown text {document}")
    text, after, found = texts[document], 0, {}
    for number, sentence in sorted(bodies[document].items()):
        hit = re.compile(r"\s+".join(map(re.escape, sentence.split()))).search(text, after)
        if hit is None:
            raise NoteError(f"{document}: sentence {number} is not in the text")
        words = re.compile(r"\S+").finditer(text, hit.start(), hit.end())
        found[number] = [place for word in words for place in range(word.start() - 1, word.end())][1:]
        after = hit.end()
    return found


def _claim(line: str, body: Sentences, places: Mapping[int, list[int]]) -> Claim:
    number, kinds, status, *parts = [*(part.strip() for part in line.split(" | ")), "", ""]
    types = tuple(kinds.split("/"))
    if not number.isdigit() or int(number) not in body:
        raise NoteError(f"no sentence '{number}'")
    if unknown := {*types} - {*TYPES} or {status.rstrip("?")} - {*STATUSES}:
        raise NoteError(f"unknown: {', '.join(sorted(unknown))}")
    roles: dict[str, list[Extent]] = defaultdict(list)
    for part in filter(None, parts):
        letter, _, rest = part.partition(" ")
        if letter not in ROLES:
            raise NoteError(f"no role '{letter}'")
        roles[ROLES[letter]] += [
            _extent(_value(raw), ROLES[letter], int(number), body, places) for raw in rest.split(" ; ")
        ]
    triggers = roles.pop("trigger", [])
    if len(triggers) != 1:
        raise NoteError("a claim needs one T")
    return Claim(types, status.rstrip("?"), status.endswith("?"), triggers[0], {k: tuple(v) for k, v in roles.items()})


def _value(raw: str) -> Value:
    hit = re.fullmatch(r"\s*([<>]?)\s*(.*?)(?:\s*#(\d+))?(?:\s*=(\w+))?\s*", raw)
    if hit is None or not hit[2]:
        raise NoteError(f"no words: '{raw}'")
    return Value(hit[2], hit[1], int(hit[3] or 1), hit[4])


def _extent(value: Value, role: str, number: int, body: Sentences, places: Mapping[int, list[int]]) -> Extent:
    if (value.outcome is not None or role in OUTCOMES) and value.outcome not in OUTCOMES.get(role, ()):
        raise NoteError(f"{role} '{value.words}': outcome {value.outcome}")
    others = sorted(body, reverse=value.where == "<")
    here = {"": [number], "<": [n for n in others if n < number], ">": [n for n in others if n > number]}
    for each in here[value.where]:
        start = _find(body[each], value.words, value.nth if each == number else 1)
        if start >= 0:
            at = places[each]
            return Extent(at[start], at[start + len(value.words) - 1] + 1, value.outcome)
    raise NoteError(f"{role}: '{value.words}' is not in sentence {value.where}{number}")


def _find(sentence: str, words: str, nth: int) -> int:
    """Where words stand for the nth time; of the first time, rather as whole words than within another."""
    starts = [hit.start() for hit in re.finditer(f"(?={re.escape(words)})", sentence)]
    whole = [start for start in starts if not _within(sentence, start, start + len(words))]
    if nth == 1:
        return (whole or starts or [-1])[0]
    return starts[nth - 1] if len(starts) >= nth else -1


def _within(sentence: str, start: int, end: int) -> bool:
    before = start > 0 and sentence[start - 1].isalnum() and sentence[start].isalnum()
    return before or (end < len(sentence) and sentence[end - 1].isalnum() and sentence[end].isalnum())


def compiled(folders: Sequence[Path]) -> tuple[list[Text], list[Text], list[str]]:
    """The real and the invented texts of the annotators' folders, and what does not fit."""
    words = {name: real_words(name) for name in SETS}
    sets = {key: name for name, texts in words.items() for key in texts}
    real, own, problems = [], [], []
    for folder in folders:
        bodies = numbered(folder / "real.txt")
        texts = {key: words[sets[key]][key] for key in bodies if key in sets}
        done, bad = notes(folder / "real.frames", bodies, texts)
        real += [Text(text.document, sets[text.document], text.characters, text.words, text.claims) for text in done]
        bodies = numbered(folder / "own.txt")
        done, worse = notes(folder / "own.frames", bodies, {key: laid_out(body) for key, body in bodies.items()})
        own += [Text(text.document, "own", text.characters, text.words, text.claims) for text in done]
        problems += [*bad, *worse]
    return real, own, problems


def main() -> int:
    options = _options()
    try:
        return options.run(options)
    except (NoteError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _check(options: argparse.Namespace) -> int:
    bodies = numbered(options.texts)
    done, problems = notes(options.notes, bodies, {key: laid_out(body) for key, body in bodies.items()})
    return _told(done, problems)


def _compile(options: argparse.Namespace) -> int:
    real, own, problems = compiled(options.folders)
    if not problems:
        write(real, options.out / "real.jsonl")
        write(own, options.out / "own.jsonl")
    return _told([*real, *own], problems)


def _told(texts: Sequence[Text], problems: Sequence[str]) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(texts)} texts, {sum(len(text.claims) for text in texts)} claims, {len(problems)} problems")
    return 2 if problems else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Annotators' notes as offsets.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="say which notes do not fit their sentences")
    checking.add_argument("texts", type=Path)
    checking.add_argument("notes", type=Path)
    checking.set_defaults(run=_check)
    compiling = commands.add_parser("compile", help="write annotations/*.jsonl")
    compiling.add_argument("folders", type=Path, nargs="+")
    compiling.add_argument("--out", type=Path, default=FOLDER)
    compiling.set_defaults(run=_compile)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
