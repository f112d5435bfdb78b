"""Which type of claim a sentence reports, where the same words may report several or none."""

from __future__ import annotations

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of

WAR = "Rebels and soldiers have weapons.\n\n"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("agreement", "The two sides agreed to a ceasefire on Tuesday."),
        ("agreement", "It came as part of a wider agreement struck in May."),
        ("agreement", "The two armies swapped 50 prisoners of war."),
        ("agreement", "Three safe zones have already been set up."),
        ("alliance", "The brigade joined forces with the Nusra Front."),
        ("alliance", "Kurdish fighters, with support from the US-led coalition, are in the town."),
        ("armed_clash", "The army repelled the militants near the bridge."),
        ("assault", "Rebel positions came under attack by the army."),
        ("bombing", "The leader orchestrated improvised explosive device attacks."),
        ("suicide_bombing", "Two suicide bombings hit the market after the air strikes."),
        ("violence_against_civilians", "The army used chemical weapons in Douma."),
        ("violence_against_civilians", "Gunmen opened fire on worshippers."),
        ("air_strike", "Aircraft engaged an insurgent position with precision-guided weapons."),
        ("air_strike", "A total of 20 rockets fired by Russian jets hit the hospital."),
        ("air_strike", "Russia launched 30 drones at Kyiv."),
        ("shelling", "Terrorists attacked the hotel with shells."),
        ("shelling", "Two of the shells fell on a house."),
        ("shelling", "The rescue workers were targeted by a guided missile."),
        ("reinforcement", "Fighters have set up a security perimeter around the mosque."),
        ("reinforcement", "Turkish troops poured into northern Syria."),
        ("casualty_report", "The death toll from the attack climbed to 61, the army said."),
        ("bombing", "A second blast hit soldiers minutes later."),
        ("bombing", "A vehicle with soldiers ran over an explosive device."),
        ("offensive", "The army has launched a counter-offensive in the south."),
        ("bombing", "The rebels set off a car bomb outside the barracks."),
        ("control", "Rebels control about 20% of the province."),
        ("control", "The gangs control 80 percent of the city, the army said."),
        ("materiel_destroyed", "The army said at least 20 houses had been burnt."),
        ("violence_against_civilians", "Gunmen assassinated two female judges."),
        ("materiel_destroyed", "Attackers set fire to the house of an army officer."),
        ("territory_gain", "The rebels lost control of the airport."),
        ("territory_gain", "The army handed over the village to the rebels."),
        ("territory_gain", "The village was brought back under the control of the government."),
        ("territory_gain", "Israel seized 1,200 square kilometres of the Golan Heights from Syria in 1967."),
        ("control", "The group remains firmly rooted in Raqqa."),
        ("displacement", "The violence has forced nearly half of the population to flee their homes."),
        ("air_strike", "A glide bomb hit a house in Kharkiv."),
        ("shelling", "A house in Ganja came under missile fire."),
        ("shelling", "Army gunners fired on the market in Omdurman."),
        ("offensive", "Russian troops invaded Ukraine in February."),
        ("agreement", "Forty soldiers laid down their arms."),
        ("control", "The whole town is in the hands of the rebels."),
        ("encirclement", "The siege laid by the army goes on."),
    ],
)
def test_a_sentence_reports_one_claim_of_its_type(tools: Tools, kind: str, text: str) -> None:
    """The weapon, the doer and what is hit tell the type; light verbs and participles carry the noun of the deed."""
    claims = claims_of(Document(id="d", text=WAR + text, sha256="0" * 64), tools)
    assert [claim.type for claim in claims if claim.trigger.start >= len(WAR)][:1] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations condemned the attack.",
        "He said that the attacks constitute war crimes.",
        "The force is still gathering information to confirm the reports.",
        "The army left the door open to talks.",
        "The operation was concluded without firing their weapons.",
        "The government and the opposition signed a coalition agreement.",
    ],
)
def test_what_only_points_back_or_sounds_alike_is_none(tools: Tools, text: str) -> None:
    """A judgement on a deed told elsewhere, and words of other trades."""
    claims = claims_of(Document(id="d", text=WAR + text, sha256="0" * 64), tools)
    assert not [claim for claim in claims if claim.trigger.start >= len(WAR)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Fighters storm army base in Mali", ["assault"]),
        ("Rebels shell army base in Goma", ["shelling"]),
        ("Gunmen ambush convoy of soldiers in Burkina Faso", ["assault"]),
        ("Houthis down US drone over Marib", ["materiel_destroyed"]),
        ("Turkey shells Kobani, rebels say", ["shelling"]),
        ("Rebels attack on army base kills nine in Mali", ["casualty_report"]),
        ("Russian missiles strike Odesa port, killing three", ["shelling"]),
    ],
)
def test_a_headline_tells_in_the_present(tools: Tools, text: str, kinds: list[str]) -> None:
    """Its verbs look like nouns of several: "rebels shell", "Turkey shells"."""
    assert [claim.type for claim in claims_of(Document(id="d", text=text, sha256="0" * 64), tools)] == kinds


def test_missiles_are_not_what_they_hit(tools: Tools) -> None:
    """Nor is anything damaged that the report does not name."""
    (claim,) = claims_of(
        Document(id="d", text="Russian missiles strike Odesa port, killing three", sha256="0" * 64), tools
    )
    assert not claim.materiel
