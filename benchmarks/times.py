"""How many expressions of time are found and resolved as expected: `python benchmarks/times.py [--json] [--data FILE]`.

Each line of the data: `text`, `words` (the expression, or null where none must be found), `published`, `tense`,
`start`, `end` (both null: it must get no days), and for some `order` (of day and month) or `anchor` (a day).
A case is right where the first expression that overlaps `words` has just these days; without `words`, where nothing
is found at all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
import time
from pathlib import Path

from sitrep.model.dates import Days
from sitrep.model.record import Record
from sitrep.read.time_words import TimeExpression, find_times
from sitrep.resolve.times import DayOrder, Tense, resolve_time

DATA = Path(__file__).parent / "times" / "expressions.jsonl"


class Case(Record):
    """One expression in a sentence, and the days that a reader gives it."""

    text: str
    words: str | None
    published: dt.date | None
    tense: Tense
    start: dt.date | None
    end: dt.date | None
    order: DayOrder | None = None
    anchor: dt.date | None = None


class Result(Record):
    """What the program made of a case."""

    case: Case
    right: bool
    said: str


def read_cases(path: Path) -> list[Case]:
    """The cases of a file, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if line.strip()]


def judge(case: Case) -> Result:
    """A case with what was found for it."""
    found = find_times(case.text)
    if case.words is None:
        return Result(case=case, right=not found, said=", ".join(repr(e.span.text) for e in found) or "nothing")
    expression = _overlapping(found, case.text, case.words)
    if expression is None:
        return Result(case=case, right=case.start is None and case.end is None, said="nothing found")
    anchor = Days(start=case.anchor, end=case.anchor) if case.anchor else None
    ref = resolve_time(expression, case.published, case.tense, anchor, case.order)
    return Result(case=case, right=(ref.start, ref.end) == (case.start, case.end), said=ref.reason)


def _case(line: str) -> Case:
    fields = json.loads(line)
    days = {
        name: dt.date.fromisoformat(fields[name])
        for name in ("published", "start", "end", "anchor")
        if fields.get(name)
    }
    return Case(**{"published": None, "start": None, "end": None, **fields, **days})


def _overlapping(found: tuple[TimeExpression, ...], text: str, words: str) -> TimeExpression | None:
    start = text.index(words)
    return next((e for e in found if e.span.start < start + len(words) and start < e.span.end), None)


def main(arguments: list[str] | None = None) -> int:
    """Prints the share that is right and each case that is not; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    options = parser.parse_args(arguments)
    cases = read_cases(options.data)
    begun = time.perf_counter()
    results = [judge(case) for case in cases]
    seconds = time.perf_counter() - begun
    wrong = [result for result in results if not result.right]
    summary = {
        "cases": len(results),
        "right": len(results) - len(wrong),
        "accuracy": round(1 - len(wrong) / len(results), 4),
        "seconds": round(seconds, 3),
        "data_sha256": hashlib.sha256(options.data.read_bytes()).hexdigest(),
        "wrong": [{"text": r.case.text, "words": r.case.words, "said": r.said} for r in wrong],
    }
    if options.json:
        print(json.dumps(summary, ensure_ascii=False, indent=1))
        return 0
    for r in wrong:
        asked = f"{r.case.text!r} ({r.case.published}, {r.case.tense})"
        print(f"wrong: {asked}: want {r.case.start} to {r.case.end}; {r.said}")
    right = f"{summary['right']} of {summary['cases']} right ({summary['accuracy']:.1%})"
    print(f"times: {right}, data {summary['data_sha256']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
