"""What is told about a report beside its text: outlet, publication day, language, address, title."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sitrep.errors import InputError
from sitrep.ingest.decode import decode
from sitrep.model.record import Record, replace

METADATA = "metadata.json"

#: The fields that are understood; `note` is for people and is not read.
FIELDS = ("id", "title", "outlet", "url", "published", "language")
KNOWN = (*FIELDS, "note")

#: Years outside these are taken for a mistake; they leave room to reckon days before and after.
FIRST_YEAR, LAST_YEAR = 1000, 9000

#: A metadata.json is small; a larger one is not read.
LARGEST = 50_000_000

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Facts(Record):
    """What one place tells about a report. `published_from` names that place; `warnings` are sentences for the user."""

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_from: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


def merged(first: Facts, *others: Facts) -> Facts:
    """The facts of the first, what it lacks filled from the others in order; all warnings are kept."""
    for other in others:
        missing = {field: getattr(other, field) for field in FIELDS if getattr(first, field) is None}
        if first.published is None:
            missing["published_from"] = other.published_from
        first = replace(first, **missing, warnings=(*first.warnings, *other.warnings))
    return first


def facts_from(fields: Mapping[str, Any], place: str) -> Facts:
    """The facts in a JSON object found at `place`. A field of the wrong type or form is left out, with a warning."""
    values: dict[str, Any] = {}
    warnings: list[str] = []
    for name in FIELDS:
        value = fields.get(name)
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            warnings.append(f"{place}: {name} is not text but {_kind(value)}; it is left out")
        elif name == "published":
            values["published"] = parse_day(value)
            if values["published"] is None:
                warnings.append(
                    f"{place}: published {shortened(value)!r} is not a day such as 2015-04-27; it is left out"
                )
        else:
            values[name] = plain_line(value) or None
    if values.get("published") is not None:
        values["published_from"] = place
    return Facts(**values, warnings=tuple(warnings))


def parse_day(value: str) -> dt.date | None:
    """The day of an ISO 8601 day or date-time as it is written, whatever its time zone; None for anything else."""
    value = value.strip()
    match = _DAY.fullmatch(value)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        if len(value) > 10:
            dt.datetime.fromisoformat(value)
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def plain_line(value: str, longest: int = 500) -> str:
    """A value as one line without control characters."""
    return " ".join(_SURROGATE.sub("\ufffd", _CONTROL.sub(" ", value)).split())[:longest]


def shortened(value: str) -> str:
    """A value short enough for a message."""
    line = plain_line(value)
    return line if len(line) <= 60 else line[:57] + "…"


class Sidecars:
    """The `metadata.json` files beside reports, each read once. `problems` are sentences, each said once."""

    def __init__(self) -> None:
        self._read: dict[Path, Mapping[str, Any]] = {}
        self.problems: list[tuple[str, str, bool]] = []  # file, sentence, whether it is an error

    def facts(self, path: Path, root: Path) -> Facts:
        """What the files beside `path` and above it, up to the folder `root`, tell about it; the nearest wins."""
        facts = Facts()
        folder = path.parent
        while True:
            entry = self._entries(folder).get(path.relative_to(folder).as_posix())
            if isinstance(entry, Mapping):
                facts = merged(facts, facts_from(entry, METADATA))
            if folder in (root, folder.parent):
                return facts
            folder = folder.parent

    def _entries(self, folder: Path) -> Mapping[str, Any]:
        if folder not in self._read:
            self._read[folder] = self._load(folder / METADATA) if (folder / METADATA).is_file() else {}
        return self._read[folder]

    def _load(self, path: Path) -> Mapping[str, Any]:
        """The file's entries; what is wrong goes to `problems` and the reports are read without it."""
        try:
            entries = load_json(path)
        except InputError as error:
            self.problems.append((str(path), f"{error}; the reports are read without it", True))
            return {}
        if not isinstance(entries, Mapping):
            shape = '{"report.txt": {"outlet": "…", "published": "2015-04-27"}}'
            self.problems.append((str(path), f"must be an object of file names such as {shape}; it is not used", True))
            return {}
        for name, entry in entries.items():
            self._check(path, name, entry)
        return entries

    def _check(self, path: Path, name: str, entry: Any) -> None:
        shown = shortened(name)
        if not isinstance(entry, Mapping):
            self.problems.append(
                (str(path), f"the entry {shown!r} is {_kind(entry)}, not an object; it is not used", True)
            )
        elif unknown := sorted(shortened(key) for key in entry if key not in KNOWN):
            self.problems.append((str(path), f"{shown!r} has fields that are not used: {', '.join(unknown)}", False))
        try:
            there = (path.parent / name).exists()
        except (OSError, ValueError):
            there = False
        if not there:
            self.problems.append((str(path), f"names {shown!r}, but no such file is there", False))


def load_json(path: Path) -> Any:
    """The JSON in a file. Raises InputError with the line and what to do."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"is over {LARGEST // 1_000_000} MB; split it")
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error
    return parse_json(decode(raw))


def parse_json(text: str) -> Any:
    """The JSON of a text. Raises InputError with line and column."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(f"is not valid JSON: {where}: {error.msg}; correct it") from error
    except RecursionError as error:
        raise InputError("is JSON nested too deep; correct it") from error
    except ValueError as error:
        raise InputError(f"is not valid JSON: {shortened(str(error))}; correct it") from error


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "text")
