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
        ("Soldiers detained two men in an overnight raid near Idlib on Friday.", {"detention": FRIDAY}),
        ("Soldiers detained two men in Logar province lastnight.", {"detention": "lastnight"}),
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


def test_the_day_of_an_operation_is_not_that_of_its_telling(tools: Tools) -> None:
    """ "Confirmed … during a raid on 27 March" dates the raid; "confirmed on 27 March" only says that it was over."""
    days = {}
    for text in (
        "The coalition confirmed the capture of a rebel commander during a raid near Idlib on March 27.",
        "The coalition confirmed on March 27 the capture of a rebel commander near Idlib.",
    ):
        document = Document(id="d", text=text, sha256="0" * 64, published=dt.date(2015, 3, 30))
        (claim,) = [claim for claim in claims_of(document, tools) if claim.type == "detention"]
        assert claim.time is not None
        days[text] = (claim.time.start, claim.time.end)
    assert list(days.values()) == [
        (dt.date(2015, 3, 27), dt.date(2015, 3, 27)),
        (dt.date(2015, 3, 26), dt.date(2015, 3, 27)),
    ]
