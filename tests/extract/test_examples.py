"""The codebook's and the guards' own examples: each reports what its file says, and nothing of what it says it does not."""

from __future__ import annotations

import pytest

from sitrep.extract.guards import Guards
from sitrep.lexicon.codebook import ClaimType, Example, load_codebook
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of

TYPES = load_codebook().types
GOOD = [(kind, example) for kind in TYPES for example in kind.examples]
BAD = [(kind, text) for kind in TYPES for text in kind.not_examples]


def report(text: str) -> Document:
    return Document(id="example", text=text, sha256="0" * 64)


@pytest.mark.parametrize(("kind", "example"), GOOD, ids=[f"{k.type}-{e.trigger}" for k, e in GOOD])
def test_example_is_found(tools: Tools, kind: ClaimType, example: Example) -> None:
    """A codebook example yields a claim of its type at its trigger."""
    claims = claims_of(report(example.text), tools)
    found = [claim.trigger.text for claim in claims if claim.type == kind.type]
    assert any(words in example.trigger or example.trigger in words for words in found)


@pytest.mark.parametrize(("kind", "text"), BAD, ids=[f"{k.type}-{n}" for n, (k, _) in enumerate(BAD)])
def test_counter_example_is_not(tools: Tools, kind: ClaimType, text: str) -> None:
    """A codebook counter-example yields no claim of the type."""
    assert kind.type not in [claim.type for claim in claims_of(report(text), tools)]


@pytest.mark.parametrize("text", Guards().file.examples)
def test_guarded_sentence_reports_nothing(tools: Tools, text: str) -> None:
    """Sport, courts, films, drills and set expressions are no events."""
    assert claims_of(report(text), tools) == ()


@pytest.mark.parametrize("text", Guards().file.not_examples)
def test_guards_let_events_pass(tools: Tools, text: str) -> None:
    """A stadium or a court house beside an army does not silence a report."""
    assert claims_of(report(text), tools)
