"""Sentences: what a report's full stops end, and what they do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.model.text import Document, Segment
from sitrep.read.segments import segment
from sitrep.read.sentences import WINDOW, sentences

PIECES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "The army left. ",
                "Gen. ",
                "🙂",
                "خرج الجيش. ",
                "\r\n",
                "\u00a0",
                "\n\n",
                "“Go!” ",
                "… ",
                "[They came. They left.] ",
                "U.S. ",
            ]
        ),
    ),
    max_size=14,
)


def split(text: str) -> list[str]:
    """The sentences of a text that is one segment."""
    document = Document(id="d", text=text, sha256="")
    whole = (Segment(kind="body", start=0, end=len(text)),)
    return [text[found.start : found.end] for found in sentences(document, whole)]


@given(PIECES)
@settings(deadline=None)  # the first call loads the rules
def test_sentences_cover_segments_without_crossing_them(pieces: list[str]) -> None:
    """In order, without overlap, each within its segment, and only space between them."""
    document = Document(id="d", text="".join(pieces), sha256="")
    parts = segment(document)
    found = sentences(document, parts)
    for index, part in enumerate(parts):
        at = part.start
        for sentence in (each for each in found if each.segment == index):
            assert at <= sentence.start < sentence.end <= part.end
            assert not document.text[at : sentence.start].strip()
            words = document.text[sentence.start : sentence.end]
            assert words == words.strip()
            at = sentence.end
        assert not document.text[at : part.end].strip()
    assert [each.segment for each in found] == sorted(each.segment for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "It began at 5 p.m. Friday near the bridge.",
        "Gen. Omar Said met Lt. Col. J. R. Mills of the U.S. Army.",
        "GEN. SAID LEFT AT 5 P.M. FRIDAY.",
        "Resolution No. 2254 was read out on Sept. 3.",
        "They waited… then they came.",
        "“Come!” he said.",
        "He said (they came. They went.) and left.",
        "Mr. Said lives near St. Petersburg.",
    ],
)
def test_not_every_full_stop_ends_a_sentence(text: str) -> None:
    """Ranks, initials, numbers, ellipses, brackets and quotations within a sentence."""
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "It ended at 9 p.m.|The army left.",
        "They took guns, shells, etc.|Residents fled.",
        "Troops of the U.S.|The others left.",
        "“We hold it.”|He pointed north.|“They left.”|“Our men went in.”",
        "“We sent a car to the gate [outside Mashtal].|It killed everyone there,” he said.",
        "Ten died in May.|Brig. Gen. Said left.",
        "THE ARMY LEFT.|THEY TOOK 14 MEN.",
        "The army left. |🙂 Nobody died!|Who did it?",
        "خرج الجيش من المدينة.|عاد السكان؟|نعم.",
    ],
)
def test_these_full_stops_do(text: str) -> None:
    """After hours, abbreviations at a sentence's end, within and after quotation marks."""
    parts = [part.strip() for part in text.split("|")]
    assert split(" ".join(parts)) == parts


def test_a_text_longer_than_a_window_is_split_the_same() -> None:
    """Windows are cut between sentences, so that a long text has the sentences of a short one, again and again."""
    line = "Gen. Said left the town at 5 p.m. Friday, his men said. "
    count = 3 * WINDOW // len(line)
    assert split(line * count) == [line.strip()] * count
