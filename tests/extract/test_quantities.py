"""How many people have which outcome."""

from __future__ import annotations

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("Soldiers detained the cell leader along with three of his associates.", [1, 3]),
        ("Soldiers detained the cell leader, along with several of his associates.", [1, 2]),
        ("Soldiers captured a rebel commander and two of his associates during a raid.", [1, 2]),
        ("Gunmen killed the mayor together with two guards.", [1, 2]),
        ("The troops attacked the gunmen from the air, killing all four.", [4]),
        ("The firefight resulted in 14 gunmen killed.", [14]),
        ("The battle left two soldiers killed and five wounded.", [2, 5]),
        ("The battle resulted in ten insurgent deaths.", [10]),
    ],
)
def test_people_told_in_one_breath_are_all_counted(tools: Tools, text: str, losses: list[int]) -> None:
    """Company ("along with"), counts of a whole ("all four") and outcomes after a noun ("14 killed")."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [loss.low for claim in claims for loss in claim.casualties] == losses


def test_who_enters_wounded_is_not_a_wounded_house(tools: Tools) -> None:
    """A participle after an object tells an outcome only of verbs that leave somebody so."""
    claims = claims_of(Document(id="d", text="The soldier entered the house wounded.", sha256="0" * 64), tools)
    assert not [loss for claim in claims for loss in claim.casualties]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("The rebels shot down a MiG-23 over Hama.", [("MiG-23", 1)]),
        ("The army destroyed three T-72s and a BM-21 near the village.", [("T-72", 3), ("BM-21", 1)]),
        ("The air force said it had downed 30 of 34 missiles.", [("missile", 30)]),
        ("Troops intercepted 21 drones over the region, the army said.", [("drone", 21)]),
    ],
)
def test_weapons_by_their_mark_and_those_shot_down(tools: Tools, text: str, items: list[tuple[str, int]]) -> None:
    """A mark and a number name a weapon; what is shot down or intercepted is destroyed; "30 of 34" are 30."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [(item.item, item.low) for claim in claims for item in claim.materiel] == items
