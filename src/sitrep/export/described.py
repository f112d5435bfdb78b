"""What is told of a file beside it: its columns, what was chosen, withheld and left out, and credits.

For tables this is a W3C "CSV on the Web" metadata document; other formats have the same without columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any, BinaryIO

import msgspec

from sitrep.export.formats import FORMATS
from sitrep.export.options import CAUTION, CREDITS, Known, Options, Written, made_by, written
from sitrep.export.safety.guard import Guarded
from sitrep.lexicon.files import read_yaml
from sitrep.model.record import Record


class Column(Record):
    """A column and what stands in it."""

    name: str
    means: str


def write_counted(name: str, material: Guarded, out: BinaryIO, options: Options, known: Known) -> Written:
    """Writes the format, and counts what safety left out and withheld as well."""
    material.passes.clear()
    outcome = FORMATS[name].write(material, out, options, known)
    reasons = Counter({each.name: each.count for each in outcome.left_out}) + material.passes.left_out
    return written(outcome.rows, reasons, material.passes.withheld)


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of a format in their order; none where it is no table."""
    known = _meanings()
    return tuple(
        Column(name=column, means=known.get(name, {}).get(column) or known["shared"][column])
        for column in FORMATS[name].columns
    )


def described(name: str, url: str, outcome: Written, material: Guarded, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The description of a file at `url`. `asked` is what was chosen and how the file was to be."""
    found: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": url,
        "dc:title": FORMATS[name].about,
        "dc:description": CAUTION,
        "dc:creator": made_by(material.run()),
        "dc:rights": CREDITS,
    }
    if columns(name):
        table = [{"titles": each.name, "dc:description": each.means} for each in columns(name)]
        found["tableSchema"] = {"columns": table}
    return found | {
        **{f"sitrep:{key}": msgspec.to_builtins(value) for key, value in asked.items()},
        "sitrep:safety": msgspec.to_builtins(material.safety),
        "sitrep:rows": outcome.rows,
        "sitrep:left_out": msgspec.to_builtins(outcome.left_out),
        "sitrep:withheld": msgspec.to_builtins(outcome.withheld),
    }


def as_json(description: Mapping[str, Any]) -> bytes:
    """The description as a file."""
    return msgspec.json.format(msgspec.json.encode(description), indent=2) + b"\n"


@cache
def _meanings() -> dict[str, dict[str, str]]:
    with as_file(files("sitrep.export").joinpath("data", "columns.yml")) as path:
        return read_yaml(path, dict[str, dict[str, str]])
