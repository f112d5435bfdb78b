"""How the figures of two claims lie to each other: equal, close, far apart, or given by one voice for two incidents."""

from __future__ import annotations

from sitrep.fuse.pairs.facts import TOLL, Told
from sitrep.fuse.pairs.rules import Finding, Found
from sitrep.model.claims import Casualty

#: From this many on a figure tells one incident from another.
LARGE = 10

Counts = list[tuple[Casualty, Casualty]]


def figures_of(a: Told, b: Told) -> Found:
    """The finding about the casualties of two claims."""
    outcomes = [(x, y) for x in a.claim.casualties for y in b.claim.casualties if x.outcome == y.outcome]
    one_report = a.claim.document == b.claim.document  # which says "60" in its headline and "at least 60" below it
    equal = sorted(
        {x.text for x, y in outcomes if x.low == y.low and (one_report or x.high == y.high) and (x.low or 0) > 1}
    )
    if equal:
        return Finding(feature="figures.equal", detail=equal[0])
    counts = [(x, y) for x, y in outcomes if _one_group(x, y)]
    apart = sorted((_near(x, y), f"{x.text} / {y.text}") for x, y in counts if _exclude(x, y))
    if a.claim.document == b.claim.document:
        one_voice = a.origins == b.origins
        return Finding(feature=_apart(apart[-1][0], one_voice), detail=apart[-1][1]) if apart else None
    alike = sorted(f"{x.text} / {y.text}" for x, y in outcomes if _alike(x, y))
    if alike:
        return Finding(feature="figures.alike", detail=alike[0])
    if apart:
        return Finding(feature=_apart(apart[-1][0], False), detail=apart[-1][1])
    return _open_figures(a, b, counts)


def _apart(close: bool, one_voice: bool) -> str:
    return "figures.apart_one_voice" if one_voice else ("figures.close" if close else "figures.apart")


def _open_figures(a: Told, b: Told, counts: Counts) -> Found:
    """Of two reports, figures that do not exclude each other: "at least 15" and "over 100" may be two incidents."""
    far = sorted(f"{x.text} / {y.text}" for x, y in counts if _far(x, y))
    if far:
        return Finding(feature="figures.far", detail=far[0])
    tolls = a.family.name == TOLL and b.family.name == TOLL
    return Finding(feature="figures.none") if tolls and not counts else None


def _one_group(x: Casualty, y: Casualty) -> bool:
    if not (x.group.named and y.group.named):
        return True
    return (x.group.id or x.group.name.casefold()) == (y.group.id or y.group.name.casefold())


def _exclude(x: Casualty, y: Casualty) -> bool:
    """Whether no number satisfies both figures."""
    return (x.high is not None and y.low is not None and x.high < y.low) or (
        y.high is not None and x.low is not None and y.high < x.low
    )


def _near(x: Casualty, y: Casualty) -> bool:
    """Whether the smaller figure is more than half of the larger."""
    smaller, larger = sorted((x.low or x.high or 0, y.low or y.high or 0))
    return 2 * smaller > larger


def _alike(x: Casualty, y: Casualty) -> bool:
    """Whether both are ten or more and the smaller at least four fifths of the larger: rarely so of two incidents."""
    smaller, larger = sorted((x.low or x.high or 0, y.low or y.high or 0))
    return smaller >= LARGE and 5 * smaller >= 4 * larger


def _far(x: Casualty, y: Casualty) -> bool:
    """Whether the larger of two figures open above is more than three times the smaller."""
    return x.low is not None and y.low is not None and max(x.low, y.low) > 3 * min(x.low, y.low)
