"""FA-KES articles: is the governorate of what they report the one that its coders gave?
`python benchmarks/governorates.py [--data FILE] [--json]`; some minutes.

Each article is read as a user would read it. The governorate that most of its claims lie in (those that tell of dead
first) is compared with the label, in the articles whose text names the labelled governorate or its chief town. Articles
are split in two by a hash of their id: rules may be mended by looking at the first half, the second is only counted.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.spelling import normal_form
from sitrep.model.claims import Claim, PlaceRef
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools

DATA = Path(__file__).parents[2] / "shared" / "data" / "fakes" / "articles.jsonl"
VERDICTS = Path(__file__).parent / "places" / "governorates.csv"
#: The labels' names as ids of divisions; "damascus" is the city with the countryside around it.
LABELS = {
    "aleppo": ("09",), "damascus": ("13", "08"), "daraa": ("06",), "deir ezzor": ("07",), "hama": ("10",),
    "hasakeh": ("01",), "homs": ("11",), "idlib": ("12",), "lattakia": ("02",), "quneitra": ("03",), "raqqa": ("04",),
    "tartous": ("14",),
}  # fmt: skip
#: How much a claim counts; what tells of dead says what the labels mean.
KILLED, OTHER = 2.0, 1.0
#: How much less each later claim counts: 1, 1/1.5, 1/2 …
FALL_OFF = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """One article: label, what the claims say, whether its text names the label, and which half it is in."""

    id: str
    label: str
    said: str
    named: bool
    developed_on: bool

    @property
    def right(self) -> bool:
        """Whether claims and label agree."""
        return self.said in LABELS[self.label]


def in_first_half(ident: str) -> bool:
    """Whether an article is one that rules may be mended on."""
    return hashlib.sha256(ident.encode()).digest()[0] < 128


def governorate_of(ref: PlaceRef, gazetteer: Gazetteer) -> str:
    """The code of the Syrian governorate that a reference lies in, "" where it says none."""
    for ident in (ref.id, ref.within):
        place = gazetteer.get(ident) if ident else None
        code = (place and (place.id if place.kind == "admin1" else place.admin1)) or ident or ""
        if code.startswith("adm1:sy:"):
            return code.rpartition(":")[2]
    return ""


def governorate(claims: Iterable[Claim], gazetteer: Gazetteer) -> str:
    """The governorate that the claims speak for most; what is told first counts more, as news is written."""
    votes: Counter[str] = Counter()
    for number, claim in enumerate(claims):
        codes = {governorate_of(ref, gazetteer) for ref in claim.places} - {""}
        killed = any(loss.outcome == "killed" for loss in claim.casualties)
        for code in codes:
            votes[code] += (KILLED if killed else OTHER) / len(codes) / (1 + FALL_OFF * number)  # type: ignore[assignment]
    return max(votes, key=lambda code: votes[code], default="")


def names_of(label: str, gazetteer: Gazetteer) -> re.Pattern[str]:
    """The names of a governorate and of its chief town, in any of their spellings, as words of a normal form."""
    forms: set[str] = set()
    for code in LABELS[label]:
        division = gazetteer.get(f"adm1:sy:{code}")
        town = gazetteer.capital(division) if division is not None else None
        for place in (division, town):
            forms |= {normal_form(name) for name in (place.name, *place.aliases)} if place is not None else set()
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, forms - {''})))})\b")


def judge(rows: Sequence[dict[str, str]], tools: Tools) -> Iterator[Judged]:
    """Every article with a label that we know."""
    patterns = {label: names_of(label, tools.gazetteer) for label in LABELS}
    for row in rows:
        label, text = row["location"], f"{row['article_title']}\n\n{row['article_content']}"
        named = patterns[label].search(" ".join(normal_form(word) for word in re.findall(r"[\w'’-]+", text)))
        said = governorate(claims_of(article(row, text), tools), tools.gazetteer)
        yield Judged(row["unit_id"], label, said, named is not None, in_first_half(row["unit_id"]))


def article(row: dict[str, str], text: str) -> Document:
    """The article as a document."""
    return Document(
        id=row["unit_id"], text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), outlet=row["source"],
        published=dt.date.fromisoformat(row["date"]),
    )  # fmt: skip


def summary(path: Path) -> dict[str, object]:
    """Shares of both halves, each disagreement, and what people found who looked at some of them."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    tools = load_tools()
    judged = list(judge([row for row in rows if row["location"] in LABELS], tools))
    verdicts = {row["id"]: row["right"] for row in csv.DictReader(VERDICTS.open(encoding="utf-8"))}
    wrong = [each for each in judged if each.named and not each.right]
    halves = {
        "developed_on": [each for each in judged if each.named and each.developed_on],
        "only_scored": [each for each in judged if each.named and not each.developed_on],
    }
    return {
        "articles": len(judged), "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "naming_the_label": sum(each.named for each in judged),
        **{name: round(sum(each.right for each in half) / len(half), 3) for name, half in halves.items() if half},
        "looked_at": dict(sorted(Counter(verdicts.values()).items())),
        "disagreements": [
            {"id": each.id, "label": each.label, "said": each.said, "right": verdicts.get(each.id, "not looked at")}
            for each in wrong
        ],
    }  # fmt: skip


def main() -> None:
    """Prints the shares and the disagreements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="JSON lines of FA-KES articles")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    if not wanted.data.exists():
        parser.exit(2, f"{wanted.data}: not there; give the articles with --data FILE\n")
    found = summary(wanted.data)
    if wanted.json:
        print(json.dumps(found))
        return
    print("\n".join(f"{name}: {value}" for name, value in found.items() if name != "disagreements"))
    for each in found["disagreements"]:  # type: ignore[attr-defined]
        print(f"  {each['id']}: label {each['label']}, claims {each['said'] or 'nothing'}; right: {each['right']}")


if __name__ == "__main__":
    main()
