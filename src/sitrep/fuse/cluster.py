"""Claims to events: pairs worth comparing, groups whose mean comparison is high enough, each described as an event."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.fuse.decided import Nodes, nodes_of
from sitrep.fuse.describe import describe
from sitrep.fuse.episodes import link
from sitrep.fuse.group import group
from sitrep.fuse.pairs.block import Pair, pairs
from sitrep.fuse.pairs.compare import Comparison, compare, sentences
from sitrep.fuse.pairs.facts import Told, tell
from sitrep.fuse.pairs.parties import Parties, Roster
from sitrep.fuse.pairs.quoted import one_voice
from sitrep.fuse.pairs.rules import Rules, shipped_rules
from sitrep.fuse.parts import Ground, method
from sitrep.fuse.tolls import attach_tolls
from sitrep.model.claims import Claim
from sitrep.model.events import Decided, Event, Fused
from sitrep.model.text import Document

#: Reasons shown of an event: the findings about its best pairs.
SHOWN = 8


def fuse(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    roster: Roster,
    copied: frozenset[str] = frozenset(),
    decided: Decided | None = None,
) -> tuple[Event, ...]:
    """One event for each group of claims that tell one occurrence; every claim is in exactly one.

    `copied`: ids of documents that repeat another's words; their claims join events but count for nothing.
    `decided`: pairs of claims that people joined or told apart; raises DecisionError where they contradict each other.
    The order of the input does not matter. Events are sorted by their first day, then by id.
    """
    return fuse_again(claims, documents, roster, copied, decided).events


def fuse_again(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    roster: Roster,
    copied: frozenset[str] = frozenset(),
    decided: Decided | None = None,
    before: Fused | None = None,
) -> Fused:  # fmt: skip
    """As `fuse`; what `before` says of claims that nothing new can touch is kept, not thought anew. The events are those
    of a run from scratch. The roster must be that of before."""
    rules, parties, decisions = shipped_rules(), Parties(roster), decided or Decided()
    told = one_voice(tell(claims, documents, copied, parties, rules), documents)
    ground = Ground(told, rules, decisions)
    places, kept = ground.anew(before.parts if before is not None and before.method == method() else ())
    compared = {
        pair: compare(told[pair[0]], told[pair[1]], rules, parties)
        for pair in pairs(told, rules, ground.blocks, frozenset(places))
    }
    made = _events(places, told, compared, rules, parties, decisions)
    parts = [*kept, *ground.parted(places, compared, made)]
    events = sorted((e for part in parts for e in part.events), key=lambda e: ground.position[e.claims[0]])
    ordered = tuple(sorted(parts, key=lambda part: ground.position[part.claims[0]]))
    return Fused(events=link(events, told, rules, parties), parts=ordered, method=method())


def _events(
    places: Sequence[int], told: Sequence[Told], compared: dict[Pair, Comparison], rules: Rules, parties: Parties,
    decided: Decided,
) -> list[Event]:  # fmt: skip
    """The events of the claims at these positions."""
    at = {place: number for number, place in enumerate(places)}
    some = [told[place] for place in places]
    among = {(at[one], at[other]): found for (one, other), found in compared.items()}
    nodes = nodes_of(some, decided)
    groups = attach_tolls(some, group(some, among, rules, parties, nodes), rules, parties, nodes)
    return [_event(members, some, among, rules, parties, nodes) for members in groups]


def _event(
    members: Sequence[int],
    told: Sequence[Told],
    compared: dict[Pair, Comparison],
    rules: Rules,
    parties: Parties,
    nodes: Nodes,
) -> Event:
    findings = [
        found
        for place, one in enumerate(members)
        for other in members[place + 1 :]
        if (one, other) in compared and compared[(one, other)].apart is None
        for found in compared[(one, other)].findings
    ]
    items = [told[position] for position in members]
    repeats = [f"{item.claim.id} repeats words of its own report" for item in items if item.claim.copy_of is not None]
    joined = [f"a person joined {', '.join(names)}" for names in nodes.joined(members, told)]
    return describe(items, (*joined, *sentences(findings, rules)[:SHOWN], *repeats), rules, parties)
