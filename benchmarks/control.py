"""Who held which town when, measured: `python benchmarks/control.py NARRATIVES.jsonl HOLDERS.jsonl [--towns A-M] [--json]`.

NARRATIVES has a row for each town (`town`, `as_of`, `narrative`: who captured it when, in notes without a subject),
HOLDERS its true holder on first days of months (`town`, `on`, `holder`). Each narrative is read as a report published
on its last day, headed by the town's name, with the town put in as the subject of its notes ("Tarn was captured by …");
of the list of articles that some begin with, the battles and sieges are kept ("There was the battle of Tarn (2014)").
Nothing else is told to sitrep. Asked is every month in HOLDERS from the narrative's first dated change to its `as_of`,
of towns whose name is unique in both files. Right: the same side holds it, or it is contested where HOLDERS says so;
"PR" republics count as Russia, and a besieged town as contested, for which HOLDERS has no other word (a town under
siege in March 2022 is contested there, a month after the siege it is not).

On a day on which a change may or may not have happened yet, sitrep lists both states, and either is right; so on the
day of the change itself, for HOLDERS was drawn at some hour of it. `right` with the later state alone is printed beside
it.

Beside it: the baseline, the last holder that the narrative names, for all months; what the notes of changes say when
read by their letter, without sitrep (`notes_read_literally`); and how many town-months the notes leave room for at all
(`notes_leave_room_for`: a day off is forgiven, a battle or siege without a year may be on any day up to the last
change). No reader of the notes can do better than that: HOLDERS knows of fights and changes that no note tells.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sitrep.fuse.cluster import fuse
from sitrep.infer.control import infer_control
from sitrep.model.control import Holding
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, load_tools
from sitrep.workers import extract_all

SIDES = {"ukraine:russia": "Russia", "ukraine:ukraine": "Ukraine"}
AS_RUSSIA = frozenset({"Donetsk PR", "Luhansk PR"})
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip

#: A note that begins where the one before ends without a space or full stop: "See Battle of XCaptured by".
GLUED = re.compile(r"(?<=[a-z)0-9])(?=[A-Z][a-z]+ )")
DATE = re.compile(rf"(?:(\d{{1,2}})[ –/\d+]*? )?(?:({'|'.join(MONTHS)}) )?((?:19|20)\d\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Town:
    """A town with its notes and the months that are asked."""

    name: str
    as_of: dt.date
    battles: tuple[str, ...]
    notes: tuple[str, ...]
    months: dict[dt.date, str] = field(default_factory=dict)

    @property
    def report(self) -> Document:
        """The narrative as a report."""
        battles = [f"There was the {battle[0].lower()}{battle[1:]}." for battle in self.battles]
        changes = [f"{self.name} was {note[0].lower()}{note[1:]}." for note in self.notes]
        text = "\n\n".join((f"{self.name}, Ukraine", *battles, *changes))
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Document(id=self.name, text=text, sha256=digest, outlet="narratives", published=self.as_of)


def towns(narratives: Path, holders: Path, letters: str) -> list[Town]:
    """The towns of unique name whose first letter is asked for and whose narrative has a dated change."""
    rows, answers = _rows(narratives), _rows(holders)
    told, asked = Counter(row["town"] for row in rows), Counter((row["town"], row["on"]) for row in answers)
    twice = {name for (name, _), count in asked.items() if count > 1}
    found = []
    for row in rows:
        name, notes = row["town"], tuple(_notes(row["narrative"]))
        first = min((day for note in notes if (day := _first_day(note))), default=None)
        if told[name] > 1 or name in twice or not letters[0] <= name[0] <= letters[-1] or first is None:
            continue
        as_of = _as_of(row["as_of"])
        months = {dt.date.fromisoformat(each["on"]): each["holder"] for each in answers if each["town"] == name}
        asked_months = {on: holder for on, holder in sorted(months.items()) if first <= on <= as_of}
        battles = tuple(_battles(row["narrative"]))
        found.append(Town(name=name, as_of=as_of, battles=battles, notes=notes, months=asked_months))
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _as_of(text: str) -> dt.date:
    day, month, year = text.split()
    number = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month.lower()[:3]))
    return dt.date(int(year), number, int(day))


def _notes(narrative: str) -> Iterator[str]:
    """The notes, without the list of articles that some begin with."""
    return (part for part in _parts(narrative) if not part.startswith("See "))


def _battles(narrative: str) -> Iterator[str]:
    """The battles and sieges in the list of articles: "Battle of Tarn (2014)"."""
    for part in _parts(narrative):
        if part.startswith("See "):
            yield from (
                each for each in re.split(", | and ", part[4:]) if re.search(r"\b([Bb]attle|[Ss]iege) of ", each)
            )


def _parts(narrative: str) -> Iterator[str]:
    """The narrative's sentences and those that lack a full stop between them. A Cyrillic C is set right."""
    plain = " ".join(narrative.replace("\u0421", "C").replace("/ ", "/").split())
    for sentence in re.split(r"(?<=[.?]) ", plain):
        yield from (part.strip(" .?") for part in GLUED.split(sentence) if part.strip(" .?"))


def _first_day(note: str) -> dt.date | None:
    """The first day of the first date in a note that tells a change; read by this command, not by what it measures.
    Who only presses on a town, or is only claimed to have changed something, changed nothing."""
    found = DATE.search(note)
    if found is None or note.split()[0] in ("Pressured", "Claimed"):
        return None
    day, month, year = found.groups()
    return dt.date(int(year), MONTHS.index(month.lower()) + 1 if month else 1, int(day) if day and month else 1)


def answers(lines: Sequence[Holding], day: dt.date) -> list[str | None]:
    """Who holds the town that day by these lines, in the words of HOLDERS; None: nobody known. Two answers on a day on
    which a change may or may not have happened yet, as `sitrep control --at` lists both; the later one last."""
    now = [line for line in lines if (line.start or dt.date.min) <= day <= (line.until or dt.date.max)]
    return [_answer(line) for line in now] or [None]


def _answer(line: Holding) -> str | None:
    """A besieged town is contested in HOLDERS, which has no other word for it."""
    return "Contested" if line.state == "contested" or line.besieged_by else SIDES.get(line.side or "")


def last_named(town: Town) -> str | None:
    """The baseline: the last holder that the narrative names."""
    named = re.findall(r"Russia|Ukraine|(?:Donetsk|Luhansk) PR|[DL]PR", " ".join(town.notes))
    return ("Ukraine" if named[-1] == "Ukraine" else "Russia") if named else None


def literally(town: Town, day: dt.date) -> list[str | None]:
    """What the notes say by their letter, told to no program: the last one begun by that day, and the one before it while
    the change may not have happened yet. What HOLDERS has and no note tells is out of reach for whoever reads the notes.
    """
    changes = sorted(change for note in town.notes if (change := _change(note)) is not None)
    said: list[str | None] = [None]
    for first, last, state in changes:
        if first <= day:
            said = [said[-1], state] if day < last else [state]
    return said


def generously(town: Town, day: dt.date) -> set[str | None]:
    """All that the notes leave room for: what they say a day before or after, and a listed battle or siege in any of
    its years or, without a year, on any day up to the last change. What is not in it, no reader of the notes can know.
    """
    states = {state for gap in (-1, 0, 1) for state in literally(town, day + dt.timedelta(gap))}
    last = max((change[1] for note in town.notes if (change := _change(note)) is not None), default=day)
    for battle in town.battles:
        years = [int(year) for year in re.findall(r"\d{4}", battle)]
        if years[0] <= day.year <= years[-1] if years else day <= last:
            states.add("Contested")
    return states


def _change(note: str) -> tuple[dt.date, dt.date, str] | None:
    """First and last day and outcome of a note; of a stretch ("contested between …") its first day."""
    named = re.search(r"Russia|Ukraine|(?:Donetsk|Luhansk) PR|[DL]PR", note)
    first, found = _first_day(note), DATE.search(note)
    if named is None or first is None or found is None:
        return None
    words = note.casefold().split()
    if words[0] in ("contested", "partially", "mostly") and "captured" not in words[2:]:
        return first, first, "Contested"
    day, month, _ = found.groups()
    length = 0 if day and month else 30 if month else 364
    other = list(DATE.finditer(note))[-1]
    last = _first_day(f"Captured {note[other.start() :]}") if "between" in words else None
    return first, last or first + dt.timedelta(length), "Ukraine" if named[0] == "Ukraine" else "Russia"


def timelines(asked: Sequence[Town], tools: Tools) -> dict[str, list[Holding]]:
    """The lines of control by town: those of the place that its own report tells of."""
    documents = tuple(town.report for town in asked)
    read = list(extract_all(documents, tools, None, 1))
    claims = [claim for found in read for claim in found.claims]
    events = fuse(claims, documents, tools.roster)
    report_of = {claim.id: claim.document for claim in claims}
    lines: dict[str, list[Holding]] = {town.name: [] for town in asked}
    for holding in infer_control(events, claims, documents, tools.roster):
        for report in sorted({report_of[claim] for claim in (*holding.because, *holding.against)}):
            lines[report].append(holding)
    return lines


def measure(narratives: Path, holders: Path, letters: str) -> tuple[dict[str, object], list[str]]:
    """The figures, and a line for each town that is wrong somewhere."""
    asked = towns(narratives, holders, letters)
    lines = timelines(asked, load_tools())
    right = strict = plain = letter = room = held = held_right = total = early = 0
    wrong: list[str] = []
    for town in asked:
        early += any(line.start is None and line.holder is not None for line in lines[town.name])
        for on, holder in town.months.items():
            true = "Russia" if holder in AS_RUSSIA else holder
            said = answers(lines[town.name], on)
            total += 1
            right += true in said
            strict += said[-1] == true
            plain += last_named(town) == true
            letter += true in literally(town, on)
            room += true in generously(town, on)
            held += true != "Contested"
            held_right += true != "Contested" and true in said
            if true not in said:
                wrong.append(f"{town.name} {on}: {said}, in truth {true} | {' / '.join((*town.battles, *town.notes))}")
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (narratives, holders)}
    figures: dict[str, object] = {"towns": len(asked), "town_months": total, "right": round(right / total, 4)}
    figures |= {"right_if_changed_as_early_as_possible": round(strict / total, 4)}
    figures |= {"right_where_one_side_holds": round(held_right / held, 4)}
    figures |= {"notes_read_literally": round(letter / total, 4), "notes_leave_room_for": round(room / total, 4)}
    figures |= {"last_holder_named": round(plain / total, 4)}
    figures |= {"held_before_evidence": early}
    return {**figures, "data": digests}, wrong


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("narratives", type=Path)
    parser.add_argument("holders", type=Path)
    parser.add_argument("--towns", default="A-Z", help="first letters, for instance A-M")
    parser.add_argument("--details", action="store_true", help="list what is wrong")
    parser.add_argument("--json", action="store_true", help="for programs")
    given = parser.parse_args(arguments)
    figures, wrong = measure(given.narratives, given.holders, given.towns)
    if given.details:
        print("\n".join(wrong))
    print(json.dumps(figures) if given.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
