"""Sentences full of war's words that are about something else yield no claim: at most one in fifty does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools

FILE = Path(__file__).with_name("hard_negatives.yml")
FIELDS: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
MOST = 0.02


@pytest.fixture(scope="module")
def tools() -> Tools:
    """The product: rules and network."""
    return load_tools()


def claimed(text: str, tools: Tools) -> list[str]:
    document = Document(id="one", text=text, sha256="0" * 64, outlet="Paper", published=dt.date(2015, 5, 5))
    return [f"{text} → {claim.type} «{claim.trigger.text}»" for claim in claims_of(document, tools)]


def test_there_are_enough_of_them() -> None:
    """At least 150, none twice."""
    sentences = [text for row in FIELDS.values() for text in row]
    assert len(sentences) == len(set(sentences)) >= 150


def test_hard_negatives_yield_nothing(tools: Tools) -> None:
    """Each sentence read alone, as a report of one sentence."""
    sentences = [text for row in FIELDS.values() for text in row]
    wrong = [found for text in sentences for found in claimed(text, tools)[:1]]
    assert len(wrong) / len(sentences) <= MOST, "\n".join(wrong)


@pytest.mark.parametrize("field", ["accidents", "films", "courts"])
def test_fields_that_no_war_excuses(field: str, tools: Tools) -> None:
    """Accidents, tales and trials stay no claims in a report on a war, too: at most two sentences of a field slip through."""
    war = "Rebels shelled the army base on Monday. "
    wrong = [found for text in FIELDS[field] for found in claimed(war + text, tools)[1:2]]
    assert len(wrong) <= 2, "\n".join(wrong)
