"""What a reviewer typed as the value of a slot: names to actors and places, days, numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, get_args

from sitrep.errors import InputError
from sitrep.model.claims import ActorRef, Claim, PlaceRef, Status
from sitrep.model.dates import TimeRef
from sitrep.model.entities import Actor, Place
from sitrep.model.record import hashed_id, replace
from sitrep.review.decisions import Meaning, Slots
from sitrep.serve.find.names import Names
from sitrep.serve.words import words

ACTORS = ("agents", "targets", "sources")
PLACES = ("places", "origin", "destination")
FIGURES = ("casualties", "materiel", "quantities")
SLOTS = ("type", "status", *ACTORS, *PLACES, "time", *FIGURES)
#: "Name @ 35.1, 36.2": a place that no gazetteer has.
_SPOT = re.compile(r"^(?P<name>.+?)\s*@\s*(?P<lat>-?\d+(?:\.\d+)?)\s*,\s*(?P<lon>-?\d+(?:\.\d+)?)$")
#: "Idlib (city, SY) · geonames:169389": what the field offers.
_OFFERED = re.compile(r"^.*·\s*(?P<id>\S+)$")
_MOST = 50

Form = Mapping[str, str]


def slots_from(claim: Claim, slot: str, form: Form, names: Names) -> Slots:
    """The slot as typed. Raises InputError where it cannot be understood."""
    if slot not in SLOTS:
        raise InputError(f"{slot}: no slot; known: {', '.join(SLOTS)}")
    text = form.get("value", "").strip()
    if slot == "type":
        return Slots(type=_one_of(text, tuple(words()["types"]), "type"))
    if slot == "status":
        return Slots(status=_one_of(text, get_args(Status), "status"))
    if slot == "time":
        return Slots(time=_time(claim, form))
    if slot in FIGURES:
        return _with(slot, _figures(getattr(claim, slot), slot, form))
    before = getattr(claim, slot)
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_MOST]
    one = _actor if slot in ACTORS else _place
    return _with(slot, tuple(one(line, before, names) for line in lines))


def _with(slot: str, value: Any) -> Slots:
    return replace(Slots(), **{slot: value})


def _one_of(text: str, known: tuple[str, ...], what: str) -> Any:
    if text not in known:
        raise InputError(f"{text or 'nothing'}: no {what}; choose one of {', '.join(known)}")
    return text


def _time(claim: Claim, form: Form) -> TimeRef:
    start, end = day_from(form.get("start", "")), day_from(form.get("end", ""))
    start, end = start or end, end or start
    if start and end and end < start:
        raise InputError(f"{end} lies before {start}; give the earliest day first")
    known = claim.time
    return TimeRef(
        start=start,
        end=end,
        text=known.text if known else "",
        precision="unknown" if start is None else "day" if start == end else "days",
        reason="given by a person" if start else "a person said that no day is told",
        span=known.span if known else None,
    )


def day_from(text: str) -> dt.date | None:
    """A day as typed; None for nothing. Raises InputError."""
    try:
        return dt.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise InputError(f"{text}: not a day; write it as YYYY-MM-DD") from error


def number_from(text: str) -> int | None:
    """A number as typed; None for nothing. Raises InputError."""
    text = text.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InputError(f"{text}: not a number of people or things")
    return int(text)


def _figures(before: tuple[Any, ...], slot: str, form: Form) -> tuple[Any, ...]:
    kept = []
    for place, each in enumerate(before):
        if form.get(f"{slot}.{place}.drop"):
            continue
        low = number_from(form.get(f"{slot}.{place}.low", ""))
        high = number_from(form.get(f"{slot}.{place}.high", ""))
        if low is not None and high is not None and high < low:
            raise InputError(f"{low} to {high}: the smaller number comes first")
        kept.append(replace(each, low=low, high=high))
    return tuple(kept)


def _actor(line: str, before: tuple[ActorRef, ...], names: Names) -> ActorRef:
    for ref in before:
        if line in (ref.name, ref.text):
            return ref
    meaning = actor_meaning(line, names)
    place = before[0] if before else None
    start, end = (place.start, place.end) if place else (0, 0)
    return ActorRef(
        id=meaning.id,
        name=meaning.name,
        text=place.text if place else "",
        start=start,
        end=end,
        reason="given by a person",
    )


def _place(line: str, before: tuple[PlaceRef, ...], names: Names) -> PlaceRef:
    for ref in before:
        if line in (ref.name, ref.text):
            return ref
    meaning = place_meaning(line, names)
    words_, start, end = (before[0].text, before[0].start, before[0].end) if before else ("", 0, 0)
    return PlaceRef(
        id=meaning.id,
        name=meaning.name,
        text=words_,
        start=start,
        end=end,
        lat=meaning.lat,
        lon=meaning.lon,
        precision=meaning.precision,
        reason="given by a person",
        kind=meaning.kind,
        within=meaning.within,
        radius_km=meaning.radius_km,
    )


def actor_meaning(line: str, names: Names) -> Meaning:
    """Whom the line names: by the id that the field offers, else by name in the roster, else a group of its own."""
    offered = _OFFERED.match(line)
    known = names.roster.get(offered["id"] if offered else line)
    if known is None:
        found = names.roster.lookup(line)
        known = found[0] if len(found) == 1 else None
    if known is not None:
        return Meaning(sort="actor", id=known.id, name=known.name)
    return Meaning(sort="actor", id=f"unlisted:{line.casefold()}", name=line)


def place_meaning(line: str, names: Names) -> Meaning:
    """What place the line names: by id, by name where one place is likeliest, or at coordinates.

    Raises InputError where nothing is known of it.
    """
    spot = _SPOT.match(line)
    if spot:
        return own_place(spot["name"], float(spot["lat"]), float(spot["lon"]))
    offered = _OFFERED.match(line)
    known = names.place(offered["id"] if offered else line)
    if known is None:
        found = names.gazetteer.search(line)
        known = found[0][1] if found else None
    if known is None:
        raise InputError(f"{line}: no such place is known; choose one that the field offers, or write NAME @ LAT, LON")
    return meaning_of(known)


def meaning_of(place: Place) -> Meaning:
    """A place of the gazetteer as what a name means."""
    return Meaning(
        sort="place",
        id=place.id,
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        kind=place.kind,
        within=place.admin1,
        radius_km=place.radius_km,
    )


def own_place(name: str, lat: float, lon: float) -> Meaning:
    """A place that a person puts on the map. Raises InputError where it would not lie on the earth."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f"{lat}, {lon}: not on the earth; latitude comes first")
    ident = hashed_id("place:own", f"{name}\x1f{lat}\x1f{lon}", digits=10)
    return Meaning(sort="place", id=ident, name=name, lat=lat, lon=lon, precision="near", kind="place", radius_km=2.0)


def offers(text: str, names: Names) -> list[str]:
    """Places that the text may mean, as the field offers them."""
    if not text.strip():
        return []
    found = [place for _, place in names.gazetteer.search(text.strip())[:12]]
    return [f"{place.name} ({place.kind}, {place.country}) · {place.id}" for place in found]


def actor_offers(names: Names) -> list[str]:
    """All actors of the roster, as the field offers them."""
    return [_offer(actor) for actor in sorted(names.roster.actors(), key=lambda actor: actor.name)]


def _offer(actor: Actor) -> str:
    return f"{actor.name} · {actor.id}"
