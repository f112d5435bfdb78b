"""Where claims are: the places that a clause names, and those that it leaves to the report around it."""

from __future__ import annotations

import datetime as dt

import pytest

from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


def claims(tools: Tools, text: str) -> tuple[Claim, ...]:
    """The claims of a report of 15 May 2024."""
    document = Document(id="d", text=text, sha256="0" * 64, published=dt.date(2024, 5, 15))
    return claims_of(document, tools)


def places(tools: Tools, text: str, trigger: str) -> set[str]:
    """The names of the places of the last claim with a trigger."""
    found = [claim for claim in claims(tools, text) if claim.trigger.text == trigger]
    assert found, [claim.trigger.text for claim in claims(tools, text)]
    return {place.name for place in found[-1].places}


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Russian guns shelled Izium, Lyman and Sviatohirsk on Monday.", "shelled", {"Izium", "Lyman", "Svyatohirsk"}),
        ("The army shelled both Izium and the town of Lyman in Ukraine.", "shelled", {"Izium", "Lyman"}),
        (
            "Sudanese jets bombed Kutum and the villages of Abu Sakin, Umm Zreiga and Kafod.",
            "bombed",
            {"Kutum", "Abu Sakin", "Umm Zreiga", "Kafod"},
        ),
        ("Syrian planes bombed the Turmanin area and Zalqum farm.", "bombed", {"Turmanin area", "Zalqum farm"}),
        ("Russian forces shelled Sumy city and region.", "shelled", {"Sumy", "Sumy region"}),
        (
            "Militants seized towns in Iraq as well as in Syria's Deir ez-Zor province.",
            "seized",
            {"Iraq", "Deir ez-Zor"},
        ),
        ("Saudi jets bombed Yemen and Houthi fighters fled.", "bombed", {"Yemen"}),
        ("The Houthis attacked Marib and Riyadh said it would answer.", "attacked", {"Marib"}),
    ],
)
def test_a_list_of_places_is_read_to_its_end(tools: Tools, text: str, trigger: str, wanted: set[str]) -> None:
    """All places joined by commas and "and" are meant, whichever of them a parser hangs elsewhere."""
    assert places(tools, text, trigger) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Three soldiers were killed in eastern Ukraine.", "eastern Ukraine"),
        ("Three soldiers were killed in the north-east of Nigeria.", "northeastern Nigeria"),
        ("Three soldiers were killed in Yemen's west.", "western Yemen"),
        ("Three soldiers were killed in northern parts of Mali.", "northern Mali"),
        ("Three soldiers were killed in South Sudan.", "South Sudan"),
    ],
)
def test_a_part_of_a_country_is_named_as_such(tools: Tools, text: str, wanted: str) -> None:
    """ "Eastern Ukraine" is told, lies in Ukraine, and gets no point."""
    (claim,) = claims(tools, text)
    (place,) = claim.places
    assert place.name == wanted
    assert place.precision in {"unlocated", "country"} and (place.within or place.id or "").startswith("country:")
