"""Numbers as reports write them."""

from __future__ import annotations

import pytest

from sitrep.read.syntax.numbers import load_numbers


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("15 soldiers", 15, 15),
        ("at least 15 soldiers", 15, None),
        ("no less than 10 bombs", 10, None),
        ("over 20 raids", 20, None),
        ("up to 30 people", None, 30),
        ("between 20 and 30 men", 20, 30),
        ("10 to 15 rockets", 10, 15),
        ("twenty-three civilians", 23, 23),
        ("two hundred families", 200, 200),
        ("10,000 fighters", 10_000, 10_000),
        ("1.5 million people", 1_500_000, 1_500_000),
        ("dozens of soldiers", 24, None),
        ("hundreds of families", 200, None),
        ("nearly 40 men", 40, 40),
        ("two dozen tanks", 24, 24),
        ("41 of 56 drones", 41, 41),
        ("12 out of 15 missiles", 12, 12),
        ("62 of the drones", 62, 62),
    ],
)
def test_bounds(text: str, low: int | None, high: int | None) -> None:
    """Each way to write a number gives the bounds of the guidelines."""
    found = next(iter(load_numbers().find(text)))
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["a T-55 tank", "the 46th brigade", "a 122mm rocket", "a BM-21 launcher", "a 12-year-old boy"]
)
def test_names_and_measures_are_no_counts(text: str) -> None:
    """Digits of a name, an ordinal, a calibre or an age count nothing."""
    assert list(load_numbers().find(text)) == []


def test_vague_words_say_only_that_there_are_some() -> None:
    """ "Several" has no bounds of its own: the noun's number decides."""
    assert next(iter(load_numbers().find("several tanks"))).few
