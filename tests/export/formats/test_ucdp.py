"""UCDP's format: its columns, its codes, fatal events only, and no number that only Uppsala gives."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from sitrep.export.options import Options
from sitrep.export.tables.ucdp import COLUMNS, priogrid

PUBLISHED = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article",
    "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
    "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
]  # fmt: skip


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_the_columns_are_those_published_in_their_order(write, make) -> None:
    """49 of them, also where there is no row."""
    assert write("ucdp", make.listed()).decode("utf-8").splitlines() == [",".join(PUBLISHED)]
    assert list(COLUMNS) == PUBLISHED
    assert len(PUBLISHED) == 49


def test_the_government_is_side_a(write, make) -> None:
    """Whoever attacked; its number stands in gwnoa, and the dead stand with their side."""
    material = make.listed(make.told(casualties=(make.toll(make.ARMY, 40, 60, 50), make.toll(make.REBELS, 18))))
    (row,) = rows(write("ucdp", material))
    assert (row["side_a"], row["side_b"], row["gwnoa"], row["country_id"]) == (
        "Syrian government forces", "rebels", "652", "652",
    )  # fmt: skip
    assert (row["type_of_violence"], row["deaths_a"], row["deaths_b"]) == ("1", "50", "18")
    assert (row["low"], row["best"], row["high"]) == ("58", "68", "78")


def test_violence_against_civilians_is_one_sided(write, make) -> None:
    """Type 3, side b is Civilians."""
    told = make.told(kind="air_strike", agents=(make.ARMY,), targets=(), casualties=(make.toll(make.PEOPLE, 6, 6),))
    (row,) = rows(write("ucdp", make.listed(told)))
    assert (row["type_of_violence"], row["side_b"], row["deaths_civilians"]) == ("3", "Civilians", "6")


def test_people_counted_within_a_total_are_not_counted_twice(write, make) -> None:
    """ "Ten people, among them four children" are ten."""
    people = make.toll(make.actor(None, "people", "10 people"), 10, 10)
    told = make.told(agents=(make.ARMY,), targets=(make.PEOPLE,), casualties=(make.toll(make.PEOPLE, 4, 4), people))
    (row,) = rows(write("ucdp", make.listed(told)))
    assert (row["deaths_civilians"], row["deaths_unknown"], row["best"]) == ("4", "6", "10")


def test_every_row_adds_up_and_none_is_clear(write, example) -> None:
    """`best` is the sum of the four; `Clear` is a word for checked rows; standing and sources are told."""
    found = rows(write("ucdp", example, Options(assume_days=6)))
    assert found
    for row in found:
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert int(row["best"]) == sum(int(row[name]) for name in parts)
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
        assert row["code_status"].startswith("Check ")
        assert "standing: " in row["source_article"]
        assert row["conflict_new_id"] == row["dyad_new_id"] == row["side_a_new_id"] == row["active_year"] == ""


@pytest.mark.parametrize(("days", "code"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (366, 5)])
def test_the_precision_of_days(write, make, days: int, code: int) -> None:
    """1 a day, 2 up to six, 3 a week, 4 up to a month, 5 up to a year."""
    start = make.DAY - dt.timedelta(days=days - 1)
    (row,) = rows(write("ucdp", make.listed(make.told(start=start, casualties=(make.toll(make.ARMY, 1),)))))
    assert row["date_prec"] == str(code)
    assert row["date_start"] == f"{start} 00:00:00.000"


def test_events_without_deaths_are_left_out(write, make) -> None:
    """GED has fatal events only."""
    assert rows(write("ucdp", make.listed(make.told()))) == []


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(-90, -180, 1), (-89.4, -180, 721), (89.9, 179.9, 259_200), (90, 180, 259_200)]
)
def test_cells_are_counted_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    """720 to a row, 360 rows."""
    assert priogrid(lat, lon) == cell
