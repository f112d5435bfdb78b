"""Source chains: who says a thing, nearest to the event first."""

from __future__ import annotations

import pytest

from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


def first(text: str, tools: Tools, kind: str) -> Claim:
    found = [claim for claim in claims_of(Document(id="d", text=text, sha256="0" * 64), tools) if claim.type == kind]
    assert found, f"no {kind} in {text!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The army said that militants had shelled the town of Marea.", ["The army"]),
        ("Militants shelled the town of Marea, the army said.", ["the army"]),
        ("According to residents, militants shelled the town of Marea.", ["residents"]),
        ("“Militants shelled the town of Marea,” a police officer said.", ["a police officer"]),
        ("A spokesman quoted witnesses as saying that militants had shelled Marea.", ["witnesses", "A spokesman"]),
        ("Militants shelled the town of Marea.", []),
        ("Militants shelled the town of Marea, residents and officials said on Monday.", ["residents", "officials"]),
        ("Haddad, writing on a messaging app, said militants had shelled the town.", ["Haddad"]),
        ("The agency reported, citing a medic, that militants had shelled Marea.", ["a medic", "The agency"]),
        ("Militants shelled Marea, the agency reports, citing the mayor, Adel Karim.", ["Adel Karim", "agency"]),
        ("Militants shelled Marea, according to a statement by the General Command.", ["the General Command"]),
        ("A report by the charity found that militants had shelled Marea.", ["the charity"]),
        ("As the mayor pointed out, militants shelled the town of Marea.", ["the mayor"]),
        (
            "A medic told the agency's correspondent that militants fired shells at Marea.",
            ["A medic", "the agency's correspondent"],
        ),
        (
            "Militants shelled the town of Marea on Monday a medic and a local official said.",
            ["a medic", "a local official"],
        ),
        ("Others said they heard militants shelling Marea.", ["Others"]),
        ("The army accused militants of shelling the town of Marea.", ["The army"]),
        ("Unconfirmed reports say that militants shelled Marea.", ["Unconfirmed reports"]),
        ("Militants shelled Marea, the army said, a charge that the rebels denied.", ["the army"]),
        ("Lt. Col. Adel Karim, a spokesman for the army, said militants had shelled Marea.", ["Adel Karim"]),
        (
            "Militants shelled Marea, army spokesman Capt. Adel Karim told reporters.",
            ["army spokesman Capt. Adel Karim"],
        ),
        ("A spokesman for the army, Brig. Gen. Adel Karim, said militants had shelled Marea.", ["Adel Karim"]),
        ("Gen. Abdel-Fattah Karim said militants had shelled Marea.", ["Abdel-Fattah Karim"]),
        ("The army said it held Azaz; the rebels said its gunners had shelled Marea.", ["the rebels"]),
        ("The army said it held Azaz, while the rebels said its gunners had shelled Marea.", ["the rebels"]),
        ("Clashes went on, the army said; the rebels shelled Marea, according to two medics.", ["two medics"]),
        ("Medics, aid workers and residents said militants had shelled Marea.", ["Medics", "aid workers", "residents"]),
        ("The news agency, citing a medic, said militants had shelled Marea.", ["a medic", "The news agency"]),
        ("Speaking in Amman, Adel Karim said militants had shelled Marea.", ["Adel Karim"]),
        ("A medic told this newspaper that militants had shelled Marea.", ["A medic"]),
        ("A medic denied that his men had left and said the army had shelled Marea.", ["A medic"]),
        ("The rebels rejected accusations by the army that they had shelled Marea.", ["the army", "The rebels"]),
        ("Militants, the ministry said, shelled the town of Marea.", ["the ministry"]),
        ("UN: militants shell the town of Marea", ["UN"]),
        ("Militants shell the town of Marea: ministry", ["ministry"]),
        ("Militants shell the town of Marea - medics", ["medics"]),
        ("“We saw it,” a rebel medic, Adel Karim, told Reuters. “Militants shelled Marea.”", ["Adel Karim", "Reuters"]),
        ("One of them, Adel Karim, said militants had shelled Marea.", ["Adel Karim"]),
        ("Militants shelled Marea, the Kurdish-led SDF said in a statement.", ["the Kurdish-led SDF"]),
        ("“Militants shelled Marea at dawn.\n\n“They went on all day,” said Adel Karim, a medic.", ["Adel Karim"]),
        ("Adel Karim told Reuters that he was safe. He said militants shelled Marea.", ["Adel Karim", "Reuters"]),
        ("Militants shelled Marea, the UN human rights office said.", ["the UN human rights office"]),
        ("Shops burned, residents said, while the army said it saw militants shelling Marea.", ["the army"]),
        ("Shops burned, residents said, as the army said it saw militants shelling Marea.", ["the army"]),
        ("Militants shelled Marea, according to Lway Yay Oo.", ["Lway Yay Oo"]),
        ("Militants shelled Marea, Abdel Fattah al-Badri said.", ["Abdel Fattah al-Badri"]),
        ("The army left, residents said, and two medics said militants shelled Marea.", ["two medics"]),
        ("Local administrator Adel Karim said militants had shelled Marea.", ["Adel Karim"]),
        ("A study by the Red Cross found that militants had shelled Marea.", ["the Red Cross"]),
        ("Militants shelled Marea, two medics said, with no casualties reported.", ["two medics"]),
        ("Reports from Azaz said militants had shelled Marea.", ["Reports"]),
        ("The coalition's spokesman, Col. Adel Karim, said militants had shelled Marea.", ["Adel Karim"]),
        ("The mayor said it was calm, and two medics in Azaz said militants shelled Marea.", ["two medics"]),
        ("Militants shelled Marea; the mayor said that a school had closed.", []),
        ("“We ran,” Adel Karim, a baker, said. Militants shelled Marea, he added.", ["Adel Karim"]),
        ("The inquiry determined that militants had shelled Marea.", ["The inquiry"]),
        ("“The claim is false,” the army said; it added that militants had shelled Marea.", ["the army"]),
        ("Adel Karim said he ran. “Militants shelled Marea,” he told Reuters by phone.", ["Adel Karim", "Reuters"]),
        ("A committee, one of dozens in the province, said militants had shelled Marea.", ["A committee"]),
        ("Al-Qaeda's branch in Syria, Al-Nusra Front, said it had shelled the town of Marea.", ["Al-Nusra Front"]),
        ("Azaz was still in army hands, said a medic, adding that militants shelled Marea.", ["a medic"]),
        ("The army was accused by residents of shelling the town of Marea.", ["residents"]),
        ("Medics and rights groups accused the army of shelling the town of Marea.", ["Medics", "rights groups"]),
        ("Militants shelled Marea, said U.S. Army Col. Adel Karim.", ["Adel Karim"]),
        ("Militants shelled Marea, according to intelligence reports.", ["intelligence reports"]),
        ("The regime responded with shelling of the town of Marea.", []),
        ("Militants, whom the army accuses of shelling the town of Marea, left.", ["the army"]),
        ("The army denied responsibility for the shelling of the town of Marea.", []),
        ("Medics and the mayor said so. They said militants shelled Marea.", ["Medics", "the mayor"]),
        ("Militants shelled a base at El Adde, medics and a local official said.", ["medics", "a local official"]),
        ("Col. Adel Karim, of the rebels, said by text message that the army shelled Marea.", ["Adel Karim"]),
    ],
)
def test_chain(tools: Tools, text: str, chain: list[str]) -> None:
    """Direct and indirect speech, "according to", a source behind a source, and the outlet's own voice."""
    assert [source.text for source in first(text, tools, "shelling").sources] == chain


def test_description_inside_speech_is_the_outlets_own(tools: Tools) -> None:
    """ "The rebel-held town" inside indirect speech is said by the outlet."""
    claim = first("The ministry said that jets had bombed the rebel-held town of Marea.", tools, "control")
    assert claim.sources == ()


def test_quotation_runs_over_sentences(tools: Tools) -> None:
    """The second sentence of a quotation has the speaker of the first."""
    text = (
        "“The soldiers left the village at night,” a farmer said. “Then the rebels shelled the school of the village.”"
    )
    assert [source.text for source in first(text, tools, "shelling").sources] == ["a farmer"]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Residents said the army had left. “Militants shelled Marea. They shelled it twice.”", ["Residents"]),
        ("A medic told reporters so.\n\n“Militants shelled Marea at dawn.”", ["A medic"]),
        ("“We saw smoke,” the mayor said. Residents said the army had left. “Militants shelled Marea.”", ["Residents"]),
        ("Residents said the army had left. “Militants shelled Marea,” the mayor said.", ["the mayor"]),
        ("The army had left. “Militants shelled Marea.”", []),
    ],
)
def test_a_quotation_of_nobody_is_of_who_spoke_right_before(tools: Tools, text: str, chain: list[str]) -> None:
    """What somebody tells is followed by his words."""
    assert [ref.text for ref in first(text, tools, "shelling").sources] == chain


@pytest.mark.parametrize(
    ("before", "text", "source"),
    [
        (
            "Governor Adel Karim said no soldier was hurt.",
            "He said militants had shelled Marea.",
            "Governor Adel Karim",
        ),
        ("The ministry quoted two medics as saying so.", "It said militants had shelled Marea.", "The ministry"),
        (
            "The brigade issued a statement, the army said.",
            "The statement added that militants had shelled Marea.",
            "the army",
        ),
        (
            "The ministry said nobody was hurt. The army declined to comment.",
            "It said militants had shelled Marea.",
            "The ministry",
        ),
        (
            "A tribal elder fled. “We left,” one of the officials said.",
            "He said militants had shelled Marea.",
            "one of the officials",
        ),
        (
            "The army said Marea was calm. Emergency Lawyers, a rights group, put the toll at 28.",
            "It said militants had shelled Marea.",
            "Emergency Lawyers",
        ),
    ],
)
def test_who_spoke_last(tools: Tools, before: str, text: str, source: str) -> None:
    """ "He", "it" and "the statement" are those of a person, a body and a giver who spoke just before."""
    claim = first(f"{before} {text}", tools, "shelling")
    assert [each.text for each in claim.sources] == [source]


def test_how_a_place_stands_is_told_by_the_way(tools: Tools) -> None:
    """What a relative clause tells of a place inside indirect speech is the outlet's own."""
    text = "The ministry said that jets had bombed Marea, which is held by rebels."
    assert first(text, tools, "control").sources == ()
    assert first(text, tools, "air_strike").sources != ()


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Militants had shelled Marea, a resident told the agency by telephone.", "telephone"),
        ("The brigade announced on Telegram that militants had shelled Marea.", "telegram"),
        ("A video published by the brigade shows militants shelling Marea.", "video"),
        ("Militants shelled Marea, according to a statement by the brigade.", "statement"),
    ],
)
def test_medium(tools: Tools, text: str, medium: str) -> None:
    """Where it was said; a telephone or a video is no source."""
    claim = first(text, tools, "shelling")
    assert claim.medium == medium
    assert len(claim.sources) <= 2


def test_a_short_sentence_in_quotation_marks_is_speech(tools: Tools) -> None:
    """Three words that end with a full stop have the speaker of the quotation before them."""
    text = "“The mill was hit by a shell,” said Adel Karim, a miller. “Six workers died.”"
    assert [source.text for source in first(text, tools, "casualty_report").sources] == ["Adel Karim"]


def test_who_heard_it_first_hears_it_again(tools: Tools) -> None:
    """ "The source added": the agency that was told the first part stands behind the second as well."""
    text = (
        "A medic told the Tarn News Agency that the town was calm. The medic added that militants had shelled the mill."
    )
    assert [source.text for source in first(text, tools, "shelling").sources][1:] == ["the Tarn News Agency"]


def test_a_group_that_says_it_recorded_deaths_is_one_source(tools: Tools) -> None:
    """ "It" behind "said" is the speaker, not who spoke before."""
    text = "Haddad said the town was calm. The charity said it had recorded three deaths in the shelling of Marea by rebels."
    assert [source.text for source in first(text, tools, "casualty_report").sources] == ["The charity"]


def test_whose_death_is_cited_says_nothing(tools: Tools) -> None:
    """ "Citing the death of" names no source."""
    text = "Militants shelled Marea, the army said, citing the death of two boys."
    assert [source.text for source in first(text, tools, "shelling").sources] == ["the army"]


def test_who_counts_the_dead(tools: Tools) -> None:
    """ "Raised the toll": who tells a toll is its source."""
    text = "Rebels shelled Marea. The governor raised the death toll from the shelling to 31 on Monday."
    assert [source.text for source in first(text, tools, "casualty_report").sources] == ["The governor"]


def test_whose_losses_are_told(tools: Tools) -> None:
    """ "Put the losses at": the dead are told by who tells the losses."""
    text = "The army said rebels had shelled Marea. It put its own losses at 12 dead."
    assert [source.text for source in first(text, tools, "casualty_report").sources] == ["The army"]


def test_what_a_place_is_called_by_the_way_is_the_outlets_own(tools: Tools) -> None:
    """An apposition inside indirect speech describes."""
    text = "The army said rebels had shelled Marea, the last stronghold of the regime."
    assert first(text, tools, "control").sources == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Russian Ministry of Defence held a briefing. Rebels shelled Azaz, the ministry said.",
            "Russian Ministry of Defence",
        ),
        ("A police officer, who asked not to be named, said rebels shelled Azaz.", "a police officer"),
        ("UN experts said rebels had shelled Azaz.", "UN experts"),
        ("JNIM, an Al-Qaeda affiliate active in Mali, said it had shelled Gao.", "JNIM"),
        ("A Ukrainian officer said rebels had shelled Azaz.", "a Ukrainian officer"),
        ("The airport's director said rebels had shelled Azaz.", "airport's director"),
        ("The bakery's owners said nothing. Our sources said rebels had shelled Azaz.", "sources"),
        ("Rebels shelled Azaz, according to the Prosecutor General's Office.", "Prosecutor General's Office"),
        ("The Kremlin-installed administration said Ukraine had shelled Azov.", "Kremlin-installed administration"),
        ("The Libyan navy said rebels had shelled Sirte in Libya.", "Libyan navy"),
        ("The province's health ministry said rebels had shelled Sirte in Libya.", "health ministry"),
        ("Police in Kenya's Lamu county said that gunmen from Somalia had shelled Mpeketoni.", "Kenyan forces"),
        ("General Ali Aqa Hashimi said rebels had shelled Azaz.", "Ali Aqa Hashimi"),
        ("Houthi media said rebels had shelled Taiz in Yemen.", "Houthi media"),
        ("Airwars said ten men died. Rebels shelled Azaz, the London-based group said.", "Airwars"),
        ("Rebels shelled Azaz, the London-based rights group said.", "London-based rights group"),
        ("Hamas-run Gaza's health ministry said Israeli troops had shelled Rafah.", "Gaza health ministry"),
        ("The PKK-linked Firat news agency, however, reported that rebels had shelled Azaz.", "Firat News Agency"),
        ("The emergencies ministry said Russian troops had shelled Kharkiv in Ukraine.", "emergencies ministry"),
        ("Russian troops shelled Kharkiv in Ukraine, said the defence ministry.", "defence ministry"),
        ("Rear Adm. Daniel Okoth said rebels had shelled Azaz.", "Daniel Okoth"),
        ("A source in the Libyan National Army's command said rebels had shelled Sirte.", "National Army's command"),
    ],
)
def test_who_a_speaker_is(tools: Tools, text: str, name: str) -> None:
    """The body or person that the words tell, not the state, the place or the rank beside it."""
    (source,) = first(text, tools, "shelling").sources
    assert source.name.endswith(name)


def test_a_council_that_is_told_something_says_nothing(tools: Tools) -> None:
    """ "Told the Security Council"; "told the Associated Press" is a link of the chain."""
    told = "Adel Karim told the {} that rebels had shelled Azaz."
    assert len(first(told.format("UN Security Council"), tools, "shelling").sources) == 1
    assert len(first(told.format("Associated Press"), tools, "shelling").sources) == 2


def test_a_town_tells_nothing(tools: Tools) -> None:
    """A speaker that is the name of a town and stands for nobody was read wrongly."""
    assert first("Militants shelled Marea, according to Jisr al-Shughur.", tools, "shelling").sources == ()
