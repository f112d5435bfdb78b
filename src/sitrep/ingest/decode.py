"""Bytes into text, strictly: what cannot be read is said, never replaced by question marks."""

from __future__ import annotations

import codecs
import io
import re
from typing import Any, BinaryIO

from sitrep.errors import InputError

#: Longest first, since the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Single-byte encodings are taken only where the page declares them: nearly any bytes decode in them.
#: The names that pages use, as the HTML standard maps them (https://encoding.spec.whatwg.org/#names-and-labels).
_DECLARED = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1"), "cp1252"),
    **dict.fromkeys(("us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-6", "iso8859-6", "arabic"), "iso8859-6"),
    **dict.fromkeys(("windows-1256", "cp1256"), "cp1256"),
    **dict.fromkeys(("windows-1251", "cp1251"), "cp1251"),
    **dict.fromkeys(("windows-1250", "cp1250"), "cp1250"),
    **dict.fromkeys(("windows-1254", "cp1254", "iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("windows-1255", "cp1255", "iso-8859-8"), "cp1255"),
    **dict.fromkeys(("koi8-r", "koi8"), "koi8-r"),
    "koi8-u": "koi8-u",
    "iso-8859-2": "iso8859-2",
    "iso-8859-5": "iso8859-5",
    "iso-8859-15": "iso8859-15",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
}  # fmt: skip
_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([A-Za-z0-9_.:-]{2,40})"
)
_SIGNATURES = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip file"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"),
)  # fmt: skip


def decode(raw: bytes, *, page: bool = False) -> str:
    """The text of the bytes without a byte-order mark, line ends kept. `page`: an HTML page may declare its encoding.

    UTF-8, UTF-16 and UTF-32 with a mark, and for pages what they declare. Raises InputError that says what to do.
    """
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise InputError(f"is {what}, not text; save it as plain text or HTML")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding)
    declared = _declared(raw) if page else None
    if b"\0" in raw[:65536]:
        raise InputError(_why_zeros(raw))
    try:
        return _checked(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        if declared is None:
            raise InputError(_unknown(raw, error)) from error
    if declared == "utf-8":
        raise InputError("declares UTF-8 but is not valid UTF-8; save it as UTF-8 again")
    return _strictly(raw, declared)


def mark_of(raw: bytes) -> str | None:
    """The encoding that a byte-order mark at the beginning tells, or None."""
    return next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)


def put_back(start: bytes, stream: BinaryIO) -> io.BufferedReader:
    """The stream as it was before `start` was read from it."""
    return io.BufferedReader(_PutBack(start, stream))


class _PutBack(io.RawIOBase):
    """Some bytes already read, and the stream they were read from."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start, self._stream = start, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._start[: len(buffer)] or self._stream.read(len(buffer))
        self._start = self._start[len(chunk) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _declared(raw: bytes) -> str | None:
    """The encoding that a page declares in its first 4,096 bytes. Raises InputError for one that is not known."""
    match = _CHARSET.search(raw[:4096])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    if name not in _DECLARED:
        # A page in plain ASCII or UTF-8 is read whatever it declares.
        if _is_utf8(raw):
            return None
        raise InputError(f"declares the unknown encoding {name!r}; save it as UTF-8")
    return _DECLARED[name]


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return _checked(raw.decode(encoding))
    except UnicodeDecodeError as error:
        raise InputError(f"is not valid {encoding.upper()} (byte {error.start + 1}); save it as UTF-8") from error


def _checked(text: str) -> str:
    if "\0" in text:
        raise InputError("holds zero bytes and is taken for binary; save it as plain UTF-8 text")
    return text


def _why_zeros(raw: bytes) -> str:
    """UTF-16 without its mark has a zero in every second byte of Western text."""
    head = raw[:2000]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) > len(head) // 5 and min(odd, even) < max(odd, even) // 4:
        return "looks like UTF-16 without a byte-order mark; save it as UTF-8"
    return "is binary, not text (it holds zero bytes); leave it out or save its text as UTF-8"


def _unknown(raw: bytes, error: UnicodeDecodeError) -> str:
    control = sum(byte < 9 or 13 < byte < 32 for byte in raw[:2000])
    if control > len(raw[:2000]) // 20:
        return "is binary, not text; leave it out or save its text as UTF-8"
    return (
        f"is in an unknown encoding: not UTF-8 from byte {error.start + 1} on; "
        "convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8"
    )
