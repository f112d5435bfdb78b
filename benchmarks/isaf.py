"""ISAF press releases, field by field: `python benchmarks/isaf.py [DATA.jsonl] [--json] [--errors FIELD]`.

Each release is read as a user would read it; the claims are mapped to the fields that its author coded (the mapping is
this module), and compared. The labels are read only to score. They are one person's and noisy: a tenth of the days are
off. Compared are

date            the day of the operation, exactly (of a night, its evening); `day` within one day
province        the province
event           detention, insurgentskilled, captureandkill, airstrike, civiliancasualty
group           taliban, haqqani, hig, imu, … or none, out of the claims' actors; where the label joins several, any of them
killed          the fewest killed, exactly
captured        the fewest captured, exactly ("several" is 3 in the labels, a bare plural 2)

Half of the releases, by a hash of their text, were read while rules were written ("develop"); the others, among them
those that our own gold only scores on, were not ("check"). `--errors` shows the former only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitrep.lexicon.spelling import likeness
from sitrep.model.claims import Casualty, Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools
from sitrep.resolve.times import document_date

DATA = Path(__file__).parents[2] / "shared" / "data" / "isaf" / "releases.jsonl"
GOLD_TEXTS = Path(__file__).parent / "gold" / "texts.jsonl"
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


def published_of(text: str) -> dt.date | None:
    """The day in the release's own dateline, its year taken from the release number or the text."""
    year = YEAR.search(text)
    found = document_date(text, year=int(year[1])) if year else document_date(text)
    return found[0] if found else None


def coded(text: str, tools: Tools) -> Coded:
    """What the claims of a release say, as the label's fields."""
    document = Document(
        id="release", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), outlet="ISAF", published=published_of(text)
    )  # fmt: skip
    claims = [claim for claim in claims_of(document, tools) if claim.status in {"happened", "ongoing"}]
    told = [claim for claim in claims if claim.casualties or claim.type in {"air_strike", "detention"}]
    killed, captured = _fewest(told, "killed"), _fewest(told, "captured")
    return Coded(
        date=_day(told, document.published),
        province=_province(told or claims, tools),
        event=_event(told, killed, captured),
        group=frozenset(_groups(claims)),
        killed=killed,
        captured=captured,
    )


def _losses(claims: Sequence[Claim], outcome: str) -> Iterator[Casualty]:
    for claim in claims:
        yield from (loss for loss in claim.casualties if loss.outcome == outcome)


def _of_own(loss: Casualty) -> bool:
    return any(word in f"{loss.group.name} {loss.text}".lower() for word in OWN)


def _fewest(claims: Sequence[Claim], outcome: str) -> int:
    """The largest of the least numbers told of the other side, vague words as the labels count them."""
    return max((_told(claim, outcome) for claim in claims), default=0)


def _told(claim: Claim, outcome: str) -> int:
    """The least that one claim tells: "a leader and several fighters" are four."""
    rows = [loss for loss in _losses([claim], outcome) if not _of_own(loss)]
    return sum(3 if "several" in loss.text.lower() else loss.low or 0 for loss in rows)


def _event(claims: Sequence[Claim], killed: int, captured: int) -> str:
    if any(claim.type == "air_strike" for claim in claims):
        return "airstrike"
    if killed:
        return "captureandkill" if captured else "insurgentskilled"
    civilians = any("civilian" in loss.text.lower() for loss in _losses(claims, "killed"))
    return "civiliancasualty" if civilians and not captured else "detention"


def _day(claims: Sequence[Claim], published: dt.date | None) -> dt.date | None:
    """The day most told, of a night its evening; the label's author took the publication day where a release tells none."""
    times = [(claim.time.start, claim.time.end) for claim in claims if claim.time]
    days = [start for start, end in times if start and end and (end - start).days <= 1]
    return Counter(days).most_common(1)[0][0] if days else published


def _province(claims: Sequence[Claim], tools: Tools) -> str:
    """The province that most places of the claims lie in."""
    votes: Counter[str] = Counter()
    for ref in (ref for claim in claims for ref in claim.places):
        ids = [ref.id or "", ref.within or ""]
        places = [place for each in ids if each and (place := tools.gazetteer.get(each)) is not None]
        wholes = [place.id if place.kind == "admin1" else place.admin1 for place in places]
        votes.update(each for each in wholes[:1] if each)
    best = tools.gazetteer.get(votes.most_common(1)[0][0]) if votes else None
    return best.name if best is not None else ""


def _groups(claims: Sequence[Claim]) -> Iterator[str]:
    """The group that most claims name; a Haqqani leader is often called a Taliban one too."""
    votes: Counter[str] = Counter()
    for claim in claims:
        actors = [*claim.agents, *claim.targets, *(loss.group for loss in claim.casualties)]
        told = " ".join(f"{actor.name} {actor.text}" for actor in actors).lower()
        votes.update(name for name, word in GROUPS.items() if word in told)
    yield "haqqani" if votes["haqqani"] else max(votes, key=lambda name: votes[name], default="")


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
    with data.open(encoding="utf-8") as lines:
        for row in (json.loads(line) for line in lines if line.strip()):
            text = row["text"]
            yield Scored(text_id(text), half_of(text, kept), text, labelled(row["gold"]), coded(text, tools))


def shares(releases: Sequence[Scored]) -> dict[str, float]:
    """The share of releases that agree, field by field."""
    total = Counter(field for each in releases for field, agrees in right(each.said, each.label).items() if agrees)
    return {field: total[field] / len(releases) if releases else 0.0 for field in FIELDS}


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
