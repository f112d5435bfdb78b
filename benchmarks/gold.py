"""Our own gold: which texts it is made of, and how a reader's notes become offsets.

    python benchmarks/gold.py texts FOLDER            writes the chosen texts as files, for a person to annotate
    python benchmarks/gold.py compile NOTES… --out FILE   notes to claims with offsets; says what does not fit
    python benchmarks/gold.py agreement               the second, blind reading against the first

The texts are in ../shared beside the checkout and are never copied into this repository: the gold keeps offsets, types and keys.
The choice is fixed: the texts in the order of their ids (the first 16 hex digits of the SHA-256 of their words), the first
60 articles of FA-KES and the first 20 releases of ISAF. Of each set the first, third, fifth … are for developing, the others
only for scoring. Each fourth text is read a second time by somebody who has not seen the first reading.

A note is one JSON object a line, as contract.md's claim, but with `evidence` and `trigger` as quoted words: the evidence's
must stand once in the text (or say which with `at`, counted from 1), the trigger's in the evidence (`nth` likewise).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FOLDER = Path(__file__).with_name("gold")
Half = Literal["develop", "score"]
CHOSEN = {"fakes": 60, "isaf": 20}
FILES = {"fakes": ("articles.jsonl", "article_content"), "isaf": ("releases.jsonl", "text")}
STATUSES = frozenset({"happened", "ongoing", "planned", "denied", "hypothetical"})
OUTCOMES = frozenset({"killed", "wounded", "captured", "missing", "displaced", "destroyed", "damaged"})
TYPES = frozenset(path.stem for path in (ROOT / "src/sitrep/lexicon/data/codebook").glob("*.yml"))
#: What a note may say besides its quoted words; copied into the gold as it is.
KEPT = (
    "type", "alt_types", "status", "agents", "targets", "places", "origin", "destination", "time", "sources", "casualties",
    "materiel", "quantities", "optional",
)  # fmt: skip


#: The second verb of "were killed and 30 wounded" stands at most so many characters behind the first.
REACH = 150


@dataclass(frozen=True, slots=True)
class Text:
    """One chosen text; `row` is what the data set says of it."""

    id: str
    set: str
    words: str
    half: Half
    twice: bool
    row: Mapping[str, Any]


def chosen(shared: Path) -> Iterator[Text]:
    """The texts of the gold, in the order of their ids, set by set. Raises FileNotFoundError where the data is not there."""
    for name, number in CHOSEN.items():
        file, field = FILES[name]
        lines = (shared / "data" / name / file).read_text(encoding="utf-8").split("\n")
        rows = [json.loads(line) for line in lines if line.strip()]
        by_id = {text_id(row[field]): row for row in reversed(rows)}
        for rank, key in enumerate(sorted(by_id)[:number]):
            half: Half = "score" if rank % 2 else "develop"
            yield Text(key, name, by_id[key][field], half, rank % 4 == 3, by_id[key])


def text_id(words: str) -> str:
    """The id of a text: the first 16 hex digits of the SHA-256 of its words, unchanged."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]


class NoteError(ValueError):
    """A note that does not fit its text; one line that says which and why."""


def compiled(note: Mapping[str, Any], words: str) -> dict[str, Any]:
    """The note with offsets instead of quoted words."""
    start = _find(words, note["evidence"], note.get("at"), "evidence")
    end = start + len(note["evidence"])
    first = start + _find(note["evidence"], note["trigger"], note.get("nth"), "trigger")
    _check(note)
    kept = {name: note[name] for name in KEPT if note.get(name)}
    row = {"document": note["document"], **kept, "evidence": {"start": start, "end": end}}
    row["trigger"] = {"start": first, "end": first + len(note["trigger"])}
    if note.get("medium"):
        row["medium"] = note["medium"]
    if note.get("note"):
        row["note"] = (
            "alternatives"  # the scorer lets any one of the entries do; the words stay with the reader's notes
        )
    return row


def _find(words: str, quoted: str, which: int | None, what: str) -> int:
    places = [at for at in range(len(words)) if words.startswith(quoted, at)] if quoted else []
    if not places:
        raise NoteError(f"{what} {quoted!r}: not in the text")
    if which is None and len(places) > 1:
        raise NoteError(
            f"{what} {quoted!r}: stands {len(places)} times, say which ('at' for evidence, 'nth' for trigger)"
        )
    if which is not None and not 1 <= which <= len(places):
        raise NoteError(f"{what} {quoted!r}: stands {len(places)} times, not {which}")
    return places[(which or 1) - 1]


def _check(note: Mapping[str, Any]) -> None:
    """Raises NoteError where a value is none of those that the guidelines know."""
    for kind in (note["type"], *note.get("alt_types", [])):
        if kind not in TYPES:
            raise NoteError(f"type {kind!r}: not in the codebook")
    if note["status"] not in STATUSES:
        raise NoteError(f"status {note['status']!r}: one of {', '.join(sorted(STATUSES))}")
    for loss in (*note.get("casualties", []), *note.get("materiel", [])):
        if loss.get("outcome") not in OUTCOMES:
            raise NoteError(f"outcome {loss.get('outcome')!r}: one of {', '.join(sorted(OUTCOMES))}")


def keys(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key of the claim with its kind, "actors" or "places"."""
    for slot in ("agents", "targets", "sources"):
        yield from (("actors", key) for key in row.get(slot, []))
    for slot in ("places", "origin", "destination"):
        yield from (("places", key) for key in row.get(slot, []))
    yield from (("actors", loss["group"]) for loss in row.get("casualties", []) if loss.get("group") != "unspecified")


def compile_files(
    paths: Sequence[Path], entities: Mapping[str, Any], shared: Path
) -> tuple[list[dict[str, Any]], list[str]]:
    """The claims of all notes, and one line for each note that does not fit."""
    texts = {text.id: text for text in chosen(shared)}
    rows: list[dict[str, Any]] = []
    wrong: list[str] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                note = json.loads(line)
                row = compiled(note, texts[note["document"]].words)
                unknown = [f"{kind} {key!r}" for kind, key in keys(row) if key not in entities.get(kind, {})]
                if unknown:
                    raise NoteError(f"not in the entities: {', '.join(unknown)}")
                rows.append(row)
            except (NoteError, KeyError, json.JSONDecodeError) as error:
                wrong.append(f"{path.name}:{number}: {error}")
    rows.sort(key=lambda row: (row["document"], row["trigger"]["start"], row["type"]))
    return two_verbs(rows), wrong


def two_verbs(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The guidelines' "two verbs, two claims" for "12 were killed and 30 wounded", which some readers wrote down as one claim
    with both outcomes and an optional second one: the wounded go to the second claim, and it is required."""
    for row in rows:
        after = [
            other
            for other in rows
            if other["document"] == row["document"] and other["type"] == row["type"] == "casualty_report"
            and 0 < other["trigger"]["start"] - row["trigger"]["start"] < REACH and _wounded(other)
        ]  # fmt: skip
        if after and _wounded(row) and any(loss["outcome"] == "killed" for loss in row["casualties"]):
            row["casualties"] = [loss for loss in row["casualties"] if loss["outcome"] != "wounded"]
            if not row.get("optional"):
                after[0].pop("optional", None)
    return rows


def _wounded(row: Mapping[str, Any]) -> bool:
    return any(loss["outcome"] == "wounded" for loss in row.get("casualties", []))


def write_texts(folder: Path, shared: Path) -> None:
    """One file a text, its words unchanged, and an index with what the set says of the day."""
    folder.mkdir(parents=True, exist_ok=True)
    index = []
    for text in chosen(shared):
        (folder / f"{text.id}.txt").write_bytes(text.words.encode("utf-8"))
        told = {"id": text.id, "set": text.set, "half": text.half, "twice": text.twice}
        index.append(told | {"outlet": text.row.get("source", "ISAF"), "date": text.row.get("date")})
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """0 where all is well, 1 where notes do not fit, 2 where the data is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="FOLDER")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("texts").add_argument("folder", type=Path)
    make = commands.add_parser("compile")
    make.add_argument("notes", type=Path, nargs="+")
    make.add_argument("--entities", type=Path, default=FOLDER / "entities.json")
    make.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    if not (options.shared / "data").is_dir():
        print(f"{options.shared}: no data; give the folder with --shared", file=sys.stderr)
        return 2
    if options.command == "texts":
        write_texts(options.folder, options.shared)
        return 0
    entities = json.loads(options.entities.read_text(encoding="utf-8"))
    rows, wrong = compile_files(options.notes, entities, options.shared)
    print("\n".join([*wrong, f"{len(rows)} claims, {len(wrong)} notes that do not fit"]), file=sys.stderr)
    if options.out and not wrong:
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
