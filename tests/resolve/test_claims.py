"""Claims: every field leads back to exact words, whatever the text holds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of

PARTS = [
    "Rebels seized the town of Marea", "on Monday", "the army said", "killing at least 15 soldiers 😀", "“قتل” in Aleppo",
    "\r\n\r\n", " ", "helicopters dropped 10 barrel bombs on Saraqib", ", ", ". ", "— ", "“", "”", "The base fell.", "[sic]",
    "Jabhat al-Nusra 🚩 and its allies", "3 Comments\n• x says: they seized Homs", "\n\n", "(YouTube)",
]  # fmt: skip


def spans(value: object) -> Iterator[tuple[int, int, str]]:
    """Every start, end and text inside a record."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            yield value["start"], value["end"], value["text"]
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from spans(item)


def check(claims: tuple[Claim, ...], text: str) -> None:
    for claim in claims:
        for start, end, words in spans(msgspec.to_builtins(claim)):
            assert text[start:end] == words


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=12), max_size=14))
def test_every_span_slices_to_its_words(tools: Tools, parts: list[str]) -> None:
    """On random mixtures with emoji, Arabic, CRLF and no-break spaces, `text[start:end]` is each span's words."""
    text = "".join(parts)
    check(claims_of(Document(id="d", text=text, sha256="0" * 64), tools), text)


def test_same_text_same_claims(tools: Tools) -> None:
    """Reading twice changes nothing."""
    document = Document(id="d", text="Rebels seized Marea. The army shelled the town.", sha256="0" * 64)
    assert claims_of(document, tools) == claims_of(document, tools)


def test_publication_day_is_never_the_day(tools: Tools) -> None:
    """A claim without a word of time has no time, even when the publication date is known."""
    document = Document(id="d", text="Rebels seized Marea.", sha256="0" * 64)
    assert all(claim.time is None for claim in claims_of(document, tools))


def test_the_same_source_is_who_spoke_last(tools: Tools) -> None:
    """Whoever that was, and however named."""
    text = "Rebels shelled Goma, the Kivu Committee said. Rebels took Sake, according to the same source."
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert {source.name for claim in claims for source in claim.sources} == {"Kivu Committee"}


def test_a_broadcaster_has_no_fighters(tools: Tools) -> None:
    """ "Its fighters" are those of the group that has the broadcaster."""
    text = "Al-Shabaab said in a statement broadcast by its Radio Andalus that its fighters had overrun Moqokori in Somalia."
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [agent.id for claim in claims for agent in claim.agents] == ["al-shabaab"]


def test_a_linked_group_is_told_from_its_article(tools: Tools) -> None:
    """Of "The al-Qaeda-linked group" the article is no part of the name."""
    text = "The army repelled al-Shabaab in Somalia. The al-Qaeda-linked group attacked Moqokori on Monday."
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [agent.id for claim in claims if claim.type == "assault" for agent in claim.agents] == ["al-shabaab"]
