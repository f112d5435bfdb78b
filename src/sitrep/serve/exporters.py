"""The formats that the desk hands out: one row each. A new exporter is a function of a Selection and a row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sitrep.model.record import Record, to_json
from sitrep.serve.find.select import Selection


class Exporter(Record):
    """A format: its name in the address, its name for people, its media type, and what writes it piece by piece."""

    name: str
    title: str
    media_type: str
    suffix: str
    write: Callable[[Selection], Iterable[bytes]]


def _lines(records: Iterable[Record]) -> Iterator[bytes]:
    for record in records:
        yield to_json(record).encode("utf-8") + b"\n"


#: By the name in `GET /export/{format}`; the menu of the desk and the API's document list them in this order.
EXPORTERS = {
    each.name: each
    for each in (
        Exporter(
            name="events",
            title="Events, JSON Lines",
            media_type="application/x-ndjson",
            suffix="events.jsonl",
            write=lambda found: _lines(found.events),
        ),
        Exporter(
            name="claims",
            title="Claims, JSON Lines",
            media_type="application/x-ndjson",
            suffix="claims.jsonl",
            write=lambda found: _lines(found.claims),
        ),
        Exporter(
            name="control",
            title="Control, JSON Lines",
            media_type="application/x-ndjson",
            suffix="control.jsonl",
            write=lambda found: _lines(found.holdings),
        ),
    )
}
