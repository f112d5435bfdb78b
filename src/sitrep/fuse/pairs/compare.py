"""How much speaks for two claims telling one occurrence: findings, each a row of the weights with its sentence."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from sitrep.fuse.pairs.facts import Told, is_area, place_key
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Finding, Rules
from sitrep.model.claims import Casualty, PlaceRef
from sitrep.model.record import Record


class Comparison(Record):
    """The sum of the findings' weights; or `apart`, why the two can never be one occurrence."""

    score: float
    findings: tuple[Finding, ...] = ()
    apart: str | None = None


class Apart(Record):
    """A finding that no other outweighs."""

    because: str


Found = Finding | Apart | None


def compare(a: Told, b: Told, rules: Rules, parties: Parties) -> Comparison:
    """Compares two claims of one family. Symmetric."""
    if b.order < a.order:
        a, b = b, a
    findings: list[Finding] = []
    for found in (
        _status(a, b), place_of(a, b, rules), days_of(a, b, rules), _agents(a, b, parties), _targets(a, b, parties),
        _type(a, b), _figures(a, b), _words(a, b),
    ):  # fmt: skip
        if isinstance(found, Apart):
            return Comparison(score=0.0, apart=found.because)
        if found is not None:
            findings.append(found)
    findings.append(Finding(feature=f"repeats.{a.family.repeats}"))
    return Comparison(score=sum(rules.weight[found.feature] for found in findings), findings=tuple(findings))


def _status(a: Told, b: Told) -> Found:
    real = {"happened", "ongoing", "denied"}
    one, other = a.claim.status, b.claim.status
    if one != other and not {one, other} <= real:
        return Apart(because=f"one is {one}, the other {other}")
    return Finding(feature="status.denied") if one != other and "denied" in (one, other) else None


def _type(a: Told, b: Told) -> Found:
    if a.claim.type == b.claim.type:
        return Finding(feature="type.same", detail=a.claim.type)
    return Finding(feature="type.related", detail=" / ".join(sorted((a.claim.type, b.claim.type))))


def place_of(a: Told, b: Told, rules: Rules) -> Found:
    """How the places of two claims lie to each other."""
    if a.family.placeless:
        return Finding(feature="place.not_asked")
    if not a.places or not b.places:
        return Finding(feature="place.unknown")
    if a.family.whole and a.claim.part != b.claim.part:
        return Apart(because="one speaks of a part of the place only")
    found = [_place_pair(p, q, a, b, rules) for p in a.places for q in b.places]
    ties = [finding for finding in found if finding is not None]
    if not ties:
        return Apart(because=f"different places: {a.places[0].name} / {b.places[0].name}")
    return max(ties, key=lambda finding: (rules.weight[finding.feature], finding.detail))


def _place_pair(p: PlaceRef, q: PlaceRef, a: Told, b: Told, rules: Rules) -> Finding | None:
    detail = p.name if p.name == q.name else " / ".join(sorted((p.name, q.name)))
    if place_key(p) == place_key(q):
        return Finding(feature="place.same", detail=detail)
    distance = kilometres(p, q)
    close = (
        distance is not None and distance <= rules.limits.near_km and not is_area(p, rules) and not is_area(q, rules)
    )
    if close and _share_a_word(p.name, q.name) and not {p.kind, q.kind} & rules.part_kinds:
        return Finding(feature="place.namesake", detail=detail)
    if a.family.whole:
        return None
    if (p.id is not None and p.id == q.within) or (q.id is not None and q.id == p.within):
        wide = p if p.id is not None and p.id == q.within else q
        return Finding(feature="place.area" if is_area(wide, rules) else "place.part", detail=detail)
    one_report = a.claim.document == b.claim.document
    parts = {p.precision, q.precision} <= {"near", "unlocated"} and not is_area(p, rules) and not is_area(q, rules)
    if one_report and parts and p.within is not None and p.within == q.within:
        return Finding(feature="place.sibling", detail=detail)
    return Finding(feature="place.near", detail=detail) if close else None


def _share_a_word(one: str, other: str) -> bool:
    """Whether a word of one name, longer than an article, stands in the other: Mastouma / Mastouma base."""
    words = [frozenset(word for word in name.casefold().replace("-", " ").split() if len(word) > 3)
             for name in (one, other)]  # fmt: skip
    return bool(words[0] & words[1])


def kilometres(p: PlaceRef, q: PlaceRef) -> float | None:
    """The distance, good to a percent over the few kilometres asked of it; None where one is not located."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return None
    east = (p.lon - q.lon) * math.cos(math.radians((p.lat + q.lat) / 2))
    return math.hypot(east, p.lat - q.lat) * 111.2


def days_of(a: Told, b: Told, rules: Rules) -> Found:
    """How the days of two claims lie to each other."""
    if a.dated and b.dated:
        return _dated(a, b, rules)
    if a.dated or b.dated:
        return _half_dated(*((a, b) if a.dated else (b, a)), rules)
    if a.claim.document == b.claim.document:
        return Finding(feature="days.none_one_report")
    if a.published is None or b.published is None:
        return Finding(feature="days.unpublished")
    often, gap = a.family.repeats == "often", abs((a.published - b.published).days)
    if gap <= (1 if often else rules.limits.together_days):
        return Finding(feature="days.none_together")
    if gap > rules.limits.years_late_days:
        return Apart(because="neither has a day, and the reports are more than a year apart")
    return Finding(feature="days.none_apart_often" if often else "days.none_apart")


def _dated(a: Told, b: Told, rules: Rules) -> Found:
    assert a.start and a.end and b.start and b.end  # dated
    start, end = max(a.start, b.start), min(a.end, b.end)
    if start > end:
        if (start - end).days == 1 and a.family.repeats == "once":
            return Finding(feature="days.next", detail=f"{_span(a.start, a.end)} and {_span(b.start, b.end)}")
        return Apart(because=f"different days: {_span(a.start, a.end)} / {_span(b.start, b.end)}")
    if a.start == a.end == b.start == b.end:
        return Finding(feature="days.same", detail=str(start))
    longest = max((a.end - a.start).days, (b.end - b.start).days)
    if longest <= rules.limits.short_days:
        return Finding(feature="days.overlap", detail=_span(start, end))
    often = "_often" if a.family.repeats == "often" else ""
    return Finding(feature=f"days.overlap_long{often}", detail=_span(start, end))


def _half_dated(dated: Told, other: Told, rules: Rules) -> Found:
    assert dated.start and dated.end
    if other.published is None:
        return Finding(feature="days.unpublished")
    if dated.start > other.published and other.claim.status not in ("planned", "hypothetical"):
        return Apart(because=f"told on {other.published}, before the other's first day {dated.start}")
    late, detail = (other.published - dated.end).days, f"{other.published}, {_span(dated.start, dated.end)}"
    if late <= rules.limits.soon_days:
        return Finding(feature="days.told_soon", detail=detail)
    if late > rules.limits.years_late_days:
        return Finding(feature="days.told_years_late", detail=detail)
    return Finding(feature="days.told_late", detail=detail) if late > rules.limits.late_days else None


def _span(start: dt.date, end: dt.date) -> str:
    return str(start) if start == end else f"{start} to {end}"


def _agents(a: Told, b: Told, parties: Parties) -> Found:
    if a.family.placeless:
        one, other = ({(x.id or x.name) for x in claim.agents} for claim in (a.claim, b.claim))
        same = Finding(feature="agents.same", detail=", ".join(sorted(one & other)))
        return same if one & other else Apart(because="different members")
    tie, detail = parties.tie(a.claim.agents, b.claim.agents, a.day)
    if tie == "unnamed":
        return None
    if tie == "opposed" and "armed_clash" in (a.claim.type, b.claim.type):
        return None  # in a clash both sides fight: which of them is named as doing it says nothing
    if tie == "opposed" and a.family.directed:
        return Apart(because=f"done by opposite sides: {detail}")
    return Finding(
        feature="agents.other_directed" if tie == "other" and a.family.directed else f"agents.{tie}", detail=detail
    )


def _targets(a: Told, b: Told, parties: Parties) -> Found:
    if a.family.placeless:
        one, other = ({(x.id or x.name) for x in claim.targets} for claim in (a.claim, b.claim))
        same = Finding(feature="targets.same", detail=", ".join(sorted(one & other)))
        return same if one & other else (None if one == other else Apart(because="members of different wholes"))
    tie, detail = parties.tie(a.claim.targets, b.claim.targets, a.day)
    if tie in ("same", "compatible"):
        return Finding(feature="targets.same", detail=detail)
    return Finding(feature="targets.opposed", detail=detail) if tie == "opposed" else None


def _figures(a: Told, b: Told) -> Found:
    pairs = [(x, y) for x in a.claim.casualties for y in b.claim.casualties if _one_count(x, y)]
    equal = sorted({x.text for x, y in pairs if (x.low, x.high) == (y.low, y.high) and (x.low or 0) > 1})
    if equal:
        return Finding(feature="figures.equal", detail=equal[0])
    apart = sorted(f"{x.text} / {y.text}" for x, y in pairs if exclude(x, y))
    if not apart:
        return None
    one_voice = a.claim.document == b.claim.document and a.origins == b.origins
    return Finding(feature="figures.apart_one_voice" if one_voice else "figures.apart", detail=apart[0])


def _one_count(x: Casualty, y: Casualty) -> bool:
    groups = (x.group.id or x.group.name.casefold(), y.group.id or y.group.name.casefold())
    return x.outcome == y.outcome and groups[0] == groups[1]


def exclude(x: Casualty, y: Casualty) -> bool:
    """Whether no number satisfies both figures."""
    return (x.high is not None and y.low is not None and x.high < y.low) or (
        y.high is not None and x.low is not None and y.high < x.low
    )


def _words(a: Told, b: Told) -> Found:
    return Finding(feature="words.same") if a.words == b.words else None


def sentences(findings: Sequence[Finding], rules: Rules) -> list[str]:
    """The findings as sentences, the weightiest first, in a fixed order."""
    reasons = sorted({rules.reason(found) for found in findings}, key=lambda r: (-abs(r.score), r.because))
    return [f"{reason.because} ({reason.score:+g})" for reason in reasons if reason.score]
