"""Actor files of PETRARCH become actors of ours; what is wrong in them is told with file, line and what to do."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import LexiconError
from sitrep.lexicon.own.cameo import as_roster, looks_foreign, parse
from sitrep.lexicon.rosters import Roster

FILE = """# made up for this test
RIVER_VALLEY_GUARD_ [SYRREB]   ; first seen in spring
+GUARD_OF_THE_VALLEY_
\t[SYRREB >20130401]
\t[SYRGOV 20120101-20130401]
FREE_SYRIAN_ARMY_ [SYRREB]
BLUE_HILLS_RELIEF [NGOHLH]
STONE_BRIDGE_ [---]
"""


@cache
def roster() -> Roster:
    return Roster.load()


def test_names_codes_and_days_are_read() -> None:
    """An actor, its other names and its codes with their periods."""
    guard, *others = parse(Path("a.txt"), FILE)
    assert guard.names == ("River Valley Guard", "Guard of the Valley")
    assert guard.codes[1].period.since == dt.date(2013, 4, 1)
    assert guard.codes[2].period.until == dt.date(2013, 4, 1)
    assert [actor.number for actor in others] == [6, 7, 8]


def test_what_comes_out_is_a_roster_file(tmp_path: Path) -> None:
    """New actors by kind and country; known ones and those without a code are left out, each with its line."""
    made = as_roster(Path("a.txt"), parse(Path("a.txt"), FILE), roster())
    kept = tmp_path / "a.yml"
    kept.write_text(made.text, encoding="utf-8")
    more = Roster.load([kept])
    (guard,), (relief,) = more.lookup("Guard of the Valley"), more.lookup("Blue Hills Relief")
    assert (guard.id, guard.kind, guard.countries) == ("own-river-valley-guard", "rebel_group", ("SY",))
    assert (relief.kind, relief.countries) == ("organisation", ())
    assert made.total == 2
    assert len(made.left_out) == 2
    assert "line 6" in made.left_out[0]
    assert "free-syrian-army" in made.left_out[0]


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("RIVER_GUARD_ [SYRREB 20130401-20120101]\n", "line 1", "write the earlier day first"),
        ("RIVER_GUARD_ [SYRREB 20131401]\n", "line 1", "write YYYYMMDD"),
        ("\n+RIVER_GUARD_\n", "line 2", "name it first"),
        ("RIVER_GUARD_ [SYRREB\n", "line 1", "write NAME_ [CODE]"),
        ("COMMANDER [~MIL]\n", "line 1", "add the actor file instead"),
        ("# nothing\n", "a.txt", "each begins with a line"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_remedy(text: str, line: str, hint: str) -> None:
    """Periods turned round, days that are none, names that are missing, brackets left open, the wrong kind of file."""
    with pytest.raises(LexiconError) as told:
        parse(Path("a.txt"), text)
    assert line in str(told.value)
    assert hint in str(told.value)


def test_yaml_of_ours_is_not_taken_for_theirs() -> None:
    """The two are told apart by their text."""
    assert looks_foreign(FILE)
    assert not looks_foreign("actors:\n  - {id: a, name: [A]}\n")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Hostile text makes one clear error or actors with names, never anything else."""
    try:
        actors = parse(Path("a.txt"), text)
    except LexiconError as told:
        assert "a.txt" in str(told)
        return
    assert all(actor.names and all(actor.names) for actor in actors)
