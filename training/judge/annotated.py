"""The annotated texts: which words of a text report a claim, and which fill its roles.

`annotations/own.jsonl` holds reports that our annotators invented, with their words. `annotations/real.jsonl` holds offsets
only: the texts are those of FA-KES and ISAF, in ../shared beside the checkout, found by the SHA-256 of their words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitrep.extract.judge.features import TYPES

FOLDER = Path(__file__).with_name("annotations")
SHARED = Path(__file__).resolve().parents[3] / "shared"
#: The data sets of the real texts: file and field.
SETS = {"fakes": ("fakes/articles.jsonl", "article_content"), "isaf": ("isaf/releases.jsonl", "text")}
STATUSES = ("happened", "ongoing", "planned", "denied", "hypothetical")
ROLES = ("agents", "targets", "places", "origin", "time", "sources", "losses", "materiel")
#: What became of those lost or of the materiel: the third value of such an extent.
OUTCOMES = {
    "losses": ("killed", "wounded", "captured", "missing", "displaced", "casualties"),
    "materiel": ("captured", "destroyed", "damaged"),
}


class AnnotationError(ValueError):
    """An annotation that does not fit its text: one line that says where and why."""


@dataclass(frozen=True, slots=True, order=True)
class Extent:
    """Characters of a text; `outcome` only for losses and materiel."""

    start: int
    end: int
    outcome: str | None = None

    def touches(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end

    @property
    def row(self) -> list[Any]:
        return [self.start, self.end] if self.outcome is None else [self.start, self.end, self.outcome]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a reader marked. `types`: the best one first, then others that a fair reader could take. `optional`: one could
    fairly leave it out."""

    types: tuple[str, ...]
    status: str
    optional: bool
    trigger: Extent
    roles: Mapping[str, tuple[Extent, ...]]

    @property
    def row(self) -> dict[str, Any]:
        head = {"types": list(self.types), "status": self.status, "trigger": self.trigger.row}
        head |= {"optional": True} if self.optional else {}
        return head | {role: [each.row for each in self.roles[role]] for role in ROLES if role in self.roles}


@dataclass(frozen=True, slots=True)
class Text:
    """One annotated text; `words` is None where a real text is not at hand."""

    document: str
    set: str
    characters: int
    words: str | None
    claims: tuple[Claim, ...]

    @property
    def row(self) -> dict[str, Any]:
        """As the files hold it: the words of invented texts only."""
        held = {"text": self.words} if self.set == "own" else {"set": self.set, "characters": self.characters}
        return {"document": self.document, **held, "claims": [claim.row for claim in self.claims]}


def text_id(words: str) -> str:
    """The id of a real text: the first 16 hex digits of the SHA-256 of its words, as in benchmarks/gold."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]


def real_words(name: str, shared: Path = SHARED) -> dict[str, str]:
    """The words of every text of a data set by its id; nothing where the data is not there."""
    file, field = SETS[name]
    path = shared / "data" / file
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").split("\n")
    texts = [json.loads(line)[field] for line in lines if line.strip()]
    return {text_id(text): text for text in texts}


def annotated(folder: Path = FOLDER, shared: Path = SHARED) -> Iterator[Text]:
    """All annotated texts, the real ones first. Raises AnnotationError where one does not fit."""
    words = {key: text for name in SETS for key, text in real_words(name, shared).items()}
    for name in ("real", "own"):
        path = folder / f"{name}.jsonl"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                yield _text(json.loads(line), words)
            except (KeyError, TypeError, ValueError) as error:
                raise AnnotationError(f"{path.name}: line {number}: {error}") from error


def write(texts: Iterable[Text], path: Path) -> None:
    """One text a line, in the order of the ids."""
    rows = [text.row for text in sorted(texts, key=lambda text: text.document)]
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _text(row: Mapping[str, Any], words: Mapping[str, str]) -> Text:
    text = row["text"] if "text" in row else words.get(row["document"])
    characters = len(text) if text is not None else row["characters"]
    if row.get("characters", characters) != characters:
        raise AnnotationError(f"{row['document']}: the text has {characters} characters")
    claims = tuple(_claim(claim, characters) for claim in row["claims"])
    return Text(row["document"], row.get("set", "own"), characters, text, claims)


def _claim(row: Mapping[str, Any], characters: int) -> Claim:
    unknown = {*row["types"]} - {*TYPES} or {row["status"]} - {*STATUSES}
    unknown = unknown or {*row} - {"types", "status", "optional", "trigger", *ROLES}
    if unknown or not row["types"]:
        raise AnnotationError(f"unknown: {', '.join(sorted(unknown)) or 'a claim without a type'}")
    roles = {role: tuple(_extent(each, characters, role) for each in row[role]) for role in ROLES if role in row}
    trigger = _extent(row["trigger"], characters, "trigger")
    return Claim(tuple(row["types"]), row["status"], row.get("optional", False), trigger, roles)


def _extent(row: list[Any], characters: int, role: str) -> Extent:
    extent = Extent(*row)
    if not 0 <= extent.start < extent.end <= characters:
        raise AnnotationError(f"{role}: {extent.start} to {extent.end} lies outside of {characters} characters")
    if (extent.outcome is not None or role in OUTCOMES) and extent.outcome not in OUTCOMES.get(role, ()):
        raise AnnotationError(f"{role}: outcome {extent.outcome}")
    return extent
