"""Expressions of time become days by the publication date, the tense and what other events tell."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.model.dates import Days, TimeRef
from sitrep.read.time_words import find_times
from sitrep.resolve.times import Tense, document_date, reported_by, resolve_time

ROOT = Path(__file__).parents[2]
MONDAY = dt.date(2015, 4, 27)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXPRESSIONS = (
    *WEEKDAYS,
    *("last Friday", "next Friday", "Tuesday last week", "the night of Monday to Tuesday", "yesterday", "last night"),
    *(
        "last week",
        "this month",
        "earlier this year",
        "late last month",
        "the end of the month",
        "25 March",
        "29 February",
    ),
    *(
        "late March",
        "March 2015",
        "last summer",
        "mid-2014",
        "the early 1990s",
        "two weeks ago",
        "years ago",
        "last weekend",
    ),
    *("recent days", "the past 24 hours", "the next two weeks", "days after", "the following day", "three days of"),
    *("New Year's Eve", "25 March to 3 April", "Friday to Sunday", "2011 to 2013", "05/04/2017", "31 April 2015"),
)
TENSES: tuple[Tense, ...] = ("past", "present", "future")


def resolve(
    words: str, published: dt.date | None = MONDAY, tense: Tense = "past", anchor: Days | None = None
) -> TimeRef:
    (found,) = find_times(f"In the east, in {words} x")
    return resolve_time(found, published, tense, anchor)


def days(ref: TimeRef) -> tuple[dt.date | None, dt.date | None]:
    return ref.start, ref.end


def test_a_weekday_is_the_latest_up_to_publication() -> None:
    """Tuesday in a Wednesday report is yesterday; Wednesday is the day itself."""
    wednesday = dt.date(2015, 4, 29)
    assert resolve("Tuesday", wednesday).start == dt.date(2015, 4, 28)
    assert resolve("Wednesday", wednesday).start == wednesday


def test_a_weekday_to_come_is_the_next() -> None:
    """What will begin on Friday begins on the first Friday from publication."""
    assert resolve("Friday", tense="future").start == dt.date(2015, 5, 1)


def test_without_a_publication_date_relative_days_stay_open_and_say_why() -> None:
    """No day is invented; the reason says what to supply."""
    for words in ("Saturday", "last week", "25 March", "two days ago", "March", "recent days", "yesterday"):
        ref = resolve(words, None)
        assert days(ref) == (None, None)
        assert "publication date" in ref.reason


def test_a_full_date_needs_no_publication_date() -> None:
    """Absolute days resolve by themselves."""
    assert days(resolve("25 March 2015", None)) == (dt.date(2015, 3, 25),) * 2
    assert days(resolve("late March 2015", None)) == (dt.date(2015, 3, 21), dt.date(2015, 3, 31))


def test_the_reason_is_a_sentence_a_person_can_check() -> None:
    """It names the words, the report's day and the days they stand for."""
    assert resolve("Saturday").reason == "'Saturday' in a report of Monday 27 April 2015 is Saturday 25 April 2015"


def test_an_event_told_as_done_at_a_time_may_be_of_the_day_before() -> None:
    """Announced early on Monday as already liberated: Sunday to Monday."""
    ref = reported_by(resolve("Monday"))
    assert days(ref) == (dt.date(2015, 4, 26), MONDAY)
    assert "told then as done" in ref.reason
    assert days(reported_by(resolve("Monday", None))) == (None, None)


def test_order_words_count_from_the_other_event() -> None:
    """ "The following day" is unresolved alone and the day after its anchor."""
    anchor = Days(start=dt.date(2015, 4, 20), end=dt.date(2015, 4, 21))
    assert days(resolve("the following day")) == (None, None)
    assert days(resolve("the following day", anchor=anchor)) == (dt.date(2015, 4, 21), dt.date(2015, 4, 22))


def test_since_reaches_to_publication_and_until_has_no_start() -> None:
    """Open intervals stay open where nothing bounds them."""
    (since,) = find_times("It has been shut since 2011.")
    (until,) = find_times("It was theirs until Tuesday.")
    assert days(resolve_time(since, MONDAY)) == (dt.date(2011, 1, 1), MONDAY)
    assert days(resolve_time(since, None)) == (dt.date(2011, 1, 1), None)
    assert days(resolve_time(until, MONDAY)) == (None, dt.date(2015, 4, 21))


def test_a_date_that_can_be_read_two_ways_is_bounded_by_both() -> None:
    """05/04/2017 is 5 April or 4 May unless the outlet's order is known."""
    (found,) = find_times("Filed 05/04/2017 at the office")
    published = dt.date(2017, 6, 1)
    assert days(resolve_time(found, published)) == (dt.date(2017, 4, 5), dt.date(2017, 5, 4))
    assert resolve_time(found, published, order="mdy").start == dt.date(2017, 5, 4)
    assert "either way round" in resolve_time(found, published).reason


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(EXPRESSIONS), DAYS, st.sampled_from(TENSES), st.none() | DAYS)
def test_days_never_end_before_they_start(words: str, published: dt.date, tense: Tense, anchor: dt.date | None) -> None:
    """Whatever the day, the tense and the anchor, start <= end, and there is a reason."""
    ref = resolve(words, published, tense, Days(start=anchor, end=anchor) if anchor else None)
    assert ref.start is None or ref.end is None or ref.start <= ref.end
    assert ref.reason.startswith(f"'{ref.text}'")
    assert ref.span is not None


@settings(deadline=None)
@given(st.sampled_from(WEEKDAYS), DAYS)
def test_a_past_weekday_is_within_the_week_up_to_publication(weekday: str, published: dt.date) -> None:
    """It is never after the publication day, never more than six days before, and is that weekday."""
    ref = resolve(weekday, published)
    assert ref.start is not None
    assert ref.start == ref.end
    assert 0 <= (published - ref.start).days <= 6
    assert f"{ref.start:%A}" == weekday


@settings(deadline=None)
@given(
    st.sampled_from((*WEEKDAYS, "last Friday", "yesterday", "last week", "last weekend")), DAYS, st.sampled_from(TENSES)
)
def test_a_week_later_the_same_words_mean_a_week_later(words: str, published: dt.date, tense: Tense) -> None:
    """Weekdays and weeks move with the publication day."""
    week = dt.timedelta(days=7)
    now, later = resolve(words, published, tense), resolve(words, published + week, tense)
    assert now.start is not None
    assert now.end is not None
    assert days(later) == (now.start + week, now.end + week)


@settings(deadline=None)
@given(st.sampled_from(EXPRESSIONS), DAYS)
def test_what_is_told_in_the_past_by_relative_words_has_begun_by_publication(words: str, published: dt.date) -> None:
    """Past tense and no year of its own: the first day is not after publication."""
    ref = resolve(words, published)
    if not any(character.isdigit() for character in words) and not words.startswith("next") and ref.start:
        assert ref.start <= published


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("Wed 05 Apr 2017 Shells hit a town.", dt.date(2017, 4, 5), "Wed 05 Apr 2017"),
        ("Published: 14 June 2012\nA convoy was hit.", dt.date(2012, 6, 14), "14 June 2012"),
        ("KABUL, Afghanistan (Jan. 10, 2011) – A patrol found mines.", dt.date(2011, 1, 10), "Jan. 10, 2011"),
        ("Evening summary, 3 May 2019\nThe front was calm.", dt.date(2019, 5, 3), "3 May 2019"),
        ("TRIPOLI, Aug 22, 2011 (Agency) -- Rebels drove in.", dt.date(2011, 8, 22), "Aug 22, 2011"),
    ],
)
def test_a_report_may_begin_with_its_own_date(text: str, day: dt.date, words: str) -> None:
    """At its start, in its dateline or at the end of its title."""
    found = document_date(text)
    assert found is not None
    assert (found[0], found[1].text) == (day, words)
    assert text[found[1].start : found[1].end] == words


def test_a_dateline_may_be_in_small_letters() -> None:
    """ "Kabul, Afghanistan (Sept. 2) - …": with its country and in brackets."""
    found = document_date("Kabul, Afghanistan (Sept. 2) - Two men were held.", 2010)
    assert found is not None and found[0] == dt.date(2010, 9, 2)
    assert document_date("They met in Kabul, Afghanistan (Sept. 2, 2010 was a holiday).") is None


def test_a_dateline_without_its_year_needs_a_hint() -> None:
    """ "(Sept. 1)" is a date only with the year from elsewhere, or where the head repeats it in full."""
    text = "KABUL, Afghanistan (Sept. 1) - A force searched a compound."
    assert document_date(text) is None
    assert document_date(text, 2010) == (dt.date(2010, 9, 1), find_times(text)[0].span)
    found = document_date("Operations of Sept. 1, 2010 in the east\n" + text)
    assert found is not None
    assert found[0] == dt.date(2010, 9, 1)


def test_a_date_inside_the_report_is_not_the_reports_own() -> None:
    """Dates in running text are those of events."""
    assert document_date("Rebels who took the town on 25 March 2015 left it again.") is None
    assert document_date("The war began in 2011.") is None


def test_the_fixed_expressions_resolve_as_a_reader_reads_them() -> None:
    """At least 95 % of the benchmark's 300 and more expressions."""
    path = ROOT / "benchmarks" / "times.py"
    spec = importlib.util.spec_from_file_location("benchmark_times", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    results = [module.judge(case) for case in module.read_cases(module.DATA)]
    assert len(results) >= 300
    assert sum(result.right for result in results) >= 0.95 * len(results)


def test_the_page_about_times_tells_what_the_program_does() -> None:
    """The examples of docs/times.md give the output that stands there."""
    failures, tried = doctest.testfile(str(ROOT / "docs" / "times.md"), module_relative=False, encoding="utf-8")
    assert (failures, tried > 3) == (0, True)
