"""ISAF press releases, field by field: `python benchmarks/isaf.py [DATA.jsonl] [--json] [--errors FIELD]`.

Each release is read as a user would read it; the claims are mapped to the fields that its author coded (the mapping is
this module), and compared. The labels are read only to score. They are one person's and noisy: a tenth of the days are
off. Compared are

date            the day of the operation, exactly (of a night, its evening); `day` within one day; a release without a
                dateline is dated by its number, between the numbers of the file's other releases
province        the province
event           detention, insurgentskilled, captureandkill, airstrike, civiliancasualty
group           taliban, haqqani, hig, imu, … or none, out of the actors of the operation, or else of the whole release; where
                the label joins several, any of them
killed          the fewest killed, exactly
captured        the fewest captured, exactly ("several" is 3 in the labels, a bare plural 2)

Half of the releases, by a hash of their text, were read while rules were written ("develop"); the others, among them
those that our own gold only scores on, were not ("check"). `--errors` shows the former only.

Labels that its reading showed to be wrong stand in isaf_labels.jsonl with the reason. They count as they are; the column
"mended" leaves them out, for the half that was read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitrep.lexicon.spelling import likeness
from sitrep.model.claims import ActorRef, Casualty, Claim, Group, PlaceRef
from sitrep.model.dates import TimeRef
from sitrep.model.text import Document
from sitrep.read.time_words import find_times
from sitrep.resolve.claims import Tools, load_tools, resolved
from sitrep.resolve.locate.slot import is_side
from sitrep.resolve.times import document_date, resolve_time

DATA = Path(__file__).parents[2] / "shared" / "data" / "isaf" / "releases.jsonl"
GOLD_TEXTS = Path(__file__).parent / "gold" / "texts.jsonl"
LABELS = Path(__file__).with_name("isaf_labels.jsonl")
FIELDS = ("date", "day", "province", "event", "group", "killed", "captured")
#: Actors of the roster by the name that the labels have for them.
GROUPS = {
    "haqqani": "haqqani",
    "hig": "hezb-e",
    "imu": "uzbekistan",
    "taliban": "taliban",
    "aq": "qaeda",
    "let": "lashkar-e",
}
OWN = ("civilian", "coalition", "isaf", "afghan national", "afghan forces", "afghan and", "service member", "american")
OWN_KINDS = frozenset({"state_forces", "external_forces", "coalition", "government", "civilians"})
#: What the labels count where a release does not.
VAGUE = {"several": 3, "few": 3, "some": 3, "numerous": 4, "large number": 4, "many": 4}
#: Words of people who come to others told of before.
ADDED = frozenset({"other", "others", "another", "additional", "more", "associates", "associate", "also"})
#: Days after which a release no longer tells of an operation.
LATEST = 7
LATELY = re.compile(r"\b(?:recently|in recent (?:days|weeks|months)|over the past several)\b", re.IGNORECASE)
#: A release's number, "2010-07-CA-046": those of one series and month run on through it.
NUMBER = re.compile(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])-\s?(?P<series>[A-Z]{1,2})\s?[-–]\s?(?P<at>\d{1,4})")
YEAR = re.compile(r"\b(20(?:09|10|11))\b")


@dataclass(frozen=True, slots=True)
class Coded:
    """One release as fields; the same shape for the labels and for what the claims say."""

    date: dt.date | None
    province: str
    event: str
    group: frozenset[str]
    killed: int
    captured: int


def published_of(text: str) -> tuple[dt.date | None, int]:
    """The day in the release's own dateline, its year taken from the release number or the text; and where that ends."""
    year = YEAR.search(text)
    found = document_date(text, year=int(year[1])) if year else document_date(text)
    return (found[0], found[1].end) if found else (None, 0)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which day each release number of a month is of, told by the releases that have a dateline."""

    known: Mapping[tuple[str, str, str], tuple[tuple[int, int], ...]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Numbers:
        """The numbers of a file of releases; their labels are not looked at."""
        known: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
        for text in texts:
            day, number = published_of(text)[0], NUMBER.search(text)
            if day is not None and number is not None and f"{day:%Y-%m}" == f"{number['year']}-{number['month']}":
                known.setdefault((number["year"], number["month"], number["series"]), []).append(
                    (int(number["at"]), day.day)
                )
        return cls({month: tuple(sorted(points)) for month, points in known.items()})

    def day(self, text: str) -> dt.date | None:
        """The day of a release without a dateline: in proportion between its neighbours, from the first of the month."""
        number = NUMBER.search(text)
        if number is None:
            return None
        month, at = (number["year"], number["month"], number["series"]), int(number["at"])
        points = [(0, 1), *self.known.get(month, ())]
        below, above = (
            max(point for point in points if point[0] <= at),
            min((p for p in points if p[0] > at), default=None),
        )
        if above is not None:
            day = below[1] + (at - below[0]) / (above[0] - below[0]) * (above[1] - below[1])
        else:
            day = below[1] * at / below[0] if below[0] else 1
        return dt.date(
            int(month[0]), int(month[1]), min(max(round(day), 1), monthrange(int(month[0]), int(month[1]))[1])
        )


def coded(text: str, tools: Tools, numbers: Numbers) -> Coded:
    """What the claims of a release say, as the label's fields."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    published, start = published_of(text)
    published = published or numbers.day(text)
    release = resolved(Document(id="release", text=text, sha256=digest, outlet="ISAF", published=published), tools)
    claims = [claim for claim in release.claims if claim.status in {"happened", "ongoing"}]
    events = [claim for claim in claims if claim.casualties or claim.type in {"air_strike", "detention"}]
    operation = _of_one_operation([claim for claim in events if not _background(claim, text, published)], tools)
    count = Counting(text, tools)
    killed, captured = count.fewest(operation, "killed"), count.fewest(operation, "captured")
    places = [ref for claim in operation or claims for ref in claim.places]
    named = [ref for ref in release.places if ref.start >= start]
    actors = [actor for claim in _of_one_operation(claims, tools) for actor in _parties(claim)]
    return Coded(
        date=_day(operation, published) or _day(claims, published) or _first_day(text[start:], published) or published,
        province=_province(places, tools) or _province(named, tools),
        event=_event(operation, killed, captured),
        group=frozenset([_group(actors) or _group(release.actors)]),
        killed=killed,
        captured=captured,
    )


def _background(claim: Claim, text: str, published: dt.date | None) -> bool:
    """What is told of many days ("since May", "this month", "recently") or of weeks ago is not the operation."""
    before = text[: claim.trigger.start].rpartition(". ")[2]
    after = text[claim.trigger.start :].partition(".")[0]
    if LATELY.search(before + after):
        return True
    start, end = (claim.time.start, claim.time.end) if claim.time else (None, None)
    long = start is not None and end is not None and (end - start).days > 2
    return long or bool(start and published and (published - start).days > LATEST)


def _of_one_operation(claims: list[Claim], tools: Tools) -> list[Claim]:
    """Without the lead that sums up several operations ("in southern Afghanistan", "in Khost and Paktiya provinces"),
    where single ones are told after it."""
    single = [claim for claim in claims if len(set(_provinces(claim.places, tools))) == 1]
    summing = [claim for claim in claims if claim.places and (_wide(claim, tools) or _in_several(claim, tools))]
    return [claim for claim in claims if claim not in summing] if single else claims


def _wide(claim: Claim, tools: Tools) -> bool:
    """Whether it is only told of a country or a side of one."""
    known = [tools.gazetteer.get(ref.within or "" if is_side(ref) else ref.id or "") for ref in claim.places]
    return all(place is not None and place.kind == "country" for place in known)


def _in_several(claim: Claim, tools: Tools) -> bool:
    return len(set(_provinces(claim.places, tools))) > 1


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts the people of the other side as the labels do."""

    text: str
    tools: Tools

    def fewest(self, claims: Sequence[Claim], outcome: str) -> int:
        """The most that one claim tells, together with those whom a claim after it adds: "Two others were also held"."""
        most, told, company = 0, 0, False
        for claim in claims:
            rows = self._rows(claim, outcome)
            number = sum(self._least(loss) for loss in rows)
            only_more = bool(rows) and all(self._adds(loss) for loss in rows)
            most = max(most, number, told + number if only_more and not company else 0)
            if all(loss.high is not None for loss in rows):  # "more than ten" counts those told of later
                told = max(told, number)
            company = company or only_more or len(rows) > 1
        return most

    def _rows(self, claim: Claim, outcome: str) -> list[Casualty]:
        """The groups of the other side."""
        return [loss for loss in claim.casualties if loss.outcome == outcome and not self._own(loss)]

    def _adds(self, loss: Casualty) -> bool:
        """Whether the words add them to people told of elsewhere."""
        return bool(set(self._words(loss).replace("more than", "").split()) & ADDED)

    def _words(self, loss: Casualty) -> str:
        """The words that count the group; "several" stands before the phrase in "several others"."""
        before = self.text[: loss.span.start].lower().rstrip().rpartition(" ")[2]
        return f"{before} {loss.text}".lower() if before in VAGUE else loss.text.lower()

    def _least(self, loss: Casualty) -> int:
        words = self._words(loss)
        vague = next((number for word, number in VAGUE.items() if word in words), None)
        if vague is not None:
            return vague
        return (loss.low or 0) + (1 if "more than" in words else 0)

    def _own(self, loss: Casualty) -> bool:
        """Whether they are of the releases' own side, or nobody's."""
        actor = self.tools.roster.get(loss.group.id) if loss.group.id else None
        told = f"{loss.group.name} {loss.text}".lower()
        return (actor is not None and actor.kind in OWN_KINDS) or any(word in told for word in OWN)


def _event(claims: Sequence[Claim], killed: int, captured: int) -> str:
    if any(claim.type == "air_strike" for claim in claims) and not captured:
        return "airstrike"
    if killed:
        return "captureandkill" if captured else "insurgentskilled"
    losses = (loss for claim in claims for loss in claim.casualties if loss.outcome == "killed")
    civilians = any("civilian" in loss.text.lower() for loss in losses)
    return "civiliancasualty" if civilians and not captured else "detention"


def _day(claims: Sequence[Claim], published: dt.date | None) -> dt.date | None:
    """The day most told."""
    days = list(_single_days(claim.time for claim in claims if claim.time))
    near = [day for day in days if published is None or 0 <= (published - day).days <= LATEST]
    return Counter(near).most_common(1)[0][0] if near else None


def _single_days(times: Iterable[TimeRef]) -> Iterator[dt.date]:
    """The days that the words name: of a night its evening, of "the past 24 hours" the day on which they end."""
    for time in times:
        if time.start and time.end and (time.end - time.start).days <= 1:
            yield time.end if "hours" in time.text else time.start


def _first_day(text: str, published: dt.date | None) -> dt.date | None:
    """The first day that the release tells, where its claims tell none: "In Logar last night, troops searched a farm"."""
    days = list(_single_days(resolve_time(expression, published) for expression in find_times(text)))
    near = [day for day in days if published and 0 <= (published - day).days <= LATEST]
    return next(
        (day for day in near if day != published), near[0] if near else None
    )  # the dateline again tells nothing


def _provinces(refs: Iterable[PlaceRef], tools: Tools) -> Iterator[str]:
    """The province of each place that lies in one."""
    for ref in refs:
        ids = [ref.id or "", ref.within or ""]
        places = [place for each in ids if each and (place := tools.gazetteer.get(each)) is not None]
        wholes = [place.id if place.kind == "admin1" else place.admin1 for place in places]
        yield from [each for each in wholes[:1] if each]


def _province(refs: Iterable[PlaceRef], tools: Tools) -> str:
    """The province that most places lie in."""
    votes = Counter(_provinces(refs, tools))
    best = tools.gazetteer.get(votes.most_common(1)[0][0]) if votes else None
    return best.name if best is not None else ""


def _parties(claim: Claim) -> Iterator[ActorRef | Group]:
    yield from (*claim.agents, *claim.targets, *(loss.group for loss in claim.casualties))


def _group(actors: Iterable[ActorRef | Group]) -> str:
    """The group most named; a Haqqani leader is often called a Taliban one too."""
    votes: Counter[str] = Counter()
    for actor in actors:
        told = f"{actor.name} {actor.text}".lower()
        votes.update(name for name, word in GROUPS.items() if word in told)
    return "haqqani" if votes["haqqani"] else max(votes, key=lambda name: votes[name], default="")


def labelled(gold: dict[str, object]) -> Coded:
    """The label of one release."""
    provinces, groups, events = gold["province"], gold["target_group"], gold["event_type"]
    assert isinstance(provinces, list) and isinstance(groups, list) and isinstance(events, list)
    names = frozenset(name for each in groups for name in str(each).split(";")) or frozenset({""})
    return Coded(
        date=dt.date.fromisoformat(str(gold["start_date"])), province=str(provinces[0]), event=str(events[0]), group=names,
        killed=int(str(gold["min_killed"])), captured=int(str(gold["min_captured"])),
    )  # fmt: skip


def right(said: Coded, label: Coded) -> dict[str, bool]:
    """Which fields agree."""
    apart = abs((said.date - label.date).days) if said.date and label.date else 99
    return {
        "date": apart == 0, "day": apart <= 1,
        "province": bool(said.province) and likeness(said.province, label.province) >= 0.85,
        "event": said.event == label.event, "group": bool(said.group & label.group) or "??" in label.group,
        "killed": said.killed == label.killed, "captured": said.captured == label.captured,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """One release, compared."""

    id: str
    half: str
    text: str
    label: Coded
    said: Coded

    def __str__(self) -> str:
        return f"{self.id}\n  label {self.label}\n  said  {self.said}\n{self.text}\n"


def text_id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def half_of(text: str, kept: frozenset[str]) -> str:
    """ "develop" or "check": by the text alone, so that a release is always in the same half."""
    name = text_id(text)
    return "check" if name in kept or int(name, 16) % 2 else "develop"


def kept_for_scoring() -> frozenset[str]:
    """The texts that our own gold only scores on."""
    rows = (json.loads(line) for line in GOLD_TEXTS.read_text(encoding="utf-8").splitlines())
    return frozenset(row["document"] for row in rows if row["half"] == "score")


def scored(data: Path) -> Iterator[Scored]:
    """Every release of a file, read and compared."""
    tools, kept = load_tools(), kept_for_scoring()
    rows = [json.loads(line) for line in data.read_text(encoding="utf-8").split("\n") if line.strip()]
    numbers = Numbers.of(row["text"] for row in rows)
    for row in rows:
        text = row["text"]
        yield Scored(text_id(text), half_of(text, kept), text, labelled(row["gold"]), coded(text, tools, numbers))


def shares(releases: Sequence[Scored]) -> dict[str, float]:
    """The share of releases that agree, field by field."""
    total = Counter(field for each in releases for field, agrees in right(each.said, each.label).items() if agrees)
    return {field: total[field] / len(releases) if releases else 0.0 for field in FIELDS}


def held_wrong() -> frozenset[tuple[str, str]]:
    """Documents and fields whose label is wrong."""
    rows = (json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines())
    return frozenset((row["document"], row["field"]) for row in rows)


def mended(releases: Sequence[Scored]) -> dict[str, float]:
    """The shares among the labels that are not held wrong; `day` leaves out what `date` does."""
    wrong = held_wrong()
    found = {}
    for field in FIELDS:
        kept = [each for each in releases if (each.id, "date" if field == "day" else field) not in wrong]
        found[field] = shares(kept)[field]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=DATA, metavar="DATA.jsonl")
    parser.add_argument("--errors", choices=FIELDS, help="print label, what was said and text where they differ")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not arguments.data.exists():
        parser.exit(2, f"{arguments.data}: not there; name the file of releases\n")
    releases = list(scored(arguments.data))
    if arguments.errors:
        wrong = (each for each in releases if not right(each.said, each.label)[arguments.errors])
        print("\n".join(str(each) for each in wrong if each.half == "develop"))
        return
    halves = {name: [each for each in releases if each.half == name] for name in ("develop", "check")}
    rows = {name: shares(each) for name, each in {"whole": releases, **halves}.items()}
    rows["mended"] = mended(halves["develop"])
    digest = hashlib.sha256(arguments.data.read_bytes()).hexdigest()[:16]
    if arguments.json:
        counts = {name: len(each) for name, each in halves.items()}
        print(
            json.dumps({"data": digest, "releases": len(releases), **rows["whole"], "halves": rows, "counts": counts})
        )
        return
    print(f"{'':9}" + "".join(f"{name:>9}" for name in rows))
    for field in FIELDS:
        print(f"{field:9}" + "".join(f"{row[field]:9.1%}" for row in rows.values()))
    print(
        f"{'releases':9}{len(releases):9}" + "".join(f"{len(each):9}" for each in halves.values()) + f"  data {digest}"
    )


if __name__ == "__main__":
    main()
