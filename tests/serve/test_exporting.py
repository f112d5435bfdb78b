"""The desk hands out every format of the command, with its filter, made as safe, and never half a file for a whole."""

from __future__ import annotations

import csv
import io
import json
import threading
from pathlib import Path
from typing import BinaryIO

import geopandas
import pytest
import rdflib
from fastapi.testclient import TestClient

from sitrep.errors import OutputError
from sitrep.export.files import Export, write_stream
from sitrep.export.formats import FORMATS
from sitrep.export.options import Written
from sitrep.serve.desk import Desk
from sitrep.serve.handout.pipe import PIECE, pieces_of

#: As ACLED's codebook and UCDP's have them.
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,"
    "adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,"
    "date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
FILTER = {"type": "air_strike", "from": "2015-04-01"}


def listed(client: TestClient, **asked: str) -> list[dict]:
    return client.get("/api/v1/events", params={"limit": "1000", **asked}).json()["items"]


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"pdf"}))
def test_without_a_filter_a_file_is_that_of_the_command(client: TestClient, store: Path, name: str) -> None:
    """Byte for byte, whatever the order of the list."""
    out = io.BytesIO()
    write_stream(Export(format=name, store=str(store)), out)
    answer = client.get(f"/export/{name}", params={"sort": "claims"})
    assert answer.status_code == 200
    assert answer.content == out.getvalue()
    assert answer.headers["content-type"].split(";")[0] == FORMATS[name].media.split(";")[0]
    assert f"sitrep{FORMATS[name].suffix}" in answer.headers["content-disposition"]


def test_events_of_a_file_are_those_of_the_list(client: TestClient, tmp_path: Path) -> None:
    """In GeoJSON and GeoParquet, as geopandas reads them."""
    wanted = [each["id"] for each in listed(client, **FILTER)]
    for name, read in (("geojson", geopandas.read_file), ("geoparquet", geopandas.read_parquet)):
        path = tmp_path / f"events.{name}"
        path.write_bytes(client.get(f"/export/{name}", params=FILTER).content)
        frame = read(path)
        assert sorted(frame["id"]) == sorted(wanted)
        assert "CRS84" in frame.crs.to_wkt() or frame.crs.to_epsg() == 4326
        assert set(frame.geometry.dropna().geom_type) == {"Point"}


@pytest.mark.parametrize(("name", "columns"), [("acled", ACLED), ("ucdp", UCDP)])
def test_tables_of_others_keep_their_columns_in_order(client: TestClient, name: str, columns: str) -> None:
    """31 and 49 of them, with rows and without."""
    for params in (FILTER, {"q": "nothing is called so"}):
        assert client.get(f"/export/{name}", params=params).text.splitlines()[0] == columns
    assert (ACLED.count(",") + 1, UCDP.count(",") + 1) == (31, 49)


def test_claims_are_those_of_the_events_listed(client: TestClient) -> None:
    """As lines and as a table."""
    wanted = {claim for event in listed(client, **FILTER) for claim in event["claims"]}
    lines = client.get("/export/claims", params=FILTER).text.splitlines()
    rows = csv.DictReader(io.StringIO(client.get("/export/claims-csv", params=FILTER).text))
    assert {json.loads(line)["id"] for line in lines} == wanted == {row["id"] for row in rows}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser uses it
def test_provenance_is_read_by_rdflib_and_leads_to_the_reports(client: TestClient) -> None:
    """Each event of the filter is derived from claims."""
    graph = rdflib.Graph().parse(data=client.get("/export/prov", params=FILTER).text, format="json-ld")
    derived = {str(event) for event in graph.subjects(rdflib.URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"))}
    wanted = {each["id"] for each in listed(client, **FILTER)}
    assert {name.split(":")[-1] for name in derived if "e-" in name} == wanted


def test_control_is_that_of_the_places_and_the_day(client: TestClient) -> None:
    """In the API, on the page and on the map alike, and in files, sensitive sites aside; a day and a filter each leave less."""
    whole = client.get("/export/control-geojson").json()["features"]
    for asked in (
        {"day": "2015-05-01"},
        {"day": "2015-05-01", "q": "Ariha"},
        {"day": "2015-04-28", "type": "air_strike"},
    ):
        found = client.get("/export/control-geojson", params=asked).json()["features"]
        assert 0 < len(found) < len(whole)
        listed = client.get("/api/v1/control", params=asked).json()["items"]
        places = [each["place"]["name"] for each in listed]
        assert [each["properties"]["place"] for each in found] == [each for each in places if "hospital" not in each]
        page = client.get("/control", params=asked).text
        assert page.count('<th scope="row">') == len(listed)
        assert page.count(" outlet</div>") + page.count(" outlets</div>") == len(listed)  # by how many it is told
        drawn = client.get("/map/control", params=asked).json()["features"]
        assert {each["properties"]["name"] for each in drawn} <= set(places)
        assert drawn
    assert client.get("/api/v1/control", params={"q": "nothing is called so"}).json()["total"] == 0


def test_a_file_leads_to_its_description(client: TestClient) -> None:
    """Columns with what they mean, what was chosen, and how many records safety left out or changed; counted once."""
    asked = FILTER | {"max_precision": "admin1", "delay": "36500"}
    answer = client.get("/export/claims-csv", params=asked)
    address = answer.headers["link"].split(">")[0].lstrip("<")
    told = client.get(address)
    assert told.headers["content-type"].startswith("application/csvm+json")
    found = told.json()
    assert [each["titles"] for each in found["tableSchema"]["columns"]] == answer.text.splitlines()[0].split(",")
    assert all(each["dc:description"] for each in found["tableSchema"]["columns"])
    assert found["sitrep:choice"] == {"type": ["air_strike"], "from": "2015-04-01"}
    claims = len({claim for event in listed(client, **FILTER) for claim in event["claims"]})
    assert (found["sitrep:rows"], found["sitrep:left_out"][0]["count"]) == (0, claims)
    page = client.get(address.replace("/metadata", "/about")).text
    assert "later than the delay allows" in page
    assert "exact words of the claim" in page


def test_what_is_withheld_is_counted_as_in_the_file(client: TestClient) -> None:
    """In each format once, however often it goes through the records."""
    for name in ("geojson", "hdx", "acled-members"):
        text = client.get(f"/export/{name}", params={"assume_days": "3"}).text
        found = client.get(f"/export/{name}/metadata", params={"assume_days": "3"}).json()["sitrep:withheld"]
        counts = {each["name"]: each["count"] for each in found}
        assert counts
        if name == "geojson":
            features = json.loads(text)["features"]
            notes = [note for each in features for note in each["properties"]["redaction"]]
        else:
            rows = csv.DictReader(io.StringIO(text))
            notes = [note for row in rows for note in row["redaction"].split("; ") if note]
        assert {name: notes.count(name) for name in notes} == counts


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_has_a_page_about_it(client: TestClient, name: str) -> None:
    """With what is in it and what is not."""
    assert "What is in it, and what is not" in client.get(f"/export/{name}/about", params=FILTER).text
    assert client.get("/export/xls/about").status_code == 404


def test_what_is_too_recent_or_too_fine_can_be_left_out(client: TestClient) -> None:
    """The places of the example are towns; with a limit of the province none of them is a point of its own."""
    plain = client.get("/export/geojson").json()["features"]
    coarse = client.get("/export/geojson", params={"max_precision": "admin1"}).json()["features"]
    assert {each["properties"]["precision"] for each in coarse} <= {"admin1", "country", "unlocated"}
    assert len(coarse) == len(plain)
    assert client.get("/export/geojson", params={"delay": "36500"}).json()["features"] == []
    assert client.get("/export/acled", params={"assume_days": ""}).status_code == 200  # a field left empty


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/xls", 404),
        ("/export/acled?delay=-1", 422),
        ("/export/acled?assume_days=400", 422),
        ("/export/hdx?max_precision=x", 422),
    ],
)
def test_what_cannot_be_exported_is_told(client: TestClient, path: str, status: int) -> None:
    """Before anything is sent."""
    assert client.get(path).status_code == status


def test_what_the_machine_lacks_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a file of nothing."""
    monkeypatch.setattr("sitrep.export.situation.pdf.browser", lambda: None)
    answer = client.get("/export/pdf")
    assert answer.status_code == 503
    assert "Chromium" in answer.text


def _breaking(out: BinaryIO) -> Written:
    out.write(b"x" * 3 * PIECE)
    raise OutputError("the disk is gone")


def test_half_a_file_is_an_error() -> None:
    """After the pieces that were written."""
    pieces = pieces_of(_breaking)
    assert len(next(pieces)) > 0
    with pytest.raises(OutputError, match="disk"):
        list(pieces)


def test_who_stops_reading_ends_the_writing() -> None:
    """No thread goes on for nobody, and no more is held than a few pieces."""
    written, ended = [], threading.Event()

    def endless(out: BinaryIO) -> None:
        try:
            while True:
                written.append(out.write(b"x" * PIECE))
        finally:
            ended.set()

    pieces = pieces_of(endless)
    next(pieces)
    pieces.close()
    assert ended.wait(10)
    assert len(written) < 100


def test_a_file_is_of_one_state_of_the_store(client: TestClient, desk: Desk) -> None:
    """A decision made while it is written is not in it."""
    event = listed(client)[0]
    with desk.view() as (_, view):
        client.post("/api/v1/decisions", json={"subject": event["id"], "kind": "reject"})
        assert view.events_by_id((event["id"],))
    assert event["id"] not in client.get("/export/geojson").text
