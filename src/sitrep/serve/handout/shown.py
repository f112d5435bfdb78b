"""The records that a filter leaves, as material to export: read a few hundred at a time, in the order of the stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.export.source.material import Picked, StoredMaterial
from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.serve.find.filters import Filter
from sitrep.serve.find.index import Index
from sitrep.serve.find.select import AT_ONCE, held
from sitrep.store.stream import Stream
from sitrep.store.view import View


def material_of(view: View, index: Index, chosen: Filter) -> StoredMaterial:
    """What the filter leaves: events, their claims, and control of their places; everything where it leaves out nothing."""
    stored = StoredMaterial(Stream(view.connection))
    if not chosen.anything():
        return stored
    ids = index.ids_of(index.mask(chosen))
    places = _Holdings(view, index, chosen)
    return stored.picked(Picked(events=_Events(view, ids), claims=_Claims(view, ids), holdings=places))


@dataclass(frozen=True)
class _Events:
    view: View
    ids: tuple[str, ...]

    def __iter__(self) -> Iterator[Event]:
        for at in range(0, len(self.ids), AT_ONCE):
            yield from self.view.events_by_id(self.ids[at : at + AT_ONCE])


@dataclass(frozen=True)
class _Claims:
    view: View
    ids: tuple[str, ...]

    def __iter__(self) -> Iterator[Claim]:
        wanted = {claim for event in _Events(self.view, self.ids) for claim in event.claims}
        return (claim for claim in Stream(self.view.connection).claims() if claim.id in wanted)


@dataclass(frozen=True)
class _Holdings:
    view: View
    index: Index
    chosen: Filter

    def __iter__(self) -> Iterator[Holding]:
        return held(Stream(self.view.connection).holdings(), self.index, self.chosen)
