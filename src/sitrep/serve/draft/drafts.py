"""From what a person chose to decisions ready to be appended, with what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitrep.errors import InputError
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.record import Record, replace
from sitrep.review.decisions import VERDICTS, Decision, Kind, Said, changed_slots, said, slots_of
from sitrep.review.state import name_subject
from sitrep.serve.desk import Snapshot
from sitrep.serve.draft.slots import actor_meaning, own_place, place_meaning, slots_from
from sitrep.serve.find.names import Names
from sitrep.store.view import View

#: Kinds that change what a name means everywhere: only an admin may.
FOR_ADMINS: frozenset[str] = frozenset({"alias", "place"})


class Stamp(Record):
    """Who decides, when, and the last decision on each subject that the person saw ("" where there was none)."""

    by: str
    at: str
    seen: dict[str, str]
    note: str = ""


class Drafter:
    """Makes decisions about what one view of the store shows."""

    def __init__(self, view: View, snapshot: Snapshot, names: Names) -> None:
        self._view, self._snapshot, self._names = view, snapshot, names

    def verdict(self, kind: Kind, subject: str, stamp: Stamp) -> Decision:
        """Accept, reject, unsure or skip, of an event or a claim."""
        if kind not in VERDICTS or kind == "correct":
            raise InputError(f"{kind}: no verdict; known: accept, reject, unsure, skip")
        return _made(kind, subject, stamp, claims=self._said(subject))

    def correct(self, claim: str, slot: str, form: Mapping[str, str], stamp: Stamp) -> Decision:
        """Another value for one slot of a claim."""
        found = self._claim(claim)
        after = slots_from(found, slot, form, self._names)
        before = slots_of(found, changed_slots(after))
        if before == after:
            raise InputError(f"{slot}: that is what stands there already")
        return _made("correct", claim, stamp, claims=self._said(claim), before=before, after=after)

    def merge(self, event: str, others: Iterable[str], stamp: Stamp) -> Decision:
        """These events are one occurrence."""
        other_claims = [each for other in others if other != event for each in self._said(other)]
        if not other_claims:
            raise InputError("merging takes two events; choose another one as well")
        return _made("merge", event, stamp, claims=self._said(event), others=tuple(other_claims))

    def split(self, event: str, leaving: Iterable[str], stamp: Stamp) -> Decision:
        """These claims of the event tell another occurrence."""
        everything, wanted = self._said(event), frozenset(leaving)
        leave = tuple(each for each in everything if each.id in wanted)
        stay = tuple(each for each in everything if each.id not in wanted)
        if not leave or not stay:
            raise InputError("splitting takes some of the claims, not none and not all; choose which of them leave")
        return _made("split", event, stamp, claims=leave, others=stay)

    def name(self, kind: Kind, form: Mapping[str, str], stamp: Stamp) -> Decision:
        """What a name means, in one report (link) or everywhere (alias), or a place of one's own (place)."""
        name, sort, target = (form.get(field, "").strip() for field in ("name", "sort", "target"))
        if not name or sort not in ("actor", "place"):
            raise InputError("give the name as it is written, and say whether it is an actor or a place")
        document = form.get("document", "").strip() or None
        if (kind == "link") != (document is not None):
            raise InputError("a link names the report that it is for; what holds everywhere is an alias")
        if kind == "place":
            meaning = own_place(name, _degrees(form.get("lat", "")), _degrees(form.get("lon", "")))
        elif not target:
            raise InputError("say whom or what the name means")
        else:
            meaning = (actor_meaning if sort == "actor" else place_meaning)(target, self._names)
        subject = name_subject(sort, name, document)
        return _made(kind, subject, self._knowing(subject, stamp), name=name, document=document, meaning=meaning)

    def undo(self, decision: str, stamp: Stamp) -> Decision:
        """That decision holds no longer."""
        found = next((each for each in self._snapshot.decisions if each.id == decision), None)
        if found is None:
            raise InputError(f"{decision}: no such decision")
        if found.id in self._snapshot.now.undone:
            raise InputError(f"{decision}: is undone already")
        return _made("undo", found.subject, self._knowing(found.subject, stamp), undoes=found.id)

    def _knowing(self, subject: str, stamp: Stamp) -> Stamp:
        """The stamp of somebody whom the page showed no last decision on the subject: what is shown now counts."""
        last = self._snapshot.now.last.get(subject)
        return replace(stamp, seen={subject: last.id if last else "", **stamp.seen})

    def _claim(self, ident: str) -> Claim:
        found = self._view.claims_by_id((ident,))
        if not found:
            raise InputError(f"{ident}: no such claim; it may have been rejected or read anew")
        return found[0]

    def _event(self, ident: str) -> Event:
        found = self._view.events_by_id((ident,))
        if not found:
            raise InputError(f"{ident}: this event is no longer there; its claims are in another one now")
        return found[0]

    def _said(self, subject: str) -> tuple[Said, ...]:
        """The claims of a subject as they were read, in the subject's order."""
        ids = self._event(subject).claims if subject.startswith("e-") else (self._claim(subject).id,)
        as_read = {claim.id: claim for claim in self._view.claims_as_read(ids)}
        return tuple(said(as_read[ident]) for ident in ids if ident in as_read)


def _made(kind: Kind, subject: str, stamp: Stamp, **values: object) -> Decision:
    return Decision(
        kind=kind,
        subject=subject,
        decided_at=stamp.at,
        decided_by=stamp.by,
        predecessor=stamp.seen.get(subject) or None,
        note=stamp.note,
        **values,  # type: ignore[arg-type]
    )


def _degrees(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InputError(f"{text or 'nothing'}: not degrees; write for instance 35.93") from error
