""" "It" that means a place, and states told as in an encyclopaedia."""

from __future__ import annotations

import datetime as dt

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


def read(text: str, tools: Tools) -> list[tuple[str, str, list[str]]]:
    """Type, trigger and places of each claim."""
    document = Document(id="d", text=text, sha256="0" * 64, published=dt.date(2023, 6, 1))
    return [(c.type, c.trigger.text, [place.name for place in c.places]) for c in claims_of(document, tools)]


def test_it_is_the_town_spoken_of(tools: Tools) -> None:
    """Lost and retaken: "it" is the town that the sentence took, or the sentence before."""
    text = "The rebels captured Douma in May, lost it in June and recaptured it in July. It fell to the army in August."
    assert read(text, tools) == [
        ("territory_gain", verb, ["Douma"]) for verb in ("captured", "lost", "recaptured", "fell")
    ]


def test_it_is_no_town_where_a_thing_was_spoken_of(tools: Tools) -> None:
    """A tank that was found and seized is no place."""
    assert all(
        kind != "territory_gain"
        for kind, _, _ in read("Soldiers in Douma found a rebel tank and captured it on Friday.", tools)
    )


def test_it_may_mean_a_place_of_a_shorter_sentence(tools: Tools) -> None:
    """The phrase that stands for "it" has fewer tokens in its sentence than there are before this one."""
    text = (
        "Rebels captured the embassy. Both soldiers loyal to the old president and fighters of several groups, who pushed back "
        "into the western suburbs on Saturday in their third attempt in two months to capture it, blamed each other."
    )
    assert [name for _, trigger, places in read(text, tools) if trigger == "capture" for name in places] == [
        "the embassy"
    ]


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        (
            "Goma was occupied by the rebels from 20 November to 1 December 2012.", "control",
            (dt.date(2012, 11, 20), dt.date(2012, 12, 1)),
        ),
        ("Goma was occupied by the rebels on 20 November 2012.", "territory_gain", (dt.date(2012, 11, 20),) * 2),
        (
            "Goma came under the control of the rebels in November 2012.", "territory_gain",
            (dt.date(2012, 11, 1), dt.date(2012, 11, 30)),
        ),
        (
            "Goma remained under rebel control until 1 December 2012.", "control", (None, dt.date(2012, 12, 1)),
        ),
    ],
)  # fmt: skip
def test_changes_and_states(tools: Tools, text: str, kind: str, days: tuple[dt.date | None, dt.date | None]) -> None:
    """Occupied for a stretch is a state, on a day a change; to come under control is a change, to remain so a state."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64, published=dt.date(2023, 6, 1)), tools)
    assert claim.type == kind
    assert claim.time is not None
    assert (claim.time.start, claim.time.end) == days


@pytest.mark.parametrize("text", ["Lyman was recaptured by Russia/ LPR.", "Lyman was recaptured by Russia/LPR."])
def test_a_slash_joins_two_names(tools: Tools, text: str) -> None:
    """Two holders with a stroke between them are two, with or without a space."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [actor.text for actor in claim.agents] == ["Russia", "LPR"]


def test_a_country_contests_no_title(tools: Tools) -> None:
    """A town that a country contests is at war without another word of war; a title is not."""
    assert read("Krynky was contested by Ukraine between 3 and 9 May.", tools)
    assert not read("The title was contested by Ukraine between 3 and 9 May.", tools)
