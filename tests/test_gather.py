"""What a run works on: every report once, under an id of its own."""

from __future__ import annotations

import datetime as dt
import zlib
from itertools import permutations
from pathlib import Path

import pytest

from sitrep.errors import InputError
from sitrep.gather import Inputs, distinct, join, read_all
from sitrep.model.record import replace
from sitrep.model.text import Document
from sitrep.progress import Silent
from sitrep.store.runs import Settings
from sitrep.store.writer import Reading


def report(ident: str, sha256: str = "1", **told) -> Document:
    return Document(id=ident, text="Words.", sha256=sha256, **told)


def stored(*documents: Document) -> tuple[Reading, ...]:
    return tuple(Reading(document=document, segments=(), claims=(), engine="e") for document in documents)


def test_the_same_report_twice_is_one() -> None:
    """A file named twice, or read again under the number that ingest gave it, is no second report."""
    assert distinct((report("a.txt"), report("a.txt#2")), ()) == (report("a.txt"),)


def test_other_bytes_under_the_same_name_are_another_report() -> None:
    """It gets the next number, and says so."""
    first, second = distinct((report("a.txt"), report("a.txt", "2")), ())
    assert (first.id, second.id) == ("a.txt", "a.txt#2")
    assert second.warnings == ("another report has the id 'a.txt'; this one is called 'a.txt#2'",)


def test_one_text_of_two_outlets_is_two_reports() -> None:
    """Syndicated text under the same file name stays two; fusion counts its origin once."""
    found = distinct((report("a.txt", outlet="One"), report("a.txt", outlet="Two")), ())
    assert [(each.id, each.outlet) for each in found] == [("a.txt", "One"), ("a.txt#2", "Two")]


def test_what_is_newly_told_completes_what_was_known() -> None:
    """A report read without its date and again with it is one report with a date, in either order."""
    dated = report("a.txt", published=dt.date(2015, 4, 27), published_from="--published")
    for order in permutations((report("a.txt"), dated)):
        assert distinct(order, ()) == (dated,)


def test_a_stored_report_read_again_is_kept() -> None:
    """Its claims need not be found again."""
    joined = join(Inputs(new=(report("a.txt"), report("b.txt", "2"))), stored(report("a.txt")))
    assert joined.new == (report("b.txt", "2"),)
    assert joined.kept == stored(report("a.txt"))


def test_a_stored_report_with_news_about_it_is_read_again() -> None:
    """Its days can be resolved now that its publication day is known; it is not there twice."""
    dated = report("a.txt", published=dt.date(2015, 4, 27), published_from="--published")
    joined = join(Inputs(new=(dated,)), stored(report("a.txt"), report("b.txt", "2")))
    assert joined.new == (dated,)
    assert [each.document.id for each in joined.kept] == ["b.txt"]


def test_adding_in_any_order_gives_the_same_reports() -> None:
    """Reports with names of their own: one by one in any order is the same as all at once."""
    reports = (report("a.txt"), report("b.txt", "2"), report("c.txt", "3"))
    for order in permutations(reports):
        kept: tuple[Reading, ...] = ()
        for each in order:
            joined = join(Inputs(new=(each,)), kept)
            kept = (*joined.kept, *stored(*joined.new))
        assert {each.document for each in kept} == set(distinct(reports, ()))


def test_a_refused_input_does_not_stop_the_others(tmp_path: Path) -> None:
    """The good report is read; the bad one is named with its problem."""
    (tmp_path / "good.txt").write_text("Rebels seized the town of Qadesh on Monday, residents said.", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    inputs = read_all(Settings(inputs=(str(tmp_path), str(tmp_path / "missing.txt")), out=""), Silent())
    assert [document.id for document in inputs.new] == ["good.txt"]
    assert [Path(each.input).name for each in inputs.refused] == ["empty.txt", "missing.txt"]
    assert all("\n" not in each.problem for each in inputs.refused)


def test_bytes_that_a_text_does_not_give_back_are_kept(tmp_path: Path) -> None:
    """Of a page and of another encoding, not of plain text, nor of what was refused."""
    words = "Rebels seized the town of Qadesh on Monday, residents said."
    (tmp_path / "plain.txt").write_text(words, encoding="utf-8")
    (tmp_path / "wide.txt").write_text(words, encoding="utf-16")
    (tmp_path / "page.html").write_text(f"<html><body><p>{words}</p></body></html>", encoding="utf-8")
    (tmp_path / "empty.html").write_text("<html></html>", encoding="utf-8")
    inputs = read_all(Settings(inputs=(str(tmp_path),), out=""), Silent())
    found = {zlib.decompress(each.content): each.sha256 for each in inputs.originals}
    assert found.keys() == {(tmp_path / name).read_bytes() for name in ("wide.txt", "page.html")}
    assert set(found.values()) <= {document.sha256 for document in inputs.new}


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    """A run without any report does not replace old results by nothing."""
    with pytest.raises(InputError, match="none of the inputs could be read"):
        read_all(Settings(inputs=(str(tmp_path / "missing.txt"),), out=""), Silent())


def test_settings_fill_what_no_report_tells(tmp_path: Path) -> None:
    """--published and --outlet, told as such."""
    (tmp_path / "a.txt").write_text("Rebels seized the town of Qadesh on Monday, residents said.", encoding="utf-8")
    day = dt.date(2015, 4, 27)
    settings = Settings(inputs=(str(tmp_path / "a.txt"),), out="", published=day, outlet="Example News")
    (document,) = read_all(settings, Silent()).new
    assert document == replace(document, published=day, published_from="--published", outlet="Example News")
