"""One event as one row of ACLED's scheme, before rows are merged; or why it is none."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import as_file, files

from sitrep.export.coding.parties import Dead, Kind, Party, dead, sides
from sitrep.export.coding.where import MONTH, VAGUE_DAY, WEEK, When, Where, when_of, where_of
from sitrep.export.options import Known
from sitrep.export.source.material import ToldEvent
from sitrep.lexicon.files import read_yaml
from sitrep.model.record import Record

#: Claims that something will be or was not.
NO_EVENT = {"planned": "planned, not done", "hypothetical": "hypothetical", "denied": "denied"}
DENIED_CAPTURE = "a capture that is denied is a claim only until confirmed"
NO_ACTORS = "a toll without anybody who caused it"
NOBODY = "a development without anybody who is named"
COMBATANTS = "combatants taken prisoner are part of a fight"
INTER = {
    "state": (1, "State forces"),
    "rebel": (2, "Rebel group"),
    "political_militia": (3, "Political militia"),
    "identity_militia": (4, "Identity militia"),
    "rioters": (5, "Rioters"),
    "protesters": (6, "Protesters"),
    "civilians": (7, "Civilians"),
    "external": (8, "External/Other forces"),
    "": (3, "Political militia"),  # unidentified armed groups default here
}  # fmt: skip


class Mapping(Record, forbid_unknown_fields=True):
    """What a claim type becomes; `state` and `civilians` where a state does it or civilians suffer it."""

    sub: str
    state: str = ""
    civilians: str = ""


class Scheme(Record, forbid_unknown_fields=True):
    """data/acled.yml."""

    hierarchy: tuple[tuple[str, str, str], ...]
    types: dict[str, Mapping]
    left_out: dict[str, str]

    def rank(self, sub: str) -> int:
        """The place in the hierarchy; smaller wins."""
        return next(at for at, row in enumerate(self.hierarchy) if row[1] == sub)


class Coded(Record):
    """An event as ACLED codes it."""

    told: ToldEvent
    sub: str
    when: When
    where: Where
    first: tuple[Party, ...]
    second: tuple[Party, ...]
    dead: Dead

    @property
    def day(self) -> dt.date:
        """The day of the row."""
        return self.when.middle

    @property
    def time_precision(self) -> int:
        """1 a day, 2 a week, 3 a month."""
        days = self.when.days
        return 1 if days == 1 else 2 if days <= WEEK else 3

    @property
    def geo_precision(self) -> int:
        """1 a town, 2 near it, 3 a larger region."""
        place = self.told.event.place
        precision = place.precision if place and self.where.precise else "admin1"
        return {"exact": 1, "near": 2, "admin2": 2, "area": 2}.get(precision, 3)


@cache
def scheme() -> Scheme:
    """data/acled.yml, read once."""
    with as_file(files("sitrep.export").joinpath("data", "acled.yml")) as path:
        return read_yaml(path, Scheme)


def code(told: ToldEvent, known: Known, assume_days: int | None) -> Coded | str:
    """The event as a row, or the reason why it is none."""
    event = told.event
    mapping = scheme().types.get(event.type)
    if event.status in NO_EVENT or event.standing == "denied":
        return NO_EVENT.get(event.status, "denied")
    if mapping is None:
        return scheme().left_out.get(event.type, "no sub-event type for this type")
    if event.type == "territory_gain" and any(dispute.field == "status" for dispute in event.disputes):
        return DENIED_CAPTURE
    when, where = when_of(event, assume_days), where_of(event.place, known)
    if isinstance(when, str) or isinstance(where, str):
        return when if isinstance(when, str) else str(where)
    if when.days > MONTH:
        return VAGUE_DAY
    first, second = sides(event, where.country.code, known)
    if event.type == "casualty_report" and not first:
        return NO_ACTORS
    killed = dead(event, first, second, known)
    second = second or _civilians_hit(event.type, killed, where)
    sub = _sub(mapping, first, second)
    refused = _refused(event.type, sub, first, second)
    if refused:
        return refused
    if _group(sub) == "Violence against civilians" and not second:
        second = (_civilians(where),)
    return Coded(told=told, sub=sub, when=when, where=where, first=first, second=second, dead=killed)


def _refused(kind: str, sub: str, first: tuple[Party, ...], second: tuple[Party, ...]) -> str:
    """Why the event is no row although its type has one; empty where it is."""
    if _group(sub) == "Strategic developments" and not first and not second and kind != "displacement":
        return NOBODY
    armed = any(each.kind not in ("civilians", "protesters", "rioters", "") for each in second)
    return COMBATANTS if kind == "detention" and armed else ""


def _sub(mapping: Mapping, first: tuple[Party, ...], second: tuple[Party, ...]) -> str:
    if mapping.civilians and second and all(each.kind == "civilians" for each in second):
        return mapping.civilians
    if mapping.state and first and first[0].kind == "state":
        return mapping.state
    return mapping.sub


def _civilians_hit(kind: str, killed: Dead, where: Where) -> tuple[Party, ...]:
    remote = _group(scheme().types[kind].sub) == "Explosions/Remote violence"
    return (_civilians(where),) if remote and killed.civilians[2] else ()


def _civilians(where: Where) -> Party:
    code: Kind = "civilians"
    return Party(id=f"civilians:{where.country.code}", name="civilians", kind=code)


def _group(sub: str) -> str:
    return scheme().hierarchy[scheme().rank(sub)][0]
