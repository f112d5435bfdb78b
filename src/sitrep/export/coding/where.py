"""Where and when something happened, as ACLED and UCDP code it; None where their rules do not allow a row."""

from __future__ import annotations

import datetime as dt

from sitrep.export.coding.countries import Country
from sitrep.export.options import Known
from sitrep.export.source.choice import lineage
from sitrep.model.claims import PlaceRef
from sitrep.model.entities import Place
from sitrep.model.events import Event
from sitrep.model.record import Record

NO_PLACE = "no place finer than a country"
NO_DAY = "no first day (see --assume-days)"
VAGUE_DAY = "days further apart than a month"
WEEK, MONTH = 7, 31


class Where(Record):
    """A place as rows need it."""

    name: str
    lat: float
    lon: float
    country: Country
    admin1: str = ""
    admin2: str = ""
    precise: bool = True  # a place that is known itself
    note: str = ""


class When(Record):
    """Days as rows need them. `assumed` tells that the first one is the user's assumption."""

    start: dt.date
    end: dt.date
    assumed: bool = False

    @property
    def days(self) -> int:
        """How many days, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def middle(self) -> dt.date:
        """The day in the middle, as both schemes have it for an interval."""
        return self.start + (self.end - self.start) // 2


def when_of(event: Event, assume_days: int | None) -> When | str:
    """The days of the event, or why there are none."""
    start, end = event.start, event.end
    assumed = start is None and end is not None and assume_days is not None
    if assumed and end is not None and assume_days is not None:
        start = end - dt.timedelta(days=assume_days)
    if start is None or end is None:
        return NO_DAY
    return When(start=start, end=end, assumed=assumed)


def where_of(place: PlaceRef | None, known: Known) -> Where | str:
    """The place, or the chief town of the division that it lies in, or why there is neither."""
    if place is None:
        return NO_PLACE
    areas = _areas(place, known)
    country = next((known.countries[area.country] for area in areas if area.country in known.countries), None)
    if country is None or place.precision == "country":
        return NO_PLACE
    admin1 = next((area for area in areas if area.kind == "admin1"), None)
    admin2 = next((area.name for area in areas if area.kind == "district" and area.id != place.id), "")
    division = admin1.name if admin1 else ""
    if place.lat is not None and place.lon is not None and place.precision not in ("admin1", "unlocated"):
        return Where(name=place.name, lat=place.lat, lon=place.lon, country=country, admin1=division, admin2=admin2)
    chief = known.gazetteer.capital(admin1) if admin1 else None
    if chief is None or chief.lat is None or chief.lon is None or admin1 is None:
        return NO_PLACE
    told = f"“{place.name}” is not located; coded to the chief town of {admin1.name}"
    note = told if place.precision == "unlocated" else f"known to {admin1.name} only; coded to its chief town"
    return Where(
        name=chief.name,
        lat=chief.lat,
        lon=chief.lon,
        country=country,
        admin1=division,
        admin2=admin2,
        precise=False,
        note=note,
    )


def _areas(place: PlaceRef, known: Known) -> list[Place]:
    """The place and all that it lies in, as far as the gazetteer knows them."""
    starts = [ident for ident in (place.id, place.within) if ident]
    ids = dict.fromkeys(area for start in starts for area in lineage(start, known.gazetteer))
    return [area for ident in ids if (area := known.gazetteer.get(ident)) is not None]
