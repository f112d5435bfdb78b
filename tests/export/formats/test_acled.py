"""ACLED's format: its columns, its codes, its rules for merging; every row says who told it."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from sitrep.export.coding.parties import Party
from sitrep.export.options import Options
from sitrep.export.tables.acled.coding import INTER, scheme
from sitrep.export.tables.acled.write import COLUMNS, interaction
from sitrep.lexicon.codebook import load_codebook
from sitrep.model.events import Account, Dispute

#: As the codebook and real files have them.
PUBLISHED = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude",
    "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip
CODES = [
    10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 23, 24, 25, 26, 27, 28, 30, 33, 34, 35, 36, 37, 38, 40, 44, 45, 46, 47,
    48, 50, 55, 56, 57, 58, 60, 66, 67, 68, 70, 77, 78, 80, 88,
]  # fmt: skip


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_the_columns_are_those_published_in_their_order(write, make) -> None:
    """31 of them, also where there is no row."""
    for material in (make.listed(), make.listed(make.told())):
        assert write("acled", material).decode("utf-8").splitlines()[0] == ",".join(PUBLISHED)
    assert list(COLUMNS) == PUBLISHED
    assert len(PUBLISHED) == 31


def test_the_hierarchy_has_the_25_sub_event_types_of_six_types() -> None:
    """And a disorder type for each."""
    table = scheme().hierarchy
    assert len({sub for _, sub, _ in table}) == len(table) == 25
    assert len({kind for kind, _, _ in table}) == 6
    assert {mapping.sub for mapping in scheme().types.values()} <= {sub for _, sub, _ in table}


def test_every_claim_type_of_the_codebook_has_a_row_or_a_reason() -> None:
    """No type is lost silently."""
    types = {kind.type for kind in load_codebook().types}
    assert types == set(scheme().types) | set(scheme().left_out)


def test_a_row_is_coded_as_the_codebook_says(write, make) -> None:
    """Names, codes, place, precision, numbers."""
    (row,) = rows(write("acled", make.listed(make.told(casualties=(make.toll(make.ARMY, 5, 5),)))))
    assert {name: row[name] for name in PUBLISHED[1:16]} == {
        "event_date": "2015-04-27", "year": "2015", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "rebels", "assoc_actor_1": "",
        "inter1": "Rebel group", "actor2": "Syrian government forces", "assoc_actor_2": "", "inter2": "State forces",
        "interaction": "State forces-Rebel group", "civilian_targeting": "", "iso": "760",
    }  # fmt: skip
    assert (row["region"], row["country"], row["admin1"]) == ("Middle East", "Syria", "Idlib")
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("35.8645", "36.8059", "1")
    assert row["fatalities"] == "5"
    assert row["event_id_cnty"].startswith("SYR")


def test_no_row_stands_as_a_fact(write, example) -> None:
    """Each names its sources and its standing, in columns that every reader has."""
    found = rows(write("acled", example, Options(assume_days=6)))
    assert len(found) > 20
    for row in found:
        assert row["source"]
        assert "standing=" in row["tags"]
        assert "as reported" in row["notes"]


def test_the_same_pair_place_and_day_are_one_row_and_the_higher_type_wins(write, make) -> None:
    """A strike within a fight is part of it; the companion file knows both."""
    strike = make.told(1, kind="air_strike", agents=(make.ARMY,), targets=(make.REBELS,))
    clash, other = make.told(2, kind="armed_clash"), make.told(3, kind="armed_clash", targets=(make.PEOPLE,))
    material = make.listed(strike, clash, other)
    found = rows(write("acled", material))
    assert [row["sub_event_type"] for row in found if row["actor2"] == "Syrian government forces"] == ["Armed clash"]
    assert len(found) == 2
    members = {row["event"]: row for row in rows(write("acled-members", material))}
    assert members[strike.event.id]["event_id_cnty"] == members[clash.event.id]["event_id_cnty"]
    assert [members[each.event.id]["role"] for each in (clash, strike)] == ["row", "merged into it"]


@pytest.mark.parametrize("other", [{"day": dt.date(2015, 4, 28)}, {"place": "idlib"}])
def test_another_day_or_place_is_another_row(write, make, known, other) -> None:
    """Only the same place on the same day merges."""
    if "place" in other:
        place = known.gazetteer.get("geonames:169389")
        other = {"place": make.told().event.place.__class__(
            id=place.id, name=place.name, text=place.name, start=0, end=1, lat=place.lat, lon=place.lon, precision="exact",
            within=place.admin1,
        )}  # fmt: skip
    assert len(rows(write("acled", make.listed(make.told(1), make.told(2, **other))))) == 2


def test_who_takes_a_place_decides_the_type(write, make) -> None:
    """A state's own forces regain, everybody else overtakes."""
    taken = {
        "rebels": rows(write("acled", make.listed(make.told(kind="territory_gain")))),
        "army": rows(write("acled", make.listed(make.told(kind="territory_gain", agents=(make.ARMY,), targets=())))),
    }
    assert taken["rebels"][0]["sub_event_type"] == "Non-state actor overtakes territory"
    assert taken["army"][0]["sub_event_type"] == "Government regains territory"


def test_civilians_as_the_only_target_are_told(write, make) -> None:
    """By the flag, by the form of their name, and as actor2."""
    (row,) = rows(write("acled", make.listed(make.told(kind="shelling", agents=(make.ARMY,), targets=(make.PEOPLE,)))))
    assert (row["civilian_targeting"], row["actor2"], row["inter2"]) == (
        "Civilian targeting", "Civilians (Syria)", "Civilians",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "encirclement"}, "a siege has no sub-event type"),
        ({"status": "planned"}, "planned, not done"),
        ({"standing": "denied"}, "denied"),
        ({"place": None}, "no place finer than a country"),
        ({"day": None}, "no first day (see --assume-days)"),
        ({"start": dt.date(2015, 1, 1)}, "days further apart than a month"),
        (
            {
                "kind": "territory_gain",
                "disputes": (Dispute(field="status", accounts=(Account(value="no", claims=()),)),),
            },
            "a capture that is denied is a claim only until confirmed",
        ),
    ],
)
def test_what_is_no_row_is_listed_with_its_reason(write, make, fields, reason) -> None:
    """In the companion file; nothing disappears."""
    material = make.listed(make.told(**fields))
    assert rows(write("acled", material)) == []
    (member,) = rows(write("acled-members", material))
    assert (member["role"], member["left_out_because"]) == ("left out", reason)


def test_a_missing_first_day_is_assumed_only_when_asked_and_said(write, make) -> None:
    """The precision tells the assumption, the tags name it."""
    material = make.listed(make.told(start=None))
    (row,) = rows(write("acled", material, Options(assume_days=6)))
    assert (row["event_date"], row["time_precision"]) == ("2015-04-24", "2")
    assert "date=assumed" in row["tags"]
    assert "first day assumed" in row["notes"]


def test_rows_come_by_date_with_assumed_days_too(write, example) -> None:
    """So that merging never misses a partner."""
    starts = [row["event_date"] for row in rows(write("acled", example, Options(assume_days=0)))]
    assert starts == sorted(starts)


def test_disputed_deaths_are_the_lowest(write, make) -> None:
    """As the codebook has it, the lowest number until a better one appears."""
    toll = make.toll(make.ARMY, 40, 60, best=50)
    (row,) = rows(write("acled", make.listed(make.told(casualties=(toll,)))))
    assert row["fatalities"] == "40"


def test_interactions_are_the_44_of_the_codebook() -> None:
    """Lower code first, except that civilians come after external forces."""
    kinds = [kind for kind in INTER if kind]
    known = {INTER[kind][0]: INTER[kind][1] for kind in kinds}
    for code in CODES:
        first, second = divmod(code, 10)
        parties = [Party(id="x", name="x", kind=kind) for kind in kinds if INTER[kind][0] in (first, second)]
        one = next(each for each in parties if INTER[each.kind][0] == first)
        two = next((each for each in parties if INTER[each.kind][0] == second), None)
        expected = f"{known[first]}-{known[second]}" if two else f"{known[first]} only"
        expected = "External/Other forces-Civilians" if code == 78 else expected
        assert interaction(one, two) == expected
        if two:
            assert interaction(two, one) == expected


def test_every_event_is_in_the_companion_file_once(write, example) -> None:
    """As a row, merged into one, or left out."""
    members = rows(write("acled-members", example, Options(assume_days=6)))
    assert sorted(row["event"] for row in members) == sorted(each.event.id for each in example.events())
    listed = {row["event_id_cnty"] for row in rows(write("acled", example, Options(assume_days=6)))}
    assert {row["event_id_cnty"] for row in members} - {""} == listed
