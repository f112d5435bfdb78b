"""Words are cut into BERT's pieces, and each piece knows where it stands."""

from __future__ import annotations

import itertools

import pytest

from sitrep.extract.judge.wordpiece import UNKNOWN, WordPieces

SMALL = WordPieces({UNKNOWN: 0, "shell": 1, "##ed": 2, "mar": 3, "##ea": 4, ".": 5, "cafe": 6, "ss": 7})


def words(text: str, offset: int = 0) -> list[tuple[int, str]]:
    """Of each piece its id and the characters of the text that it stands for."""
    return [(ident, text[start - offset : end - offset]) for ident, start, end in SMALL.pieces(text, offset)]


def test_the_longest_piece_is_taken_first() -> None:
    """What follows it begins with ##."""
    assert words("Shelled Marea.") == [(1, "Shell"), (2, "ed"), (3, "Mar"), (4, "ea"), (5, ".")]


def test_accents_are_left_out_but_not_from_the_offsets() -> None:
    """Composed or decomposed, the piece stands for the characters as they were written."""
    assert words("Café.") == [(6, "Café"), (5, ".")]
    assert words("Cafe\N{COMBINING ACUTE ACCENT}.")[0][0] == 6
    assert words("Cafe\N{COMBINING ACUTE ACCENT}.")[1] == (5, ".")


def test_a_character_that_becomes_two_keeps_its_place() -> None:
    """A capital dotted I is two characters in lower case."""
    ((_, start, end),) = WordPieces({UNKNOWN: 0, "idlib": 1}).pieces("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}dlib")
    assert (start, end) == (0, 5)


def test_offsets_count_in_the_document() -> None:
    """The offset given is that of the text's first character."""
    assert SMALL.pieces("Marea", 100) == [(3, 100, 103), (4, 103, 105)]


@pytest.mark.parametrize("word", ["Qxz", "shellx", "العربية", "x" * 5000, "shell" * 13])
def test_a_word_without_pieces_is_one_unknown_piece(word: str) -> None:
    """Also a word too long to be one, and right-to-left writing that the vocabulary lacks."""
    assert SMALL.pieces(word) == [(0, 0, len(word))]


@pytest.mark.parametrize("text", ["", " \n\t", "\0", "\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT MARK}", "\ud800"])
def test_what_nobody_sees_has_no_piece(text: str) -> None:
    """Blanks, NUL, marks of direction, half a character."""
    assert SMALL.pieces(text) == []


@pytest.mark.parametrize(
    "text", ["🎉🎉 Marea", "Marea\0shelled", "شلمار Marea\N{RIGHT-TO-LEFT OVERRIDE}shelled", "👨‍👩‍👧 n°5 ﬁre"]
)
def test_pieces_stand_in_order_and_never_overlap(text: str) -> None:
    """Whatever is written."""
    spans = [(start, end) for _, start, end in SMALL.pieces(text)]
    assert spans
    assert all(start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
