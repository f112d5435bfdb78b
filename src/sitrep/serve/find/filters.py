"""What the reader asks for: one set of filters for list, map, timeline, export and API, all of it in the address."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.datastructures import QueryParams

#: Filters of which any number of values may be chosen; an event passes with any one of them.
FACETS = ("type", "actor", "side", "place", "outlet", "origin", "standing", "status", "confidence", "review")

#: Those with so few values that they stand on every page; the others are read when somebody opens them.
SHORT = ("type", "side", "standing", "status", "confidence", "review")

MAX_VALUES = 200
MAX_TEXT = 300

Sort = Literal["oldest", "newest", "claims", "weight"]


def none_if_empty(value: Any) -> Any:
    """A form sends empty fields as empty words."""
    return None if value == "" else value


Day = Annotated[dt.date | None, BeforeValidator(none_if_empty)]
Values = Annotated[list[str], Field(max_length=MAX_VALUES)]


class Filter(BaseModel):
    """The filters. Values of one are alternatives, different ones must all hold."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    q: Annotated[str, Field(max_length=MAX_TEXT, description="Words that must all be found, in any spelling.")] = ""
    type: Values = Field(default=[], description="Types of events.")
    actor: Values = Field(default=[], description="Ids or names of actors, doing or suffering.")
    side: Values = Field(default=[], description="Sides that these actors stood on.")
    place: Values = Field(default=[], description="Ids of places; an area stands for all places in it.")
    outlet: Values = Field(default=[], description="Who published.")
    origin: Values = Field(default=[], description="Who first said so.")
    standing: Values = Field(default=[], description="What the accounts amount to.")
    status: Values = Field(default=[], description="Whether it is said to have happened.")
    confidence: Values = Field(default=[], description="How surely the words were read: high, fair, low, poor.")
    review: Values = Field(default=[], description="What people decided: undecided, accepted, reopened, …")
    since: Annotated[Day, Field(alias="from", description="First day, included.")] = None
    until: Annotated[Day, Field(alias="to", description="Last day, included.")] = None
    box: Annotated[
        str,
        Field(
            pattern=r"^$|^-?\d{1,3}(\.\d{1,9})?(,-?\d{1,3}(\.\d{1,9})?){3}$",
            description="West, south, east, north in degrees: what the map shows.",
        ),
    ] = ""
    sort: Sort = Field(default="oldest", description="The order of the list.")

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values chosen of a facet."""
        return tuple(getattr(self, facet))

    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north; None for everywhere."""
        if not self.box:
            return None
        west, south, east, north = (float(part) for part in self.box.split(","))
        return west, south, east, north

    def anything(self) -> bool:
        """Whether anything is left out at all."""
        return self.model_copy(update={"sort": "oldest"}) != Filter()


class Look(BaseModel):
    """What is looked at beside the filters: a day of control, an open event or claim, the page of the list."""

    model_config = ConfigDict(frozen=True)

    day: Day = None
    event: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    claim: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    map: Annotated[str, Field(max_length=MAX_TEXT)] = ""


ALIASES = tuple((name, field.alias or name) for name, field in Filter.model_fields.items())
NAMES = tuple(field.alias or name for name, field in Filter.model_fields.items())
LOOKS = tuple(Look.model_fields)


def filter_of(query: QueryParams) -> Filter:
    """The filter that an address tells. Raises pydantic.ValidationError on what cannot be understood."""
    return Filter.model_validate(_values(query, NAMES))


def look_of(query: QueryParams) -> Look:
    """What the address says is looked at."""
    return Look.model_validate(_values(query, LOOKS))


def _values(query: QueryParams, names: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        if name in query:
            found[name] = query.getlist(name) if name in FACETS else query[name]
    return found


def pairs_of(chosen: Filter, **changes: Any) -> list[tuple[str, str]]:
    """The filter as pairs for an address, without what is not chosen, with changes."""
    pairs: list[tuple[str, str]] = []
    for name, alias in ALIASES:
        value = changes[name] if name in changes else getattr(chosen, name)
        if isinstance(value, list | tuple):
            pairs += [(alias, each) for each in value]
        elif value and not (name == "sort" and value == "oldest"):
            pairs.append((alias, str(value)))
    return pairs
