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
        (
            "Rebels attacked Nyala, the capital of South Darfur, and Zalingei on Sunday.",
            "attacked",
            {"Nyala", "Zalingei"},
        ),
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


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # a deed spoken of again is where it was, whatever else the sentence names
        (
            "RSF fighters attacked Nyala. At least 20 people were killed in the attack, a medic told reporters in Port Sudan.",
            "killed",
            {"Nyala"},
        ),
        # "where" speaks of what stands before it
        ("Yemeni troops moved into Marib, where they killed ten men.", "killed", {"Marib"}),
        # the finer place of the sentence, where the clause names only a wide one
        (
            "In Khost province, ISAF detained two men while they searched a house in Bak district.",
            "detained",
            {"Bak district"},
        ),
        # the place that the sentence before names, without a claim of its own
        (
            "Afghan troops carried out a raid in Helmand province. They reached a compound in Sangin. They killed two men.",
            "killed",
            {"Sangīn"},
        ),
        # a place that is only described points to nothing
        (
            "Jets struck Douma in Syria. The wounded were treated at a medical facility. Four civilians were killed.",
            "killed",
            {"Douma"},
        ),
        # what killed has the place behind it
        (
            "A child was killed in Syria by a sniper's gunfire in the Midan neighbourhood of Aleppo.",
            "killed",
            {"Al-Midan"},
        ),
        (
            "Libya has seen worse. The army launched an operation against gunmen across the country.",
            "operation",
            {"Libya"},
        ),
        ("Fighters shelled an area between the towns of Izium and Lyman in Ukraine.", "shelled", {"Izium", "Lyman"}),
        # names of Dari go on behind their "-e"
        (
            "Afghan forces killed ten men in a remote area of Dahanah-ye Ghori district.",
            "killed",
            {"Dahanah-ye Ghori district"},
        ),
        ("Afghan forces detained two men in Baghlan-e Jadid district.", "detained", {"Baghlan-e Jadid district"}),
        ("Afghan forces detained two men in Nad ‘Ali district, Helmand.", "detained", {"Nad-e Ali district"}),
        # "there" is a place told before, and an army's country is not where it fights
        (
            "Russian troops advanced on Pokrovsk. Ukraine's 68th brigade said it had repelled five assaults there.",
            "assaults",
            {"Pokrovsk"},
        ),
    ],
)
def test_a_clause_without_a_place_is_where_the_report_says(
    tools: Tools, text: str, trigger: str, wanted: set[str]
) -> None:
    """The deed, the clause, the sentence and the sentences before it are asked in turn."""
    assert places(tools, text, trigger) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("An air strike killed nine men in a village in Syria. Jets hit the village of Hader.", "killed", "Hader"),
        ("Clashes broke out in the Barzeh neighbourhood of Damascus.", "Clashes", "Barzeh"),
        ("Clashes broke out in the Damascus suburb of Daraya.", "Clashes", "Daraya"),
        ("Kurds advanced in the Islamic State bastion of Manbij near Aleppo. They hold half of the town.", "hold", "Manbij"),
        ("Syrian troops attacked Hader in Quneitra province. Clashes erupted in the area.", "Clashes", "Hader"),
    ],
)  # fmt: skip
def test_what_is_described_is_the_place_that_is_named(tools: Tools, text: str, trigger: str, wanted: str) -> None:
    """ "A village", "the town", "the area", a quarter of a town."""
    assert wanted in places(tools, text, trigger)


def test_areas_of_a_country_are_no_circle_around_its_middle(tools: Tools) -> None:
    """ "Various areas of Mali" is Mali, and no point."""
    (claim,) = claims(tools, "The army attacked militants in various areas of Mali.")
    assert [(place.name, place.precision) for place in claim.places] == [("Mali", "country")]


def days(tools: Tools, text: str, trigger: str) -> tuple[str, str] | None:
    """The earliest and latest day of the last claim with a trigger."""
    found = [claim for claim in claims(tools, text) if claim.trigger.text == trigger]
    assert found, [claim.trigger.text for claim in claims(tools, text)]
    time = found[-1].time
    return (str(time.start), str(time.end)) if time is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        (
            "Two women were killed and five men were wounded by shells that hit Izium in Ukraine on Monday.",
            "killed",
            ("2024-05-13", "2024-05-13"),
        ),
        (
            "Shelling killed four people in Kharkiv on Sunday. Russian forces fired rockets at several parts of the city.",
            "fired",
            ("2024-05-12", "2024-05-12"),
        ),
        (
            "More than 320,000 people have been killed since Syria's war started in 2011.",
            "killed",
            ("2011-01-01", "2024-05-15"),
        ),
        ("Raids on Marib that began last week have killed dozens.", "killed", ("2024-05-06", "2024-05-15")),
        (
            "The raids hit Douma, which lies in Eastern Ghouta in Syria, where a truce has been in place since July.",
            "raids",
            None,
        ),
        (
            "Shells hit Kharkiv on Sunday. In Sumy, guns killed two men.",
            "killed",
            ("2024-05-12", "2024-05-12"),
        ),
        (
            "Shells hit Kharkiv on Sunday. A day earlier, rebel shelling killed nine people in Sumy.",
            "killed",
            ("2024-05-11", "2024-05-11"),
        ),
        (
            "Rebels seized Sake on Friday, a day after they shelled the town of Minova.",
            "shelled",
            ("2024-05-09", "2024-05-09"),
        ),
        (
            "At least 45 people have been killed in three days of army attacks on Douma.",
            "killed",
            ("2024-05-12", "2024-05-15"),
        ),
        ("On Tuesday troops cleared the 30 July neighbourhood of Mosul.", "cleared", ("2024-05-14", "2024-05-14")),
        (
            "Rebels seized Sake on Monday. Following the fall of Sake, army jets raided the town.",
            "raided",
            ("2024-05-13", "2024-05-15"),
        ),
        ("Shells hit Kharkiv on Sunday. Thousands have been killed in the city.", "killed", None),
        ("Shells hit Kharkiv on Sunday. Meanwhile, fighters killed two men in Sumy.", "killed", None),
    ],
)
def test_a_clause_without_a_day_has_that_of_the_deed_told_with_it(
    tools: Tools, text: str, trigger: str, wanted: tuple[str, str] | None
) -> None:
    """The sentence's day, or that told of the same place; "have been killed" and another place have none."""
    assert days(tools, text, trigger) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        (
            "Shells hit Stepanakert in Nagorno-Karabakh, officials in Yerevan said. Two civilians were killed in the city.",
            "killed",
            "Yerevan",
        ),
        ("Clashes spread to Mellit and Kutum in Sudan near the border.", "Clashes", "the border"),
        ("Residents of Sumy in Ukraine fled across the border.", "fled", "the border"),
    ],
)
def test_where_the_speaker_is_nothing_happened(tools: Tools, text: str, trigger: str, wanted: str) -> None:
    """Nor does "the border" say where."""
    assert wanted not in places(tools, text, trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Clashes have spread to Mellit and Kutum in Sudan.", "Clashes", {"Mellit", "Kutum"}),
        (
            "Russia captured the villages of Robotyne in Zaporizhzhia region and Zulnovets.",
            "captured",
            {"Robotyne", "Zulnovets"},
        ),
        (
            "Ukrainian drones struck a refinery in Russia's Krasnodar region.",
            "struck",
            {"Krasnodar refinery", "Krasnodar region"},
        ),
    ],
)
def test_other_ways_of_telling_where(tools: Tools, text: str, trigger: str, wanted: set[str]) -> None:
    """Fighting spreads to a place; a list goes on behind a province; a nameless plant has its region beside it."""
    assert places(tools, text, trigger) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Rebels shelled an army convoy on the Bhamo-Myitkyina highway.", "shelled", {"Bhamo–Myitkyina highway"}),
        ("Shells killed two men in Sumy. More than 3,000 people fled their homes.", "fled", {"Sumy"}),
        (
            "Saudi jets bombed Sanaa on Friday, killing six people. The conflict has killed 2,500 people since March.",
            "killed",
            {"Yemen"},
        ),
        (
            "Rebels captured Idlib on Saturday. At least 130 fighters were killed, according to the Observatory, which relies on "
            "sources inside the country.",
            "killed",
            {"Idlib"},
        ),
        ("A leader of the group was captured on Monday. He organised ambushes on troops.", "ambushes", set()),
        (
            "Gaddafi was killed in Sirte by rebel fighters on Thursday. Tripoli fell to the rebels in August.",
            "fell",
            {"Tripoli"},
        ),
    ],
)
def test_what_names_a_place(tools: Tools, text: str, trigger: str, wanted: set[str]) -> None:
    """Both ends of a road are its name; homes are where people lived; a town that falls is a place."""
    assert places(tools, text, trigger) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Rebels have pounded government-controlled suburbs of Marib. Two men died.", "controlled", {"Marib"}),
        ("Shelling in Taiz killed five people. Guns also hit army-held areas.", "held", {"Taiz"}),
        (
            "Kurdish forces control the city of Hasakah, but the regime still holds some districts.",
            "holds",
            {"Hasakah"},
        ),
        ("M23 rebels entered Masisi. The group now holds vast areas of North Kivu.", "holds", {"North Kivu"}),
    ],
)
def test_areas_held_are_of_the_place_spoken_of(tools: Tools, text: str, trigger: str, wanted: set[str]) -> None:
    """What is held without a name lies in the place of the sentence, or of the one before it."""
    assert places(tools, text, trigger) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("The war has killed 9,000 people and wounded 20,000.", "wounded", {"Sudan"}),
        ("Sudan's war started in 2023 with the repression of protests.", "repression", {"Sudan"}),
        ("Sudan has been torn by war since 2023. Over 9,000 people have been killed.", "killed", {"Sudan"}),
        ("The government is fighting a number of armed groups in several regions.", "fighting", {"Sudan"}),
        ("Troops are fighting rebels in the town.", "fighting", {"Nyala"}),
        ("Sudan has been torn by war since 2023. Nine people were killed on Sunday.", "killed", {"Nyala", "Darfur"}),
        ("Over 9,000 people have died in the conflict, which began with protests.", "died", {"Sudan"}),
        ("Over 9,000 people have died in the conflict, which began with protests.", "protests", {"Sudan"}),
        ("Both sides have been accused of targeting civilians throughout the war.", "targeting", {"Sudan"}),
        ("The army has consistently denied massacring civilians.", "massacring", {"Sudan"}),
        ("Militia attacks have killed 9,000 people and uprooted two million since 2013.", "killed", {"Sudan"}),
        ("Fighting between the two erupted in April 2023.", "Fighting", {"Sudan"}),
        ("The rebels have stepped up attacks since they broke a truce.", "attacks", {"Sudan"}),
        ("Hundreds of people have been killed since the coup.", "killed", {"Sudan"}),
        ("The rebels are fighting to overthrow the government.", "fighting", {"Sudan"}),
        ("Fighting erupted again on 9 May 2024.", "Fighting", {"Nyala", "Darfur"}),
        ("The attacks have killed nine people since Sunday.", "killed", {"Nyala", "Darfur"}),
    ],
)
def test_what_a_war_did_is_the_whole_country_s(tools: Tools, text: str, trigger: str, wanted: set[str]) -> None:
    """One answer for all verbs of which the war is the subject, and for the toll told right behind it."""
    assert places(tools, f"Shells hit the town of Nyala in Darfur on Monday. {text}", trigger) == wanted


def test_a_building_told_again_is_the_one_told_before(tools: Tools) -> None:
    """ "The station" is the one in Midan, and no other of the city."""
    text = "Rebels attacked a police station in the Midan district of Damascus. Two bombers died inside the police station."
    assert places(tools, text, "died") == places(tools, text, "attacked") == {"Midan police station"}


def test_the_last_of_a_list_may_have_its_noun_behind(tools: Tools) -> None:
    """ "The cities of A and B and C town" are three places; "the vicinity of" may stand between two."""
    text = "Rebels shelled the cities of Damascus and Aleppo and al-Fuah town in Syria."
    assert places(tools, text, "shelled") == {"Damascus", "Aleppo", "Al-Fuah"}
    text = "Jets bombed Kutum, the vicinity of Mellit and Abu Sakin in Sudan."
    assert places(tools, text, "bombed") == {"Kutum", "Mellit", "Abu Sakin"}


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Gunmen killed 21 people in a town in central Mali. They entered Ogossagou at dawn.", "killed", "Ogossagou"),
        ("Shells hit a city in eastern Ukraine. Two fell in the centre of Kramatorsk.", "Shells", "Kramatorsk"),
        ("A bomb exploded in a town near the Turkish border. It went off in Azaz, in Syria.", "exploded", "Azaz"),
        (
            "Gunmen killed 21 people in a town in central Mali. The mayor of Bankass spoke of children.",
            "killed",
            "Mali",
        ),
    ],
)
def test_an_opening_describes_the_town_that_is_named_next(tools: Tools, text: str, trigger: str, wanted: str) -> None:
    """ "A town" of the first sentences is the one where the next ones say that something happens."""
    assert wanted in places(tools, text, trigger)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in Nigeria. Talks in Astana will go on in May. A shell killed ten people.", {"Mubi"}),
        ("in Nigeria. A ceasefire signed in Luanda collapsed. Ten people were killed on Monday.", {"Mubi"}),
        (", west of Maiduguri in Nigeria. A shell later killed ten people in the city.", {"Maiduguri"}),
    ],
)
def test_what_is_no_scene_is_not_meant(tools: Tools, text: str, wanted: set[str]) -> None:
    """A place of talks is nowhere that people are killed, and no village is "the city"."""
    assert places(tools, f"The army retook the village of Mubi {text}", "killed") == wanted


@pytest.mark.parametrize("trigger", ["burned", "abducted"])
def test_a_village_not_told_of_is_no_town_told_before(tools: Tools, trigger: str) -> None:
    """An indefinite noun brings in a new place, for every verb of its sentence."""
    text = "The army retook Mubi in Nigeria on Tuesday. Insurgents burned a northern village and abducted 20 girls."
    assert places(tools, text, trigger) == {"a northern village"}


def test_whose_invasion_it_is_tells_who_and_not_where(tools: Tools) -> None:
    """ "Russia's invasion of Ukraine" is in Ukraine."""
    text = "Shells hit Kharkiv on Monday. Thousands have died since Russia's invasion of Ukraine."
    assert places(tools, text, "died") == {"Ukraine"}


def test_the_area_is_that_of_a_town_which_no_table_knows(tools: Tools) -> None:
    """As "the town" is."""
    text = "Rebels attacked Kasanga in Congo on Monday. Troops killed nine of them in the area."
    assert places(tools, text, "killed") == {"Kasanga"}


def test_the_gate_is_that_of_the_building_told_of(tools: Tools) -> None:
    """Not the gate of the city that the building stands in."""
    text = "Gunmen attacked the Hayat hotel in Mogadishu, Somalia. A bomber blew up a car at the gate."
    assert places(tools, text, "blew up") == {"Hayat gate"}


def test_the_north_is_that_of_the_country(tools: Tools) -> None:
    """Not of the town told of before, and whether the report names the country or only its army."""
    text = "Nigerian troops killed six fighters near Kukawa. Fighting went on in the north-east."
    assert places(tools, text, "Fighting") == {"northeastern Nigeria"}


def test_a_building_lies_in_a_country_too(tools: Tools) -> None:
    """So that what a war did after a building was told of is that country's."""
    text = "A bomb hit a police station in Inkhil in Syria. The war has since killed 300,000 people."
    assert places(tools, text, "killed") == {"Syria"}
