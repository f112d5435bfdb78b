"""Expressions of time are found by their words alone, and point to exactly those words."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.errors import LexiconError
from sitrep.read.time_grammar import compile_grammar, grammar
from sitrep.read.time_words import TimeExpression, duration_quantity, find_times


def only(text: str) -> TimeExpression:
    (found,) = find_times(text)
    return found


NO_TIMES = [
    "The rebels may attack the port.",
    "They may 5 times in a row have missed it.",
    "Gunmen marched on the palace and march on still.",
    "The colonel sat in the second car.",
    "Sat phones were handed out.",
    "The 25th Division and Division 25th are one.",
    "The Monday Group said nothing.",
    "The 17 February Brigade left for the coast.",
    "An alliance of 2015 fighters and 1999 volunteers formed.",
    "In 1,500 cases nobody was charged.",
    "They drove the 1980s model of the jeep.",
    "A T-55 and a BMP-2 burned.",
    "Between 10 to 15 people were hurt.",
    "A 25-year-old teacher was shot.",
    "After the fall of the city the spring dried up.",
    "Prime Minister May flew home.",
    "Resolution 2254 of the council, item 3/4, was read.",
    "Black Friday sales were held near Friday Market.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    """Verbs, ordinals, names of units and counts are no times."""
    assert find_times(text) == ()


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("They left on Monday morning.", "Monday morning", "weekday"),
        ("They left on the night of 11–12 March.", "night of 11–12 March", "range"),
        ("They left at dawn on Tuesday.", "at dawn on Tuesday", "weekday"),
        ("Shut since the outbreak of the war in 2011, it reopened.", "since the outbreak of the war in 2011", "year"),
        ("It was taken in a late March offensive.", "late March", "month"),
        ("After three days of clashes it fell.", "three days", "duration"),
        ("It fell days after the siege began.", "days after", "order"),
        ("On the third day of Ramadan it fell.", "the third day of Ramadan", "feast"),
        ("The camp was hit at 5 p.m. by rockets.", "at 5 p.m.", "clock"),
        ("In recent weeks it has been quiet.", "recent weeks", "past"),
        ("It happened a couple of days ago.", "a couple of days ago", "ago"),
        ("It was hit 2015-04-25T10:00Z by a shell.", "2015-04-25T10:00Z", "date"),
        ("Held from 2013 to 2016, it was rebuilt.", "2013 to 2016", "range"),
        ("A truce from Friday to Sunday held.", "Friday to Sunday", "range"),
    ],
)
def test_the_whole_expression_is_found_with_its_kind(text: str, words: str, kind: str) -> None:
    """The longest words that tell one time are one expression."""
    found = only(text)
    assert (words in found.span.text, found.kind) == (True, kind)
    assert len(found.span.text) <= len(words) + 4  # at most its article


def test_the_parts_of_an_expression_are_read() -> None:
    """Fields hold what the words say."""
    found = only("On Wednesday, 5 April 2017, it was hit.")
    assert (found.weekday, found.day, found.month, found.year) == (2, 5, 4, 2017)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("It has been quiet since Thursday.", "since"),
        ("They held it until Thursday.", "until"),
        ("It must be empty by Thursday.", "until"),
        ("After Thursday nobody came.", "after"),
        ("After Thursday's raid nobody came.", "at"),
        ("On Thursday nobody came.", "at"),
        ("From Thursday onwards, nobody came.", "since"),
    ],
)
def test_the_word_before_relates_the_time(text: str, relation: str) -> None:
    """ "Since" and "until" open the interval; "after Thursday's raid" speaks of Thursday itself."""
    assert only(text).relation == relation


def test_a_duration_is_a_quantity() -> None:
    """ "At least three days" is a quantity of days, open above; a day of the week is none."""
    long = duration_quantity(only("The fight took at least three days of shelling."))
    assert long is not None
    assert (long.unit, long.low, long.high, long.text) == ("day", 3, None, "at least three days")
    assert duration_quantity(only("They left on Monday.")) is None


def test_a_stretch_of_text_can_be_searched_alone() -> None:
    """Offsets count characters of the whole text, and nothing outside the stretch is found."""
    text = "On Monday it fell. On Tuesday it burned."
    (found,) = find_times(text, 19)
    assert found.span.text == "Tuesday"
    assert text[found.span.start : found.span.end] == "Tuesday"
    assert [e.span.text for e in find_times(text, 0, 18)] == ["Monday"]


WORDS = st.sampled_from(
    (
        *(
            "Monday",
            "Sat",
            "March",
            "May",
            "may",
            "2015",
            "25",
            "early",
            "late",
            "the",
            "of",
            "in",
            "on",
            "since",
            "until",
        ),
        *(
            "last",
            "next",
            "week",
            "weeks",
            "ago",
            "days",
            "after",
            "three",
            "night",
            "morning",
            "-",
            "–",
            "to",
            "and",
            ",",
        ),
        *(
            ".",
            "2015-04-25",
            "05/04/2017",
            "1980s",
            "Ramadan",
            "🙂",
            "صباح",
            "الاثنين",
            "\r\n",
            "\n",
            "\n\n",
            "'s",
            "’s",
        ),
        *(
            "(",
            ")",
            "%",
            "5 p.m.",
            "dawn",
            "25th",
            "second",
            "half",
            "Q3",
            "from",
            "between",
            "٢٠١٥",
            "overnight",
            "same",
        ),
        *("Brigade", "é", "\u2028", "\u00a0", "spring"),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "", "  "])), max_size=40))
def test_spans_slice_to_their_words(parts: list[tuple[str, str]]) -> None:
    """In any text, with emoji, Arabic and line ends of Windows, spans are the words they name, in order."""
    text = "".join(word + gap for word, gap in parts)
    found = find_times(text)
    assert all(text[e.span.start : e.span.end] == e.span.text != "" for e in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_a_rule_matches_can_be_read(data: st.DataObject) -> None:
    """Every word that a rule's pattern admits stands in its table, letters that only look like ASCII ones included."""
    rule = data.draw(st.sampled_from(grammar().rules))
    text = data.draw(st.from_regex(rule.words))
    assert all(text[e.span.start : e.span.end] == e.span.text for e in find_times(text))


def test_a_long_text_takes_time_in_proportion() -> None:
    """Ten times the text takes at most some twenty times as long; blanks and digits without end do no harm."""
    sentence = "On Monday, 27 April 2015, rebels took the base after three days of clashes at the end of last month. "

    def seconds(text: str) -> float:
        begun = time.process_time()
        find_times(text)
        return time.process_time() - begun

    find_times(sentence)
    assert seconds(sentence * 1000) <= 20 * seconds(sentence * 100) + 0.5
    for repeated in ("  ", "3 ", "the ", "5, 6, 7, ", "since the a ", "Monday and ", "in \n"):
        assert seconds(repeated * 2000) <= 20 * seconds(repeated * 200) + 0.5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("{weekday} before", "{weekdaj} before"), "unknown macro"),
        (("kind: date\n", "kynd: date\n"), "kynd"),
    ],
)
def test_a_wrong_grammar_is_refused_with_what_is_wrong(change: tuple[str, str], message: str) -> None:
    """An unknown macro or field names itself."""
    source = SMALL.replace(*change)
    with pytest.raises(LexiconError, match=message):
        compile_grammar(source)


SMALL = """
tables:
  month: {words: {may: 5}}
  month_short: {words: {jan: 1}}
  weekday: {words: {monday: 0}}
  weekday_short: {words: {mon: 0}}
  part: {words: {dawn: dawn}}
  season: {words: {spring: 3}}
  day_word: {words: {today: 0}}
  unit: {words: {day: day}}
  feast: {words: {eid: moveable}}
macros: {}
guards: {names_after: Group, names_before: Black}
periods: {}
reaches: {}
joins: ' to '
from_words: from
relations: {since: since, since_event: since the, until: until, after: after}
onwards: ' on'
rules:
  - name: weekday
    kind: date
    pattern: '{weekday} before'
"""


def test_a_small_grammar_compiles() -> None:
    """The sample that the tests above break is itself right."""
    assert [rule.name for rule in compile_grammar(SMALL).rules] == ["weekday"]
