"""In a text that lost its apostrophes "Syrias war" is Syria's; in any other text a word in -s stays one word."""

from __future__ import annotations

from sitrep.model.text import Document
from sitrep.read.possessives import lost_apostrophes
from sitrep.resolve.claims import Tools

FILLER = "The council met on Monday and spoke about bread and water for the town and about the road to the south. " * 4


def words(text: str, tools: Tools) -> list[str]:
    """The document's words as tokens of the last sentence."""
    sentence = tools.engine.read(Document(id="x", text=text, sha256="0" * 64)).sentences[-1]
    return [sentence.words(token) for token in sentence.doc]


def test_a_text_without_apostrophes_lost_them() -> None:
    """A short one may do without by chance."""
    assert lost_apostrophes(FILLER)
    assert not lost_apostrophes("Rebels seized the mill.")
    assert not lost_apostrophes(FILLER + "The army's guns fell silent.")


def test_possessives_are_split(tools: Tools) -> None:
    """Names that the lexicon knows, and nouns of one body after "the"."""
    found = words(FILLER + "The armys air force bombed Syrias largest dam.", tools)
    assert found[1:3] == ["army", "s"]
    assert found[found.index("Syria") + 1] == "s"


def test_plurals_are_left_alone(tools: Tools) -> None:
    """ "armys" in a text that has apostrophes, and plurals anywhere."""
    assert "Syrias" in words(FILLER + "It's said that Syrias largest dam was bombed.", tools)
    assert "rebels" in words(FILLER + "Dozens of rebels shelled the base.", tools)


def test_names_in_s_are_left_alone(tools: Tools) -> None:
    """ "Hamas command" is no command of Hama, and what stands before a dash owns nothing."""
    assert "Hamas" in words(FILLER + "Jets struck a Hamas command centre.", tools)
    assert "Khan Younis" in words(FILLER + "Strike kills seven in Khan Younis – medics", tools)


def test_a_lone_word_of_general_english_is_no_name(tools: Tools) -> None:
    """It is one with the capitals before it, or the number behind it."""
    assert "Western Military Command" in words(FILLER + "They besieged the Western Military Command in Ann.", tools)
    assert "Operation 12" in words(FILLER + "They launched Operation 12 in May.", tools)
