"""The guard between records and every public export: delay, precision, sensitive sites and private persons.

It is a `Material` like any other, so no format can be written around it. What it changed is in each record's
`redactions`; how much it changed and left out, and why, in `passes`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from sitrep.export.safety import redact
from sitrep.export.safety.counts import Passes
from sitrep.export.safety.people import People
from sitrep.export.safety.places import ORDER, SITE_LIMIT, Places, is_site
from sitrep.export.safety.words import sensitive_words
from sitrep.export.source.material import Material, ToldClaim, ToldEvent, ToldHolding
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import Claim, PlaceRef, Precision
from sitrep.model.control import HeldPlace, Holding
from sitrep.model.record import Record, replace
from sitrep.store.runs import Run
from sitrep.store.stream import Cited, Decided

SITE = "sensitive site: place made coarser, words withheld"
COARSER = "place made coarser, words withheld"
PERSON = "names of private persons withheld"
ENDED = "what came later withheld"
LATE = "later than the delay allows"
TOO_FINE = "control of a place finer than is published"
REVIEWER = "a reviewer"


class Safety(Record):
    """How careful an export is. The defaults are those of a public one.

    names   whether names of private persons and of reviewers stay
    sites   whether hospitals, schools, camps and the like keep their place and words
    limit   no place is finer than this
    cutoff  nothing later than this day (`--delay`)
    """

    names: bool = False
    sites: bool = False
    limit: Precision = "exact"
    cutoff: dt.date | None = None


class Guarded:
    """A material made safe to publish."""

    def __init__(self, material: Material, safety: Safety, gazetteer: Gazetteer, roster: Roster) -> None:
        self._material, self.safety = material, safety
        self._places, self._people = Places(gazetteer), People(roster, gazetteer)
        self.passes = Passes()

    def run(self) -> Run | None:
        """The run that made the records."""
        return self._material.run()

    def events(self) -> Iterator[ToldEvent]:
        """Events that are old enough, made safe."""
        counts = self.passes.begin("events")
        for told in self._material.events():
            if self._is_late(told.event.end or told.event.start, told.documents):
                counts.left_out[LATE] += 1
                continue
            sites = frozenset(claim.id for claim in told.claims if self._at_site(claim, claim.places))
            safe = self._event(told, sites)
            counts.note(safe.redactions)
            yield safe

    def claims(self) -> Iterator[ToldClaim]:
        """Claims that are old enough, made safe."""
        counts = self.passes.begin("claims")
        for told in self._material.claims():
            time = told.claim.time
            if self._is_late((time.end or time.start) if time else None, (told.document,)):
                counts.left_out[LATE] += 1
                continue
            claim, notes = self._claim(told.claim, self._at_site(told.claim, told.claim.places))
            report = self._report(told.document, SITE in notes)
            counts.note(notes)
            yield ToldClaim(claim=claim, document=report, event=told.event, redactions=notes)

    def holdings(self) -> Iterator[ToldHolding]:
        """Control that is old enough and of places that may be shown."""
        counts = self.passes.begin("holdings")
        for told in self._material.holdings():
            holding = told.holding
            if self._is_late(holding.start or holding.last_evidence, told.documents):
                counts.left_out[LATE] += 1
            elif self._hides(holding.place):
                counts.left_out[TOO_FINE] += 1
            else:
                safe = self._holding(told)
                counts.note(safe.redactions)
                yield safe

    def documents(self) -> Iterator[Cited]:
        """The reports, those published after the delay left out."""
        for report in self._material.documents():
            if self.safety.cutoff is None or (report.published and report.published <= self.safety.cutoff):
                yield self._report(report, at_site=False)

    def decisions(self) -> Iterator[Decided]:
        """What people decided; by whom only where names may stay."""
        for decided in self._material.decisions():
            yield decided if self.safety.names else replace(decided, decided_by=REVIEWER)

    def _event(self, told: ToldEvent, sites: frozenset[str]) -> ToldEvent:
        pairs = [self._claim(claim, claim.id in sites) for claim in told.claims]
        event, place = told.event, told.event.place
        at_site = bool(sites) or (not self.safety.sites and place is not None and is_site(place))
        notes = {note for _, noted in pairs for note in noted} | ({SITE} if at_site else set())
        if at_site or (place is not None and self._too_fine(place)):
            event = redact.hide_event(event, self._places, self._limit(at_site))
            notes |= set() if at_site else {COARSER}
        if not self.safety.names:
            anonymous = redact.anonymise_event(event, self._people)
            notes |= {PERSON} if redact.names_differ(anonymous, event) else set()
            event = anonymous
        return ToldEvent(
            event=event,
            claims=tuple(claim for claim, _ in pairs),
            documents=tuple(self._report(report, at_site) for report in told.documents),
            redactions=tuple(sorted(notes)),
        )

    def _claim(self, claim: Claim, at_site: bool) -> tuple[Claim, tuple[str, ...]]:
        notes = []
        if at_site:
            claim, notes = redact.hide_claim(claim, self._places, self._limit(True)), [SITE]
        elif any(self._too_fine(place) for place in (*claim.places, *claim.origin, *claim.destination)):
            claim, notes = redact.hide_claim(claim, self._places, self._limit(False)), [COARSER]
        if not self.safety.names:
            anonymous = redact.anonymise_claim(claim, self._people)
            notes += [PERSON] if redact.names_differ(anonymous, claim) else []
            claim = anonymous
        return claim, tuple(notes)

    def _holding(self, told: ToldHolding) -> ToldHolding:
        holding, cutoff, notes = told.holding, self.safety.cutoff, set()
        if cutoff is not None and _tells_after(holding, cutoff):
            holding, notes = _as_of(holding, cutoff), {ENDED}
        pairs = [self._claim(claim, self._at_site(claim, claim.places)) for claim in told.claims]
        notes |= {note for _, noted in pairs for note in noted}
        if not self.safety.names:
            reasons = tuple(self._people.mask(reason, (holding.place.name,)) for reason in holding.reasons)
            notes |= {PERSON} if reasons != holding.reasons else set()
            holding = replace(holding, reasons=reasons)
        documents = tuple(self._report(report, False) for report in told.documents)
        claims = tuple(claim for claim, _ in pairs)
        return ToldHolding(holding=holding, claims=claims, documents=documents, redactions=tuple(sorted(notes)))

    def _report(self, report: Cited, at_site: bool) -> Cited:
        if at_site or self._is_sensitive(report.title or ""):
            report = replace(report, title=None)
        return report if self.safety.names else redact.anonymise_report(report, self._people)

    def _limit(self, at_site: bool) -> Precision:
        """The coarser of the two limits that hold."""
        limits = (self.safety.limit, SITE_LIMIT) if at_site else (self.safety.limit,)
        return max(limits, key=ORDER.index)

    def _hides(self, place: HeldPlace) -> bool:
        """Whether control of the place would tell more than is published."""
        site = not self.safety.sites and self._places.is_site(place)
        return site or ORDER.index(place.precision) < ORDER.index(self.safety.limit)

    def _too_fine(self, place: PlaceRef) -> bool:
        return ORDER.index(place.precision) < ORDER.index(self.safety.limit)

    def _at_site(self, claim: Claim, places: Iterable[PlaceRef]) -> bool:
        """Whether the claim speaks of a sensitive site, by the kind of its places or by its words."""
        if self.safety.sites:
            return False
        words = (claim.evidence.text, *(ref.text for ref in (*claim.agents, *claim.targets)))
        return any(is_site(place) for place in places) or any(self._is_sensitive(text) for text in words)

    def _is_sensitive(self, text: str) -> bool:
        return not self.safety.sites and sensitive_words().search(text) is not None

    def _is_late(self, day: dt.date | None, reports: Iterable[Cited]) -> bool:
        """Whether something is too recent; what has no day is as old as the newest report of it, or unknown: too recent."""
        if self.safety.cutoff is None:
            return False
        published = [report.published for report in reports]
        if day is None and published and all(published):
            day = max(each for each in published if each)
        return day is None or day > self.safety.cutoff


def _tells_after(holding: Holding, cutoff: dt.date) -> bool:
    days = (holding.until, holding.until_earliest, holding.start_latest, holding.last_evidence)
    return any(day is not None and day > cutoff for day in days)


def _as_of(holding: Holding, cutoff: dt.date) -> Holding:
    """The holding as it was known on the day: without its later end and later evidence. Reasons tell days, so they go."""
    ends = holding.until is not None and holding.until > cutoff
    return replace(
        holding,
        until=None if ends else holding.until,
        until_earliest=None if ends else holding.until_earliest,
        start_latest=min(holding.start_latest, cutoff) if holding.start_latest else None,
        last_evidence=min(holding.last_evidence, cutoff) if holding.last_evidence else None,
        reasons=(),
    )
