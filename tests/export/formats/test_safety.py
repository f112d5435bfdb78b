"""What a public export withholds: private persons, sensitive sites, what is recent, what is fine."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from sitrep.export.formats import FORMATS
from sitrep.export.safety.guard import COARSER, ENDED, LATE, PERSON, SITE, TOO_FINE, Guarded, Safety
from sitrep.export.safety.people import PERSON_NAME, WITHHELD, People
from sitrep.model.claims import PlaceRef
from sitrep.model.record import replace
from sitrep.store.stream import Decided

#: Formats that carry text of records and need nothing but Python.
TEXTUAL = [name for name in FORMATS if name not in ("pdf", "geoparquet")]
HOSPITAL = PlaceRef(
    id="geonames:169023.hospital", name="Jisr al-Shughur hospital", text="the hospital", start=0, end=12, lat=35.8142,
    lon=36.3198, precision="near", kind="hospital", within="geonames:169023",
)  # fmt: skip


@pytest.fixture(scope="module")
def people(known) -> People:
    return People(known.roster, known.gazetteer)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Rebels seized Idlib, Khalid Darwazeh said.", f"Rebels seized Idlib, {WITHHELD} said."),
        ("The doctor, Samira al-Qaddour, died.", f"The doctor, {WITHHELD}, died."),
        ("Abu Yazan Tamimi of Ahrar al-Sham spoke.", f"{WITHHELD} of Ahrar al-Sham spoke."),
        ("Captain Bilal Shahrour surrendered near Ariha.", f"Captain {WITHHELD} surrendered near Ariha."),
        ("Brothers Omar and Saleh Ghannam were shot.", f"Brothers {WITHHELD} and {WITHHELD} were shot."),
        ("قتل سامر درويش in Idlib", f"{WITHHELD} in Idlib"),
    ],
)
def test_names_that_nothing_lists_are_withheld(people: People, text: str, masked: str) -> None:
    """Rather a word too many than a person."""
    assert people.mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "The Army of Conquest seized Idlib on Saturday, the Syrian Observatory for Human Rights said.",
        "Government forces still hold Ariha and Jisr al-Shughur.",
        "Besieged soldiers left the town; Syrian jets struck it in April.",
        "President Bashar al-Assad spoke in Damascus.",
        "Prime Minister Anders Lindqvist condemned it.",
        "The Mountain Falcons Brigade and al-Qaeda-linked fighters advanced.",
        "They lost two BMPs and a T-55.",
        "",
    ],
)
def test_what_is_no_private_person_stays(people: People, text: str) -> None:
    """Listed actors, places, groups by their form, days, officials in office, common words."""
    assert people.mask(text) == text


def test_a_private_person_is_in_no_format(write, make) -> None:
    """Neither as actor nor as source, victim, origin, in a headline or in quoted words."""
    name = "Khalid Darwazeh"
    person = make.actor("person:khalid-darwazeh", name)
    told = make.told(words=f"{name} was shot in Saraqib", targets=(person,), casualties=(make.toll(person, 1),))
    told = replace(
        told,
        event=replace(told.event, origins=(name,), reasons=(f"{name} is in both",)),
        claims=tuple(replace(claim, sources=(person,)) for claim in told.claims),
        documents=tuple(replace(report, title=f"{name} is dead") for report in told.documents),
    )
    material = make.listed(told)
    for format in TEXTUAL:
        content = write(format, material).decode("utf-8")
        assert "Darwazeh" not in content, format
        assert "khalid" not in content.casefold(), format
    kept = write("claims", material, safety=Safety(names=True)).decode("utf-8")
    assert name in kept


def test_a_withheld_name_is_said_to_be(write, make) -> None:
    """The row tells what was done to it, and somebody is still there."""
    person = make.actor("person:khalid-darwazeh", "Khalid Darwazeh")
    line = json.loads(write("claims", make.listed(make.told(targets=(person,)))))
    assert line["targets"][0]["name"] == PERSON_NAME
    assert line["export"]["redactions"] == [PERSON]


def test_a_hospital_is_known_to_its_province_only(write, make) -> None:
    """Its place becomes the division's, its words go; the ids stay, so that those who may can look."""
    told = make.told(words="Planes hit the hospital in Jisr al-Shughur", place=HOSPITAL, kind="air_strike")
    feature = json.loads(write("geojson", make.listed(told)))["features"][0]
    assert feature["properties"]["place_id"] == "adm1:sy:12"
    assert feature["properties"]["precision"] == "admin1"
    assert feature["properties"]["words"] == []
    assert feature["properties"]["redaction"] == [SITE]
    assert feature["properties"]["claims"] == list(told.event.claims)
    for format in TEXTUAL:
        content = write(format, make.listed(told)).decode("utf-8")
        assert "hospital" not in content.casefold(), format
        assert "36.3198" not in content, format


def test_words_alone_make_a_site(write, make) -> None:
    """ "Shells hit a school in Saraqib" is as sensitive as a place of that kind."""
    line = json.loads(write("claims", make.listed(make.told(words="Shells hit a school in Saraqib"))))
    assert line["places"][0]["id"] == "adm1:sy:12"
    assert line["evidence"]["text"] == ""
    kept = json.loads(
        write("claims", make.listed(make.told(words="Shells hit a school in Saraqib")), safety=Safety(sites=True))
    )
    assert kept["places"][0]["id"] == make.SARAQIB.id


def test_control_of_a_site_is_left_out(known, make) -> None:
    """Nobody holds a province by holding a hospital in it."""
    holding = make.held("Jisr al-Shughur hospital", "geonames:169023.hospital")
    guarded = Guarded(make.listed(holdings=(holding, make.held())), Safety(), known.gazetteer, known.roster)
    assert [told.holding.place.name for told in guarded.holdings()] == ["Saraqib"]
    assert guarded.passes.left_out == {TOO_FINE: 1}


@pytest.mark.parametrize(("limit", "precision"), [("exact", "exact"), ("admin2", "admin1"), ("country", "country")])
def test_no_place_is_finer_than_the_limit(write, make, limit, precision) -> None:
    """The area around it is told instead, and the words that would name the place go."""
    content = write("geojson", make.listed(make.told()), safety=Safety(limit=limit))
    feature = json.loads(content)["features"][0]["properties"]
    assert feature["precision"] == precision
    assert (feature["redaction"] == [COARSER]) == (limit != "exact")
    assert (b"Saraqib" in content) == (limit == "exact")


def test_coarsening_is_the_same_every_time(write, make) -> None:
    """Chance could be averaged out over many exports."""
    material = make.listed(make.told(place=HOSPITAL))
    assert write("geojson", material) == write("geojson", material)


def test_the_delay_leaves_out_what_is_recent_or_of_unknown_day(known, make) -> None:
    """An undated event is as old as its newest report, and too recent where no report is dated."""
    late, old = make.told(1, day=dt.date(2015, 5, 20)), make.told(2, day=dt.date(2015, 4, 1))
    undated = make.told(3, day=None)
    unknown = replace(undated, documents=tuple(replace(report, published=None) for report in undated.documents))
    safety = Safety(cutoff=dt.date(2015, 5, 1))
    guarded = Guarded(make.listed(late, old, undated, unknown), safety, known.gazetteer, known.roster)
    assert [told.event.id for told in guarded.events()] == [old.event.id, undated.event.id]
    assert guarded.passes.left_out == {LATE: 2}
    assert len(list(guarded.claims())) == 2


def test_the_delay_hides_the_end_of_control_that_came_later(known, make) -> None:
    """Otherwise the end of one state would tell the change."""
    holding = make.held(start=dt.date(2015, 1, 1), until=dt.date(2015, 5, 20), last_evidence=dt.date(2015, 5, 19))
    late = make.held(start=dt.date(2015, 5, 20))
    guarded = Guarded(
        make.listed(holdings=(holding, late)), Safety(cutoff=dt.date(2015, 5, 1)), known.gazetteer, known.roster
    )
    (told,) = guarded.holdings()
    assert (told.holding.until, told.holding.last_evidence) == (None, dt.date(2015, 5, 1))
    assert told.redactions == (ENDED,)


def test_reviewers_are_not_named(known, make) -> None:
    """That somebody decided is provenance, who it was is not for the public."""
    decided = Decided(
        id="k-1", predecessor=None, subject="c-1", kind="accept", decided_at="2026-01-01", decided_by="jo"
    )
    material = replace(make.listed(), decided=(decided,))
    for names, who in ((False, "a reviewer"), (True, "jo")):
        guarded = Guarded(material, Safety(names=names), known.gazetteer, known.roster)
        assert [each.decided_by for each in guarded.decisions()] == [who]
