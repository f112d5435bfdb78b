"""Parts: stretches of a text on their way to become segments."""

from __future__ import annotations

import re
from itertools import pairwise

from sitrep.model.record import Record
from sitrep.model.text import SegmentKind, Span
from sitrep.read.layout.rules import Words

#: A paragraph of so many words is taken for the report's body wherever it stands.
BODY_WORDS = 25

_WORD = re.compile(r"\w[\w’'-]*")
_FINAL = re.compile(r"[.!?…]['\"”’)\]]*$")
_CAMEL_CASE = re.compile(r"(?:[A-Z][a-z]{2,})+")
_CAMERA = re.compile(r"[A-Z]{2,5}[-_]?\d{4,}")
_STOPPED = re.compile(r"[.!?…:;,]['\"”’)\]]*$")


class Part(Record):
    """A stretch that is not yet decided (`kind` None) or is. `stamped`: it is, or follows, a bare date."""

    start: int
    end: int
    kind: SegmentKind | None = None
    copy_of: Span | None = None
    stamped: bool = False


def count_words(words: str) -> int:
    """How many words, counting no further than the body needs."""
    return len(_WORD.findall(words[:2000]))


def is_final(words: str) -> bool:
    """Whether the words end as a sentence does."""
    return bool(_FINAL.search(words[-12:]))


def is_stopped(words: str) -> bool:
    """Whether the words end with any mark that a heading or tag does not end with."""
    return bool(_STOPPED.search(words[-12:]))


def has_verb(words: str, lists: Words) -> bool:
    """Whether the words seem to hold a finite verb; a guess from forms, made before anything is parsed."""
    found = _WORD.findall(words[:600])
    return any(word.lower() in lists.verbs or (word.endswith("ed") and word[0].islower()) for word in found)


def is_body(text: str, part: Part) -> bool:
    """Whether the part is undecided and long enough to be body text."""
    return part.kind is None and count_words(text[part.start : part.end]) >= BODY_WORDS


def is_image_token(token: str) -> bool:
    """Whether a lone token looks like a file's name rather than a word: `CFYgb_JWAAAnkpP`, `IMG_2031`.

    Told by shape: at least eight letters and digits in which capitals, small letters and digits alternate.
    """
    if not re.fullmatch(r"[A-Za-z0-9_-]{7,80}", token) or _CAMEL_CASE.fullmatch(token):
        return False
    if _CAMERA.fullmatch(token):
        return True
    turns = sum(_shape(a) != _shape(b) for a, b in pairwise(token[1:]) if "-" not in (a, b))
    digits = sum(character.isdigit() for character in token)
    if "_" in token:
        return digits > 0 or turns - 2 * token.count("_") >= 2
    return "-" not in token and digits < len(token) and turns >= (3 if digits or len(token) >= 14 else 4)


def _shape(character: str) -> str:
    return "A" if character.isupper() else "a" if character.islower() else "0"
