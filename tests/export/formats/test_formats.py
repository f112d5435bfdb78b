"""What holds for every format: it can be read by those who read it, text does no harm, nothing grows with the store."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from itertools import islice
from pathlib import Path

import pytest

from sitrep.errors import OutputError
from sitrep.export.feeds import geoparquet
from sitrep.export.formats import FORMATS
from sitrep.export.options import Options
from sitrep.export.situation import pdf
from sitrep.export.source.choice import Box, Choice
from sitrep.export.source.material import Picked
from sitrep.export.tables import claims, control, hdx
from sitrep.export.tables.cells import joined, text
from sitrep.export.tables.shared import PROVENANCE
from sitrep.model.control import Holder
from sitrep.model.record import replace

ROOT = Path(__file__).parents[3]
TABLES = ("acled", "acled-members", "ucdp", "claims-csv", "control", "hdx")
STREAMED = [name for name in FORMATS if name not in ("report", "pdf")]
HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", " \u200b=1", "＝1", "|calc", "%x",
    "a\r\n=1,\"b\"", "\u202egnp.exe", "</script><script>alert(1)</script>", "'; DROP TABLE claims; --", "=1; =2",
)  # fmt: skip


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_can_run(write, make, hostile: str) -> None:
    """Whatever a report, an outlet or an address says: no cell begins as a formula, no cell has two lines."""
    told = make.told(words=hostile, agents=(make.actor("sy-rebels", hostile),))
    told = replace(
        told,
        event=replace(told.event, outlets=(hostile,), origins=(hostile,), casualties=(make.toll(make.ARMY, 3),)),
        documents=tuple(replace(report, outlet=hostile, url=hostile, title=hostile) for report in told.documents),
    )
    for name in TABLES:
        for row in rows(write(name, make.listed(told, holdings=(make.held(hostile),)))):
            for cell in row:
                assert "\n" not in cell
                assert cell[:1] not in tuple("=+@\t\r|%＝") or cell == "", (name, cell)
                assert not cell.startswith("-") or cell[1:].replace(".", "").isdigit()
                assert "\u202e" not in cell


def test_items_of_a_cell_are_safe_one_by_one() -> None:
    """Some spreadsheets split at semicolons."""
    assert joined(("a", "=1", "b;=2")) == "a; '=1; b,=2"
    assert text("-5 degrees") == "'-5 degrees"


def test_a_page_shows_markup_as_its_characters(write, make) -> None:
    """A script in a report does not become one."""
    page = write("report", make.listed(make.told(words="<script>alert(1)</script> <img src=x onerror=alert(1)>")))
    assert b"<script" not in page
    assert b"<img" not in page


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
def test_an_empty_store_gives_an_empty_file_that_is_whole(write, make, name: str) -> None:
    """Headers, brackets and all."""
    content = write(name, make.listed())
    if name in TABLES:
        assert len(rows(content)) == 1
    elif name.endswith("geojson"):
        assert json.loads(content)["features"] == []
    elif name == "prov":
        assert len(json.loads(content)["@graph"]) == 1
    elif name == "report":
        assert b"That is no evidence that nothing happened" in content
    else:
        assert name == "geoparquet" or content == b""


@pytest.mark.parametrize("name", STREAMED)
def test_the_same_records_give_the_same_bytes(write, example, name: str) -> None:
    """No clock, no order of chance."""
    assert write(name, example) == write(name, example)


def test_tables_of_our_own_end_with_provenance() -> None:
    """Claims, reports, addresses, digests, outlets, origins, what was withheld, schema, maker, credit."""
    assert hdx.COLUMNS[-len(PROVENANCE) :] == PROVENANCE
    assert control.COLUMNS[-len(PROVENANCE) + 1 :] == PROVENANCE[1:]
    assert {"document", "url", "sha256", "outlet", "standing", "redaction", "schema", "made_by", "credit"} <= set(
        claims.COLUMNS
    )


@pytest.mark.parametrize("name", ["acled-members", "claims-csv", "control", "hdx"])
def test_every_row_of_a_table_is_as_wide_as_its_header(write, example, name: str) -> None:
    """And says its schema and credits GeoNames."""
    header, *found = rows(write(name, example))
    assert found
    for row in found:
        cells = dict(zip(header, row, strict=True))
        assert cells["schema"].startswith("sitrep.")
        assert "GeoNames" in cells["credit"]


def test_a_line_of_claims_is_the_claim_and_where_it_comes_from(write, example) -> None:
    """The fields of claims.jsonl keep their names; `export` is added."""
    lines = [json.loads(line) for line in write("claims", example).splitlines()]
    assert len(lines) == len(list(example.claims()))
    assert all({"id", "type", "evidence", "agents", "export"} <= set(line) for line in lines)
    assert all(line["export"]["report"]["sha256"] for line in lines)
    assert {line["export"]["standing"] for line in lines} >= {"single", "corroborated", "disputed"}


def test_geojson_is_read_by_geopandas(write, example, tmp_path: Path) -> None:
    """Points in degrees, longitude first, unlocated events without geometry, names as they are."""
    geopandas = pytest.importorskip("geopandas")
    (tmp_path / "e.geojson").write_bytes(write("geojson", example))
    frame = geopandas.read_file(tmp_path / "e.geojson")
    assert frame.crs.to_epsg() == 4326
    assert len(frame) == len(list(example.events()))
    assert 35 < frame.geometry.dropna().x.mean() < 38
    assert frame.geometry.isna().any()
    assert {"standing", "precision", "outlets", "schema"} <= set(frame.columns)


def test_geojson_keeps_to_the_standard(write, example) -> None:
    """RFC 7946: no crs member, an id for each feature, geometry present even if null."""
    whole = json.loads(write("geojson", example))
    assert whole["type"] == "FeatureCollection"
    assert "crs" not in whole
    for feature in whole["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}


def test_geoparquet_is_read_by_geopandas(write, example, tmp_path: Path) -> None:
    """With its reference system, its lists and its dates; the metadata are those of version 1.1."""
    geopandas = pytest.importorskip("geopandas")
    (tmp_path / "e.parquet").write_bytes(write("geoparquet", example))
    frame = geopandas.read_parquet(tmp_path / "e.parquet")
    assert frame.crs == "OGC:CRS84"
    assert len(frame) == len(list(example.events()))
    assert set(frame.geometry.dropna().geom_type) == {"Point"}
    assert frame["standing"].notna().all()
    metadata = pytest.importorskip("pyarrow.parquet").read_schema(tmp_path / "e.parquet").metadata
    about = json.loads(metadata[b"geo"])
    assert (about["version"], about["primary_column"]) == ("1.1.0", "geometry")
    assert about["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point"]}


def test_a_missing_extra_is_named(write, make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says what to install."""
    monkeypatch.setattr(geoparquet, "parquet", None)
    with pytest.raises(OutputError, match=r"pip install 'sitrep\[geo\]'"):
        write("geoparquet", make.listed())


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader of JSON-LD
def test_provenance_is_read_by_rdflib(write, example) -> None:
    """From each event to claims, to the words' report, to its outlet; no context is fetched."""
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=write("prov", example), format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    events = list(graph.subjects(rdflib.RDF.type, prov.Collection))
    assert len(events) == len(list(example.events()))
    for event in events:
        derived = list(graph.objects(event, prov.wasDerivedFrom))
        assert derived
        for claim in derived:
            report = graph.value(claim, prov.wasQuotedFrom)
            assert graph.value(report, prov.wasAttributedTo) is not None
            assert graph.value(report, rdflib.URIRef("https://schema.org/sha256")) is not None
    assert len(list(graph.subjects(prov.startedAtTime))) == 1


def test_hashtags_stand_under_the_header_where_asked_for(write, example) -> None:
    """Off by default, since they break readers of typed columns."""
    plain, tagged = rows(write("hdx", example)), rows(write("hdx", example, Options(hxl=True)))
    assert tagged[0] == plain[0]
    assert tagged[2:] == plain[1:]
    assert all(tag.startswith("#") for tag in tagged[1])


@pytest.mark.parametrize(("day", "states"), [(26, ["held"]), (27, ["held", "claimed"]), (28, ["claimed"])])
def test_control_of_a_day_is_what_may_apply_on_it(write, make, day: int, states: list[str]) -> None:
    """`from` is included, `until` excluded; the besieged holder stays the holder."""
    month = make.DAY.replace(day=1)
    first = make.held(
        holder=Holder(id="sy-government", name="Syrian government"), state="held", until=month.replace(day=28),
        besieged_by=Holder(id="sy-rebels", name="rebels"),
    )  # fmt: skip
    second = make.held(start=make.DAY, start_latest=month.replace(day=28))
    content = write("control-geojson", make.listed(holdings=(first, second)), Options(at=month.replace(day=day)))
    found = [each["properties"] for each in json.loads(content)["features"]]
    assert [each["state"] for each in found] == states
    if "held" in states:
        assert (found[0]["holder"]["id"], found[0]["besieged_by"]["id"]) == ("sy-government", "sy-rebels")


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        (Choice(types=("air_strike",)), lambda event: event.type == "air_strike"),
        (Choice(standings=("disputed", "denied")), lambda event: event.standing in ("disputed", "denied")),
        (
            Choice(actors=("Ahrar al-Sham",)),
            lambda event: "ahrar-al-sham" in {ref.id for ref in event.agents + event.targets},
        ),
        (Choice(area=("Saraqeb",)), lambda event: event.place and event.place.name == "Saraqib"),
        (
            Choice(box=Box(36.3, 35.8, 36.4, 35.9)),
            lambda event: event.place and event.place.lon and event.place.lon < 36.4,
        ),
    ],
)
def test_a_choice_keeps_what_it_says(example, choose, choice: Choice, kept) -> None:
    """By type, standing, actor in any spelling, area in any spelling, degrees."""
    found = {told.event.id for told in choose(example, choice).events()}
    assert found
    assert found == {told.event.id for told in example.events() if kept(told.event)}


def test_an_area_holds_what_lies_in_it(example, choose) -> None:
    """A province holds its towns and hospitals, the country both."""
    province = [told.event.id for told in choose(example, Choice(area=("adm1:sy:12",))).events()]
    country = [told.event.id for told in choose(example, Choice(area=("Syria",))).events()]
    elsewhere = list(choose(example, Choice(area=("adm1:sy:10",))).events())
    assert 30 < len(province) <= len(country)
    assert len(elsewhere) < 5


def test_a_period_keeps_what_may_lie_in_it(example, choose, make) -> None:
    """Both ends included; what has no day only when asked for."""
    period = Choice(since=make.DAY, until=make.DAY)
    found = [told.event for told in choose(example, period).events()]
    assert all((each.start or make.DAY) <= make.DAY <= (each.end or make.DAY) for each in found)
    undated = choose(example, replace(period, undated=True)).events()
    assert len(list(undated)) == len(found) + sum(
        1 for told in example.events() if not (told.event.start or told.event.end)
    )


class Many:
    """As many events as asked for, made one by one."""

    def __init__(self, make, count: int) -> None:
        self.make, self.count = make, count

    def run(self) -> None:
        return None

    def events(self):
        import datetime as dt  # noqa: PLC0415

        for number in range(self.count):
            day = dt.date(2015, 1, 1) + dt.timedelta(days=number // 50)
            yield self.make.told(number, day=day, casualties=(self.make.toll(self.make.ARMY, number % 7),))

    def claims(self):
        for told in self.events():
            yield from self.make.listed(told).claims()

    def holdings(self):
        return (self.make.held(f"Place {number}") for number in range(self.count))

    def documents(self):
        return (report for told in self.events() for report in told.documents)

    def decisions(self):
        return iter(())


class Nowhere(io.RawIOBase):
    """A stream that forgets."""

    def writable(self) -> bool:
        return True

    def write(self, content) -> int:
        return len(content)


@pytest.mark.parametrize("name", [name for name in STREAMED if name != "geoparquet"])
def test_memory_does_not_grow_with_the_store(known, make, name: str) -> None:
    """Four times the records, hardly more memory."""

    def peak(count: int) -> int:
        tracemalloc.start()
        FORMATS[name].write(Many(make, count), Nowhere(), Options(), known)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(20)
    assert peak(600) < peak(150) + 200_000


def test_what_is_in_view_can_be_exported_alone(example) -> None:
    """Picked records come in their order, each with its claims and reports."""
    every = list(example.events())
    wanted = (every[5].event, every[2].event)
    picked = example.picked(Picked(events=wanted))
    assert [told.event for told in picked.events()] == list(wanted)
    assert next(picked.events()) == every[5]
    assert list(picked.claims()) == list(picked.holdings()) == []


def test_a_store_is_read_a_few_hundred_records_at_a_time(example) -> None:
    """The first event comes without the last one being read."""
    assert len(list(islice(example.events(), 1))) == 1


def test_a_pdf_is_printed_where_there_is_a_browser(write, make) -> None:
    """And only there."""
    if pdf.browser() is None:
        pytest.skip("no Chromium here")
    assert write("pdf", make.listed(make.told())).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("program", "said"), [(None, "PDF needs Chromium"), ("/bin/false", "could not print the report")]
)
def test_no_browser_is_one_line(write, make, monkeypatch: pytest.MonkeyPatch, program: str | None, said: str) -> None:
    """The line tells what to do instead."""
    monkeypatch.setattr(pdf, "browser", lambda: program)
    with pytest.raises(OutputError, match=said):
        write("pdf", make.listed())


def test_every_format_is_documented() -> None:
    """In docs/export.md."""
    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"`{name}`" in page
