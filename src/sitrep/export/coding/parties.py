"""Who fought whom, as ACLED and UCDP ask it: two sides, the kind of each, and the dead of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from sitrep.export.options import Known
from sitrep.model.claims import ActorRef
from sitrep.model.events import Event, Toll
from sitrep.model.record import Record

Kind = Literal[
    "state", "rebel", "political_militia", "identity_militia", "rioters", "protesters", "civilians", "external", ""
]
_KINDS: dict[str, Kind] = {
    "state_forces": "state",
    "government": "state",
    "rebel_group": "rebel",
    "political_militia": "political_militia",
    "identity_militia": "identity_militia",
    "rioters": "rioters",
    "protesters": "protesters",
    "civilians": "civilians",
    "organisation": "civilians",
    "external_forces": "external",
}
#: Classes of common nouns (roster/generic.yml) for actors that nothing resolves.
_WORDS: dict[str, Kind] = {
    "state_forces": "state", "aircraft": "state", "police": "state", "government": "state", "insurgents": "rebel",
    "armed": "political_militia", "civilians": "civilians", "people": "", "protesters": "protesters",
    "rioters": "rioters",
}  # fmt: skip
TWO_SIDED = frozenset({"armed_clash", "offensive"})


class Party(Record):
    """An actor with its kind as ACLED has them, and its side of the war that day."""

    id: str | None
    name: str
    kind: Kind
    side: str | None = None
    countries: tuple[str, ...] = ()


class Dead(Record):
    """The dead by party; `low`, `best` and `high` of each of: side a, side b, civilians, nobody knows whom."""

    a: tuple[int, int, int] = (0, 0, 0)
    b: tuple[int, int, int] = (0, 0, 0)
    civilians: tuple[int, int, int] = (0, 0, 0)
    unknown: tuple[int, int, int] = (0, 0, 0)

    def total(self, which: int) -> int:
        """All dead: 0 for low, 1 for best, 2 for high."""
        return self.a[which] + self.b[which] + self.civilians[which] + self.unknown[which]


def party(ref: ActorRef, country: str, day: dt.date | None, known: Known) -> Party:
    """The actor as a party to something in that country on that day."""
    listed = known.roster.get(ref.id) if ref.id else None
    if listed is None:
        return Party(id=ref.id, name=ref.name, kind=_kind_by_words(ref, known))
    side = known.roster.side(listed.id, day)
    kind = _KINDS.get(listed.kind, "")
    if listed.kind in ("side", "coalition"):
        foreign = bool(listed.countries) and country not in listed.countries
        is_state = (side or "").partition(":")[2].startswith("government")
        kind = "state" if is_state else "external" if foreign or not listed.countries else "rebel"
    if kind == "state" and country and listed.countries and country not in listed.countries:
        kind = "external"
    return Party(id=listed.id, name=listed.name, kind=kind, side=side, countries=listed.countries)


def sides(event: Event, country: str, known: Known) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The two sides: who does it with their allies, and whom it is done to.

    Where a report names both sides of a fight on one slot, or an ally among the targets, sides of the war tell them apart.
    """
    day = event.start or event.end
    agents = [party(ref, country, day, known) for ref in event.agents]
    targets = [party(ref, country, day, known) for ref in event.targets]
    if not agents and len({each.side for each in targets}) > 1:
        agents, targets = targets[:1], targets[1:]
    if not agents:
        return (), _once(targets)
    lead = agents[0]
    if event.type in TWO_SIDED or targets:
        allies = [each for each in (*agents, *targets) if _allied(each, lead, each in agents and bool(targets))]
        others = [each for each in (*agents, *targets) if each not in allies]
        return _once(allies), _once(others)
    return _once(agents), ()


def _allied(each: Party, lead: Party, default: bool) -> bool:
    if each == lead:
        return True
    if each.side and lead.side:
        return each.side == lead.side
    return default


def dead(event: Event, first: Iterable[Party], second: Iterable[Party], known: Known) -> Dead:
    """The dead by party. Figures for one party are never added up; a figure for "people" counts only beyond the rest."""
    ours, theirs = {each.id or each.name for each in first}, {each.id or each.name for each in second}
    found: dict[str, tuple[int, int, int]] = {}
    for toll in event.casualties:
        if toll.outcome == "killed":
            whose = _whose(toll, ours, theirs, known)
            found[whose] = tuple(map(max, found.get(whose, (0, 0, 0)), _bounds(toll)))  # type: ignore[assignment]
    named = [found.get(each, (0, 0, 0)) for each in ("a", "b", "civilians")]
    rest = found.get("unknown", (0, 0, 0))
    low, best, high = (max(0, rest[at] - sum(each[at] for each in named)) for at in range(3))
    return Dead(a=named[0], b=named[1], civilians=named[2], unknown=(low, best, high))


def _bounds(toll: Toll) -> tuple[int, int, int]:
    """Low, best and high; an open end is the best known."""
    lows = [figure.low for figure in toll.figures if figure.low is not None]
    highs = [figure.high for figure in toll.figures if figure.high is not None]
    low = min((*lows, *((toll.low,) if toll.low is not None else ())), default=0)
    best = toll.best if toll.best is not None else low
    return low, best, max((best, low, *highs, *lows, toll.high or 0))


def _whose(toll: Toll, ours: set[str], theirs: set[str], known: Known) -> str:
    ident = toll.group.id or toll.group.name
    for whose, ids in (("a", ours), ("b", theirs)):
        if ident in ids and not _is_civil(ident):
            return whose
    if _is_civil(ident):
        return "civilians"
    if toll.group.id:
        for whose, ids in (("a", ours), ("b", theirs)):
            if any(known.roster.compatible(ident, other) for other in sorted(ids)):
                return whose
    return "unknown"


def _is_civil(ident: str | None) -> bool:
    return bool(ident) and str(ident).partition(":")[0] == "civilians"


def _kind_by_words(ref: ActorRef, known: Known) -> Kind:
    scheme = (ref.id or "").partition(":")[0]
    if scheme in ("civilians", "protesters", "rioters"):
        return _KINDS[scheme]
    if scheme == "unlisted":
        return "political_militia"
    found = (known.roster.word_class(word.strip("“”\"'.,")) for word in reversed(ref.text.split()))
    return next((_WORDS[each] for each in found if each in _WORDS), "")


def _once(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({(each.id, each.name): each for each in parties}.values())
