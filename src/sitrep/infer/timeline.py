"""One place's evidence, gone through in the order of days, as a row of spells: who holds it from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sitrep.fuse.pairs.parties import Parties
from sitrep.infer.evidence import Evidence
from sitrep.infer.spells import Siege, Spell
from sitrep.model.claims import ActorRef
from sitrep.model.control import State
from sitrep.model.record import replace

_HOLDING = ("holds", "gains")
_RANK = {"holds": 0, "besieged": 1, "partial": 2, "leaves": 3, "gains": 4}

#: A loser's own word that he still holds the place stands against the capture this long; later it tells a change.
DENIAL_DAYS = 7


class Timeline:
    """Goes through the evidence of one place."""

    def __init__(self, evidence: Sequence[Evidence], parties: Parties) -> None:
        self.parties = parties
        self.spells: list[Spell] = []
        for item in sorted(evidence, key=_order):
            getattr(self, f"_{item.kind}")(item)

    # -- one kind of evidence each --

    def _holds(self, e: Evidence) -> None:
        now = self._now()
        if now is None:
            self._open(_said(e), *((e.first, e.begun or e.first) if e.through else (None, None)), e)
        elif now.state == "contested" and now.last_evidence is not None and e.last <= now.last_evidence:
            now.against += e.claims
        elif now.state != "contested" and self._same(now, e.party, e.last):
            self._support(now, e)
        elif now.by_gain and now.latest is not None and e.last <= now.latest:
            self._still_held(now, e)
        elif now.by_gain and e.own_word and now.latest is not None and (e.last - now.latest).days <= DENIAL_DAYS:
            self._contradict(now, e, "the side that lost it says that it still holds it")
        elif now.state == "held" and now.held_at is not None and e.last <= now.held_at:
            self._contradict(now, e, "another report of that day names another holder")
        elif self._boasted(now, e):
            because = "a capture that its winner alone told, and others later name the holder before it"
            self._support(self._take_back(because), e)
        else:
            spell = self._open(_said(e), e.first if e.through else None, _begun(e), e)
            spell.reasons.append("nothing tells how it changed hands")

    def _boasted(self, now: Spell, e: Evidence) -> bool:
        """Whether the capture was the winner's word alone, and others now name whoever held the place before it."""
        alone = self._alone(now) and not e.own_word and len(self.spells) > 1
        return alone and self._same(self.spells[-2], e.party, e.last)

    @staticmethod
    def _alone(now: Spell) -> bool:
        return now.by_gain and now.state == "claimed" and all(item.own_word for item in now.evidence)

    def _take_back(self, because: str) -> Spell:
        boast = self.spells.pop()
        before = self.spells[-1]
        before.against += [claim for item in boast.evidence for claim in item.claims]
        before.reasons.append(because)
        return before

    def _still_held(self, now: Spell, e: Evidence) -> None:
        """Evidence from within the days in which the change must lie narrows them."""
        if e.first is not None and now.latest is not None and e.first <= now.latest:
            now.first = e.first if now.first is None else max(now.first, e.first)
        before = self.spells[-2] if len(self.spells) > 1 else None
        if before is not None and self._same(before, e.party, e.last):
            self._support(before, e)
        elif before is None:
            self.spells.insert(0, Spell(state="held", first=None, latest=None, evidence=[e]))

    @staticmethod
    def _contradict(now: Spell, e: Evidence, because: str) -> None:
        now.against += e.claims
        now.state = "claimed"
        now.reasons.append(because)

    def _gains(self, e: Evidence) -> None:
        now = self._named(e)
        state, since = _said(e), None
        if not e.party:
            self._lost(e)
            return
        if now is None:
            self._lost_by(e)
        elif now.state not in ("contested", "unknown") and self._same(now, e.party, e.last):
            since = self._again(now, e)
            if since is None:
                self._retold(now, e)
                return
            now = self._now()
        elif now.by_leaving and (e.first is None or now.latest is None or e.first <= now.latest):
            self._left_to(now, e, state)
            return
        if now is not None and now.held_at is not None and (e.first is None or now.held_at > e.first):
            now.reasons.append(f"still held on {now.held_at}")
        spell = self._open(state, e.first, e.last, e)
        spell.by_gain = True
        spell.against += e.denied
        for item in since or ():
            self._support(spell, item)

    def _lost(self, e: Evidence) -> None:
        """It fell, and nothing says to whom."""
        now = self._now()
        if now is not None and now.by_gain and (e.first is None or now.latest is None or e.first <= now.latest):
            self._support(now, e)
            return
        if now is None:
            self._lost_by(e)
        spell = self._open("unknown", e.first, e.last, e)
        spell.by_leaving = True
        spell.reasons.append("it fell; nothing says to whom")

    def _lost_by(self, e: Evidence) -> None:
        """A capture from somebody says that he held the place before, since when is not known."""
        if e.others:
            before = Spell(state="held", first=None, latest=None, reasons=["it was taken from them"])
            before.evidence.append(_held_before(e))
            self.spells.append(before)

    def _again(self, now: Spell, e: Evidence) -> list[Evidence] | None:
        """Whether the holder took the place a second time, long after the first: what he alone told of the first was not
        so, or he had lost it to those from whom he then took it. If so, what of the same day goes with the second."""
        early = [item for item in now.evidence if e.first is not None and item.last < e.first]
        known = max((item.last for item in early), default=None)
        if not now.by_gain or e.first is None or known is None or (e.first - known).days <= DENIAL_DAYS:
            return None
        if all(item.own_word for item in early) and not e.own_word and len(self.spells) > 1:
            since = [item for item in now.evidence if item not in early]
            now.evidence = early
            self._take_back("a capture that its winner alone told, and others tell only a later one")
            return since
        if not e.others or self.parties.tie(now.party, e.others, e.first)[0] != "opposed":
            return None
        lost = self._open("held", known, e.first, _held_before(e))
        lost.reasons.append("it was taken from them; nothing tells how they had come to hold it")
        return []

    def _retold(self, now: Spell, e: Evidence) -> None:
        """The winner already holds it: the same capture told again narrows its days; a later one only supports."""
        fits = e.first is None or now.held_at is None or e.first <= now.held_at
        if fits and (now.by_gain or now.first is None or now.latest is None or e.last <= now.latest):
            if now.first is None and not now.by_gain and len(self.spells) == 1 and e.others:
                self.spells.insert(0, Spell(state="held", first=None, latest=None, evidence=[_held_before(e)]))
            now.first = _later(now.first, e.first)
            now.latest = e.last if now.latest is None else min(now.latest, e.last)
            if now.first is not None and now.first > now.latest:
                now.first = now.latest
            now.by_gain = True
        if e.denied:
            now.state = "claimed"
        now.against += e.denied
        self._support(now, e)

    def _left_to(self, now: Spell, e: Evidence, state: State) -> None:
        """Left by one and taken by the other within the same days: one change of hands."""
        left_by_own_word = any(item.own_word for item in now.evidence)
        now.state, now.by_leaving, now.by_gain = state, False, True
        now.first, now.latest = _later(now.first, e.first), max(now.latest or e.last, e.last)
        now.against += e.denied
        self._support(now, e)
        if left_by_own_word:
            self._admit(now)

    def _leaves(self, e: Evidence) -> None:
        now = self._named(e)
        if now is None:
            before = Spell(state="held", first=None, latest=None, reasons=["it was left by them"])
            before.evidence.append(_held_before(e))
            self.spells.append(before)
            self._open("unknown", e.first, e.last, e).by_leaving = True
        elif now.state in ("contested", "unknown"):
            now.evidence.append(e)
        elif self._same(now, e.party, e.last):
            self._open("unknown", e.first, e.last, e).by_leaving = True
        else:
            now.evidence.append(e)
            if e.own_word:
                self._admit(now)

    @staticmethod
    def _admit(now: Spell) -> None:
        now.reasons.append("the side that lost it says that it left")
        if now.state == "claimed" and not now.against:
            now.state = "held"

    def _besieged(self, e: Evidence) -> None:
        now = self._now()
        if now is None:
            now = self._open("held" if e.others else "unknown", None, None, e)
        if now.state in ("held", "claimed") and self._same(now, e.party, e.last):
            return
        if now.siege is None:
            now.siege = Siege(evidence=[])
        now.siege.evidence.append(e)
        now.held_at = _later(now.held_at, e.first)  # who is besieged is there

    def _partial(self, e: Evidence) -> None:
        now = self._now()
        if now is not None and (now.state == "contested" or self._same(now, e.party, e.last)):
            self._support(now, e)
            return
        spell = self._open("contested", e.first, _begun(e), e)
        spell.reasons.append("parts of it are in different hands")

    # -- shared steps --

    def _now(self) -> Spell | None:
        return self.spells[-1] if self.spells else None

    def _named(self, e: Evidence) -> Spell | None:
        """The latest spell; where only a siege was told, who loses the place tells who was besieged in it."""
        now = self._now()
        if now is not None and now.state == "unknown" and not now.by_leaving and (e.kind == "leaves" or e.others):
            now.state = "held"
            now.evidence.append(_held_before(e))
        return now

    def _same(self, spell: Spell, party: Sequence[ActorRef], on: dt.date) -> bool:
        return self.parties.tie(spell.party, party, on)[0] in ("same", "compatible", "side")

    def _open(self, state: State, first: dt.date | None, latest: dt.date | None, e: Evidence) -> Spell:
        """A new spell, never beginning before the one that it follows."""
        now = self._now()
        if now is not None:
            first = _later(_later(first, now.first), now.held_at)
            latest = _later(latest, now.latest)
        if first is not None and latest is not None:
            first = min(first, latest)
        spell = Spell(state=state, first=first, latest=latest)
        self.spells.append(spell)
        self._support(spell, e)
        return spell

    def _support(self, spell: Spell, e: Evidence) -> None:
        spell.evidence.append(e)
        if spell.state == "claimed" and not e.own_word and not e.denied and not spell.against and e.kind in _HOLDING:
            spell.state = "held"
        if e.kind == "holds" and e.through and len(self.spells) == 1 and not spell.by_gain:
            spell.first = e.first if spell.first is None else min(spell.first, e.first or spell.first)
            spell.latest = (e.begun or e.first) if spell.latest is None else min(spell.latest, _begun(e))
        surely = e.last if e.through else e.first
        spell.held_at = _later(spell.held_at, surely)


def _order(e: Evidence) -> tuple[dt.date, int, bool, dt.date, tuple[str, ...]]:
    return _begun(e), _RANK[e.kind], e.own_word, e.first or dt.date.min, e.claims


def _begun(e: Evidence) -> dt.date:
    """The latest day on which what it tells began."""
    return (e.begun or e.first or e.last) if e.through else e.last


def _said(e: Evidence) -> State:
    """Held, unless only the holder's side says so or somebody denies it."""
    return "claimed" if e.own_word or e.denied else "held"


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _held_before(e: Evidence) -> Evidence:
    """What a capture or a withdrawal says of who held the place until then."""
    party = e.others if e.kind == "gains" else e.party
    return replace(
        e, kind="holds", party=party, others=(), first=None, last=e.first or e.last, denied=(), because="lost by {0}"
    )
