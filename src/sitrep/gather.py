"""What a run works on: the documents of its inputs, joined with those that the store holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sitrep.errors import InputError
from sitrep.ingest.documents import InputSettings, Rejected
from sitrep.ingest.files import Input, count_inputs, read_inputs
from sitrep.model.record import Record, replace
from sitrep.model.text import Document
from sitrep.progress import Progress
from sitrep.store.archive.originals import Original, packed
from sitrep.store.runs import Refused, Settings
from sitrep.store.writer import Reading

_NUMBERED = re.compile(r"#\d+$")


class Inputs(Record):
    """Documents new and kept, inputs refused, notices of what was left out on purpose, and the bytes of documents that
    their text does not give back."""

    new: tuple[Document, ...]
    kept: tuple[Reading, ...] = ()
    refused: tuple[Refused, ...] = ()
    notices: tuple[str, ...] = ()
    originals: tuple[Original, ...] = ()


def read_all(settings: Settings, progress: Progress) -> Inputs:
    """Every document of the inputs, each once. Raises InputError where there is none."""
    documents: list[Document] = []
    refused: list[Refused] = []
    notices: list[str] = []
    kept: dict[str, Original] = {}

    def keep(sha256: str, raw: bytes) -> None:
        kept.setdefault(sha256, packed(sha256, raw))

    for found in read_inputs(_given(settings), replace(input_settings(settings), keep=keep)):
        if isinstance(found, Document):
            documents.append(found)
            progress.step(found.id)
        elif found.level == "warning":
            notices.append(str(found))
        else:
            refused.append(refusal_of(found))
            progress.refused(refused[-1])
    if not documents:
        raise InputError("none of the inputs could be read; nothing was written")
    return Inputs(
        new=distinct(documents, ()), refused=tuple(refused), notices=tuple(notices), originals=tuple(kept.values())
    )


def count(settings: Settings) -> int | None:
    """How many documents there may be; None where nothing tells it beforehand."""
    return count_inputs(_given(settings))


def _given(settings: Settings) -> tuple[Input, ...]:
    return tuple("-" if each == "-" else Path(each) for each in settings.inputs)


def input_settings(settings: Settings) -> InputSettings:
    """What of the settings concerns reading the inputs."""
    chosen = InputSettings(published=settings.published, outlet=settings.outlet)
    return replace(chosen, max_bytes=settings.max_bytes) if settings.max_bytes else chosen


def refusal_of(rejected: Rejected) -> Refused:
    """A rejected input as run.json tells it."""
    line = "" if rejected.line is None else f", line {rejected.line}"
    return Refused(input=rejected.source + line, problem=rejected.message)


def join(inputs: Inputs, stored: tuple[Reading, ...]) -> Inputs:
    """The inputs beside what is stored: what is stored and read again unchanged is not new."""
    new = distinct(inputs.new, tuple(reading.document for reading in stored))
    by_id = {document.id: document for document in new}
    kept = tuple(reading for reading in stored if by_id.get(reading.document.id, reading.document) == reading.document)
    unchanged = {reading.document for reading in kept}
    return replace(inputs, new=tuple(document for document in new if document not in unchanged), kept=kept)


def distinct(documents: Iterable[Document], known: tuple[Document, ...]) -> tuple[Document, ...]:
    """The documents, each report once and each id for one report, given the ids of those known.

    The same bytes under the same name are the same report, unless outlet or address say otherwise: it keeps its id.
    Another report under a name that is taken gets the next number, as within one run.
    """
    taken = {document.id: document for document in known}
    named: dict[str, Document] = {}
    for document in documents:
        name = _NUMBERED.sub("", document.id)
        same = [each for each in taken.values() if _NUMBERED.sub("", each.id) == name and _same_report(each, document)]
        if same:
            document = _informed(_under(document, same[0].id, name), same[0])
        elif document.id in taken:
            document = _under(document, _free(name, taken), name)
        taken[document.id] = named[document.id] = document
    return tuple(named.values())


def _same_report(one: Document, other: Document) -> bool:
    return one.sha256 == other.sha256 and all(
        left is None or right is None or left == right
        for left, right in ((one.outlet, other.outlet), (one.url, other.url))
    )


def _informed(document: Document, before: Document) -> Document:
    """The document with what was told about it before and is not told now."""
    if document.published is None:
        document = replace(document, published=before.published, published_from=before.published_from)
    return replace(
        document,
        title=document.title or before.title,
        outlet=document.outlet or before.outlet,
        url=document.url or before.url,
    )


def _free(name: str, taken: dict[str, Document]) -> str:
    number = 2
    while f"{name}#{number}" in taken:
        number += 1
    return f"{name}#{number}"


def _under(document: Document, ident: str, name: str) -> Document:
    """The document under another id; the warnings say so in the words that ingest uses for one run."""
    plain = tuple(each for each in document.warnings if not each.startswith(f"another report has the id {name!r};"))
    if ident != name:
        plain = (*plain, f"another report has the id {name!r}; this one is called {ident!r}")
    return replace(document, id=ident, warnings=plain)
