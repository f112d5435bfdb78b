"""Files, folders and standard input as documents: each is read, listed as ignored, or rejected with one sentence."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from sitrep.errors import InputError
from sitrep.ingest.decode import decode, put_back
from sitrep.ingest.documents import InputSettings, Rejected, check_size, make_document
from sitrep.ingest.metadata import METADATA, Facts, Sidecars, load_json, merged, plain_line
from sitrep.ingest.rows import looks_like_rows, read_array, read_lines
from sitrep.ingest.web import read_page
from sitrep.model.record import Record, replace
from sitrep.model.text import Document

TEXTS, PAGES, LINES, ARRAYS = (".txt", ".text", ".md"), (".html", ".htm", ".xhtml"), (".jsonl", ".ndjson"), (".json",)
READ = (*TEXTS, *PAGES, *LINES, *ARRAYS)

_STDIN = "standard input"

#: A text is an HTML page, whatever its name, if it begins so.
_PAGE_STARTS = ("<!doctype html", "<html")

Input = Path | Literal["-"]


class _Found(Record):
    """A file to read; `root` is the folder that was given, or the file's own; `id` its path below it."""

    path: Path
    root: Path
    id: str


def read_inputs(
    inputs: Sequence[Input], settings: InputSettings, stdin: BinaryIO | None = None
) -> Iterator[Document | Rejected]:
    """The documents of all inputs in order, and what could not be read. `-` is `stdin`; default: the process's."""
    sidecars, ids, said = Sidecars(), set[str](), 0
    for result in _results(inputs, settings, stdin, sidecars):
        for source, message, lost in sidecars.problems[said:]:
            yield Rejected(source=_shown(source), line=None, message=message, level="error" if lost else "warning")
        said = len(sidecars.problems)
        yield _distinct(result, ids) if isinstance(result, Document) else result


def count_inputs(inputs: Sequence[Input]) -> int | None:
    """How many documents the inputs hold, as far as names and line ends tell; None with standard input among them."""
    if "-" in inputs:
        return None
    count = 0
    for item in _walk(inputs):
        if isinstance(item, _Found) and item.path.suffix.lower() in LINES:
            count += _count_lines(item.path)
        else:
            count += isinstance(item, _Found)
    return count


def _results(
    inputs: Sequence[Input], settings: InputSettings, stdin: BinaryIO | None, sidecars: Sidecars
) -> Iterator[Document | Rejected]:
    for given in inputs:
        if given == "-":
            yield from _read_stdin(stdin if stdin is not None else sys.stdin.buffer, settings)
            continue
        for item in _walk([given]):
            if isinstance(item, Rejected):
                yield item
                continue
            try:
                beside = sidecars.facts(item.path, item.root)
                yield from _read_file(item, beside, settings)
            except InputError as error:
                yield Rejected(source=_shown(item.path), line=None, message=str(error))
            except OSError as error:
                yield Rejected(source=_shown(item.path), line=None, message=_cannot(error))


def _walk(inputs: Iterable[Input]) -> Iterator[_Found | Rejected]:
    """The files of the inputs, those of folders in the order of their names."""
    for given in inputs:
        if given == "-":
            continue
        path = Path(given)
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            message = _cannot(error) if isinstance(error, OSError) else "is not a file's name"
            yield Rejected(source=_shown(given), line=None, message=message)
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(path)
        else:
            yield _Found(path=path, root=path.parent, id=_id(path.name))


def _folder(root: Path) -> Iterator[_Found | Rejected]:
    """The reports below a folder, and one notice of what is not read there."""
    ignored: list[str] = []
    found = 0
    for item in _below(root, root, (os.path.realpath(root),), ignored):
        found += isinstance(item, _Found)
        yield item
    kinds = ", ".join(READ)
    if ignored:
        names = ", ".join(ignored[:8]) + (f" and {len(ignored) - 8} more" if len(ignored) > 8 else "")
        message = f"{len(ignored)} ignored, as only ordinary files of {kinds} are read: {names}"
        yield Rejected(source=_shown(root), line=None, message=message, level="warning")
    if not found:
        yield Rejected(
            source=_shown(root), line=None, message=f"holds no reports ({kinds}); name another folder or files"
        )


def _below(folder: Path, root: Path, above: tuple[str, ...], ignored: list[str]) -> Iterator[_Found | Rejected]:
    """The files of one folder and those below. `above` are the real paths of the folders on the way down."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Rejected(source=_shown(folder), line=None, message=_cannot(error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == METADATA:
            continue
        try:
            mode = entry.stat().st_mode
        except OSError as error:
            yield Rejected(source=_shown(entry), line=None, message=_cannot(error))
            continue
        real = os.path.realpath(entry)
        if stat.S_ISDIR(mode) and real in above:
            message = "is a link to a folder that holds it; it is not followed"
            yield Rejected(source=_shown(entry), line=None, message=message, level="warning")
        elif stat.S_ISDIR(mode):
            yield from _below(entry, root, (*above, real), ignored)
        elif stat.S_ISREG(mode) and entry.suffix.lower() in READ:
            yield _Found(path=entry, root=root, id=_id(entry.relative_to(root).as_posix()))
        else:
            ignored.append(plain_line(entry.relative_to(root).as_posix()))


def _read_file(item: _Found, beside: Facts, settings: InputSettings) -> Iterator[Document | Rejected]:
    """The documents of one file. Raises InputError or OSError."""
    kind = item.path.suffix.lower()
    if kind in LINES:
        with item.path.open("rb") as stream:
            for result in read_lines(stream, item.id, beside, settings):
                yield result if isinstance(result, Document) else replace(result, source=_shown(item.path))
    elif kind in ARRAYS:
        rows = load_json(item.path)
        rows = rows if isinstance(rows, list) else [rows]
        for result in read_array(rows, item.id, beside, settings):
            yield result if isinstance(result, Document) else replace(result, source=_shown(item.path))
    else:
        with item.path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            check_size(size, settings)
            # One byte more than allowed shows that a pipe, which has no size, holds too much.
            raw = stream.read(settings.max_bytes + 1)
        yield _document(raw, item.id, beside, settings, page=kind in PAGES)


def _read_stdin(stream: BinaryIO, settings: InputSettings) -> Iterator[Document | Rejected]:
    """Standard input: JSON Lines if its first line is a JSON object, else one text or page."""
    raw = stream.read(settings.max_bytes + 1)
    try:
        if looks_like_rows(raw.lstrip().partition(b"\n")[0]):
            for result in read_lines(put_back(raw, stream), "stdin", Facts(), settings):
                yield result if isinstance(result, Document) else replace(result, source=_STDIN)
        else:
            yield _document(raw, "stdin", Facts(), settings, page=False)
    except InputError as error:
        yield Rejected(source=_STDIN, line=None, message=str(error))


def _document(raw: bytes, ident: str, beside: Facts, settings: InputSettings, *, page: bool) -> Document:
    check_size(len(raw), settings)
    if not raw:
        raise InputError("is empty: it has no bytes; leave it out")
    page = page or raw[:200].lstrip().lower().startswith(tuple(start.encode() for start in _PAGE_STARTS))
    text = decode(raw, page=page)
    own = Facts()
    if page or text[:200].lstrip().lower().startswith(_PAGE_STARTS):
        read = read_page(text, beside.url)
        text, own = read.text, read.facts
    return make_document(text, raw, ident, merged(beside, own, settings.facts()), settings)


def _distinct(document: Document, ids: set[str]) -> Document:
    """The document under an id that no other has."""
    ident, number = document.id, 1
    while ident in ids:
        number += 1
        ident = f"{document.id}#{number}"
    ids.add(ident)
    if number == 1:
        return document
    warning = f"another report has the id {document.id!r}; this one is called {ident!r}"
    return replace(document, id=ident, warnings=(*document.warnings, warning))


def _count_lines(path: Path) -> int:
    """How many lines a file has; 0 where it cannot be read, which reading it will tell."""
    try:
        with path.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 0


def _cannot(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is not there; check the name (a link may lead nowhere)"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions or run as a user who may"
    if error.errno == errno.ELOOP:
        return "is a link that leads in a circle; remove it"
    return f"cannot be read: {error.strerror or 'unknown error'}"


def _id(name: str) -> str:
    """A path as a document's id: one line of valid characters, whatever the file system holds."""
    return plain_line(name, 1000) or "unnamed"


def _shown(path: Path | str) -> str:
    """A path as it stands in a message."""
    return plain_line(str(path), 1000)
