"""metadata.json: what it tells is used, what is wrong with it is said, and the reports are read all the same."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from sitrep.ingest.documents import InputSettings, Rejected
from sitrep.ingest.files import read_inputs
from sitrep.ingest.metadata import Facts, merged, parse_day
from sitrep.model.text import Document

REPORT = "The army withdrew from the hill above the town on Sunday after three days of shelling, residents said."


def read(folder: Path, metadata: str) -> tuple[Document, list[Rejected]]:
    """The report a.txt of the folder with this metadata.json, and what was said."""
    (folder / "a.txt").write_text(REPORT)
    (folder / "metadata.json").write_text(metadata)
    results = list(read_inputs([folder], InputSettings(), io.BytesIO()))
    (document,) = [result for result in results if isinstance(result, Document)]
    return document, [result for result in results if isinstance(result, Rejected)]


@pytest.mark.parametrize(
    ("metadata", "says"),
    [
        ('{"a.txt": {"outlet": "X",}', "is not valid JSON: line 1, column"),
        ('{\n"a.txt": 3', "is not valid JSON: line 2, column 11"),
        ('["a.txt"]', 'must be an object of file names such as {"report.txt"'),
        ("[" * 100_000, "is JSON nested too deep"),
        ('{"a.txt": "X"}', "the entry 'a.txt' is text, not an object; it is not used"),
    ],
)
def test_broken_metadata_is_told_and_the_reports_are_read(tmp_path: Path, metadata: str, says: str) -> None:
    """With the line, as an error."""
    document, (found,) = read(tmp_path, metadata)
    assert document.text == REPORT
    assert document.outlet is None
    assert found.source == str(tmp_path / "metadata.json")
    assert found.level == "error"
    assert says in found.message


def test_fields_of_the_wrong_form_are_left_out_with_a_warning(tmp_path: Path) -> None:
    """The others are used."""
    document, rejected = read(tmp_path, '{"a.txt": {"published": "yesterday", "outlet": 7, "title": "Army leaves"}}')
    assert not rejected
    assert (document.published, document.outlet, document.title) == (None, None, "Army leaves")
    assert document.warnings == (
        "metadata.json: outlet is not text but a number; it is left out",
        "metadata.json: published 'yesterday' is not a day such as 2015-04-27; it is left out",
    )


def test_unknown_fields_and_files_are_told(tmp_path: Path) -> None:
    """As warnings: a misspelt name would otherwise go unseen."""
    _, rejected = read(tmp_path, '{"a.txt": {"publishd": "2015-04-27", "note": "x"}, "b.txt": {}}')
    assert [(each.level, each.message) for each in rejected] == [
        ("warning", "'a.txt' has fields that are not used: publishd"),
        ("warning", "names 'b.txt', but no such file is there"),
    ]


def test_the_nearest_metadata_counts_first(tmp_path: Path) -> None:
    """A file above tells what the one beside the report does not."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(REPORT)
    (tmp_path / "sub" / "metadata.json").write_text('{"a.txt": {"outlet": "Near"}}')
    (tmp_path / "metadata.json").write_text('{"sub/a.txt": {"outlet": "Far", "published": "2015-04-27"}}')
    (document,) = read_inputs([tmp_path], InputSettings())
    assert isinstance(document, Document)
    assert (document.outlet, document.published) == ("Near", dt.date(2015, 4, 27))


def test_a_single_file_finds_the_metadata_beside_it(tmp_path: Path) -> None:
    """As its folder would."""
    read(tmp_path, '{"a.txt": {"outlet": "X"}}')
    (document,) = read_inputs([tmp_path / "a.txt"], InputSettings())
    assert isinstance(document, Document)
    assert document.outlet == "X"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2015-04-27", dt.date(2015, 4, 27)), ("2015-04-27T23:30:00Z", dt.date(2015, 4, 27)),
        ("2015-04-27 23:30:00+03:00", dt.date(2015, 4, 27)), (" 2015-04-27 ", dt.date(2015, 4, 27)),
        ("2015-13-01", None), ("2015-02-30", None), ("27.04.2015", None), ("2015", None), ("2015-04", None), ("", None),
        ("0001-01-01", None), ("9999-12-31", None), ("2015-04-27T99:00", None), ("2015-W18-1", None),
    ],
)  # fmt: skip
def test_days_are_iso_8601_or_nothing(value: str, day: dt.date | None) -> None:
    """The day as it is written; nothing is made of half a date or of one that no reckoning can leave room for."""
    assert parse_day(value) == day


def test_merging_keeps_the_first_and_all_warnings() -> None:
    """Where a day comes from goes with the day."""
    first = Facts(outlet="A", warnings=("x",))
    second = Facts(outlet="B", published=dt.date(2015, 4, 27), published_from="p", warnings=("y",))
    third = Facts(published=dt.date(2016, 1, 1), published_from="q")
    assert merged(first, second, third) == Facts(
        outlet="A", published=dt.date(2015, 4, 27), published_from="p", warnings=("x", "y")
    )
