"""Whether two names are one, and the sentence that says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.resolve.names import SAME, best, compare, same

NAMES = st.text(alphabet="abcdeghiklmnoqrstuwyzADHKMST '-’", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mastouma", "Mastuma"),
        ("Mastouma", "Al Mastoumah"),
        ("Jisr al-Shughur", "Jisr ash-Shugour"),
        ("Musaybin", "Mseibeen"),
        ("Deir ez-Zor", "Dayr az-Zawr"),
        ("Kyiv", "Kiev"),
        ("Qandahar", "Kandahar"),
        ("Ras al-Ayn", "Ra's al-'Ain"),
        ("Sinjar", "Sinjār"),
        ("Bakhmut", "Bahmut".replace("h", "kh")),
    ],
)
def test_spellings_are_one_name(one: str, other: str) -> None:
    """A place written two ways is one."""
    assert same(one, other), compare(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Homs", "Hama"),
        ("Tel Abyad", "Tel Rifaat"),
        ("Kafr Nabl", "Kafr Nabudah"),
        ("Basra", "Bosra"),
        ("Salma", "Salamiyah"),
        ("Saida", "Suwayda"),
        ("Mosul", "Mokha"),
        ("Sarmin", "Sarmada"),
        ("Al-Bab", "Al-Rai"),
        ("Marinka", "Marivka"),
    ],
)
def test_near_misses_are_two_names(one: str, other: str) -> None:
    """Names that look alike but are two places stay two."""
    assert not same(one, other), compare(one, other)


@given(NAMES, NAMES)
def test_comparison_is_symmetric(one: str, other: str) -> None:
    """Order does not matter, neither for the score nor for the sentence."""
    assert compare(one, other) == compare(other, one)


@given(st.text(max_size=60), st.text(max_size=60))
def test_scores_lie_between_none_and_one(one: str, other: str) -> None:
    """Any two texts have a score from 0 to 1 and a sentence."""
    reason = compare(one, other)
    assert 0 <= reason.score <= 1
    assert reason.because


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    """A name with a letter scores 1 against itself."""
    assert compare(name, name).score in {0.0, 1.0}
    assert any(char.isalpha() for char in name) == (compare(name, name).score == 1.0)


def test_the_reason_quotes_both_names() -> None:
    """A person can check the sentence."""
    told = compare("Mastouma", "Al Mastoumah").because
    assert '"Mastouma"' in told
    assert '"Al Mastoumah"' in told


def test_the_best_of_several_is_the_closest() -> None:
    """Among other names the closest one is compared; among none there is nothing."""
    found = best("Mastuma", ["Homs", "Al-Mastoumah", "Mastaba"])
    assert found is not None
    assert found.score >= SAME
    assert best("Mastuma", []) is None


@pytest.mark.parametrize("name", ["", "😀", "\r\n", "a" * 10_000, "‏إدلب"])
def test_hostile_names_are_compared(name: str) -> None:
    """Nothing that a report can hold breaks a comparison."""
    assert compare(name, "Idlib").score < 0.96
