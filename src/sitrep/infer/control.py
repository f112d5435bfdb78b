"""Events and claims to control: for each place with evidence, who held it from when to when, and what denies it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sitrep.fuse.pairs.facts import is_area, place_key, tell
from sitrep.fuse.pairs.parties import Parties, Roster
from sitrep.fuse.pairs.quoted import one_voice
from sitrep.fuse.pairs.rules import shipped_rules
from sitrep.infer.evidence import Evidence
from sitrep.infer.gather import gather
from sitrep.infer.spells import Spell
from sitrep.infer.timeline import Timeline
from sitrep.model.claims import ActorRef, Claim, PlaceRef
from sitrep.model.control import HeldPlace, Holder, Holding
from sitrep.model.events import Event
from sitrep.model.record import replace
from sitrep.model.text import Document

#: How far a state is believed for its kind, before what its origins are worth.
_TRUST = {"held": 1.0, "contested": 0.8, "claimed": 0.5, "unknown": 0.5}


def infer_control(
    events: Sequence[Event],
    claims: Sequence[Claim],
    documents: Sequence[Document],
    roster: Roster,
    copied: frozenset[str] = frozenset(),
) -> tuple[Holding, ...]:
    """The holdings of every place that some claim gives evidence for, by place and then by time; the rules are in
    docs/control.md. A place without evidence has none. `copied` as for `fuse`. The order of the input does not matter.
    """
    rules, parties = shipped_rules(), Parties(roster)
    told = one_voice(tell(claims, documents, copied, parties, rules), documents)
    ordered = sorted(events, key=lambda event: event.id)
    at = gather(ordered, told, rules, parties)
    lines = {key: Timeline(evidence, parties).spells for key, evidence in sorted(at.items())}
    wholes = {place_key(place): place for item in told for place in item.claim.places if is_area(place, rules)}
    for key, evidence in _contested_by_parts(at, lines, wholes, parties):
        at.setdefault(key, []).append(evidence)
        lines[key] = Timeline(at[key], parties).spells
    return tuple(
        holding
        for key, spells in sorted(lines.items(), key=lambda entry: (at[entry[0]][0].place.name, entry[0]))
        for holding in _holdings(_best_place(at[key]), spells, parties)
    )


def _best_place(evidence: Iterable[Evidence]) -> PlaceRef:
    """The reference to the place that knows most about where it is."""
    return min((e.place for e in evidence), key=lambda place: (place.lat is None, place.name, place.text, place.start))


def _contested_by_parts(
    at: dict[str, list[Evidence]], lines: dict[str, list[Spell]], wholes: dict[str, PlaceRef], parties: Parties
) -> list[tuple[str, Evidence]]:
    """An area is contested while places in it are in the hands of opposite sides and nobody is told to hold it all."""
    inside: dict[str, list[Spell]] = defaultdict(list)
    for key, spells in lines.items():
        around = next((e.place.within for e in at[key] if e.place.within in wholes), None)
        if around is not None:
            inside[around] += [spell for spell in spells if spell.party]
    found = []
    for key, spells in sorted(inside.items()):
        held_as_one = any(e.kind in ("holds", "gains") for e in at.get(key, []))
        pair = None if held_as_one else _opposed(spells, parties)
        if pair is not None:
            found.append((key, _parted(wholes[key], pair)))
    return found


def _opposed(spells: Sequence[Spell], parties: Parties) -> tuple[Spell, Spell] | None:
    """The first two spells that are last known together and whose holders stand on opposite sides."""
    known = sorted((s for s in spells if s.last_evidence), key=lambda s: (s.last_evidence or dt.date.max, _ids(s)))
    for index, one in enumerate(known):
        for other in known[index + 1 :]:
            later = max(one.first or dt.date.min, other.first or dt.date.min)
            together = min(one.last_evidence or dt.date.min, other.last_evidence or dt.date.min) >= later
            if together and parties.tie(one.party, other.party, one.last_evidence)[0] == "opposed":
                return one, other
    return None


def _parted(area: PlaceRef, pair: tuple[Spell, Spell]) -> Evidence:
    known = [e for spell in pair for e in spell.evidence]
    firsts = [spell.first for spell in pair if spell.first is not None]
    last = min(spell.last_evidence for spell in pair if spell.last_evidence is not None)
    return replace(
        known[0],
        kind="partial",
        place=area,
        party=(),
        others=(),
        first=min(max(firsts), last) if firsts else None,
        last=last,
        claims=tuple(sorted({claim for e in known for claim in e.claims})),
        origins=tuple(sorted({origin for e in known for origin in e.origins})),
        own_word=False,
        denied=(),
        because=f"places in it are held by {_names(pair[0].party)} and by {_names(pair[1].party)}",
    )


def _ids(spell: Spell) -> tuple[str, ...]:
    return tuple(sorted(claim for e in spell.evidence for claim in e.claims))


def _names(actors: Iterable[ActorRef]) -> str:
    return ", ".join(sorted({actor.name for actor in actors}))


# ---- spells to lines -----------------------------------------------------------------------------------------------


def _holdings(place: PlaceRef, spells: Sequence[Spell], parties: Parties) -> list[Holding]:
    held = HeldPlace(id=place.id, name=place.name, lat=place.lat, lon=place.lon, precision=place.precision)
    lines: list[Holding] = []
    for spell in spells:
        line = _line(held, spell, parties)
        lines.append(line)
        if spell.siege is not None:
            lines += _besieged(lines.pop(), spell, parties)
    return [
        replace(line, until=following.start_latest, until_earliest=following.start)
        for line, following in pairwise(lines)
    ] + lines[-1:]


def _line(place: HeldPlace, spell: Spell, parties: Parties) -> Holding:
    holder = chosen(spell.party, spell.last_evidence, parties)
    state = spell.state if holder is not None or spell.state not in ("held", "claimed") else "unknown"
    return Holding(
        place=place,
        holder=Holder(id=holder.id, name=holder.name) if holder else None,
        side=parties.side(holder, spell.last_evidence) if holder else None,
        state=state,
        start=spell.first,
        start_latest=spell.latest,
        last_evidence=spell.last_evidence,
        because=_ids(spell),
        against=tuple(sorted(set(spell.against) - set(_ids(spell)))),
        confidence=_confidence(spell, state),
        reasons=tuple(dict.fromkeys((*(_sentence(e) for e in spell.evidence), *spell.reasons))),
    )


def _sentence(e: Evidence) -> str:
    told = e.because.replace("{0}", _names(e.party) or "somebody")
    days = f"{e.last}" if e.first in (None, e.last) else f"{e.first} to {e.last}"
    up_to = "by " if e.first is None else ""
    return f"{told} ({up_to}{days}; {', '.join(origin for origin, _ in e.origins)})"


def _besieged(line: Holding, spell: Spell, parties: Parties) -> list[Holding]:
    """The line before the siege and the line under it; the holder stays the holder."""
    siege = spell.siege
    assert siege is not None
    besieger = chosen([ref for e in siege.evidence for ref in e.party], siege.last, parties)
    claims = tuple(sorted({claim for e in siege.evidence for claim in e.claims}))
    under = replace(
        line,
        besieged_by=Holder(id=besieger.id, name=besieger.name) if besieger else Holder(id=None, name="unknown"),
        because=tuple(sorted({*line.because, *claims})),
        last_evidence=max(line.last_evidence or siege.last, *(e.last for e in siege.evidence)),
        reasons=tuple(dict.fromkeys((*line.reasons, *(_sentence(e) for e in siege.evidence)))),
    )
    if line.start_latest is not None and siege.last <= line.start_latest:
        return [under]
    first = siege.first if line.start is None or siege.first is None else max(siege.first, line.start)
    return [line, replace(under, start=first or line.start, start_latest=siege.last)]


def chosen(party: Sequence[ActorRef], on: dt.date | None, parties: Parties) -> ActorRef | None:
    """The one actor to show: named most often, a naming of somebody who belongs to it counting half; a whole side
    ("rebels") only where nobody in particular is named, and a bare description last."""
    named = [ref for ref in party if ref.id is not None]
    if not named:
        return min(party, key=lambda ref: (ref.name, ref.text, ref.start), default=None)
    refs = {ref.id: ref for ref in sorted(named, key=lambda ref: (ref.name, ref.text, ref.start), reverse=True)}
    particular = [ref for ref in refs.values() if parties.kind(ref) != "side"] or list(refs.values())

    def weight(ref: ActorRef) -> float:
        return sum(
            1.0 if other.id == ref.id else 0.5 * (parties.compatible(ref, other, on) is not None) for other in named
        )

    return min(particular, key=lambda ref: (-weight(ref), ref.id or ""))


def _confidence(spell: Spell, state: str) -> float:
    """How sure the origins make it, as if each were wrong by itself; at most 0.95."""
    origins: dict[str, float] = {}
    for e in spell.evidence:
        for origin, confidence in e.origins:
            origins[origin] = max(origins.get(origin, 0.0), confidence)
    doubt = 1.0
    for confidence in origins.values():
        doubt *= 1.0 - confidence
    return round(min(0.95, (1.0 - doubt) * _TRUST[state]), 3)
