"""Commas that a report leaves out are put back for the parser, and only where one belongs."""

from __future__ import annotations

import datetime as dt

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of

PLACED = [
    ("Shells hit the camp in Tarn on Friday the town council said.", "Friday, the town council said"),
    (
        "Twelve people were wounded in the raids a medical source told the Upland Journal.",
        "raids, a medical source told",
    ),
    ("The army shelled the mill in Tarn and 12 people were killed.", "Tarn, and 12"),
    ("The army stormed the mill killing ten rebels.", "mill, killing ten"),
    ("Six men died in the blast including a guard.", "blast, including a guard"),
    ("According to the council at least 20 civilians were killed.", "council, at least 20"),
    ("Two soldiers were killed in the ambush said the council adding that four fled.", "ambush, said the council"),
]
LEFT = [
    "The council said two soldiers in Tarn and nine others were killed.",
    "The council said two soldiers and nine others were killed.",
    "The council said the army had stormed the mill.",
    "A commander of the rebels told the Upland Journal.",
    "The army killed a man who said nothing.",
    "They were accused of killing ten rebels.",
]


def read(text: str, tools: Tools) -> str:
    """The words that the parser sees, put together."""
    document = Document(id="x", text=text, sha256="0" * 64)
    (sentence,) = tools.engine.read(document).sentences
    words = [sentence.words(token) or token.text for token in sentence.doc]
    return " ".join(words).replace(" ,", ",")


@pytest.mark.parametrize(("text", "expected"), PLACED)
def test_a_missing_comma_is_put_back(text: str, expected: str, tools: Tools) -> None:
    assert expected in read(text, tools)


@pytest.mark.parametrize("text", LEFT)
def test_no_comma_where_none_belongs(text: str, tools: Tools) -> None:
    assert "," not in read(text, tools)


def test_the_speaker_is_no_victim(tools: Tools) -> None:
    """Without the comma a parser takes who speaks for one of the dead."""
    text = "At least ten soldiers were killed in clashes near Tarn on Friday a monitoring group said."
    (claim,) = claims_of(Document(id="x", text=text, sha256="0" * 64, published=dt.date(2015, 5, 5)), tools)
    assert [loss.low for loss in claim.casualties] == [10]
    assert [source.text for source in claim.sources] == ["a monitoring group"]
