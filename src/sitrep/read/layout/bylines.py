"""Whose copy a report is: the agencies of its byline, dateline or last line ("KYIV (Reuters) -", "AFP Sunday 29 Jun", "-AFP")."""

from __future__ import annotations

import functools
import re

from sitrep.read.layout.rules import load_rules

#: How many characters at the beginning and the end of a text may hold a byline.
HEAD, TAIL = 300, 60


def agencies(text: str) -> tuple[str, ...]:
    """The agencies that the text says it comes from, in the order of the text, each once."""
    head, tail = _patterns()
    found = [match["name"] for match in head.finditer(text[:HEAD])]
    found += [match["name"] for match in tail.finditer(text[-TAIL:])]
    return tuple(dict.fromkeys(found))


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_rules().words
    names = "|".join(re.escape(name) for name in sorted(words.agencies, key=lambda name: (-len(name), name)))
    days = "|".join(sorted(words.weekdays))
    head = rf"(?:(?<=[(/])|\b(?=(?:{names}) (?:{days}),? \d))(?P<name>{names})(?=[)/]| (?:{days}))"
    return re.compile(head), re.compile(rf"(?:[-–—/]|\b[Ss]ource:?)\s*(?P<name>{names})\W*$")
