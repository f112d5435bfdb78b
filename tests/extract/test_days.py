"""Which day a claim has whose own clause tells none."""

from __future__ import annotations

import datetime as dt

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of

LEAD = "Rebel fighters captured the town of Ariha on Saturday, residents said. "


@pytest.mark.parametrize(
    ("told", "word", "day"),
    [
        ("They killed ten soldiers in Ariha.", "killed", 28),
        ("The rebels launched the offensive on Tuesday. The army withdrew from Ariha.", "withdrew", None),
        ("On Tuesday, the rebels stormed a base. The army withdrew from Ariha.", "withdrew", 24),
        ("At least 130 soldiers were killed in the fighting.", "killed", None),
    ],
)
def test_a_day_is_taken_over_only_where_one_was_told(tools: Tools, told: str, word: str, day: int | None) -> None:
    """Of two days before it nobody knows which is meant, unless one opens its sentence; a toll is counted over days."""
    published = dt.date(2015, 3, 29)
    claims = claims_of(Document(id="d", text=LEAD + told, sha256="0" * 64, published=published), tools)
    (claim,) = [each for each in claims if each.trigger.text == word]
    assert (claim.time.start.day if claim.time and claim.time.start else None) == day
