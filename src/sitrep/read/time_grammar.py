"""The grammar of news time: the tables, periods and rules of lexicon/data/times.yml, compiled once."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from sitrep.errors import LexiconError
from sitrep.model.dates import Days
from sitrep.model.record import Record

FILE = "times.yml"
#: White space within an expression: bounded, so that long runs of blanks cost nothing, and at most one line break.
SPACE = r"(?:[ \t\u00a0\u202f\u2009]{1,3}|[ \t]{0,2}\r?\n[ \t]{0,2})"
_START = r"(?<![\w$€£/\-])(?<!\d[.,:])"
_END = r"(?!\w)(?!(?<=\d)(?:[.,:]\d|%|-\w))"
#: Letters that match an ASCII one where case is ignored, though `lower` leaves them.
_FOLD = str.maketrans({"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"})
#: No rule is longer than this many words before the word that gives it away.
REACH = 8


class Value(Record):
    """A number that words stand for ("March" 3), or a name of the grammar ("the start of" early)."""

    field: str
    value: int | str


class Rule(Record):
    """One rule. `before`, `not_before` are sought in the words that end where the expression starts."""

    name: str
    kind: str
    words: re.Pattern[str]
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    fixed: tuple[Value, ...]


class Grammar(Record):
    """All rules, and the patterns that join, relate and guard their results."""

    rules: tuple[Rule, ...]
    anchors: frozenset[str]  # words without which no rule matches, in lower case
    starters: frozenset[str]  # words with which a rule may begin, numbers aside
    names_after: re.Pattern[str]
    names_before: re.Pattern[str]
    join: re.Pattern[str]
    from_words: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    after: re.Pattern[str]
    onwards: re.Pattern[str]
    values: dict[str, dict[str, int | str]]  # table → words → value; read by `value` only
    fields: dict[str, str]  # table → the field it fills
    periods: dict[str, dict[str, tuple[int, int]]]  # unit → phase → its share, read by `part_of` only
    reaches: dict[str, int]  # unit → how many of it "recent …s" spans

    def value(self, group: str, words: str) -> Value:
        """What a captured group says: a table's value, or the number written."""
        table = group.removesuffix("_2")
        suffix = "_2" if group != table else ""
        name = self.fields.get(table, table) + suffix
        if table not in self.values:
            return Value(field=name, value=int(words) if words.isdigit() else words)
        key = " ".join(words.translate(_FOLD).lower().replace("-", " ").split()).rstrip(".")
        return Value(field=name, value=self.values[table][key])


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    words: dict[str, int | str]
    cased: bool = False
    field: str | None = None


class _RuleText(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    kind: str
    pattern: str
    after: str | None = None
    not_after: str | None = None
    set: dict[str, int | str] = {}


class _GrammarText(msgspec.Struct, forbid_unknown_fields=True):
    tables: dict[str, _Table]
    macros: dict[str, str]
    guards: dict[str, str]
    periods: dict[str, dict[str, tuple[int, int]]]
    reaches: dict[str, int]
    joins: str
    from_words: str
    relations: dict[str, str]
    onwards: str
    rules: list[_RuleText]


def _spaced(pattern: str) -> str:
    """A pattern whose spaces stand for any white space; character classes keep theirs, `[ -]` means either."""
    parts = re.split(r"(\[[^\]]*\])", pattern)
    kept = [SPACE.join(part.split(" ")) if i % 2 == 0 else part for i, part in enumerate(parts)]
    return "".join(f"(?:{SPACE}|-)" if part == "[ -]" else part for part in kept)


def _alternatives(table: _Table) -> str:
    """A table's words, longest first, each optionally hyphenated where it has a space."""
    words = sorted(table.words, key=lambda word: (-len(word), word))
    if table.cased:
        cased = [form for word in words for form in (word.capitalize(), word.upper())]
        return "(?-i:" + "|".join(cased) + ")"
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ").replace(r"\-", "[ -]") for word in words) + ")"


class _Expander:
    """Replaces {macros} by what they stand for."""

    def __init__(self, text: _GrammarText) -> None:
        self._text = text

    def __call__(self, pattern: str) -> str:
        return re.sub(r"\{([a-z]\w*)\}", self._macro, pattern)

    def _macro(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in self._text.macros:
            return self(self._text.macros[name])
        if name in self._text.guards:
            return "|".join(self._text.guards[name].split())
        table = self._text.tables.get(name.removesuffix("_2"))
        if table is None:
            known = ", ".join(sorted([*self._text.macros, *self._text.guards, *self._text.tables]))
            raise LexiconError(f"{FILE}: unknown macro {{{name}}}; known are {known}")
        return f"(?P<{name}>{_alternatives(table)})"


def _compiled(pattern: str, what: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    try:
        return re.compile(_spaced(pattern), flags)
    except re.error as error:
        raise LexiconError(f"{FILE}: {what}: {error}; mend the pattern") from error


def _before(pattern: str | None, what: str) -> re.Pattern[str] | None:
    return None if pattern is None else _compiled(rf"(?<!\w)(?:{pattern})\s{{0,3}}\Z", what)


def _rule(text: _RuleText, expand: _Expander) -> Rule:
    what = f"rule {text.name!r}"
    return Rule(
        name=text.name,
        kind=text.kind,
        words=_compiled(f"{_START}(?:{expand(text.pattern)}){_END}", what),
        before=_before(expand(text.after) if text.after else None, what),
        not_before=_before(expand(text.not_after) if text.not_after else None, what),
        fixed=tuple(Value(field=name, value=value) for name, value in sorted(text.set.items())),
    )


def _anchors(text: _GrammarText) -> frozenset[str]:
    """Every word of the tables that name times; numbers are anchors by their digits."""
    naming = ("month", "month_short", "weekday", "weekday_short", "part", "season", "day_word", "unit", "feast")
    words = {part for table in naming for word in text.tables[table].words for part in re.findall(r"\w+", word)}
    words |= {"overnight", "lastnight", "tonight", "weekend", "midweek", "ago", "eve", "century"}
    words |= {word + "s" for word in words}
    return frozenset(words - {"the", "a", "an", "s", "al", "ul", "of", "before", "after", "new", "early", "late"})


def _starters(patterns: list[str]) -> frozenset[str]:
    """Every word written in a pattern: an expression begins with one of them or with a number."""
    written = {
        word.lower() for pattern in patterns for word in re.findall(r"[^\W\d_]+", re.sub(r"\\[a-z]", " ", pattern))
    }
    plain = written | {word.removesuffix("s") for word in written} | {"midweek", "predawn"}
    return frozenset(plain | {word + "s" for word in plain})


def compile_grammar(source: str) -> Grammar:
    """The grammar that a YAML text describes. Raises LexiconError with the rule's name where it is wrong."""
    try:
        text = msgspec.convert(yaml.safe_load(source), _GrammarText)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise LexiconError(f"{FILE}: {error}") from error
    expand = _Expander(text)
    related = {name: expand(pattern) for name, pattern in text.relations.items()}
    names = "|".join(text.guards["names_after"].split())
    return Grammar(
        rules=tuple(_rule(rule, expand) for rule in text.rules),
        anchors=_anchors(text),
        starters=_starters([expand(rule.pattern) for rule in text.rules]),
        names_after=_compiled(rf" (?:{names})\b", "names_after", 0),
        names_before=_compiled(rf"\b(?:{'|'.join(text.guards['names_before'].split())}) \Z", "names_before", 0),
        join=_compiled(text.joins, "joins"),
        from_words=_compiled(rf"(?<!\w){text.from_words} \Z", "from_words"),
        since=_compiled(rf"(?<!\w)(?:{related['since_event']}|{related['since']}) \Z", "since"),
        until=_compiled(rf"(?<!\w){related['until']} \Z", "until"),
        after=_compiled(rf"(?<!\w){related['after']} \Z", "after"),
        onwards=_compiled(text.onwards, "onwards"),
        values={name: {word.replace("-", " "): v for word, v in t.words.items()} for name, t in text.tables.items()},
        fields={name: table.field or name for name, table in text.tables.items()},
        periods=text.periods,
        reaches=text.reaches,
    )  # fmt: skip


def months_from(year: int, month: int, count: int) -> Days:
    """`count` calendar months from a month on; `month` may lie outside 1 to 12."""
    first, after = 12 * year + month - 1, 12 * year + month - 1 + count
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Days(start=start, end=dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1))


def part_of(days: Days, unit: str, phase: str | None) -> Days:
    """The share of a period that a phase names (of a month "late": its 21st to its last); without a phase all of it."""
    share = grammar().periods.get(unit, {}).get(phase or "")
    if share is None:
        return days
    first, last = share
    if unit in ("month", "week"):
        origin = days.end + dt.timedelta(days=1) if first < 0 else days.start - dt.timedelta(days=1)
        start, end = origin + dt.timedelta(days=first), origin + dt.timedelta(days=last)
    else:
        scale = 1 if unit in ("year", "season") else 12
        part = months_from(days.start.year, days.start.month + (first - 1) * scale, (last - first + 1) * scale)
        start, end = part.start, part.end
    return Days(start=start, end=min(end, days.end))


@cache
def grammar() -> Grammar:
    """The shipped grammar, read on first use."""
    return compile_grammar((files("sitrep.lexicon") / "data" / FILE).read_text(encoding="utf-8"))
