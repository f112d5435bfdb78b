"""The rules of lexicon/data/segments.yml, compiled."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Literal

import msgspec

from sitrep.errors import LexiconError
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.record import Record
from sitrep.model.text import SegmentKind

Scope = Literal["line", "opening", "region", "lead", "inside", "tail"]
Where = Literal["any", "start", "end"]

#: No rule looks further than this from a paragraph's beginning or end, so that a text of one line stays cheap.
REACH = 1200


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    """A rule as written in the file."""

    id: str
    kind: SegmentKind
    scope: Scope
    pattern: str
    examples: list[str]
    not_examples: list[str]
    where: Where = "any"
    exact: bool = False
    longest: int = 40
    fewest: int = 1


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The file."""

    version: int
    words: dict[str, list[str]]
    rules: list[_Entry]


class Rule(Record):
    """One rule; the fields are explained at the head of segments.yml."""

    id: str
    kind: SegmentKind
    scope: Scope
    where: Where
    longest: int
    fewest: int
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class Words(Record):
    """The word lists that code asks for by name."""

    verbs: frozenset[str]
    never_end: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    fillers: frozenset[str]
    agencies: frozenset[str]
    weekdays: frozenset[str]


class Rules(Record):
    """All rules in their order, and the word lists."""

    rules: tuple[Rule, ...]
    words: Words

    def of(self, *scopes: Scope) -> tuple[Rule, ...]:
        """The rules of these scopes, in the file's order."""
        return tuple(rule for rule in self.rules if rule.scope in scopes)


@functools.cache
def load_rules(path: Path = DATA / "segments.yml") -> Rules:
    """The rules of the file. Raises LexiconError that names the file and the line or the rule."""
    written = read_yaml(path, _File)
    try:
        words = Words(**{field: frozenset(written.words[field]) for field in Words.__struct_fields__})
    except KeyError as error:
        raise LexiconError(f"{path}: words lacks the list {error}") from error
    return Rules(rules=tuple(_compile(entry, written.words, path) for entry in written.rules), words=words)


def find(rule: Rule, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where in `text[start:end]` the rule fits: for line, opening, region all of it, else the part cut out."""
    if rule.scope in ("line", "opening", "region"):
        words = text[start : min(end, start + REACH)]
        if end - start > REACH or len(words.split()) > rule.longest:
            return None
        fits = rule.pattern.match(words) if rule.scope == "opening" else rule.pattern.fullmatch(words)
        return (start, end) if fits else None
    if rule.scope == "lead":
        match = rule.pattern.match(text[start : min(end, start + REACH // 4)])
        return (start, start + match.end()) if match and match.end() else None
    if rule.scope == "tail":
        begin = max(start, end - REACH // 2)
        match = next((m for m in rule.pattern.finditer(text[begin:end]) if begin + m.end() == end), None)
        return (begin + match.start(), end) if match and begin + match.start() > start else None
    match = rule.pattern.search(text, start, end)
    return match.span() if match else None


def _compile(entry: _Entry, words: dict[str, list[str]], path: Path) -> Rule:
    def alternatives(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise LexiconError(f"{path}: rule {entry.id} uses the unknown list {match[1]}; known: {', '.join(words)}")
        return "|".join(re.escape(word) for word in sorted(set(words[match[1]]), key=lambda word: (-len(word), word)))

    # Groups of alternatives keep their bounds wherever a pattern puts them.
    pattern = re.sub(r"<<(\w+)>>", lambda match: f"(?:{alternatives(match)})", entry.pattern)
    try:
        compiled = re.compile(pattern, re.NOFLAG if entry.exact else re.IGNORECASE)
    except re.error as error:
        raise LexiconError(f"{path}: rule {entry.id}: {error}") from error
    return Rule(
        id=entry.id,
        kind=entry.kind,
        scope=entry.scope,
        where=entry.where,
        longest=entry.longest,
        fewest=entry.fewest,
        pattern=compiled,
        examples=tuple(entry.examples),
        not_examples=tuple(entry.not_examples),
    )
