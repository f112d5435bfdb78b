"""Which phrase fills which slot."""

from __future__ import annotations

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("NATO air strikes killed 12 people near Brega.", "NATO"),
        ("Hamas attacks killed 12 people.", "Hamas"),
        ("Army shelling killed 8 civilians in Douma.", "Army"),
        ("NATO soldiers killed two men.", "NATO soldiers"),
    ],
)
def test_the_doer_of_a_deed_is_the_name_before_it(tools: Tools, text: str, doer: str) -> None:
    """A name before a deed did it; before people it says whose they are."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [agent.text for agent in claim.agents] == [doer]


def test_who_is_named_after_a_quotation_did_nothing_in_it(tools: Tools) -> None:
    """The speaker, joined to the last clause by a missing comma, stays a source."""
    text = '"The army has seized the hill and two villagers were killed" General Haddad said.'
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert {claim.type for claim in claims} == {"territory_gain", "casualty_report"}
    assert all("Haddad" not in actor.text for claim in claims for actor in (*claim.agents, *claim.targets))
    assert all("Haddad" in claim.sources[0].text for claim in claims)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Rebels have partially captured Douma.", True),
        ("Douma was mostly recaptured by the army.", True),
        ("Douma is almost entirely held by rebels.", True),
        ("Douma was contested by rebels in May.", True),
        ("Rebels have reportedly captured Douma.", False),
        ("Rebels have fully captured Douma.", False),
    ],
)
def test_an_adverb_tells_a_part(tools: Tools, text: str, part: bool) -> None:
    """Who takes a town mostly or partially, or contests it, holds some of it."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert claim.part is part
    assert [place.text for place in claim.places] == ["Douma"]
