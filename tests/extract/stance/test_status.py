"""Status: happened, ongoing, planned, denied, hypothetical."""

from __future__ import annotations

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels attacked the base on Sunday.", "happened"),
        ("Rebels are attacking the base.", "ongoing"),
        ("Rebels continue to attack the base.", "ongoing"),
        ("Rebels plan to attack the base.", "planned"),
        ("Rebels threatened to attack the base.", "planned"),
        ("Rebels will attack the base.", "planned"),
        ("Rebels did not attack the base.", "denied"),
        ("The army denied that rebels had attacked the base.", "denied"),
        ("If rebels attack the base, the road will be closed.", "hypothetical"),
        ("Rebels could attack the base.", "hypothetical"),
        ("Rebels claimed to have attacked the base.", "happened"),
        ("Rebels began to attack the base.", "happened"),
    ],
)
def test_status(tools: Tools, text: str, status: str) -> None:
    """The words around the verb decide, never whether we believe it."""
    claims = [c for c in claims_of(Document(id="d", text=text, sha256="0" * 64), tools) if c.type == "assault"]
    assert [claim.status for claim in claims] == [status]
