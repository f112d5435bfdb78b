"""How much speaks for two claims telling one occurrence: findings, each a row of the weights with its sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sitrep.fuse.pairs.days import days_of, may_recur
from sitrep.fuse.pairs.facts import Told, is_area, place_key
from sitrep.fuse.pairs.figures import figures_of
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Apart, Finding, Found, Rules
from sitrep.model.claims import PlaceRef
from sitrep.model.record import Record

#: Parts of a report that tell its matter in short.
HEADS = frozenset({"headline", "standfirst"})


class Comparison(Record):
    """The sum of the findings' weights; or `apart`, why the two can never be one occurrence."""

    score: float
    findings: tuple[Finding, ...] = ()
    apart: str | None = None


def compare(a: Told, b: Told, rules: Rules, parties: Parties) -> Comparison:
    """Compares two claims of one family. Symmetric."""
    if b.order < a.order:
        a, b = b, a
    findings: list[Finding] = []
    for found in (
        _status(a, b), place_of(a, b, rules), days_of(a, b, rules), _agents(a, b, parties), _targets(a, b, parties),
        _type(a, b), figures_of(a, b), _items(a, b), _causes(a, b), _words(a, b), _headline(a, b),
    ):  # fmt: skip
        if isinstance(found, Apart):
            return Comparison(score=0.0, apart=found.because)
        if found is not None:
            findings.append(found)
    findings.append(Finding(feature=_repeats(a, b)))
    return Comparison(score=sum(rules.weight[found.feature] for found in findings), findings=tuple(findings))


def _repeats(a: Told, b: Told) -> str:
    again = a.family.repeats == "plain" and may_recur(a) and a.claim.document != b.claim.document
    return "repeats.again" if again else f"repeats.{a.family.repeats}"


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
    places, others = a.places, b.places
    if a.claim.document != b.claim.document:  # "the area" of one report is not that of another
        places, others = (tuple(place for place in row if place.id is not None) for row in (places, others))
    if not places or not others:
        return Finding(feature="place.unknown")
    if a.family.whole and a.claim.part != b.claim.part:
        return Apart(because="one speaks of a part of the place only")
    found = [_place_pair(p, q, a, b, rules) for p in places for q in others]
    ties = [finding for finding in found if finding is not None]
    if not ties:
        return Apart(because=f"different places: {places[0].name} / {others[0].name}")
    return max(ties, key=lambda finding: (rules.weight[finding.feature], finding.detail))


def _place_pair(p: PlaceRef, q: PlaceRef, a: Told, b: Told, rules: Rules) -> Finding | None:
    detail = p.name if p.name == q.name else " / ".join(sorted((p.name, q.name)))
    if place_key(p) == place_key(q):
        return Finding(feature=_same_place(p, a), detail=detail)
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


def _same_place(place: PlaceRef, a: Told) -> str:
    """In a country, a province or a large city much happens on one day; one capture or siege of a city is the city's."""
    if place.precision == "country" or (place.precision == "admin1" and not a.family.whole):
        return "place.wide"
    return "place.city" if place.kind == "city" and may_recur(a) else "place.same"


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


def _agents(a: Told, b: Told, parties: Parties) -> Found:
    if a.family.placeless:
        one, other = ({(x.id or x.name) for x in claim.agents} for claim in (a.claim, b.claim))
        same = Finding(feature="agents.same", detail=", ".join(sorted(one & other)))
        return same if one & other else Apart(because="different members")
    tie, detail = parties.tie(a.claim.agents, b.claim.agents, a.day)
    if tie == "unnamed":
        if "denied" in (a.claim.status, b.claim.status):
            return None  # who denies a deed says seldom whose it was, or only "terrorists"
        if a.claim.document == b.claim.document or not a.family.directed:
            return None
        return Finding(feature="agents.unnamed" if a.claim.agents or b.claim.agents else "agents.nobody")
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


def _items(a: Told, b: Told) -> Found:
    some, others = ({item.item.casefold() for item in told.claim.materiel} for told in (a, b))
    if not some or not others:
        return None
    if some & others:
        return Finding(feature="items.same", detail=", ".join(sorted(some & others)))
    return Finding(feature="items.other", detail=" / ".join(sorted((min(some), min(others)))))


def _causes(a: Told, b: Told) -> Found:
    if not a.causes or not b.causes or a.causes & b.causes:
        return None
    return Finding(feature="causes.apart", detail=" / ".join(sorted((min(a.causes), min(b.causes)))))


def _words(a: Told, b: Told) -> Found:
    if a.words == b.words:
        return Finding(feature="words.same")
    common = a.telling & b.telling
    if a.claim.document == b.claim.document or len(common) < 2 or 2 * len(common) < min(len(a.telling), len(b.telling)):
        return None
    return Finding(feature="words.alike", detail=", ".join(sorted(common)[:4]))


def _headline(a: Told, b: Told) -> Found:
    """A headline tells in short what its report tells."""
    heads = [item for item in (a, b) if item.claim.segment in HEADS]
    if len(heads) != 1 or a.claim.document != b.claim.document or a.claim.type != b.claim.type:
        return None
    return Finding(feature="words.headline")


def sentences(findings: Sequence[Finding], rules: Rules) -> list[str]:
    """The findings as sentences, the weightiest first, in a fixed order."""
    reasons = sorted({rules.reason(found) for found in findings}, key=lambda r: (-abs(r.score), r.because))
    return [f"{reason.because} ({reason.score:+g})" for reason in reasons if reason.score]
