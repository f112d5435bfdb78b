"""The annotated texts as windows with labels: `python training/judge/windows.py [--out FILE] [--own] [--jobs N]`.

The rules read every text; what they know of its words becomes the network's input, what the annotators marked its answers.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
from annotated import FOLDER, SHARED, STATUSES, AnnotationError, Claim, Extent, Text, annotated
from labels import Lesson, Mark, lesson, placed, plain
from rich.progress import track
from samples import PARTS, Sample, sample, save
from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.judge.features import TYPES, pair_rows, word_row
from sitrep.extract.judge.judge import AFTER, BEFORE, SILENT
from sitrep.extract.judge.model import MODEL, ROLES, Floats
from sitrep.extract.judge.window import Window
from sitrep.extract.judge.window import Word as Key
from sitrep.extract.judge.wordpiece import WordPieces
from sitrep.extract.stance.timing import Timed
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase
from sitrep.resolve.claims import Tools, load_tools

OUT = Path("build/judge/windows.npz")
VOCABULARY = MODEL / "vocabulary.txt"
#: Roles of losses by their outcome; the others are "taken". Losses not told apart count as killed.
LOST = {"killed": "killed", "wounded": "wounded", "casualties": "killed"}
LOSSES = ("killed", "wounded", "taken")
TIME = ROLES.index("time")
#: A row of "triggers" and one of "pairs", see samples.PARTS.
Word = tuple[int, list[float], int, list[float]]
Pair = tuple[int, int, Floats, list[float], list[float], bool]
#: A phrase with whether it fills each role, and whether that is known.
Answer = tuple[Phrase, list[float], list[float]]


def samples(text: Text, tools: Tools, wordpieces: WordPieces) -> list[Sample]:
    """The windows of a text that have words of their own."""
    made = lesson(text, tools, wordpieces)
    if made.judge is None:
        return []
    unsure = made.unsure(made.judge.sentences)
    found = []
    for window, _, sentences in made.judge.owned():
        words = [_word(token, made.marks.get(key), made.rules.get(key), window.rows[key])
                 for key, token in _words(sentences, window, made, unsure)]  # fmt: skip
        if words:
            found.append(_sample(text.document, window, words, list(_pairs(sentences, window, made, text.words or ""))))
    return found


def _words(sentences: Sequence[Parsed], window: Window, made: Lesson, unsure: set[Key]) -> Iterator[tuple[Key, Token]]:
    """The words that may be triggers, or are."""
    for sentence in sentences:
        for token in sentence.doc:
            key = (sentence.number, token.i)
            if key in window.rows and key not in unsure and (token.pos_ not in SILENT or key in made.marks):
                yield key, token


def _word(token: Token, mark: Mark | None, rule: str | None, row: int) -> Word:
    """Row, types, status and what the rules know; of an optional claim also none is right."""
    types = [float(mark is None or mark.optional), *(float(mark is not None and kind in mark.types) for kind in TYPES)]
    return row, types, STATUSES.index(mark.status) if mark else -1, word_row(token, rule)


def _pairs(sentences: Sequence[Parsed], window: Window, made: Lesson, text: str) -> Iterator[Pair]:
    numbers = {sentence.number: sentence for sentence in sentences}
    for key, claim in made.fills:
        if key[0] not in numbers or key not in window.rows:
            continue
        draft = made.drafts.get(key)
        kind = draft.type if draft is not None and draft.type in claim.types else claim.types[0]
        token = numbers[key[0]].doc[key[1]]
        scored = key in made.rules and draft is not None and draft.type in claim.types and not claim.optional
        _, times = made.judge.around(key, window)
        answers = [*_times(claim, times, text), *_phrases(key, claim, window, made)]
        rows = pair_rows(token, kind, draft, key[0], [phrase for phrase, _, _ in answers])
        for (phrase, roles, known), features in zip(answers, rows, strict=True):
            yield window.rows[key], window.rows[phrase.at], features, roles, known, scored


def _times(claim: Claim, times: Sequence[tuple[Phrase, Timed]], text: str) -> Iterator[Answer]:
    """The times around a claim. Of another expression with the same words nobody knows."""
    told = claim.roles.get("time", ())
    words = {plain(text[each.start : each.end]) for each in told}
    for phrase, timed in times:
        yes = any(each.touches(timed.start, timed.end) for each in told)
        known = yes or plain(timed.expression.span.text) not in words
        yield phrase, _only(TIME, yes), _only(TIME, known)


def _only(role: int, value: bool) -> list[float]:
    return [float(value and n == role) for n in range(len(ROLES))]


def _phrases(key: Key, claim: Claim, window: Window, made: Lesson) -> Iterator[Answer]:
    """The phrases around a claim. Of phrases that touch a role's words or repeat them nobody knows for that role, nor of
    a name for which the sentence has a pronoun that fills it.

    They go by the sentence in which they stand; `Judge.around` also gives what a pronoun there was taken for.
    """
    near = [
        phrase
        for grid in made.judge.grids.values()
        for phrase in grid.values()
        if key[0] - BEFORE <= phrase.sentence.number <= key[0] + AFTER and phrase.at in window.rows
    ]
    filled: dict[str, set[Key]] = defaultdict(set)
    unsure: dict[str, set[Key]] = defaultdict(set)
    for role, extents in _roles(claim):
        for extent in extents:
            best, touching = placed(near, extent)
            if pronoun := _pronoun(role, best, made.drafts.get(key)):
                unsure[role].add(best.at)
                best = pronoun
            if best is not None:
                filled[role].add(best.at)
                words = plain(best.span.text)
                unsure[role].update(each.at for each in near if plain(each.span.text) == words)
            unsure[role].update(each.at for each in touching)
    for phrase in near:
        yield phrase, *_answers(phrase, filled, unsure)


def _pronoun(role: str, told: Phrase | None, draft: Draft | None) -> Phrase | None:
    """The pronoun that fills the role in the claim's own sentence, where the reader gave the name before it: of "the army
    said it had left", some gave "it" and some "army"."""
    if told is None or told.sort == "pronoun" or draft is None or role not in {"agents", "targets"}:
        return None
    own = (
        each
        for each in getattr(draft.slots, role)
        if each.sort == "pronoun" and each.sentence.number == draft.sentence.number
    )
    return next((each for each in own if told.at < each.at), None)


def _roles(claim: Claim) -> Iterator[tuple[str, list[Extent]]]:
    """The roles of the network with their extents: losses by their outcome."""
    losses = claim.roles.get("losses", ())
    for role in ROLES[:TIME]:
        if role in LOSSES:
            yield role, [each for each in losses if LOST.get(each.outcome or "", "taken") == role]
        else:
            yield role, list(claim.roles.get(role, ()))


def _answers(
    phrase: Phrase, filled: Mapping[str, set[Key]], unsure: Mapping[str, set[Key]]
) -> tuple[list[float], list[float]]:
    """Whether the phrase fills each role, and whether that is known: those lost may be targets too, a place an origin."""
    here = phrase.at
    roles = {role for role in ROLES if here in filled.get(role, ())}
    open_ = {role for role in ROLES if here in unsure.get(role, ())}
    if roles & {*LOSSES}:
        open_.add("targets")
    if roles & {"places", "origin"}:
        open_ |= {"places", "origin"}
    known = {role for role in ROLES[:TIME] if role in roles or role not in open_}
    return [float(role in roles) for role in ROLES], [float(role in known) for role in ROLES]


def _sample(document: str, window: Window, words: Sequence[Word], pairs: Sequence[Pair]) -> Sample:
    pieces = np.where(window.pool.any(0), window.pool.argmax(0), -1)
    parts = {
        "pieces": (window.ids, window.kinds, window.shapes, window.quoted, pieces),
        "triggers": tuple(zip(*words, strict=True)),
        "pairs": tuple(zip(*pairs, strict=True)) or ((),) * len(PARTS["pairs"]),
    }
    return sample(document, parts)


@cache
def loaded() -> tuple[Tools, WordPieces]:
    """Loaded once in each process."""
    return load_tools(network=False), WordPieces.load(VOCABULARY)


def _made(text: Text) -> list[Sample]:
    return samples(text, *loaded())


def main() -> int:
    options = _options()
    try:
        texts = [text for text in annotated(FOLDER, options.shared) if text.set == "own" or not options.own]
    except (AnnotationError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if lost := [text.document for text in texts if text.words is None]:
        print(
            f"error: {options.shared}: {len(lost)} of the real texts are not there; name their folder with --shared, or "
            "leave the real texts out with --own",
            file=sys.stderr,
        )
        return 2
    with ProcessPoolExecutor(options.jobs) as pool:
        made = track(pool.map(_made, texts, chunksize=4), "reading", total=len(texts))
        found = [each for windows in made for each in windows]
    save(found, options.out)
    print(f"{len(texts)} texts, {len(found)} windows, {sum(len(each.heads) for each in found)} pairs: {options.out}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Makes windows with labels of the annotated texts.")
    parser.add_argument("--out", type=Path, default=OUT, help=f"file to write (default {OUT})")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the real texts (default ../shared)")
    parser.add_argument(
        "--own", action="store_true", help="only the invented reports, whose words are in the repository"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes (default 1)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
