"""A report is cut into windows that the network can hold, and each sentence is judged in exactly one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.window import END, LONGEST, START

LONG = "Rebels shelled " + ", ".join(f"the village of Marea and the hill of Azaz number {n}" for n in range(40)) + "."
REPORT = " ".join(
    f"Rebels shelled Marea on Monday and {n} soldiers were killed, the army said in a statement." for n in range(2, 60)
)


@pytest.mark.parametrize("text", [REPORT, LONG, f"{REPORT} {LONG} {REPORT}", "Rebels shelled Marea."])
def test_each_sentence_is_judged_once(judged: Callable[[str], Judge], text: str) -> None:
    """In long reports, too: no word twice, and of every sentence some."""
    judge = judged(text)
    words = Counter((sentence.number, token.i) for sentence, token, _ in judge.reports([]))
    assert set(words.values()) == {1}
    assert {number for number, _ in words} == {sentence.number for sentence in judge.sentences}


def test_a_window_holds_what_the_network_can(judged: Callable[[str], Judge]) -> None:
    """Also where a single sentence is longer; its words beyond the end have no row."""
    judge = judged(f"{LONG} {REPORT}")
    assert len(judge.windows) > 2
    for window, words in judge.windows:
        assert len(window.ids) == len(window.kinds) == len(window.shapes) == len(window.quoted) <= LONGEST + 2
        assert (window.ids[0], window.ids[-1]) == (START, END)
        assert words.shape[0] == len(window.rows) == window.pool.shape[0]
    (first, _), *_ = judge.windows
    assert max(token for sentence, token in first.rows if sentence == 0) < len(judge.sentences[0].doc) - 1


def test_a_word_is_the_mean_of_its_pieces(judged: Callable[[str], Judge]) -> None:
    """Each row of `pool` sums to one, and the frame around the window belongs to no word."""
    for window, _ in judged(REPORT).windows:
        assert window.pool.sum(1) == pytest.approx(1.0)
        assert not window.pool[:, [0, -1]].any()


def test_later_windows_repeat_sentences_for_context(judged: Callable[[str], Judge]) -> None:
    """A window begins before the first sentence that is its own."""
    (_, _), (second, _), *_ = judged(REPORT).windows
    assert min(sentence for sentence, _ in second.rows) < second.own


@pytest.mark.parametrize("text", ["", " \n ", "\0", "🎉", "***"])
def test_a_report_without_words_has_no_claims(judged: Callable[[str], Judge], text: str) -> None:
    """And nothing is judged."""
    judge = judged(text)
    assert list(judge.reports([])) == []
    assert list(judge.fills([])) == []


def test_what_stands_in_quotation_marks_is_marked(judged: Callable[[str], Judge]) -> None:
    """Every piece inside, and none outside."""
    text = 'The army said: "Rebels shelled Marea." Nobody was hurt.'
    ((window, _),) = judged(text).windows
    assert 0 < window.quoted.sum() < len(window.quoted)
    words = {word: int(window.quoted[window.pool[row].argmax()]) for word, row in window.rows.items()}
    assert words[0, 1] == 0
    assert {marked for (sentence, _), marked in words.items() if sentence == 1} in ({0}, {1})
