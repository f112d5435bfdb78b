"""A log of decisions as a file: one JSON line each, in order, to keep, to hand on and to replay elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from sitrep.errors import InputError
from sitrep.model.record import from_json, to_json
from sitrep.review.decisions import Decision


def lines_of(decisions: Sequence[Decision]) -> str:
    """The log as JSON Lines."""
    return "".join(to_json(decision) + "\n" for decision in decisions)


def read_file(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file. Raises InputError naming the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read as text ({error}); give a file that `decisions export` wrote"
        ) from error
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(from_json(line, Decision))
        except msgspec.DecodeError as error:
            raise InputError(f"{path}, line {number}: not a decision ({error})") from error
    return tuple(found)
