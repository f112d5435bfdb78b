"""Status: happened, ongoing, planned, denied, hypothetical."""

from __future__ import annotations

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels attacked the base on Sunday.", "happened"),
        ("Rebels are attacking the base.", "ongoing"),
        ("Rebels continue to attack the base.", "ongoing"),
        ("Rebels plan to attack the base.", "planned"),
        ("Rebels threatened to attack the base.", "planned"),
        ("Rebels will attack the base.", "planned"),
        ("Rebels did not attack the base.", "denied"),
        ("The army denied that rebels had attacked the base.", "denied"),
        ("The army denied reports that rebels had attacked the base.", "denied"),
        ("The mayor said it was not true that rebels had attacked the base.", "denied"),
        ("The rebels denied any role in the attack on the base.", "happened"),
        ("Rebels do not intend to attack the base.", "denied"),
        ("The rebels ruled out attacking the base.", "denied"),
        ("The army repelled an attempt to attack the base.", "happened"),
        ("If rebels attack the base, the road will be closed.", "hypothetical"),
        ("Rebels could attack the base.", "hypothetical"),
        ("Rebels claimed to have attacked the base.", "happened"),
        ("Rebels began to attack the base.", "happened"),
    ],
)
def test_status(tools: Tools, text: str, status: str) -> None:
    """The words around the verb decide, never whether we believe it."""
    claims = [c for c in claims_of(Document(id="d", text=text, sha256="0" * 64), tools) if c.type == "assault"]
    assert [claim.status for claim in claims] == [status]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Clashes were still under way near the base on Sunday.", ["ongoing"]),
        ("The town has been besieged since May.", ["ongoing"]),
        ("The camp has been encircled for 19 days by rebels.", ["ongoing"]),
        ("Mediators called for a ceasefire in Aleppo.", ["planned"]),
        ("Rebels attacked the base. The talks failed to end the fighting.", ["happened", "ongoing"]),
        ("Rebels had attacked the base and that fighting was continuing, he said.", ["happened", "ongoing"]),
    ],
)
def test_what_is_under_way(tools: Tools, text: str, statuses: list[str]) -> None:
    """ "Under way" tells of something that goes on; what goes on beside a deed says nothing of the deed."""
    found = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [claim.status for claim in found] == statuses


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("No rebels attacked the base.", ["denied"]),
        ("Neither the army nor the rebels entered the town.", ["denied"]),
        ("None of the rebels withdrew from the village.", ["denied"]),
        ("The army raid wounded no one.", ["denied"]),
        ("No soldiers, women or children were killed.", ["denied"]),
        ("Not a single soldier was killed.", ["denied"]),
        ("The army no longer controls the town.", ["denied"]),
        ("No fewer than 20 soldiers were killed.", ["happened"]),
        ("The shells killed no civilians but wounded three men.", ["denied", "happened"]),
        ("The rebels, who met no resistance, entered the town.", ["happened"]),
    ],
)
def test_what_is_told_of_nobody_did_not_happen(tools: Tools, text: str, statuses: list[str]) -> None:
    """A clause that says "no" of its subject or object tells that the thing did not happen."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [c.status for c in claims if c.type != "shelling"] == statuses
    assert all(not claim.casualties for claim in claims if claim.status == "denied")


def test_a_no_in_a_list_spares_only_its_own(tools: Tools) -> None:
    """What has a number of its own was hurt all the same."""
    text = "No civilians and 12 soldiers were killed."
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [(loss.text, loss.low, loss.high) for loss in claim.casualties] == [("12 soldiers", 12, 12)]


def test_what_somebody_is_bent_on_is_not_done(tools: Tools) -> None:
    """ "Focused on destroying" tells an aim, "destroyed" a deed."""
    aim = "The army has focused its efforts on capturing and killing rebel commanders near Idlib."
    assert claims_of(Document(id="d", text=aim, sha256="0" * 64), tools) == ()
    deed = "The army killed rebel commanders near Idlib."
    assert [claim.type for claim in claims_of(Document(id="d", text=deed, sha256="0" * 64), tools)] == [
        "casualty_report"
    ]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The rebels tried to storm the base.", "assault", "happened"),
        ("The rebels tried to seize the town.", "territory_gain", "planned"),
        ("The rebels said they would withdraw from the town.", "withdrawal", "planned"),
        ("The strike would have killed dozens of people, the army said.", "casualty_report", "hypothetical"),
        ("Clashes are still going on in the town.", "armed_clash", "ongoing"),
        ("The visit comes amid fierce clashes between rebels and the army.", "armed_clash", "ongoing"),
        ("Troops prevented the rebels from seizing the airport.", "territory_gain", "denied"),
        ("The ceasefire is expected to begin on Sunday.", "agreement", "planned"),
        ("The village is shelled daily by rebel artillery.", "shelling", "ongoing"),
        ("The town is regularly targeted by air strikes.", "air_strike", "ongoing"),
        ("The commander carries out attacks against the army.", "assault", "ongoing"),
        ("The eastern quarters have been out of army control since May.", "control", "denied"),
        ("The rebels are close to encircling the garrison.", "encirclement", "planned"),
        ("The militants set off a car bomb in the market.", "bombing", "happened"),
        ("The militants are set to storm the town.", "assault", "planned"),
        ("Militants plotted to storm the barracks.", "assault", "planned"),
        ("We did not fight them, but today they are laying siege to the town.", "encirclement", "ongoing"),
        ("The army warned of an offensive on the valley.", "offensive", "planned"),
        ("Residents spoke of fears of an attack by the rebels.", "assault", "planned"),
        ("An offensive by the rebels could cut the road.", "offensive", "hypothetical"),
        ("The attack by the rebels could bring a wider war.", "assault", "happened"),
        ("The army denied rumours about the arrest of the commander.", "detention", "denied"),
        ("The village is the target of an ongoing offensive by the army.", "offensive", "ongoing"),
    ],
)
def test_what_lasts_or_is_to_come(tools: Tools, text: str, kind: str, status: str) -> None:
    """Attempts, the future told in the past, habits, and what another clause did not do."""
    claims = [c for c in claims_of(Document(id="d", text=text, sha256="0" * 64), tools) if c.type == kind]
    assert [claim.status for claim in claims] == [status]
