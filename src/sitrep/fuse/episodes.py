"""Events of one episode, linked and not merged: what came before and after a capture, and what its days follow from.

Two things follow for an event from others at its place. A capture is not earlier than the last day on which the other
side was still there (held it, or was besieged in it). A withdrawal without a day by those who lost the place happened
when the place was lost; told by others than tell the capture, the two are different accounts of one change.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sitrep.fuse.describe import one_side
from sitrep.fuse.pairs.facts import Told, place_key
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Rules
from sitrep.model.events import Account, Dispute, Event, Linked
from sitrep.model.record import replace


def link(events: Sequence[Event], told: Sequence[Told], rules: Rules, parties: Parties) -> tuple[Event, ...]:
    """The events with links, bounds and disputes that follow from each other; sorted by first day, then id."""
    episodes = _Episodes(events, told, rules)
    for capture in sorted(episodes.events):
        if episodes.events[capture].type == "territory_gain" and episodes.events[capture].status != "planned":
            _around(capture, episodes, parties)
    return tuple(sorted((episodes.finished(event) for event in episodes.events), key=_order))


def _order(event: Event) -> tuple[dt.date, str]:
    return event.start or event.end or dt.date.max, event.id


class _Episodes:
    """The events by place and day, with what is found about them so far."""

    def __init__(self, events: Sequence[Event], told: Sequence[Told], rules: Rules) -> None:
        self.rules = rules
        self.events = {event.id: event for event in events}
        by_claim = {item.claim.id: item for item in told}
        self.told = {event.id: [by_claim[claim] for claim in event.claims] for event in events}
        self.links: dict[str, set[Linked]] = defaultdict(set)
        at: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for event in events:
            if event.end is None or event.status in ("planned", "hypothetical"):
                continue
            for key in self.places(event.id):
                at[key].append((event.end.toordinal(), event.id))
        self._at = {key: sorted(entries) for key, entries in at.items()}

    def places(self, event: str) -> frozenset[str]:
        """All places that the event's claims name, and the place around each that is only part of one."""
        named = [place for item in self.told[event] for place in item.places]
        inside = {place.within for place in named if place.within is not None and place.precision == "unlocated"}
        return frozenset({place_key(place) for place in named} | inside)

    def near(self, event: Event, back: int) -> Iterator[Event]:
        """Other events at its places that ended within some days after it, or `back` days before."""
        if event.end is None:
            return
        limits = self.rules.limits
        first = (event.start or event.end - dt.timedelta(limits.soon_days)).toordinal() - back
        last = event.end.toordinal() + limits.episode_days
        found: set[str] = set()
        for key in self.places(event.id):
            entries = self._at.get(key, [])
            low, high = bisect_left(entries, (first, "")), bisect_right(entries, (last, "~"))
            found.update(name for _, name in entries[low:high])
        yield from (self.events[name] for name in sorted(found - {event.id}))

    def finished(self, event: str) -> Event:
        """The event with its links."""
        links = tuple(sorted(self.links[event], key=lambda linked: (linked.id, linked.how)))
        return replace(self.events[event], linked=links)


def _around(capture: str, episodes: _Episodes, parties: Parties) -> None:
    limits = episodes.rules.limits
    for other in list(episodes.near(episodes.events[capture], limits.years_late_days)):
        _bound(capture, other, episodes, parties)
    for other in list(episodes.near(episodes.events[capture], limits.episode_days)):
        if other.type == "withdrawal":
            _leaving(capture, other.id, episodes, parties)
        _link(capture, other.id, episodes)


def _link(capture: str, other: str, episodes: _Episodes) -> None:
    taken, event = episodes.events[capture], episodes.events[other]
    words = episodes.rules.episodes.get(episodes.rules.family(event.type).name)
    if words is None:
        return
    when: str = words.usual
    if taken.start is not None and event.end is not None and event.end < taken.start:
        when = "before"
    elif taken.end is not None and event.start is not None and event.start > taken.end:
        when = "after"
    episodes.links[capture].add(Linked(id=other, how=words.before if when == "before" else words.after))
    episodes.links[other].add(
        Linked(id=capture, how="the capture that followed" if when == "before" else "the capture before it")
    )


def _bound(capture: str, other: Event, episodes: _Episodes, parties: Parties) -> None:
    """The last day on which the other side was still there bounds the capture from below."""
    taken = episodes.events[capture]
    if taken.end is None or other.type not in ("control", "encirclement"):
        return
    known = [day for item in episodes.told[other.id] if (day := _still_there(item, taken, parties)) is not None]
    days = [day for day in known if day <= taken.end and (taken.start is None or day > taken.start)]
    if days:
        because = f"not earlier than {max(days)}, when the other side was still there ({other.id})"
        episodes.events[capture] = replace(taken, start=max(days), reasons=(*taken.reasons, because))


def _still_there(item: Told, taken: Event, parties: Parties) -> dt.date | None:
    """A day on which the claim has the losers at the place."""
    claim = item.claim
    there = claim.agents if claim.type == "control" else claim.targets
    if item.copy or claim.status not in ("happened", "ongoing"):
        return None
    if claim.type == "encirclement" and not there:
        besiegers, _ = parties.tie(claim.agents, taken.agents, item.day)
        if besiegers not in ("same", "compatible", "side"):
            return None
    elif parties.tie(there, taken.agents, item.day)[0] != "opposed":
        return None
    if item.start is not None and claim.time is not None:
        return item.end if claim.time.precision in ("day", "open") else item.start
    earlier = claim.document not in taken.documents
    return item.published if earlier and claim.type == "control" else None


def _leaving(capture: str, leaving: str, episodes: _Episodes, parties: Parties) -> None:
    taken, left = episodes.events[capture], episodes.events[leaving]
    if parties.tie(left.agents, taken.agents, left.end)[0] in ("same", "compatible", "side"):
        return
    if not any(item.dated for item in episodes.told[leaving]) and taken.end is not None:
        because = f"no day of its own: when the place was lost ({capture})"
        start = taken.start if taken.start is None or left.end is None or taken.start <= left.end else left.start
        end = min(taken.end, left.end or taken.end)
        left = replace(left, start=start, end=end, reasons=(*left.reasons, because))
    otherwise = _told_otherwise(left, taken, episodes, parties)
    if otherwise:
        accounts = (Account(value=left.type, claims=otherwise), Account(value=taken.type, claims=taken.claims))
        dispute = Dispute(field="type", accounts=accounts)
        left = replace(left, disputes=(*left.disputes, dispute), standing="disputed")
        episodes.events[capture] = replace(taken, disputes=(*taken.disputes, dispute))
    episodes.events[leaving] = left


def _told_otherwise(left: Event, taken: Event, episodes: _Episodes, parties: Parties) -> tuple[str, ...]:
    """The claims of the withdrawal by sources that neither tell the capture nor stand on the captors' side."""
    captors = parties.sides(taken.agents, taken.end)
    return tuple(
        item.claim.id
        for item in episodes.told[left.id]
        if not item.voiced
        and not item.copy
        and not set(item.origins) & set(taken.origins)
        and one_side([item], parties) not in captors
    )
