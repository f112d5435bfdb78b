"""What an export from the desk may be asked beside the filter. How safe it is has the same defaults as the command's."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from sitrep.export.formats import FORMATS
from sitrep.export.options import Options
from sitrep.export.safety.guard import Safety
from sitrep.export.safety.places import ORDER
from sitrep.model.claims import Precision
from sitrep.serve.find.filters import Day, Filter, none_if_empty
from sitrep.serve.words import words

#: From fine to coarse; what is not located has none.
PRECISIONS = ORDER[:-1]


class Entry(BaseModel):
    """A format in the desk's menu: its name in the address, its words for people, and what opens it."""

    name: str
    title: str
    about: str


def menu() -> list[tuple[str, list[Entry]]]:
    """The formats under the headings that the menu shows. A format without words of its own is shown by its name."""
    said, groups = words()["formats"], words()["format_groups"]
    known = [name for names in groups.values() for name in names]
    rest = [name for name in FORMATS if name not in known]
    found = {**groups, **({"More": rest} if rest else {})}
    return [
        (heading, [Entry(name=name, title=said.get(name, name), about=FORMATS[name].about) for name in names])
        for heading, names in found.items()
    ]


class Asked(Filter):
    """The filter with what is asked of the file."""

    day: Day = Field(default=None, description="Control: only what may hold on this day.")
    delay: Annotated[int, Field(ge=0, le=36_500, description="Nothing of the last so many days.")] = 0
    max_precision: Annotated[Precision, Field(description="No place finer than this.")] = "exact"
    assume_days: Annotated[
        Annotated[int, Field(ge=0, le=365)] | None,
        BeforeValidator(none_if_empty),
        Field(description="ACLED, UCDP: take a missing first day as so many days before the last."),
    ] = None
    hxl: Annotated[bool, Field(description="HDX: a row of hashtags under the header.")] = False
    title: Annotated[str, Field(min_length=1, max_length=200, description="Report: its title.")] = "Situation report"

    def filter(self) -> Filter:
        """The filter alone. Files have one order, whatever the list has."""
        return Filter.model_validate({name: getattr(self, name) for name in Filter.model_fields if name != "sort"})

    def told(self) -> dict[str, Any]:
        """The filter as the description of a file tells it: what was chosen, by the names of the address."""
        return self.filter().model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def safety(self, today: dt.date) -> Safety:
        """How careful the file is: as a public one, and what was asked beyond that."""
        return Safety(limit=self.max_precision, cutoff=today - dt.timedelta(days=self.delay) if self.delay else None)

    def options(self) -> Options:
        """What is asked of the format; a report says what was chosen."""
        days = [f"from {self.since}" if self.since else "", f"until {self.until}" if self.until else ""]
        return Options(
            at=self.day,
            assume_days=self.assume_days,
            hxl=self.hxl,
            title=self.title,
            period=" ".join(filter(None, days)),
            area=f"within {self.box}" if self.box else ", ".join(self.place),
        )
