"""Events in the format of ACLED: its 31 columns, and the companion file that tells what is behind each row.

These are not ACLED's data: rows are claims of reports, coded by a program by the rules of docs/export.md.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import BinaryIO

from sitrep.export.coding.parties import Party
from sitrep.export.options import CREDITS, Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldEvent
from sitrep.export.tables.acled.coding import INTER, code, scheme
from sitrep.export.tables.acled.merge import Row, rows
from sitrep.export.tables.cells import Cell, joined, table, text
from sitrep.export.tables.notes import note
from sitrep.export.tables.shared import PROVENANCE, iso, provenance

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
SCHEMA, MEMBERS_SCHEMA = "sitrep.acled/1", "sitrep.acled-members/1"
MEMBERS = (
    "event_id_cnty", "event", "role", "left_out_because", "type", "status", "standing", "start", "end", "place",
    "agents", "targets", "disputes", *PROVENANCE,
)  # fmt: skip
_CIVILIAN_TARGETS = frozenset({"Explosions/Remote violence", "Riots"})


def write_acled(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:
    """One row for each merged event, by day."""
    left_out: Counter[str] = Counter()
    uploaded, count = _uploaded(material), 0
    with table(out, COLUMNS) as cells:
        for row in rows(material, known, options.assume_days, left_out):
            cells.writerow(_cells(row, known, uploaded))
            count += 1
    return written(count, left_out)


def write_members(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:
    """One row for each event: the row it went into or why it went into none, and where it comes from."""
    left_out: Counter[str] = Counter()
    maker, count = made_by(material.run()), 0
    with table(out, MEMBERS) as cells:
        for row in rows(material, known, options.assume_days, left_out):
            for member in row.members:
                role = "row" if member is row.lead else "merged into it"
                cells.writerow(_member(member.told, (row.number, role, ""), maker))
                count += 1
        for told in material.events():
            coded = code(told, known, options.assume_days)
            if isinstance(coded, str):
                cells.writerow(_member(told, ("", "left out", coded), maker))
                count += 1
    return written(count)


def _member(told: ToldEvent, place_in: tuple[str, str, str], maker: str) -> tuple[Cell, ...]:
    event, (number, role, reason) = told.event, place_in
    names = (joined(ref.name for ref in event.agents), joined(ref.name for ref in event.targets))
    where = text(event.place.name if event.place else "")
    differ = joined(dispute.field for dispute in event.disputes)
    told_as = (event.type, event.status, event.standing, iso(event.start), iso(event.end), where, *names, differ)
    return (number, event.id, role, reason, *told_as, *provenance(told, MEMBERS_SCHEMA, maker, joined(CREDITS)))


def _cells(row: Row, known: Known, uploaded: int | None) -> tuple[Cell, ...]:
    lead, where, country = row.lead, row.lead.where, row.lead.where.country
    group, _, disorder = scheme().hierarchy[scheme().rank(lead.sub)]
    name = country.acled_name or country.name
    first = lead.first[0] if lead.first else Party(id=None, name="", kind="")
    second = lead.second[0] if lead.second else None
    targeted = bool(second) and all(each.kind == "civilians" for each in lead.second)
    civil = group == "Violence against civilians" or (group in _CIVILIAN_TARGETS and targeted)
    return (
        row.number, lead.day.isoformat(), lead.day.year, lead.time_precision, disorder, group, lead.sub,
        _actor(first, name), _others(lead.first, name), INTER[first.kind][1],
        _actor(second, name) if second else "", _others(lead.second, name), INTER[second.kind][1] if second else "",
        interaction(first, second), "Civilian targeting" if civil else "",
        int(country.iso_numeric) if country.iso_numeric else None, country.acled_region, name,
        text(where.admin1), text(where.admin2), "", text(where.name), round(where.lat, 4), round(where.lon, 4),
        lead.geo_precision, _sources(row), _scale(row, known), text(note(row)),
        min((each.dead.total(0) for each in row.members if each.dead.total(0)), default=0) if _disputed(row)
        else max(each.dead.total(0) for each in row.members),
        _tags(row), uploaded,
    )  # fmt: skip


def interaction(first: Party, second: Party | None) -> str:
    """The two kinds, the lower code first except that civilians come after external forces."""
    one, own = INTER[first.kind]
    if second is None:
        return f"{own} only"
    two, other = INTER[second.kind]
    if {one, two} == {7, 8}:
        return "External/Other forces-Civilians"
    return f"{own}-{other}" if one <= two else f"{other}-{own}"


def _actor(party: Party, country: str) -> str:
    """The name; the scheme's own form for civilians, crowds and those whom nobody names."""
    label = {"civilians": "Civilians", "protesters": "Protesters", "rioters": "Rioters"}.get(party.kind)
    if label and (party.id is None or ":" in party.id):
        return f"{label} ({country})"
    if party.id is None or not party.name:
        return f"Unidentified Armed Group ({country})"
    return text(party.name)


def _others(parties: tuple[Party, ...], country: str) -> str:
    return joined(_actor(each, country) for each in parties[1:])


def _sources(row: Row) -> str:
    outlets = [outlet for member in row.members for outlet in member.told.event.outlets]
    return joined(sorted(set(outlets))) or "Undisclosed Source"


def _scale(row: Row, known: Known) -> str:
    """Whether outlets are of the country or from elsewhere; Other where the roster does not list them."""
    scales = set()
    for outlet in {outlet for member in row.members for outlet in member.told.event.outlets}:
        listed = [actor for actor in known.roster.lookup(outlet) if actor.countries]
        if listed:
            home = any(row.lead.where.country.code in actor.countries for actor in listed)
            scales.add("National" if home else "International")
    return "-".join(sorted(scales, reverse=True)) or "Other"


def _disputed(row: Row) -> bool:
    return any(dispute.field == "casualties" for member in row.members for dispute in member.told.event.disputes)


def _tags(row: Row) -> str:
    events = [member.told.event for member in row.members]
    redacted = any(member.told.redactions for member in row.members)
    return joined(
        (
            f"standing={row.lead.told.event.standing}",
            f"claims={sum(len(event.claims) for event in events)}",
            f"origins={len({origin for event in events for origin in event.origins})}",
            *(["disputed=" + ",".join(sorted({d.field for event in events for d in event.disputes}))]
              if any(event.disputes for event in events) else []),
            *(["date=assumed"] if row.lead.when.assumed else []),
            *(["redacted"] if redacted else []),
            f"schema={SCHEMA}",
        )
    )  # fmt: skip


def _uploaded(material: Material) -> int | None:
    """When the records were made, in Unix seconds."""
    run = material.run()
    return int(dt.datetime.fromisoformat(run.started_at).timestamp()) if run else None
