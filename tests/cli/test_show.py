"""Records in a person's words, and hostile text made harmless."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.cli.progress import Lines
from sitrep.cli.show import days, quote, safe, sentence, speakers
from sitrep.model.claims import Casualty, Group, amount
from sitrep.model.record import replace
from sitrep.model.text import Span
from sitrep.store.runs import Refused


@given(st.text())
def test_safe_text_keeps_every_offset_and_no_control_character(text: str) -> None:
    """One character for one; only line ends and tabs remain of what could move the cursor."""
    made = safe(text)
    assert len(made) == len(text)
    assert all(each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs") for each in made)
    assert all(new in (old, "\ufffd") for old, new in zip(text, made, strict=True))


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(15, None, "at least 15"), (15, 15, "15"), (None, 20, "at most 20"), (2, 5, "2 to 5"), (None, None, "some")],
)
def test_numbers_keep_their_bounds(low: int | None, high: int | None, words: str) -> None:
    """A bound is never shown as a count."""
    assert amount(low, high) == words


def test_days_keep_their_bounds() -> None:
    """An interval is told as one."""
    first, last = dt.date(2015, 4, 1), dt.date(2015, 4, 30)
    told = (days(first, last), days(first, first), days(first, None), days(None, last), days(None, None))
    assert told == (
        "between 2015-04-01 and 2015-04-30",
        "on 2015-04-01",
        "not before 2015-04-01",
        "not after 2015-04-30",
        "",
    )


def test_the_source_chain_is_told_from_the_reader_inwards(records) -> None:
    """Sources stand nearest to the event first; a person reads who passed it on before who said it."""
    claim = records.claim(records.document())
    near, far = replace(claim.agents[0], name="trusted sources"), replace(claim.agents[0], name="the Observatory")
    chained = replace(claim, sources=(near, far), medium="Twitter")
    assert speakers(chained, None) == "the Observatory says trusted sources say (Twitter)"


def test_without_a_source_the_outlet_speaks(records) -> None:
    """And without an outlet, the report."""
    claim = records.claim(records.document())
    assert speakers(claim, records.document()) == "Example News says"
    assert speakers(claim, None) == "the report says"


def test_what_did_not_happen_is_never_told_as_if_it_had(records) -> None:
    """The status stands first."""
    claim = records.claim(records.document())
    for status, words in (("denied", "denied: "), ("planned", "planned: "), ("hypothetical", "hypothetical: ")):
        assert sentence(replace(claim, status=status)).startswith(words)


def test_casualties_stand_with_group_and_outcome(records) -> None:
    """In the words of the report, or built where the claim keeps none."""
    claim = records.claim(records.document())
    group = Group(id=None, name="soldiers", text="pro-regime soldiers")
    loss = Casualty(group=group, outcome="killed", low=15, high=None, text="", span=Span(start=0, end=0, text=""))
    told = sentence(replace(claim, casualties=(loss, replace(loss, text="dozens of others", outcome="wounded"))))
    assert told == (
        "territory gain by Red Brigade at Qadesh on 2015-04-27"
        "; at least 15 pro-regime soldiers killed; dozens of others wounded"
    )


def test_a_quotation_holds_the_words_of_the_report(records) -> None:
    """Exactly the evidence, between quotation marks."""
    claim = records.claim(records.document())
    assert quote(claim).plain == f"“{claim.evidence.text}”"


def test_long_stages_are_told_in_about_ten_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """A log of a run over 10,000 reports stays readable."""
    lines = Lines()
    lines.begin("claims", 10_000)
    for number in range(10_000):
        lines.step(str(number))
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "sitrep: finding claims in 10000 reports"
    assert told[-1] == "sitrep: 10000 of 10000"
    assert len(told) == 11


def test_a_refusal_is_one_line_whatever_the_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A file's name may hold a line end or an escape sequence."""
    Lines().refused(Refused(input="a\nb\x1b[2J.txt", problem="is empty"))
    assert capsys.readouterr().err == "sitrep: a b\ufffd[2J.txt: is empty\n"
