"""Which claims of a sentence have the day that it tells once."""

from __future__ import annotations

import datetime as dt

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of

FRIDAY = "Friday"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Soldiers detained two men while searching a farm on Friday.", {"detention": FRIDAY}),
        ("Soldiers detained two men during a raid near Idlib, Aleppo province, on Friday.", {"detention": FRIDAY}),
        ("The shells killed one man and wounded two others on Friday.", {"casualty_report": FRIDAY}),
        ("The rebels took the hill and the army withdrew on Friday.", {"territory_gain": None, "withdrawal": FRIDAY}),
        (
            "On Friday, rebels entered the town and attacked the base.",
            {"territory_gain": FRIDAY, "assault": FRIDAY},
        ),
    ],
)
def test_a_day_reaches_the_clauses_that_share_it(tools: Tools, text: str, days: dict[str, str | None]) -> None:
    """A clause with a subject of its own has only its own day."""
    document = Document(id="d", text=text, sha256="0" * 64, published=dt.date(2015, 3, 30))
    claims = [claim for claim in claims_of(document, tools) if claim.type in days]
    assert {claim.type for claim in claims} == set(days)
    assert all((claim.time.text if claim.time else None) == days[claim.type] for claim in claims)
