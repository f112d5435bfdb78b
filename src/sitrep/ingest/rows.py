"""JSON Lines and JSON arrays: one report a row."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from sitrep.errors import InputError
from sitrep.ingest.decode import decode, mark_of, put_back
from sitrep.ingest.documents import InputSettings, Rejected, check_size, make_document
from sitrep.ingest.metadata import KNOWN, Facts, facts_from, merged, parse_json, plain_line, shortened
from sitrep.ingest.web import read_page
from sitrep.model.text import Document

#: JSON writes a character with at most six bytes for one (`\u0627`); a longer line is over any limit.
ESCAPED = 6

CONTENT = ("text", "html")


def read_lines(stream: BinaryIO, source: str, beside: Facts, settings: InputSettings) -> Iterator[Document | Rejected]:
    """The reports of a JSON Lines stream; a line that cannot be read is rejected and the next one read.

    `source` names the file in ids and messages, `beside` holds what its metadata.json tells of all its rows.
    """
    unused: set[str] = set()
    for number, raw in _lines(stream, settings.max_bytes * ESCAPED + 65_536):
        try:
            if raw is None:
                check_size(settings.max_bytes * ESCAPED + 65_536, settings)
            elif row := decode(raw.strip()):
                fields = parse_json(row)
                unused.update(_unused(fields))
                yield read_row(fields, f"{source}:{number}", beside, settings)
        except InputError as error:
            yield Rejected(source=source, line=number, message=str(error).replace("line 1, ", ""))
    yield from _unused_notice(source, unused)


def read_array(
    rows: Iterable[Any], source: str, beside: Facts, settings: InputSettings
) -> Iterator[Document | Rejected]:
    """The reports of a JSON array; the number of a row stands where JSON Lines have a line."""
    unused: set[str] = set()
    for number, fields in enumerate(rows, 1):
        try:
            unused.update(_unused(fields))
            yield read_row(fields, f"{source}:{number}", beside, settings)
        except InputError as error:
            yield Rejected(source=source, line=None, message=f"row {number} {error}")
    yield from _unused_notice(source, unused)


def read_row(fields: Any, place: str, beside: Facts, settings: InputSettings) -> Document:
    """The document of one row. Raises InputError where it holds none."""
    if not isinstance(fields, Mapping):
        raise InputError('is not an object such as {"text": "…", "published": "2015-04-27"}; correct it')
    given = [name for name in CONTENT if isinstance(fields.get(name), str) and fields[name].strip()]
    if not given:
        raise InputError(_no_text(fields))
    facts = facts_from(fields, "the row")
    content = fields[given[0]]
    raw = content.encode("utf-8", errors="replace")
    check_size(len(raw), settings)
    if len(given) > 1:
        facts = merged(facts, Facts(warnings=("the row has both text and html; text was taken",)))
    if raw.decode("utf-8") != content:
        content = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in content)
        facts = merged(facts, Facts(warnings=("the text held halves of characters; each was replaced by \ufffd",)))
    page = Facts()
    if given[0] == "html":
        read = read_page(content, facts.url or beside.url)
        content, page = read.text, read.facts
    facts = merged(facts, beside, page, settings.facts())
    return make_document(content, raw, facts.id or _own_url(fields) or place, facts, settings)


def looks_like_rows(first: bytes) -> bool:
    """Whether a stream whose first line this is holds JSON Lines: the line is one JSON object."""
    try:
        return isinstance(parse_json(decode(first.strip())), dict)
    except InputError:
        return False


def _lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one over `longest` bytes, the rest of which is passed over."""
    readline = _reader(stream)
    number = 0
    while line := readline(longest + 1):
        number += 1
        if len(line) <= longest:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = readline(longest)
        yield number, None


def _reader(stream: BinaryIO) -> Callable[[int], bytes]:
    """A function that reads a line in UTF-8; some Windows tools write JSON Lines in UTF-16 with a byte-order mark."""
    start = stream.read(4)
    whole = put_back(start, stream)
    encoding = mark_of(start)
    if encoding not in ("utf-16", "utf-32"):
        return whole.readline
    wrapped = io.TextIOWrapper(whole, encoding=encoding, newline="\n")

    def readline(longest: int) -> bytes:
        try:
            return wrapped.readline(longest).encode("utf-8", "replace")
        except UnicodeDecodeError as error:
            raise InputError(f"is not valid {encoding.upper()}; save it as UTF-8") from error

    return readline


def _own_url(fields: Mapping[str, Any]) -> str | None:
    url = fields.get("url")
    return plain_line(url) or None if isinstance(url, str) else None


def _no_text(fields: Mapping[str, Any]) -> str:
    wrong = [name for name in CONTENT if fields.get(name) is not None and not isinstance(fields[name], str)]
    if wrong:
        return f"has a field {wrong[0]} that is not text; correct it"
    if any(name in fields for name in CONTENT):
        return "is empty: it holds no text; leave it out"
    found = ", ".join(sorted(shortened(name) for name in fields)[:12]) or "none"
    return f"has neither text nor html (its fields: {found}); rename the field that holds the report to text"


def _unused(fields: Any) -> set[str]:
    return (
        {shortened(name) for name in fields if name not in KNOWN and name not in CONTENT}
        if isinstance(fields, Mapping)
        else set()
    )


def _unused_notice(source: str, unused: set[str]) -> Iterator[Rejected]:
    if unused:
        names = ", ".join(sorted(unused)[:20])
        yield Rejected(source=source, line=None, message=f"has fields that are not used: {names}", level="warning")
