"""Documents, the parts they are made of, and the exact words that records point to."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sitrep.model.record import Record

SegmentKind = Literal[
    "headline", "standfirst", "dateline", "byline", "heading", "body", "caption", "pull_quote",
    "related", "biography", "comments", "tags", "image_name", "boilerplate",
]  # fmt: skip

#: The kinds that are reporting. Everything else yields no claims.
REPORTING: frozenset[SegmentKind] = frozenset(
    {"headline", "standfirst", "dateline", "heading", "body", "caption", "pull_quote"}
)


class Span(Record):
    """Characters `start` to `end` (end excluded, in Unicode characters) of a document's text, and those words."""

    start: int
    end: int
    text: str

    def touches(self, other: Span) -> bool:
        """Whether some character is in both."""
        return self.start < other.end and other.start < self.end


class Document(Record):
    """One report as it was read. `text` is immutable; all offsets count its characters.

    `id` is the path below the input folder, a row's own id, or the URL. `sha256` is that of the bytes received.
    `published` is None where nothing tells it: it is never guessed. `warnings` are sentences for the user.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_from: str | None = None  # where the date was found: "metadata.json", "the page's JSON-LD", "--published"
    language: str | None = None
    warnings: tuple[str, ...] = ()


class Segment(Record):
    """A stretch of a document of one kind. `copy_of` is the earlier stretch that a pull quote or caption repeats."""

    kind: SegmentKind
    start: int
    end: int
    copy_of: Span | None = None


MentionKind = Literal["actor", "place", "people", "materiel", "weapon", "other"]


class Mention(Record):
    """A noun phrase that may stand for an actor, a place or a thing, before anybody says which.

    span       the whole phrase with its determiner: "the Qarmeed military base south of Idlib city"
    name       its proper name, if it has one: "Qarmeed"
    head       the lemma of its head noun in lower case: "base"; a pronoun's own form: "they", "its"
    modifiers  other words before the head, lower case: ("military",), ("pro-regime",), ("islamist",)
    definite   "the base", "this base", "its base"; a bare proper name is definite too
    role       grammatical role in its clause, for salience
    possessor  "its" in "its forces", "Assad's" in "Assad's forces"
    relation   how anchors place it: "south of", "west of", "near", "outside", "between", "road to", "in", "12 km from"
    anchors    the mentions that the relation speaks of: ("Idlib city",)
    speaker    who speaks, where the phrase stands in a quotation or indirect speech ("we", "our forces")
    body       whose person it is by the words beside the name: "army" in "army spokesman Adel Karim"
    local      its name is that of a place, which says where its people are and not what they are called: "Idlib police"
    """

    kind: MentionKind
    span: Span
    head: str
    name: Span | None = None
    modifiers: tuple[str, ...] = ()
    definite: bool = False
    plural: bool = False
    role: Literal["subject", "object", "other"] = "other"
    sentence: int = 0
    possessor: Mention | None = None
    relation: str | None = None
    anchors: tuple[Mention, ...] = ()
    speaker: Mention | None = None
    body: Mention | None = None
    local: bool = False
