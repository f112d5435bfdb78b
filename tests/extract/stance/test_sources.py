"""Source chains: who says a thing, nearest to the event first."""

from __future__ import annotations

import pytest

from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


def first(text: str, tools: Tools, kind: str) -> Claim:
    found = [claim for claim in claims_of(Document(id="d", text=text, sha256="0" * 64), tools) if claim.type == kind]
    assert found, f"no {kind} in {text!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The army said that militants had shelled the town of Marea.", ["The army"]),
        ("Militants shelled the town of Marea, the army said.", ["the army"]),
        ("According to residents, militants shelled the town of Marea.", ["residents"]),
        ("“Militants shelled the town of Marea,” a police officer said.", ["a police officer"]),
        ("A spokesman quoted witnesses as saying that militants had shelled Marea.", ["witnesses", "A spokesman"]),
        ("Militants shelled the town of Marea.", []),
    ],
)
def test_chain(tools: Tools, text: str, chain: list[str]) -> None:
    """Direct and indirect speech, "according to", a source behind a source, and the outlet's own voice."""
    assert [source.text for source in first(text, tools, "shelling").sources] == chain


def test_description_inside_speech_is_the_outlets_own(tools: Tools) -> None:
    """ "The rebel-held town" inside indirect speech is said by the outlet."""
    claim = first("The ministry said that jets had bombed the rebel-held town of Marea.", tools, "control")
    assert claim.sources == ()


def test_quotation_runs_over_sentences(tools: Tools) -> None:
    """The second sentence of a quotation has the speaker of the first."""
    text = (
        "“The soldiers left the village at night,” a farmer said. “Then the rebels shelled the school of the village.”"
    )
    assert [source.text for source in first(text, tools, "shelling").sources] == ["a farmer"]
