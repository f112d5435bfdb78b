"""What every exporter is told and tells: options, what is known about words and places, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cached_property
from typing import BinaryIO, Protocol

from sitrep.export.coding.countries import Country, countries
from sitrep.export.source.material import Material
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.record import Record
from sitrep.store.runs import Counted, Run

#: Whose work is in the records; licences are in NOTICE. Every export carries it.
CREDITS = (
    "Made by sitrep from published reports; each record names its reports",
    "Places: GeoNames (geonames.org), CC BY 4.0; outlines: Natural Earth",
)
#: Said once in every file that has room for it.
CAUTION = "Records are what reports claim, not established facts; see standing and sources of each"


class Options(Record):
    """What formats can be asked for beyond the records themselves.

    at           control: only what may apply on this day
    assume_days  ACLED and UCDP: an event without a first day is taken to lie within so many days before its last
    hxl          HDX: a row of hashtags under the header
    title        situation report: its title
    period, area situation report: what it says of itself
    """

    at: dt.date | None = None
    assume_days: int | None = None
    hxl: bool = False
    title: str = "Situation report"
    period: str = ""
    area: str = ""


class Written(Record):
    """What came of an export: rows, what was left out with the reason, and of how many records what was withheld."""

    rows: int
    left_out: tuple[Counted, ...] = ()
    withheld: tuple[Counted, ...] = ()


class Known:
    """The lexicon as exporters ask it."""

    def __init__(self, gazetteer: Gazetteer, roster: Roster) -> None:
        self.gazetteer, self.roster = gazetteer, roster

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Countries by ISO 3166-1 alpha-2 code."""
        return countries()


class Writer(Protocol):
    """A format: one function from material to a stream."""

    def __call__(self, material: Material, out: BinaryIO, options: Options, known: Known) -> Written:
        """Writes all of the material."""


def written(rows: int, left_out: Counter[str] | None = None, withheld: Counter[str] | None = None) -> Written:
    """The outcome, reasons in the order of the alphabet."""
    return Written(rows=rows, left_out=_counted(left_out), withheld=_counted(withheld))


def _counted(counts: Counter[str] | None) -> tuple[Counted, ...]:
    return tuple(Counted(name=name, count=count) for name, count in sorted((counts or Counter()).items()))


def made_by(run: Run | None) -> str:
    """The run and version that made the records, as one word pair."""
    return f"sitrep {run.sitrep} {run.id}" if run else "sitrep"
