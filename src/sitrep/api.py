"""What `sitrep.read` does. Apart from `sitrep/__init__.py` because it loads the language model's libraries."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache

from sitrep.errors import InputError
from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, load_tools
from sitrep.workers import extract


def claims_in_text(
    text: str,
    published: dt.date | str | None,
    outlet: str | None,
    title: str | None,
    language: str | None,
    rules_only: bool,
) -> tuple[Claim, ...]:
    """See `sitrep.read`."""
    document = Document(
        id="text",
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=title,
        outlet=outlet,
        published=_day(published),
        published_from="published" if published else None,
        language=language,
    )
    return extract(document, _tools(not rules_only)).claims


@cache
def _tools(network: bool) -> Tools:
    """Loaded at the first call, which therefore takes seconds longer than the others."""
    return load_tools(None, network)


def _day(published: dt.date | str | None) -> dt.date | None:
    if isinstance(published, dt.datetime):
        return published.date()
    if published is None or isinstance(published, dt.date):
        return published
    try:
        return dt.date.fromisoformat(published)
    except ValueError as error:
        raise InputError(f"published={published!r}: not a day; write it as YYYY-MM-DD") from error
