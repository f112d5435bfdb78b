"""Events in the format of UCDP GED: its 49 columns, fatal events only.

These are not UCDP's data. Numbers that only Uppsala gives (conflicts, dyads, sides) stay empty rather than invented, and no
row says `Clear`, which is their word for a checked one.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import BinaryIO

from sitrep.export.coding.parties import Dead, Party, dead, sides
from sitrep.export.coding.where import When, Where, when_of, where_of
from sitrep.export.options import Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldEvent
from sitrep.export.tables.acled.coding import NO_EVENT
from sitrep.export.tables.cells import Cell, joined, table, text
from sitrep.export.tables.notes import STANDINGS, sentence
from sitrep.export.tables.shared import iso
from sitrep.model.record import Record

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
SCHEMA = "sitrep.ucdp/1"
NOT_FATAL, NO_SIDES, YEARS = "nobody is reported killed", "nobody is named who did it", "days further apart than a year"
WHERE_PREC = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "area": 5, "country": 6}
_YEAR = 366


class Fatal(Record):
    """An event as UCDP codes it."""

    told: ToldEvent
    when: When
    where: Where
    a: tuple[Party, ...]
    b: tuple[Party, ...]
    violence: int
    dead: Dead


def write_ucdp(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:
    """One row for each event with at least one death, by first day."""
    left_out: Counter[str] = Counter()
    maker, count = made_by(material.run()), 0
    with table(out, COLUMNS) as cells:
        for told in material.events():
            fatal = _fatal(told, known, options.assume_days)
            if isinstance(fatal, str):
                left_out[fatal] += 1
                continue
            cells.writerow(_cells(fatal, known, maker))
            count += 1
    return written(count, left_out)


def _fatal(told: ToldEvent, known: Known, assume_days: int | None) -> Fatal | str:
    event = told.event
    if event.status in NO_EVENT or event.standing == "denied":
        return NO_EVENT.get(event.status, "denied")
    if not any(toll.outcome == "killed" and (toll.high or toll.best or toll.low) for toll in event.casualties):
        return NOT_FATAL
    when, where = when_of(event, assume_days), where_of(event.place, known)
    if isinstance(when, str) or isinstance(where, str):
        return when if isinstance(when, str) else str(where)
    if when.days > _YEAR:
        return YEARS
    a, b = sides(event, where.country.code, known)
    if not a:
        return NO_SIDES
    if not any(_is_state(each) for each in a) and any(_is_state(each) for each in b):
        a, b = b, a
    killed = dead(event, a, b, known)
    one_sided = not b or all(each.kind == "civilians" for each in b)
    violence = 3 if one_sided else 1 if any(_is_state(each) for each in (*a, *b)) else 2
    return Fatal(told=told, when=when, where=where, a=a, b=b, violence=violence, dead=killed)


def _is_state(party: Party) -> bool:
    return party.kind in ("state", "external")


def _cells(fatal: Fatal, known: Known, maker: str) -> tuple[Cell, ...]:
    event, where, when, country = fatal.told.event, fatal.where, fatal.when, fatal.where.country
    side_a, side_b = text(fatal.a[0].name), "Civilians" if fatal.violence == 3 else text(fatal.b[0].name)
    lat, lon = round(where.lat, 6), round(where.lon, 6)
    low, best, high = (fatal.dead.total(which) for which in range(3))
    return (
        int(event.id.removeprefix("e-")[:12], 16), event.id, when.start.year, "", _status(fatal), fatal.violence,
        "", "", "", "", "", f"{side_a} - {side_b}", "", "", side_a, "", "", side_b,
        len(event.outlets), *_sources(fatal.told, maker),
        _where_prec(fatal), text(where.name), text(_described(fatal)), text(where.admin1), text(where.admin2),
        lat, lon, f"POINT ({lon} {lat})", priogrid(lat, lon), country.ucdp_name or country.name,
        int(country.gwno) if country.gwno else None, country.ucdp_region, 1 if when.days == 1 else 2,
        _date_prec(when), f"{iso(when.start)} 00:00:00.000", f"{iso(when.end)} 00:00:00.000",
        fatal.dead.a[1], fatal.dead.b[1], fatal.dead.civilians[1], fatal.dead.unknown[1], best, high, low,
        _numbers(fatal.a, known), _numbers(fatal.b, known),
    )  # fmt: skip


def _sources(told: ToldEvent, maker: str) -> tuple[str, ...]:
    """The five source columns; the first also says how far to trust the row, so that it never stands as a fact."""
    event, reports = told.event, told.documents
    article = joined((*(f"{report.outlet or 'outlet not told'}, {iso(report.published)}, {report.title or report.id}"
                        for report in reports), f"standing: {STANDINGS[event.standing]}", f"{maker} ({SCHEMA})"))  # fmt: skip
    return (
        article,
        joined(report.outlet for report in reports),
        joined(iso(report.published) for report in reports),
        joined(report.title for report in reports),
        joined(event.origins),
    )


def _described(fatal: Fatal) -> str:
    remark = f" [{fatal.where.note}]" if fatal.where.note else ""
    redacted = f" [{'; '.join(fatal.told.redactions)}]" if fatal.told.redactions else ""
    return f"As reported: {sentence(fatal.told)}{remark}{redacted}"


def _status(fatal: Fatal) -> str:
    """What a coder should check first; never `Clear`."""
    event = fatal.told.event
    fields = {dispute.field for dispute in event.disputes}
    if "casualties" in fields or fatal.dead.unknown[2]:
        return "Check deaths"
    if _where_prec(fatal) > 2:
        return "Check geography"
    return (
        "Check dyad"
        if fields & {"agents", "targets"} or any(each.id is None for each in (*fatal.a, *fatal.b))
        else "Check sources"
    )


def _where_prec(fatal: Fatal) -> int:
    place = fatal.told.event.place
    return WHERE_PREC.get(place.precision, 4) if place and fatal.where.precise else 4


def _date_prec(when: When) -> int:
    """1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more."""
    for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)):
        if when.days <= most:
            return code
    return 5


def _numbers(parties: tuple[Party, ...], known: Known) -> str:
    """Gleditsch–Ward numbers of the states on a side."""
    codes = (code for each in parties if _is_state(each) for code in each.countries)
    return ";".join(dict.fromkeys(known.countries[code].gwno for code in codes if code in known.countries))


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell: half degrees, counted from the south-west corner, 720 a row."""
    row, column = min(359, math.floor((lat + 90) * 2)), min(719, math.floor((lon + 180) * 2))
    return row * 720 + column + 1
