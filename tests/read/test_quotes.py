"""Quotations and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.read.quotes import quoted_spans


@given(st.text(alphabet="ab .s“”\"'‘’«»\n🙂خ\u00a0", max_size=80))
@settings(deadline=None)
def test_quotations_slice_to_their_words_and_do_not_overlap(text: str) -> None:
    """In order, none empty, none within another."""
    at = 0
    for span in quoted_spans(text):
        assert text[span.start : span.end] == span.text
        assert span.text.strip()
        assert at <= span.start
        at = span.end


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We left,” he said. “All of us.”", ["We left,", "All of us."]),
        ('"We left," he said. "All of us."', ["We left,", "All of us."]),
        ("«Мы ушли», he wrote.", ["Мы ушли"]),
        ("„So war es“, he wrote.", ["So war es"]),
        ("‘We’re here,’ he said of the rebels’ base.", ["We’re here,"]),
        ("They are 'good' men, he said.", ["good"]),
        ("He called it 'the rebels' base' twice.", ["the rebels' base"]),
        ("“The ‘old’ guard left,” he said.", ["The ‘old’ guard left,"]),
        ("``We left,'' he said.", ["We left,"]),
    ],
)
def test_marks_of_all_sorts(text: str, quoted: list[str]) -> None:
    """Curly, straight, angled, low, single, doubled; single marks within double ones belong to the quotation."""
    assert [span.text for span in quoted_spans(text)] == quoted


@pytest.mark.parametrize(
    "text", ["The regime's men and the fighters' base.", "It was 5'10\" tall.", "In '14 the army’s line broke."]
)
def test_apostrophes_are_no_marks(text: str) -> None:
    """Genitives, measures and years."""
    assert quoted_spans(text) == ()


def test_a_quotation_over_paragraphs_is_one_span_each() -> None:
    """Each paragraph opens with a mark, only the last closes."""
    text = "“We came at dawn.\n\n“We took the gate.\n\n“Then they fled,” he said."
    assert [span.text for span in quoted_spans(text)] == ["We came at dawn.", "We took the gate.", "Then they fled,"]


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    """It does not swallow the rest of the report."""
    assert [span.text for span in quoted_spans("He said “we left\n\nNobody saw it.")] == ["we left"]
