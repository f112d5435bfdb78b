"""Whole claims of short reports in the style of wires, releases and bulletins on many wars, in our own words."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools


@cache
def tools() -> Tools:
    return load_tools()


def claims(text: str, outlet: str | None = None) -> tuple[Claim, ...]:
    document = Document(id="d", text=text, sha256="0" * 64, outlet=outlet, published=dt.date(2020, 11, 3))
    return claims_of(document, tools())


def slot(claim: Claim, name: str) -> list[str]:
    return [ref.name for ref in getattr(claim, name)]


def test_marks_of_a_list_are_no_words() -> None:
    """What stands behind "*" begins a sentence: its capital is no name's."""
    text = "Coalition jets hit ISIS on Monday.\n\n* Near Tal Afar, a strike destroyed two vehicles.\n* Near Raqqa, rebels fled."
    destroyed = next(claim for claim in claims(text) if claim.type == "materiel_destroyed")
    assert slot(destroyed, "places") == ["Tal Afar"]
    assert slot(destroyed, "agents") == []


def test_a_drone_is_nobodys() -> None:
    """States and groups fly drones: a report on a country does not make them its army's."""
    strike = next(
        c for c in claims("A drone hit a hospital in El Fasher, killing ten people.") if c.type == "air_strike"
    )
    assert slot(strike, "agents") == []


def test_enemies_are_those_whom_the_speaker_fights() -> None:
    """A party's own statement: "our" is the party, "enemy soldiers" are those it fights."""
    found = claims(
        "Our fighters captured Nad Ali in Helmand. Ten enemy soldiers were killed.", "Islamic Emirate of Afghanistan"
    )
    taken, killed = found
    assert slot(taken, "agents") == ["Taliban"]
    assert "Taliban" not in slot(killed, "targets")


@pytest.mark.parametrize(
    ("text", "kind", "name", "expected"),
    [
        ("Rebels shelled the town, killing a 65-year-old woman and two boys.", "shelling", "targets", ["civilians"]),
        ("Five people died when shells hit Sake, local authorities said.", "shelling", "sources", ["local authorities"]),
        (
            "At least 18 civilians were killed when fighters of the Allied Democratic Forces attacked the village.",
            "casualty_report", "agents", ["Allied Democratic Forces"],
        ),
        (
            "The Karen National Liberation Army and allied resistance forces captured a base outside Myawaddy.",
            "territory_gain", "agents", ["Karen National Liberation Army", "resistance forces"],
        ),
        ("Al-Shabaab fighters left the base after storming it.", "assault", "targets", []),
    ],
)  # fmt: skip
def test_who(text: str, kind: str, name: str, expected: list[str]) -> None:
    """Who did it, to whom, and who says so."""
    assert slot(next(claim for claim in claims(text) if claim.type == kind), name) == expected


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Jets bombed the town. The death toll from the attack rose to 133, officials said.", 133),
        ("Shells hit the market. The committee put the toll at nine, among them two children.", 9),
        ("Jets bombed the house. Seven bodies were pulled from the rubble.", 7),
    ],
)
def test_tolls(text: str, low: int) -> None:
    """A bare number of dead is of people; a part of them is not added."""
    report = claims(text)[-1]
    assert [(loss.outcome, loss.low) for loss in report.casualties] == [("killed", low)]
    assert report.casualties[0].group.name in {"people", "bodies"}


@pytest.mark.parametrize(
    "body",
    [
        "Ministry of Health",
        "Ministry of Public Health",
        "Ministry of National Defence",
        "Department of Social Welfare and Development",
        "General Directorate of Security",
        "Office of the Prosecutor General",
    ],
)
def test_a_body_is_told_with_its_whole_name(body: str) -> None:
    """Its name is one speaker, into how many words the reader may cut it."""
    told = claims(f"Five soldiers were killed by shelling near Tripoli in Libya, the {body} said.")
    assert told and all(slot(claim, "sources") == [body] for claim in told)


def test_the_two_sides_are_those_who_fought() -> None:
    """Told before as fighting each other: of a clash the one acts and the other suffers it, a truce is both's."""
    text = (
        "IS fighters attacked the Free Syrian Army in Azaz. The two sides exchanged fire. "
        "Both sides agreed on a truce on Tuesday after mediation by elders."
    )
    clash, truce = claims(text)[-2:]
    assert (slot(clash, "agents"), slot(clash, "targets")) == (["Islamic State"], ["Free Syrian Army"])
    assert slot(truce, "agents") == ["Islamic State", "Free Syrian Army"] and truce.targets == ()


def test_the_two_sides_of_nobody_keep_their_words() -> None:
    """Where no claim before names two parties."""
    (clash,) = [
        claim
        for claim in claims("The two sides clashed with artillery near Tripoli in Libya.")
        if claim.type == "armed_clash"
    ]
    assert all(ref.id is None for ref in clash.agents)


@pytest.mark.parametrize("words", ["US air strikes", "US jets", "The US"])
def test_the_us_are_not_us(words: str) -> None:
    """A nation in capitals is no pronoun."""
    (claim,) = claims(f"{words} killed 50 al-Qaeda militants near Raqqa in Syria on Monday.")
    assert slot(claim, "agents")[0] in {"US forces", "United States"}


def test_an_office_is_no_part_of_a_name() -> None:
    """ "Defense" belongs to the secretary and not to his name."""
    (claim,) = claims("US Secretary of Defense Ashton Carter said US jets had hit Islamic State positions near Mosul.")
    assert slot(claim, "sources") == ["Ashton Carter"]


@pytest.mark.parametrize(
    ("text", "name", "low"),
    [
        ("At least 31 Islamic State (IS) group militants were killed in strikes near Raqqa.", "Islamic State", 31),
        ("Thirteen militants of the Kurdistan Workers' Party (PKK) were killed in Hakkari, Turkey.", "PKK", 13),
        ("Rebels of the Oromo People's Congress killed two soldiers in Ethiopia and Ten were wounded.", "", 10),
    ],
)
def test_a_short_name_in_brackets_hides_no_number(text: str, name: str, low: int) -> None:
    """The count stands before the long name, the short one or a possessive between it and its noun."""
    losses = [loss for claim in claims(text) for loss in claim.casualties]
    assert any(loss.low == low and name in loss.group.name for loss in losses)


def test_a_movement_of_the_people_has_one_name() -> None:
    """The possessive belongs to it."""
    told = claims("The Oromo People's Congress said that Ethiopian soldiers killed four civilians in Shashamane.")
    assert [slot(claim, "sources") for claim in told] == [["Oromo People's Congress"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shadi al-Jundi said the army had shelled Douma. Jundi said four people were killed.", "Shadi al-Jundi"),
        ("Local sources said the army had shelled Douma. The sources said four people were killed.", "Local sources"),
    ],
)
def test_who_is_told_of_by_less_is_who_was_told_of(text: str, name: str) -> None:
    """A surname without its article, and a plural noun alone."""
    assert slot(claims(text)[-1], "sources") == [name]
