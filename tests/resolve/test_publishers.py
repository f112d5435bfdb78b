"""Who "we" and "the enemy" are is told by who publishes the report."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools


@cache
def tools() -> Tools:
    return load_tools(network=False)


def parties(outlet: str, day: str, text: str, kind: str) -> tuple[set[str], set[str]]:
    """Doers and targets of the report's claims of the type."""
    document = Document(id="d", text=text, sha256="", outlet=outlet, published=dt.date.fromisoformat(day))
    found = [claim for claim in claims_of(document, tools()) if claim.type == kind]
    return {ref.name for claim in found for ref in claim.agents}, {ref.name for claim in found for ref in claim.targets}


@pytest.mark.parametrize(
    ("outlet", "day", "text", "kind", "doers"),
    [
        (
            "Northern Shan Front Information Desk",
            "2023-11-14",
            "On Monday our troops captured the junta's outpost near Laukkai.",
            "territory_gain",
            {"Northern Shan Front"},
        ),
        (
            "Azerbaijan Ministry of Defence",
            "2020-10-10",
            "In the morning the enemy shelled Tartar.",
            "shelling",
            {"Armenian forces"},
        ),
        (
            "General Staff of the Armed Forces of Ukraine",
            "2024-08-05",
            "The enemy shelled Nikopol with artillery.",
            "shelling",
            {"Russian forces"},
        ),
        (
            "Hills Herald",
            "2021-03-07",
            "The army and popular committees seized two hills west of Marib in Yemen.",
            "territory_gain",
            {"Houthis"},
        ),
        (
            "Hills Herald",
            "2021-03-07",
            "The army seized two hills west of Marib in Yemen.",
            "territory_gain",
            {"Yemeni government forces"},
        ),
        (
            "WAFA",
            "2024-01-12",
            "Occupation warplanes bombed a house in Rafah.",
            "air_strike",
            {"Israeli forces"},
        ),
    ],
)
def test_who_publishes_tells_who_we_and_the_enemy_are(
    outlet: str, day: str, text: str, kind: str, doers: set[str]
) -> None:
    assert parties(outlet, day, text, kind)[0] == doers
