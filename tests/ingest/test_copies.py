"""Copies: what repeats another report's words counts once."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from sitrep.ingest.copies import find_copies
from sitrep.model.text import Document

WORDS = [
    "army", "rebels", "hill", "town", "bridge", "road", "south", "north", "shells", "tanks", "left", "took", "seized",
    "monitor", "said", "residents", "families", "police", "dawn", "night", "station", "market", "river", "valley",
    "commander", "men", "killed", "wounded", "truce", "convoy", "base", "checkpoint", "province", "troops",
]  # fmt: skip


def prose(seed: int, count: int = 200) -> str:
    """Words without meaning, the same for the same seed."""
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) + str(chosen.randrange(9)) * chosen.randrange(2) for _ in range(count))


def report(ident: str, text: str, day: int | None = None, outlet: str | None = None) -> Document:
    published = dt.date(2015, 4, day) if day else None
    return Document(id=ident, text=text, sha256="", published=published, outlet=outlet)


def pairs(*documents: Document) -> list[tuple[str, str, str]]:
    return [(copy.document, copy.of, copy.kind) for copy in find_copies(documents)]


def test_the_same_words_are_an_exact_copy() -> None:
    """Case, marks and line ends aside, however short."""
    assert pairs(report("a", "Army left town."), report("b", "ARMY LEFT\r\nTOWN")) == [("b", "a", "exact")]


def test_the_earlier_published_is_the_original() -> None:
    """Then the smaller id; reports without a day come last."""
    text = prose(1)
    assert pairs(report("a", text), report("b", text, 3), report("c", text, 2)) == [
        ("a", "c", "exact"),
        ("b", "c", "exact"),
    ]
    assert pairs(report("b", text), report("a", text)) == [("b", "a", "exact")]


def test_small_changes_are_near_copies() -> None:
    """A word here and there."""
    words = prose(2, 400).split()
    changed = [word if index % 200 else "changed" for index, word in enumerate(words)]
    assert pairs(report("a", " ".join(words), 1), report("b", " ".join(changed), 2)) == [("b", "a", "near")]


@pytest.mark.parametrize("length", [100, 1500])
def test_a_short_wire_inside_a_long_article_is_a_version(length: int) -> None:
    """Though the two as wholes are little alike."""
    wire = prose(3, length)
    assert pairs(report("wire", wire, 1), report("long", f"{prose(4, 3 * length)} {wire} {prose(5, length)}", 2)) == [
        ("long", "wire", "version")
    ]


def test_reports_that_share_a_sentence_are_no_copies() -> None:
    """A background sentence that everyone writes."""
    shared = prose(6, 25)
    assert pairs(report("a", f"{prose(7)} {shared}", 1), report("b", f"{prose(8)} {shared}", 2)) == []


def test_reports_of_one_outlet_must_share_more() -> None:
    """Its menus and background paragraphs stand in all of them."""
    shared = prose(9, 130)
    texts = [f"{prose(seed, 70)} {shared}" for seed in (10, 11)]
    assert pairs(*(report(str(number), text, 1, "Same") for number, text in enumerate(texts))) == []
    assert len(pairs(*(report(str(number), text, 1, f"Outlet {number}") for number, text in enumerate(texts)))) == 1


def test_copies_of_copies_point_to_the_first() -> None:
    """One look-up tells which reports count once."""
    first = prose(12, 400)
    second = f"{first} {prose(13, 60)}"
    third = f"{second} {prose(14, 60)}"
    assert {of for _, of, _ in pairs(report("a", first, 1), report("b", second, 2), report("c", third, 3))} == {"a"}


def test_the_order_of_the_documents_does_not_matter() -> None:
    """Neither do other reports between."""
    documents = [report(str(seed), prose(seed % 40), 1 + seed % 20) for seed in range(120)]
    shuffled = list(documents)
    random.Random(1).shuffle(shuffled)
    assert find_copies(documents) == find_copies(shuffled)
    assert len(find_copies(documents)) == 80


def test_a_copy_says_why() -> None:
    """In a sentence that names the other report."""
    text = prose(15)
    (copy,) = find_copies([report("a", text), report("b", text)])
    assert copy.because == "its words are the same as those of a"
    assert copy.similarity == 1.0
