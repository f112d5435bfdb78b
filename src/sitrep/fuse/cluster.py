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
from sitrep.fuse.tolls import attach_tolls
from sitrep.model.claims import Claim
from sitrep.model.events import Decided, Event
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
    rules, parties = shipped_rules(), Parties(roster)
    told = one_voice(tell(claims, documents, copied, parties, rules), documents)
    compared = {pair: compare(told[pair[0]], told[pair[1]], rules, parties) for pair in pairs(told, rules)}
    nodes = nodes_of(told, decided or Decided())
    groups = attach_tolls(told, group(told, compared, rules, parties, nodes), rules, parties, nodes)
    events = [_event(members, told, compared, rules, parties, nodes) for members in groups]
    return link(events, told, rules, parties)


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
