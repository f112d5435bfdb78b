"""Places by name, from the shipped table, the listed features and a user's own files."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.errors import LexiconError
from sitrep.lexicon.gazetteer import FOLDER, Gazetteer
from sitrep.lexicon.place_files import made_id, read_places, slug
from sitrep.lexicon.spelling import key

HEADER = "name,kind,country,lat,lon,admin1,aliases\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_it_opens_fast() -> None:
    """The whole table opens in under 0.3 s of this process's own time (libraries imported before)."""
    began = time.process_time()
    Gazetteer.load()
    assert time.process_time() - began < 0.3


@pytest.mark.parametrize(
    "name", ["Jisr al-Shughur", "JISR ASH SHUGHUR", "Jisr ash-Shugour", "Djisr al-Choughour", "جسر الشغور"]
)
def test_every_spelling_finds_the_place(gazetteer: Gazetteer, name: str) -> None:
    """One town, however it is written."""
    assert gazetteer.lookup(name, "SY")[0].id == "geonames:169023"


@pytest.mark.parametrize(
    ("name", "country", "ident"),
    [
        ("Homs", "SY", "geonames:169577"),
        ("Hama", "SY", "geonames:170017"),
        ("Mariupol", "UA", "geonames:701822"),
        ("Маріуполь", "UA", "geonames:701822"),
        ("Syria", None, "country:sy"),
        ("Al-Ghab", "SY", "place:sy:gab-plain"),
    ],
)
def test_the_best_place_comes_first(gazetteer: Gazetteer, name: str, country: str | None, ident: str) -> None:
    """Near misses in the same country do not come before the place that bears the name."""
    assert gazetteer.lookup(name, country)[0].id == ident


def test_a_country_keeps_out_the_others(gazetteer: Gazetteer) -> None:
    """Cairo is no place in Syria; Basra is none either, though Bosra is near in spelling."""
    assert gazetteer.lookup("Cairo", "SY") == ()
    assert all(place.name[:2] != "Ba" for place in gazetteer.lookup("Basra", "SY"))


def test_divisions_have_their_chief_towns(gazetteer: Gazetteer) -> None:
    """A province is found by name, and its chief town is the one called so."""
    division = gazetteer.division("Idleb", "SY")
    assert division is not None
    assert division.precision == "admin1"
    capital = gazetteer.capital(division)
    assert capital is not None
    assert capital.id == "geonames:169389"


def test_a_division_drawn_anew_lost_its_old_name(gazetteer: Gazetteer) -> None:
    """Natural Earth still calls Daykundi by the name of the province that it was cut from: only Uruzgan is Uruzgan."""
    found = [place.id for place in gazetteer.lookup("Uruzgan", "AF") if place.kind == "admin1"]
    assert found == ["adm1:af:39"]


def test_look_ups_stay_fast(gazetteer: Gazetteer) -> None:
    """Fifty thousand look-ups of a thousand spellings take under five seconds of this process's own time."""
    names = [
        f"{first}{middle}{last}"
        for first in "BDHKMRST"
        for middle in ("ara", "uri", "alqi", "em")
        for last in "bdkmrsz"
    ]
    began = time.process_time()
    for number in range(50_000):
        gazetteer.lookup(names[number % len(names)], "SY")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("name", "lat", "lon"), [("Novodarivka", 47.78, 36.63), ("Soloviove", 48.22, 37.60), ("Sverdlikovo", 51.25, 35.12)]
)
def test_villages_have_the_points_of_their_post_offices(
    gazetteer: Gazetteer, name: str, lat: float, lon: float
) -> None:
    """Villages that no list by population has, on both sides of the front."""
    first = gazetteer.lookup(name)[0]
    assert first.precision == "exact" and first.source in {"GeoNames' postal codes", "Ukraine's codifier and GeoNames"}
    assert (first.lat, first.lon) == pytest.approx((lat, lon), abs=0.01)


def test_a_village_without_a_point_is_the_area_of_its_municipality(gazetteer: Gazetteer) -> None:
    """It is known by name, and nobody is told where exactly it lies."""
    (village,) = gazetteer.lookup("Tonenke", "UA")
    assert village.precision == "area" and (village.radius_km or 0) >= 10


def test_a_name_that_many_villages_bear_is_known_to_be_such(gazetteer: Gazetteer) -> None:
    """Ukraine has dozens of Stepoves: a table with three of them would make a wrong place look certain."""
    assert len([place for place in gazetteer.lookup("Stepove", "UA") if place.name == "Stepove"]) > 40


def test_small_places_come_first_where_the_war_is(gazetteer: Gazetteer) -> None:
    """Of two villages the one in a province that is fought over; a town elsewhere still comes before a hamlet there."""
    assert gazetteer.lookup("Petropavlivka", "UA")[0].admin1 == "adm1:ua:07"
    assert gazetteer.lookup("Semenivka", "UA")[0].admin1 == "adm1:ua:26"
    assert gazetteer.lookup("Myrhorod", "UA")[0].admin1 == "adm1:ua:18"


def test_every_theatre_is_a_division(gazetteer: Gazetteer) -> None:
    """theatres.yml names no division that the table lacks."""
    listed = yaml.safe_load((FOLDER / "theatres.yml").read_text(encoding="utf-8"))
    for ident in [ident for degree in listed.values() for ident in degree]:
        place = gazetteer.get(ident)
        assert place is not None and place.kind == "admin1", ident


def test_a_hamlet_of_the_postal_codes_makes_no_word_a_place(gazetteer: Gazetteer) -> None:
    """Among 27,000 names are first names and common words: they are looked up, and not read as places by a capital."""
    assert gazetteer.lookup("Soloviove", "UA") and not gazetteer.knows("Soloviove")


def test_crimea_is_where_its_settlements_are(gazetteer: Gazetteer) -> None:
    """Divisions take the country of the settlements in them."""
    assert gazetteer.division("Crimea", "UA") is not None


@pytest.mark.parametrize("name", ["Homs", "Al-Ghab", "Helmand", "Kyiv", "Kiev", "Syria", "UK", "Marjah", "Darfur"])
def test_known_names(gazetteer: Gazetteer, name: str) -> None:
    """Places of these wars are known while reading."""
    assert gazetteer.knows(name)


@pytest.mark.parametrize(
    "name",
    ["", "The", "Reading", "Syrian", "Abdullah", "March", "God", "ARA", "IED", "😀", "A", "Zzyzxwq", "x" * 10_000],
)
def test_words_that_are_no_places_in_a_report(gazetteer: Gazetteer, name: str) -> None:
    """Common words, personal names, codes and noise are not taken for places by a capital alone."""
    assert not gazetteer.knows(name)


def test_the_same_place_has_one_id_in_every_spelling() -> None:
    """Ids made from names do not depend on how they are written."""
    assert {made_id("SY", name, "base") for name in ("Mastouma", "Al Mastoumah", "mastuma")} == {
        "place:sy:mastuma-base"
    }
    assert made_id("SY", "Menagh", "airbase") == made_id("SY", "Minagh", "base")


def test_every_listed_feature_is_sound(gazetteer: Gazetteer) -> None:
    """Each lies in a known division of its country where it names one, and no unchecked one claims to be exact."""
    count = 0
    for path in sorted((FOLDER / "features").glob("*.csv")):
        for place in read_places(path):
            count += 1
            assert place.admin1 is None or gazetteer.get(place.admin1) is not None, place.id
            assert place.source != "unchecked" or (place.precision == "area" and (place.radius_km or 0) > 0), place.id
            assert gazetteer.lookup(place.name, place.country), place.id
    assert count >= 400


def test_features_lie_near_their_division(gazetteer: Gazetteer) -> None:
    """A feature stands within its division's circle, give or take its shape."""
    for path in sorted((FOLDER / "features").glob("*.csv")):
        for place in read_places(path):
            whole = gazetteer.get(place.admin1) if place.admin1 else None
            if whole is None or whole.lat is None or whole.lon is None or place.lat is None or place.lon is None:
                continue
            away = ((whole.lat - place.lat) ** 2 + (whole.lon - place.lon) ** 2) ** 0.5 * 111
            assert away < 2.6 * (whole.radius_km or 0) + (place.radius_km or 0) + 40, (place.id, away)


def test_the_table_tells_its_sources() -> None:
    """GeoNames asks for credit: the file itself names it."""
    base = sqlite3.connect(FOLDER / "places.sqlite")
    facts = dict(base.execute("SELECT name, value FROM about").fetchall())
    base.close()
    assert "CC BY 4.0" in facts["settlements"]


def test_a_users_place_is_found(tmp_path: Path) -> None:
    """A row of the user's file is found under its name and its aliases, with the column's values."""
    path = written(tmp_path, HEADER + "Tell Zzap,village,sy,35.5,36.5,12,Zzapiya;Tal Zapp\r\n")
    places = Gazetteer.load([path]).lookup("Tall Zzap", "SY")
    assert [(place.lat, place.lon, place.admin1) for place in places] == [(35.5, 36.5, "adm1:sy:12")]


def test_windows_line_ends_and_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    """A file saved by a spreadsheet reads like any other."""
    row = '"Tell Zzap",village,SY,35.5,36.5,,\n'
    plain = read_places(written(tmp_path, HEADER + row))
    assert read_places(written(tmp_path, "\ufeff" + (HEADER + row).replace("\n", "\r\n"))) == plain


def test_a_place_without_position_is_unlocated(tmp_path: Path) -> None:
    """Empty coordinates are no zero."""
    (place,) = read_places(written(tmp_path, HEADER + "Zzap,village,SY,,,,\n"))
    assert (place.lat, place.lon, place.precision) == (None, None, "unlocated")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Zzap,village,SY,136.5,35.5,,", "line 2: lat 136.5, lon 35.5 is no point on Earth; they seem to be swapped"),
        ("Zzap,village,SY,north,35.5,,", 'line 2: lat "north" is no number'),
        ("Zzap,village,SY,nan,35.5,,", "line 2: lat nan"),
        ("Zzap,village,Syria,35,36,,", 'line 2: country "Syria" is no ISO 3166 code'),
        (",village,SY,35,36,,", "line 2: name is empty"),
        ("Zzap,village,SY,35,,,", "line 2: lat and lon must both be given"),
        ("😀,village,SY,35,36,,", 'line 2: "😀" has no letters'),
        ("Zzap,village,SY,35,36,,,too,many", "line 2: more fields than columns"),
        ("Zzap,village,SY,35,36,,\nZZap,village,SY,35,36,,", "line 3: place:sy:zab is given in line 2 too"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    """What does not fit names the file, the line and what to do."""
    with pytest.raises(LexiconError) as caught:
        read_places(written(tmp_path, HEADER + row + "\n"))
    assert told.replace("zab", slug("Zzap")) in str(caught.value)
    assert "mine.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("header", "told"), [("name,lat,lon\n", "no column kind, country"), ("nome" + HEADER[4:], "no column name")]
)
def test_wrong_columns_are_refused(tmp_path: Path, header: str, told: str) -> None:
    """A file without the columns needed says which."""
    with pytest.raises(LexiconError, match=told):
        read_places(written(tmp_path, header))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A path that is not there is the user's mistake, told in one line."""
    with pytest.raises(LexiconError, match="cannot be read"):
        Gazetteer.load([tmp_path / "none.csv"])


def test_one_id_for_two_places_is_refused(tmp_path: Path) -> None:
    """A user's row may not take the id of a listed feature."""
    with pytest.raises(LexiconError, match="place:sy:gab-plain"):
        Gazetteer.load([written(tmp_path, HEADER + "Ghab,plain,SY,35.5,36.3,,\n")])


@given(st.lists(st.lists(st.text(max_size=8), min_size=7, max_size=7), max_size=3))
def test_any_rows_give_places_or_one_error(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """Whatever a file holds, it is read or refused, never half read."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    try:
        places = read_places(written(tmp_path_factory.mktemp("rows"), HEADER + text.getvalue().replace("\x00", "")))
    except LexiconError:
        return
    assert all(place.name and len(place.country) == 2 for place in places)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40))
def test_lookup_takes_any_text(gazetteer: Gazetteer, name: str) -> None:
    """No text breaks a look-up, and what it finds shares the key of one of its names (of two told in one, of either)."""
    for place in gazetteer.lookup(name):
        assert {key(name), *map(key, re.split("[/()]", name))} & {key(other) for other in (place.name, *place.aliases)}


def test_the_table_holds_what_the_curated_files_say(gazetteer: Gazetteer) -> None:
    """`python training/build_gazetteer.py` has been run since a file of features/ was changed."""
    for path in sorted((FOLDER / "features").glob("*.csv")):
        for place in read_places(path):
            assert gazetteer.get(place.id) == place


def test_an_airport_is_known_by_name_and_noun_only(gazetteer: Gazetteer) -> None:
    """ "Ann airport" lies in Myanmar; that of a town is not the town, and a person's name is no airbase."""
    assert [place.country for place in gazetteer.lookup("Gao airport", "ML")] == ["ML"]
    assert all(place.kind != "airbase" for place in gazetteer.lookup("Rasheed", "IQ"))
