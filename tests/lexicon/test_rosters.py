"""Who the actors are, what they are called, and where they stand on a day."""

from __future__ import annotations

import datetime as dt
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import LexiconError
from sitrep.lexicon.roster_files import FOLDER, dated, read_countries
from sitrep.lexicon.rosters import Roster

APRIL_2015 = dt.date(2015, 4, 27)
#: Names as reports write them, and who is meant.
NAMES = [
    ("Jaysh al Fateh", "army-of-conquest"),
    ("Jaish al-Fatah", "army-of-conquest"),
    ("Al Nusrah Front", "al-nusra-front"),
    ("Jabhat an-Nusra", "al-nusra-front"),
    ("Ahrar ash Sham", "ahrar-al-sham"),
    ("the Islamic State", "islamic-state"),
    ("ISIL", "islamic-state"),
    ("Da’esh", "islamic-state"),
    ("SOHR", "sohr"),
    ("the Free Syrian Army", "free-syrian-army"),
    ("People’s Protection Units", "ypg"),
    ("Hizballah", "hezbollah"),
    ("Tehreek-e-Taliban Pakistan", "ttp"),
    ("Ansarullah", "houthis"),
    ("Luhansk People's Republic", "luhansk-peoples-republic"),
    ("Rapid Support Forces", "rapid-support-forces"),
    ("MNDAA", "mndaa"),
    ("Hezb-e-Islami Gulbuddin", "hezb-e-islami-gulbuddin"),
    ("Israel Defense Forces", "israeli-forces"),
    ("Izz ad-Din al-Qassam Brigades", "qassam-brigades"),
    ("Wagner Group", "wagner"),
    ("Houthi", "houthis"),
    ("Azerbaijani army", "az-forces"),
    ("Armenian Ministry of Defence", "am-defence-ministry"),
    ("Artsakh Defense Army", "artsakh-defence-army"),
    ("Battlegroup North", "ru-battlegroup-north"),
    ("Sudan Shield Forces", "sudan-shield-forces"),
    ("Mai-Mai Yakutumba", "yakutumba"),
    ("Golani Brigade", "golani-brigade"),
    ("South African peacekeepers", "za-forces"),
    ("Masam project", "masam"),
]


@cache
def roster() -> Roster:
    return Roster.load()


@pytest.mark.parametrize(("name", "actor_id"), NAMES, ids=lambda value: value)
def test_a_name_in_any_spelling_finds_its_actor(name: str, actor_id: str) -> None:
    """Transliterations, abbreviations and articles do not hide who is meant."""
    assert [actor.id for actor in roster().lookup(name)] == [actor_id]


@pytest.mark.parametrize(
    "word", ["is", "us", "Is", "it", "times", "independent", "monitor", "the", "", " ", "times of war"]
)
def test_a_common_word_is_no_name(word: str) -> None:
    """Abbreviations are compared letter by letter; a small word is no title and no proper name."""
    assert roster().lookup(word) == ()
    assert not roster().knows(word)


def test_a_place_may_stand_for_an_actor_but_is_not_read_as_one() -> None:
    """ "Moscow" is found once it is known to act; as a bare name it is a place."""
    assert [actor.id for actor in roster().lookup("Moscow")] == ["ru-government"]
    assert roster().is_metonym("Moscow")
    assert not roster().knows("Moscow")
    assert roster().knows("Kremlin")


def test_a_description_of_a_side_is_not_read_as_a_name() -> None:
    """ "Rebels" at the head of a sentence is a noun."""
    assert not roster().knows("Rebels")
    assert not roster().knows("Kurdish forces")


def test_names_shared_by_countries_give_all_their_bearers() -> None:
    """AA is an army in Myanmar and an agency in Turkey: the report decides, not the roster."""
    assert {actor.id for actor in roster().lookup("AA")} == {"arakan-army", "anadolu"}


def test_memberships_have_periods() -> None:
    """A group belongs to its coalition from the day it joined to the day it left."""
    ids = lambda actors: {actor.id for actor in actors}  # noqa: E731
    assert "army-of-conquest" in ids(roster().wholes("jund-al-aqsa", APRIL_2015))
    assert "army-of-conquest" not in ids(roster().wholes("jund-al-aqsa", dt.date(2016, 1, 1)))
    assert "ahrar-al-sham" in ids(roster().members("army-of-conquest", APRIL_2015))
    assert "ahrar-al-sham" not in ids(roster().members("army-of-conquest", dt.date(2014, 4, 27)))


def test_a_member_of_a_member_is_a_member() -> None:
    """The air force belongs to the forces and these to the government."""
    ids = [actor.id for actor in roster().wholes("sy-air-force", APRIL_2015)]
    assert ids == ["sy-government", "sy-government-forces"]


def test_sides_have_periods_and_are_inherited() -> None:
    """The Rapid Support Forces fought for the army before they fought against it; a division is on its army's side."""
    assert roster().side("rapid-support-forces", dt.date(2020, 1, 1)) == "sudan:army"
    assert roster().side("rapid-support-forces", dt.date(2024, 1, 1)) == "sudan:rsf"
    assert roster().side("sy-fourth-division", APRIL_2015) == "syria:government"
    assert roster().side("al-qaeda", APRIL_2015) is None
    assert roster().side("unlisted:x", APRIL_2015) is None


def test_a_coalition_its_member_and_the_rebels_may_be_one_party() -> None:
    """ "Army of Conquest", "Nusra" and "rebels" do not contradict each other; Nusra and Ahrar are two groups."""
    compatible = roster().compatible
    member = compatible("al-nusra-front", "army-of-conquest", APRIL_2015)
    side = compatible("sy-rebels", "al-nusra-front", APRIL_2015)
    assert member and side and member.score > side.score
    assert "member of Army of Conquest since 2015-03-24" in member.because
    assert compatible("al-nusra-front", "army-of-conquest", dt.date(2014, 1, 1)) is None
    assert compatible("al-nusra-front", "ahrar-al-sham", APRIL_2015) is None
    assert compatible("sy-rebels", "sy-government-forces", APRIL_2015) is None
    assert compatible("unlisted:x", "unlisted:x", None) is not None


@given(
    st.sampled_from([actor.id for actor in roster().actors()]),
    st.sampled_from([actor.id for actor in roster().actors()]),
)
def test_compatible_is_symmetric_and_has_its_sentence(a: str, b: str) -> None:
    """Order does not matter, the score lies in 0 to 1, and the sentence says something."""
    one, other = roster().compatible(a, b, APRIL_2015), roster().compatible(b, a, APRIL_2015)
    assert (one is None) == (other is None)
    assert one is None or other is None or (one.score == other.score and 0 < one.score <= 1 and one.because)
    assert (a == b) <= (one is not None)


@given(st.sampled_from(roster().actors()))
def test_every_actor_is_found_by_every_name_while_it_holds(actor: object) -> None:
    """No name in the files is out of reach."""
    known = roster().get(actor.id)  # type: ignore[attr-defined]
    assert known is not None
    for text, day in ((known.name, None), *((alias.text, alias.period.since) for alias in known.aliases)):
        assert known in roster().lookup(text, day), text


@given(st.text(max_size=80))
def test_no_text_breaks_a_lookup(text: str) -> None:
    """Any text gives an answer, and the same one twice."""
    assert roster().lookup(text) == roster().lookup(text)
    assert roster().knows(text) in (True, False)


def test_hostile_names_cost_nothing() -> None:
    """Very long and very odd names are answered at once."""
    began = time.perf_counter()
    for name in ("al-" * 100_000, "\u202e\u0000" * 50_000, "(" * 100_000, "s" * 200_000):
        assert roster().lookup(name) == ()
    assert time.perf_counter() - began < 2


def test_generic_words_have_a_class() -> None:
    """Singular and plural, any case; people of whom nothing is told count with civilians."""
    generic = roster().generic
    assert generic("troops") == "state_forces"
    assert generic("Rebels") == "insurgents"
    assert generic("gunmen") == "armed"
    assert generic("villagers") == "civilians"
    assert generic("people") == "civilians"
    assert roster().word_class("people") == "people"
    assert generic("group") == "collective"
    assert generic("table") is None


def test_who_a_generic_phrase_means_depends_on_the_day() -> None:
    """The government of Afghanistan is not the same before and after 15 August 2021."""
    before, after = (
        roster().role("AF", "government", dt.date(2020, 1, 1)),
        roster().role("AF", "government", dt.date(2022, 1, 1)),
    )
    assert before and after and (before.id, after.id) == ("af-government", "taliban")
    assert roster().role("XX", "forces") is None


def test_the_parties_of_a_war_stand_on_different_sides() -> None:
    """At least 250 actors, and every war's forces and rebels on different sides."""
    assert len(roster()) >= 250
    for code, country in roster().countries.items():
        forces, rebels = roster().role(code, "forces", APRIL_2015), roster().role(code, "rebels", APRIL_2015)
        if country.war and forces and rebels:
            side = roster().side(forces.id, APRIL_2015)
            assert side is None or side != roster().side(rebels.id, APRIL_2015), code


def test_files_add_actors(tmp_path: Path) -> None:
    """A user's file has the shape of the shipped ones."""
    (tmp_path / "mine.yml").write_text(
        "countries: [SY]\nactors:\n  - {id: moon-legion, name: Moon Legion, kind: rebel_group}\n"
    )
    assert [actor.id for actor in Roster.load([tmp_path]).lookup("the Moon Legion")] == ["moon-legion"]


BAD = {
    "already used": "{id: sohr, name: Another, kind: monitor}",
    "also that of al-nusra-front": "{id: second, name: Nusra Front, kind: rebel_group, countries: [SY]}",
    "no roster file lists": "{id: second, name: Second, kind: rebel_group, part_of: [nobody]}",
    "before it begins": "{id: second, name: B, kind: monitor, sides: [{is: x, since: 2016-01-01, until: 2015-01-01}]}",
    "unknown membership": "{id: second, name: Second, kind: rebel_group, part_of: [{whole: sohr, how: cousin}]}",
    "needs an id and a name": "{id: '', name: Second, kind: rebel_group}",
    "Invalid enum value": "{id: second, name: Second, kind: dragon}",
    "unknown field": "{id: second, name: Second, kind: rebel_group, colour: red}",
}


@pytest.mark.parametrize("message", sorted(BAD))
def test_a_bad_file_is_refused_with_file_and_line(message: str, tmp_path: Path) -> None:
    """One line that names the place and what is wrong."""
    file = tmp_path / "bad.yml"
    file.write_text(f"actors:\n  - {{id: first, name: First Legion, kind: rebel_group}}\n  - {BAD[message]}\n")
    with pytest.raises(LexiconError, match="unknown field" if message == "unknown field" else message) as caught:
        Roster.load([file])
    assert f"{file}: line 3" in str(caught.value)


@pytest.mark.parametrize("text", ["actors: [", "actors: 3", "", "- a\n- b"])
def test_a_file_that_is_no_roster_is_refused(text: str, tmp_path: Path) -> None:
    """Broken YAML and other shapes."""
    (tmp_path / "bad.yml").write_text(text)
    with pytest.raises(LexiconError, match=r"bad\.yml"):
        Roster.load([tmp_path / "bad.yml"])


def test_a_role_of_nobody_is_refused(tmp_path: Path) -> None:
    """A country's roles name actors that exist."""
    file = tmp_path / "countries.yml"
    file.write_text(
        "countries:\n  - {code: AA, names: [A], adjectives: [Aan]}\n"
        "  - {code: BB, names: [B], adjectives: [Ban], roles: {forces: [x]}}\n"
    )
    with pytest.raises(LexiconError, match="line 3: role forces of BB is x"):
        read_countries({"y"}, file)


def test_every_source_is_told_or_said_to_be_unchecked() -> None:
    """No membership without a source."""
    links = [link for actor in roster().actors() for link in actor.memberships]
    assert links and all(link.source for link in links)


def test_every_generic_list_is_used() -> None:
    """Each class of generic.yml answers for its own words."""
    words = roster().words
    for name, listed in words.classes.items():
        for word in listed:
            assert roster().word_class(word) is not None, (name, word)
    assert FOLDER.joinpath("generic.yml").exists() and dated("x").period.holds(None)
