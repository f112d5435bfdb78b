"""Files of other gazetteers are read whole or refused with the file, the line and what to do."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.errors import LexiconError
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.places.imports import read_file
from sitrep.lexicon.places.tables import write_table

ROW = ["77", "Tall Example", "Tall Example", "Tel Ixample,تل", "35.5", "36.6", "P", "PPL", "SY", "", "12", *[""] * 3]
DUMP = [*ROW, "900", *[""] * 4]
OCHA = "ADM0_EN,ADM1_EN,ADM4_PCODE,ADM4_EN,ADM4_AR,Latitude,Longitude\n"


def nowhere(country: str, name: str) -> str | None:
    return "adm1:sy:12" if (country, name) == ("SY", "Idleb") else None


def dumped(folder: Path, *rows: list[str]) -> Path:
    path = folder / "SY.txt"
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_geonames_dump_gives_settlements_and_features(tmp_path: Path) -> None:
    """A village keeps names, position and division; a dam is a dam; a well is left out and counted."""
    dam = ["78", "Sadd", "Sadd", *DUMP[3:6], "S", "DAM", *DUMP[8:]]
    well = ["79", *DUMP[1:6], "S", "WLL", *DUMP[8:]]
    found = read_file(dumped(tmp_path, DUMP, dam, well), nowhere)
    assert [(place.id, place.kind) for place in found.places] == [("geonames:77", "village"), ("geonames:78", "dam")]
    assert found.places[0].admin1 == "adm1:sy:12"
    assert sum(found.left_out.values()) == 1


def test_an_archive_of_geonames_is_read_as_it_comes(tmp_path: Path) -> None:
    """SY.zip holds SY.txt and a readme."""
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.write(dumped(tmp_path, DUMP), "SY.txt")
        archive.writestr("readme.txt", "about")
    assert read_file(tmp_path / "SY.zip", nowhere).places[0].name == "Tall Example"


def test_an_ocha_table_keeps_its_codes(tmp_path: Path) -> None:
    """The P-code is the id, other languages are other names, the division comes from its name."""
    path = tmp_path / "syr_admin4.csv"
    path.write_text(OCHA + "Syria,Idleb,SYC4321,Exampleville,مثال,35.8,36.6\n", encoding="utf-8")
    place = read_file(path, nowhere).places[0]
    assert (place.id, place.admin1, place.kind, place.lat) == ("pcode:SYC4321", "adm1:sy:12", "village", 35.8)
    assert "مثال" in place.aliases


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Syria,Idleb,SYC1,Ab,,35,36\nSyria,Idleb,SYC1,Bb,,35,36\n", "line 3: the P-code SYC1 is in line 2 too"),
        ("Syria,Idleb,1234,Ab,,35,36\n", 'line 2: the P-code "1234" does not begin'),
        ("Syria,Idleb,SYC1,Ab,,35,\n", "line 2: lat and lon must both be given"),
        ("Syria,Idleb,SYC1,Ab,,north,36\n", 'line 2: lat "north" is no number'),
    ],
)
def test_a_bad_ocha_row_is_refused(tmp_path: Path, rows: str, told: str) -> None:
    """The message names the line and what to do."""
    path = tmp_path / "bad.csv"
    path.write_text(OCHA + rows, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_file(path, nowhere)
    assert told in str(caught.value)


def test_one_id_twice_in_a_dump_is_refused(tmp_path: Path) -> None:
    """Both lines are told."""
    with pytest.raises(LexiconError, match="line 2: the id 77 is in line 1 too"):
        read_file(dumped(tmp_path, DUMP, DUMP), nowhere)


def test_added_places_are_found_beside_the_shipped_ones(tmp_path: Path) -> None:
    """A table that was written is opened with the others, the same bytes for the same places."""
    places = read_file(dumped(tmp_path, DUMP), nowhere).places
    for name in ("a", "b"):
        write_table(tmp_path / f"{name}.sqlite", places, {"file": "SY.txt"})
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()
    gazetteer = Gazetteer.load(added=[tmp_path / "a.sqlite"])
    assert gazetteer.lookup("Tel Ixample", "SY")[0].id == "geonames:77"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    """Hostile files give places or one error, never a traceback."""
    path = tmp_path / "any.csv"
    path.write_text(OCHA + text, encoding="utf-8", errors="replace")
    try:
        found = read_file(path, nowhere)
    except LexiconError as error:
        assert "any.csv" in str(error)
        return
    assert all(place.id.startswith("pcode:") for place in found.places)
