"""Documents out of text and facts: what is empty, too large or in another language is rejected with one sentence."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import math
import re
import unicodedata
from collections.abc import Callable
from typing import Literal

import py3langid

from sitrep.errors import InputError
from sitrep.ingest.metadata import Facts
from sitrep.model.record import Record
from sitrep.model.text import Document

#: The languages whose reports are read.
SUPPORTED = {"en": "English"}

#: The languages told apart. Few, since among a hundred a short headline is easily taken for a rare one.
TOLD_APART = {
    "en": "English", "ar": "Arabic", "fa": "Persian", "ps": "Pashto", "ur": "Urdu", "tr": "Turkish", "ku": "Kurdish",
    "he": "Hebrew", "ru": "Russian", "uk": "Ukrainian", "fr": "French", "es": "Spanish", "pt": "Portuguese",
    "de": "German", "it": "Italian", "nl": "Dutch", "pl": "Polish", "ro": "Romanian", "id": "Indonesian",
    "sw": "Swahili", "am": "Amharic", "hi": "Hindi", "bn": "Bengali", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
}  # fmt: skip

#: Fewer letters than this do not tell the language; other scripts show earlier.
FEWEST_LETTERS, FEWEST_FOREIGN = 40, 10

#: How sure the guess of another language must be to reject a report.
SURE = 0.98

_LETTER = re.compile(r"[^\W\d_]")


#: Takes the bytes of a document that its text does not give back, by their SHA-256.
Keep = Callable[[str, bytes], None]


class InputSettings(Record):
    """What the user gave for all inputs. `published` and `outlet` fill in where nothing else tells them. `keep` is given
    the bytes received of pages and of texts that are not plain UTF-8; of others the text is the bytes."""

    published: dt.date | None = None
    outlet: str | None = None
    max_bytes: int = 5_000_000  # of one document
    keep: Keep | None = None

    def facts(self) -> Facts:
        """The settings as facts of a report."""
        from_flag = "--published" if self.published is not None else None
        return Facts(outlet=self.outlet, published=self.published, published_from=from_flag)


class Rejected(Record):
    """Something that could not be read, in one sentence: what is wrong and what to do; `source` is the file.

    `level` is `error` where a report or its metadata is lost, `warning` where something was left out on purpose.
    """

    source: str
    line: int | None
    message: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}, line {self.line}"
        return f"{where}: {self.message}"


def make_document(text: str, raw: bytes, ident: str, facts: Facts, settings: InputSettings) -> Document:
    """The document of a text. `raw` are the bytes received. Raises InputError where the text is not to be read."""
    check_size(len(raw), settings)
    if not text.strip():
        raise InputError("is empty: it holds no text; leave it out")
    language, warnings = _language(text, facts.language)
    sha256 = hashlib.sha256(raw).hexdigest()
    if settings.keep is not None and text.encode("utf-8", errors="replace") != raw:
        settings.keep(sha256, raw)
    return Document(
        id=ident,
        text=text,
        sha256=sha256,
        title=facts.title,
        outlet=facts.outlet,
        url=facts.url,
        published=facts.published,
        published_from=facts.published_from if facts.published is not None else None,
        language=language,
        warnings=(*facts.warnings, *warnings),
    )


def check_size(size: int, settings: InputSettings) -> None:
    """Raises InputError for a document over the limit."""
    if size > settings.max_bytes:
        limit = settings.max_bytes / 1_000_000
        # What is read from a pipe stops at the limit: how much more there is, nobody knows.
        megabytes = f"is {size / 1_000_000:.1f} MB, over" if size > settings.max_bytes + 1 else "is over"
        raise InputError(
            f"{megabytes} the limit of {limit:.1f} MB for one report; "
            "split it into its reports, or raise the limit with --max-bytes"
        )


def _language(text: str, declared: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The language and what to warn of. Raises InputError for one that is not supported."""
    told = _code(declared)
    half = len(text) // 2
    sample = text[:3000] + text[max(3000, half) : max(3000, half) + 3000]
    letters = _LETTER.findall(sample)
    foreign = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if len(letters) < FEWEST_LETTERS and not (foreign >= FEWEST_FOREIGN and 2 * foreign > len(letters)):
        if told is not None and told not in SUPPORTED:
            raise InputError(_unsupported(told))
        warning = "the text is too short to tell its language; it is read as English"
        return told or "en", () if told else (warning,)
    guess, sure = _guess(sample)
    if guess not in SUPPORTED and sure >= SURE:
        raise InputError(_unsupported(guess))
    if guess not in SUPPORTED:
        return "en", ("the language is not certain; it is read as English",)
    if told is not None and told not in SUPPORTED:
        return guess, (f"its language is given as {declared!r} but the text is {SUPPORTED[guess]}; it is read as such",)
    return guess, ()


def _code(declared: str | None) -> str | None:
    """The two letters of a language tag or name: "en-GB", "eng" and "English" are "en"."""
    if not declared:
        return None
    tag = re.split(r"[-_]", declared.strip().lower())[0]
    names = {name.lower(): code for code, name in TOLD_APART.items()} | {
        "eng": "en",
        "ara": "ar",
        "rus": "ru",
        "fra": "fr",
    }
    return names.get(tag, tag)


def _guess(sample: str) -> tuple[str, float]:
    """The likeliest language and its share of the probability."""
    ranked = _ranker()(sample.lower())
    best = ranked[0][1]
    return ranked[0][0], 1 / sum(math.exp(max(score - best, -700.0)) for _, score in ranked)


@functools.cache
def _ranker() -> Callable[[str], list[tuple[str, float]]]:
    py3langid.set_languages(sorted(TOLD_APART))
    rank: Callable[[str], list[tuple[str, float]]] = py3langid.rank
    return rank


def _unsupported(code: str) -> str:
    supported = " and ".join(SUPPORTED.values())
    return (
        f"is in {TOLD_APART.get(code, code)}, which is not supported; only {supported} is; translate it or leave it out"
    )
