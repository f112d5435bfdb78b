"""Actor files of PETRARCH and of other coders that use CAMEO's codes, as entries of our roster.

A line begins an actor (`FREE_SYRIAN_ARMY_ [SYRREB]`), `+` adds another of its names, and lines of brackets alone tell its
codes with the days on which they hold (`[SYRREB 20110729-20161231]`, `>20110729`, `<20161231`). `#` and `;` begin comments.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii

from sitrep.errors import LexiconError
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.lexicon.roster_files import plain
from sitrep.lexicon.rosters import Roster
from sitrep.model.entities import ActorKind, Period
from sitrep.model.record import Record

CODED = re.compile(r"\[\s*(?P<code>[A-Z]{3,15}|-{3})\s*(?P<days>[<>]?\s*\d{4,8}(?:\s*-\s*\d{4,8})?)?\s*\]")
_UNNAMED = re.sub(r"\?P<\w+>", "?:", CODED.pattern)
WHOLE = re.compile(rf"(?P<name>[^\[\]]*?)\s*(?P<codes>(?:{_UNNAMED}\s*)*)$")
#: Words that a name writes small, unless it begins with them.
SMALL = frozenset({"of", "the", "for", "and", "in", "al", "bin", "ibn"})


class Codes(Record, forbid_unknown_fields=True):
    """data/cameo.yml."""

    roles: Mapping[str, ActorKind]
    agents: Mapping[str, ActorKind]
    countries: Mapping[str, str]


class Coded(NamedTuple):
    """A code with the days on which it holds."""

    code: str
    period: Period = Period()


class Foreign(NamedTuple):
    """One actor of such a file, and the line on which it begins."""

    number: int
    names: tuple[str, ...]
    codes: tuple[Coded, ...] = ()


class Made(NamedTuple):
    """What became of a file: our YAML, how many actors it holds, and a sentence for each that it leaves out."""

    text: str
    total: int
    left_out: tuple[str, ...]


def looks_foreign(text: str) -> bool:
    """Whether a text is such a file and not YAML of ours."""
    return any(CODED.search(line.split("#")[0]) for line in text.splitlines()[:2000]) and "actors:" not in text


def parse(path: Path, text: str) -> tuple[Foreign, ...]:
    """The actors of a file in order. Raises LexiconError with file, line and what to do."""
    found: list[Foreign] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.split(r"[#;]", raw, maxsplit=1)[0].strip()
        if not line:
            continue
        if "[~" in line or line.startswith("!"):
            raise LexiconError(
                f"{path}: line {number}: this is a list of agents, not of actors; add the actor file instead"
            )
        whole = WHOLE.fullmatch(line)
        if whole is None:
            raise LexiconError(
                f"{path}: line {number}: {line[:60]!r} is no actor; write NAME_ [CODE], +NAME_ or [CODE DAY-DAY]"
            )
        name, codes = _name(whole["name"].removeprefix("+")), tuple(_coded(path, number, whole["codes"]))
        continues = line.startswith(("+", "["))
        if continues and not found:
            raise LexiconError(
                f"{path}: line {number}: {line[:60]!r} continues an actor, but none has begun; name it first"
            )
        if continues:
            last = found.pop()
            found.append(Foreign(last.number, (*last.names, *([name] if name else [])), (*last.codes, *codes)))
        elif name:
            found.append(Foreign(number, (name,), codes))
    if not found:
        raise LexiconError(f"{path}: no actor in it; each begins with a line such as FREE_SYRIAN_ARMY_ [SYRREB]")
    return tuple(found)


def _coded(path: Path, number: int, text: str) -> Iterator[Coded]:
    for found in CODED.finditer(text):
        if found["code"] != "---":
            yield Coded(found["code"], _period(path, number, (found["days"] or "").replace(" ", "")))


def _period(path: Path, number: int, days: str) -> Period:
    if not days:
        return Period()
    if days[0] == ">":
        return Period(since=_day(path, number, days[1:]))
    if days[0] == "<":
        return Period(until=_day(path, number, days[1:]))
    first, _, last = days.partition("-")
    period = Period(since=_day(path, number, first), until=_day(path, number, last) if last else None)
    if period.since and period.until and period.since >= period.until:
        raise LexiconError(f"{path}: line {number}: {days} ends before it begins; write the earlier day first")
    return period


def _day(path: Path, number: int, digits: str) -> dt.date:
    """YYYYMMDD, YYMMDD or YYYY."""
    try:
        if len(digits) == 4:
            return dt.date(int(digits), 1, 1)
        if len(digits) == 6:
            digits = ("19" if digits[:2] > "40" else "20") + digits
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError as error:
        raise LexiconError(f"{path}: line {number}: {digits!r} is no day; write YYYYMMDD") from error


def _name(written: str) -> str:
    """ "FREE_SYRIAN_ARMY_" → "Free Syrian Army"; short names of capitals stay: "FSA"."""
    words = written.replace("_", " ").split()
    if len(words) == 1 and len(words[0]) <= 5:
        return words[0]
    cased = (word.capitalize() if word.isupper() else word for word in words)
    return " ".join(word.lower() if at and word.lower() in SMALL else word for at, word in enumerate(cased))


def as_roster(path: Path, actors: Sequence[Foreign], roster: Roster) -> Made:
    """The actors that the roster lacks, as a file of its shape. What it knows by any of the names is left out, and said."""
    codes = read_yaml(DATA / "cameo.yml", Codes)
    entries, left_out, taken = [], [], set()
    for actor in actors:
        where = f"{path}: line {actor.number}: {actor.names[0]}"
        known = sorted({each.id for name in actor.names for each in roster.lookup(name)})
        kind, country = _meaning(actor, codes)
        if known:
            left_out.append(f"{where} is in the roster as {', '.join(known)}; nothing to add")
            continue
        if kind is None:
            left_out.append(f"{where} has no code that tells what it is; left out")
            continue
        names = [name for name in dict.fromkeys(actor.names) if plain(name) and plain(name) not in taken]
        if not names:
            left_out.append(f"{where} has only names that an actor above has; left out")
            continue
        taken |= {plain(name) for name in names}
        entries.append(_entry(names, kind, country, f"{path.name} line {actor.number}"))
    head = f"# From {path.name}, by `sitrep roster add`. Fields: header of data/roster/syria.yml.\nactors:\n"
    return Made(head + "".join(entries) if entries else "actors: []\n", len(entries), tuple(left_out))


def _meaning(actor: Foreign, codes: Codes) -> tuple[ActorKind | None, str | None]:
    """Kind and country by the code that holds longest: one without an end, else the one that ends last."""
    lasting = sorted(actor.codes, key=lambda coded: (coded.period.until is None, coded.period.until or dt.date.min))
    for coded in reversed(lasting):
        country = codes.countries.get(coded.code[:3])
        roles = [coded.code[at : at + 3] for at in range(3 if country else 0, len(coded.code), 3)]
        known = codes.roles if country else {**codes.roles, **codes.agents}
        kinds = [known[role] for role in roles if role in known]
        if kinds:
            return kinds[0], country
        if country and not roles:
            return "government", country
    return None, None


def _entry(names: Sequence[str], kind: str, country: str | None, source: str) -> str:
    """One actor as a line of YAML; JSON's strings are YAML's."""
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(names[0]).casefold()).strip("-") or "actor"
    aliases = ", ".join(_quoted(name) for name in names[1:])
    countries = f"[{_quoted(country)}]" if country else "[]"
    return (
        f"  - {{id: {_quoted(f'own-{slug}')}, name: {_quoted(names[0])}, kind: {kind}, countries: {countries},"
        f" aliases: [{aliases}], source: {_quoted(source)}}}\n"
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
