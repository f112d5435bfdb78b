"""Countries as the formats name and number them: data/countries.csv.

ISO codes and names are GeoNames'; `acled_region` and `ucdp_region` follow the published codebooks, `gwno` is the
Gleditsch–Ward number. Where a scheme names a country as GeoNames does, its column is empty.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from sitrep.model.record import Record


class Country(Record):
    """One country. `iso_numeric` and `gwno` are empty where there is none."""

    code: str
    iso3: str
    iso_numeric: str
    name: str
    acled_name: str
    ucdp_name: str
    acled_region: str
    ucdp_region: str
    gwno: str


@cache
def countries() -> dict[str, Country]:
    """All countries by ISO 3166-1 alpha-2 code, read once."""
    text = files("sitrep.export").joinpath("data", "countries.csv").read_text(encoding="utf-8")
    return {row["code"]: Country(**row) for row in csv.DictReader(text.splitlines())}
