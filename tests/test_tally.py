"""What a run tells about itself."""

from __future__ import annotations

from sitrep import tally
from sitrep.model.record import replace
from sitrep.store.runs import Counted


def test_missing_dates_are_one_line_that_says_how_to_supply_them(records) -> None:
    """However many reports lack a date."""
    documents = [replace(records.document(f"{number}.txt"), published=None, warnings=()) for number in range(7)]
    results = records.results(*documents)
    (line,) = tally.warnings(results)
    assert line.startswith("7 of 7 reports without a publication date (0.txt, 1.txt, 2.txt, 3.txt, 4.txt, …)")
    for way in ("--published YYYY-MM-DD", "metadata.json", "`published` field"):
        assert way in line


def test_no_claims_are_said(records) -> None:
    """An empty result is never silent."""
    results = records.results(replace(records.document(), warnings=()))
    silent = replace(results, readings=(replace(results.readings[0], claims=()),), events=(), holdings=())
    assert tally.warnings(silent) == ("no claims found in 1 report: nothing in them reads as an event of a conflict",)


def test_unlocated_places_and_unlisted_groups_are_counted_by_name(records) -> None:
    """Most often told first, then by name."""
    claim = records.claim(records.document())
    lost = replace(claim.places[0], name="Tell Nowhere", precision="unlocated")
    found = replace(claim.places[0], precision="exact")
    unlisted = replace(claim.agents[0], id="unlisted:red-brigade")
    claims = (replace(claim, places=(found, lost), agents=(unlisted,)), replace(claim, places=(lost,)))
    assert tally.unlocated(claims) == (Counted(name="Tell Nowhere", count=2),)
    assert tally.unlisted(claims) == (Counted(name="Red Brigade", count=1),)


def test_counts_cover_every_stage(records) -> None:
    """Documents, refused inputs, segments, claims, events, control."""
    counted = {each.name: each.count for each in tally.counts(records.results(records.document()), refused=3)}
    assert counted == {
        "documents": 1, "refused": 3, "segments": 1, "claims": 1, "events": 1, "holdings": 1, "places with control": 1,
    }  # fmt: skip


def test_the_libraries_that_shape_the_data_are_named_with_versions() -> None:
    """run.json must tell what made it."""
    assert {library.name for library in tally.libraries()} >= {"spacy", "sentencex", "trafilatura"}
    assert all(library.version[0].isdigit() for library in tally.libraries())
