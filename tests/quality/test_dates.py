"""Without publication dates no day is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from outcomes import Outcome


@pytest.fixture(params=["undated_examples", "undated_seeds"])
def undated(request: pytest.FixtureRequest) -> Outcome:
    return request.getfixturevalue(request.param)


def told(outcome: Outcome) -> set[dt.date]:
    """The days of claims."""
    times = [claim.time for claim in outcome.claims if claim.time is not None]
    return {day for time in times for day in (time.start, time.end) if day is not None}


def days_of_events_and_control(outcome: Outcome) -> Iterator[dt.date]:
    for event in outcome.events:
        yield from (day for day in (event.start, event.end) if day is not None)
    for line in outcome.holdings:
        days = (line.start, line.start_latest, line.until, line.until_earliest, line.last_evidence)
        yield from (day for day in days if day is not None)


def test_a_claim_has_only_days_whose_year_its_words_give(undated: Outcome) -> None:
    """ "Since 2013" is a day's bound; "on Monday", "in March" and "last week" are none."""
    assert undated.claims
    for claim in undated.claims:
        days = [day for day in (claim.time.start, claim.time.end) if day] if claim.time else []
        assert all(str(day.year) in claim.time.text for day in days), (claim.evidence.text, claim.time)


def test_events_and_control_have_only_days_of_claims(undated: Outcome) -> None:
    """Neither joining claims nor inferring control makes a day."""
    assert undated.events
    assert set(days_of_events_and_control(undated)) <= told(undated)


def test_one_line_says_how_to_supply_dates(undated: Outcome) -> None:
    """Once for all reports, with every way to do it."""
    lines = [line for line in undated.run.warnings if "publication date" in line]
    assert len(lines) == 1
    assert "\n" not in lines[0]
    assert all(way in lines[0] for way in ("--published", "metadata.json", "`published`"))


def test_an_unresolved_day_says_why(undated: Outcome) -> None:
    """Words of time without a day keep the words and have a reason."""
    open_times = [claim.time for claim in undated.claims if claim.time and not (claim.time.start or claim.time.end)]
    assert open_times
    assert all(time.text and time.reason for time in open_times)


def test_with_their_dates_the_same_reports_have_days(examples: Outcome) -> None:
    """So the lack above is the lack of dates, not of rules."""
    assert any(claim.time and claim.time.start for claim in examples.claims)
    assert not [line for line in examples.run.warnings if "publication date" in line]
