"""The claims of a store in which a name stands that somebody said the meaning of: all spellings are one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Select, select

from sitrep.review.decisions import Decision
from sitrep.review.state import form_of
from sitrep.store import schema
from sitrep.store.view import View

ROWS_AT_ONCE = 1000


class Named(msgspec.Struct, frozen=True, gc=False):
    """Somebody or somewhere, by name and by the words."""

    name: str = ""
    text: str = ""


class Names(msgspec.Struct, frozen=True, gc=False):
    """A claim as far as its names go."""

    id: str
    agents: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    sources: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    origin: tuple[Named, ...] = ()
    destination: tuple[Named, ...] = ()

    def refs(self) -> Iterator[Named]:
        """Everybody and everywhere."""
        for slot in (self.agents, self.targets, self.sources, self.places, self.origin, self.destination):
            yield from slot


def claims_named(view: View, spoken: Sequence[Decision], decisions: Sequence[Decision]) -> frozenset[str]:
    """Ids of the claims that the spoken decisions on names may change. `decisions` are all: a name may be what an older
    one of them made of another name."""
    wanted = _forms(spoken, decisions)
    if not wanted:
        return frozenset()
    columns = schema.claims.c
    query = select(columns.record)
    documents = {each.document for each in spoken if each.name is not None}
    if None not in documents:
        query = query.where(columns.document.in_(sorted(each for each in documents if each)))
    known: dict[str, bool] = {"": False}

    def meant(text: str) -> bool:
        if text not in known:
            known[text] = form_of(text) in wanted
        return known[text]

    return frozenset(
        claim.id for claim in _claims(view, query) if any(meant(ref.name) or meant(ref.text) for ref in claim.refs())
    )


def _forms(spoken: Iterable[Decision], decisions: Iterable[Decision]) -> frozenset[str]:
    """The forms of the names spoken of, and of those that other decisions say to mean what is called so."""
    wanted = {form_of(each.name) for each in spoken if each.name is not None}
    rows = [(form_of(each.name), form_of(each.meaning.name)) for each in decisions if each.name and each.meaning]
    before = -1
    while len(wanted) != before:
        before = len(wanted)
        wanted |= {name for name, meaning in rows if meaning in wanted}
    return frozenset(wanted)


def _claims(view: View, query: Select[Any]) -> Iterator[Names]:
    decoder = msgspec.json.Decoder(Names)
    found = view.connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
    try:
        for line in found.scalars():
            yield decoder.decode(line)
    finally:
        found.close()
