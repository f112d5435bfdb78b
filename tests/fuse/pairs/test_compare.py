"""Comparisons carry their sentences, and some findings nothing outweighs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from worlds import Reporter, place, roster, when, who

from sitrep.errors import LexiconError
from sitrep.fuse.pairs.block import pairs
from sitrep.fuse.pairs.compare import Comparison, compare
from sitrep.fuse.pairs.facts import tell
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import load_rules, shipped_rules
from sitrep.lexicon.files import DATA

TARN = place("tarn", 10.0, 10.0, kind="town")
RULES = shipped_rules()


def compared(one: dict, other: dict, kind: str = "air_strike") -> Comparison:
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say(kind, "one", **one)
    r.say(kind, "other", **other)
    a, b = tell(r.claims, r.documents, frozenset(), Parties(roster()), RULES)
    assert compare(a, b, RULES, Parties(roster())) == compare(b, a, RULES, Parties(roster()))
    return compare(a, b, RULES, Parties(roster()))


def test_score_is_the_sum_of_its_findings() -> None:
    """Each finding is a row of the weights with a sentence; the score is their sum."""
    both = {"agents": who("army"), "places": (TARN,), "time": when("2021-05-03")}
    comparison = compared(both, both)
    reasons = [RULES.reason(finding) for finding in comparison.findings]
    assert comparison.score == sum(reason.score for reason in reasons)
    assert "both on 2021-05-03" in [reason.because for reason in reasons]


def test_different_days_keep_apart() -> None:
    """Air strikes of two days are two."""
    assert compared({"time": when("2021-05-01")}, {"time": when("2021-05-03")}).apart


def test_blame_on_opposite_sides_is_an_account_not_another_event() -> None:
    """A massacre blamed on each by the other counts against, but can be one."""
    one, other = {"agents": who("army"), "places": (TARN,)}, {"agents": who("harvest"), "places": (TARN,)}
    assert compared(one, other, "violence_against_civilians").apart is None
    assert compared(one, other, "territory_gain").apart


def test_alliances_compare_member_and_whole() -> None:
    """River in Harvest told twice is one; Ember in Harvest is another."""
    river, ember = ({"agents": who(name), "targets": who("harvest")} for name in ("river", "ember"))
    assert compared(river, river, "alliance").score >= RULES.threshold
    assert compared(river, ember, "alliance").apart


def test_pairs_grow_with_claims_not_with_their_square() -> None:
    """Doubling the places doubles the pairs."""
    counts = []
    for places in (20, 40, 80):
        r = Reporter().report("a", "Gazette", "2021-05-04")
        for number in range(places):
            for _ in range(3):
                r.say("shelling", "shelled", places=(place(f"p{number}", number / 10, 10.0),), time=when("2021-05-03"))
        counts.append(len(pairs(tell(r.claims, r.documents, frozenset(), Parties(roster()), RULES), RULES)))
    assert all(bigger == 2 * smaller for smaller, bigger in pairwise(counts))


def test_near_places_share_a_block_wherever_the_grid_lies() -> None:
    """Two points two kilometres apart are compared at any latitude and longitude."""
    for lat in (-61.003, -30.0, 0.001, 35.0, 59.999):
        for lon in (-179.5, -0.001, 36.32, 100.0):
            r = Reporter().report("a", "Gazette", "2021-05-04")
            r.say("shelling", "shelled", places=(place("p", lat, lon),), time=when("2021-05-03"))
            r.say("shelling", "shelled", places=(place("q", lat + 0.017, lon),), time=when("2021-05-03"))
            assert pairs(tell(r.claims, r.documents, frozenset(), Parties(roster()), RULES), RULES) == [(0, 1)]


def test_type_in_two_families_is_refused(tmp_path) -> None:
    """A claim type in two families, or a weight given twice, names itself in the error."""
    text = (DATA / "fusion.yml").read_text(encoding="utf-8")
    assert "types: [withdrawal]," in text
    text = text.replace("types: [withdrawal],", "types: [withdrawal, control],")
    path = tmp_path / "fusion.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match="control"):
        load_rules(path)


def test_codebook_types_have_families() -> None:
    """Every claim type of the codebook stands in a family of fusion.yml."""
    types = {path.stem for path in (DATA / "codebook").glob("*.yml")}
    assert {kind for kind in types if RULES.family(kind).name == kind} <= set()
