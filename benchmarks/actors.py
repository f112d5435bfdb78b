"""How actors are found and resolved in FA-KES: `python benchmarks/actors.py [FILE] [--json] [--limit N]`.

The articles are on the Syrian war; each has a crowd-made label of who did the killing. Counted are, in a half of the
articles (by their digest) on which rules were developed and in one that was only scored,

named       names of actors in the texts: share with a roster id, and the names most often left unlisted (developed half)
generic     phrases without a name: share with an id
present     articles with a label: share in which an actor of the labelled side is among the resolved mentions
most told   the same for the side of the armed actor that is told of most often: a baseline, not an extraction
doer        the side that the claims show at it: each doer of a violent claim weighs VIOLENCE, more where somebody is
            hit and near the top, each mention of an armed actor one
speed       mentions resolved a second, without reading and parsing; and 50,000 look-ups of names, in seconds
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from sitrep.extract.mentions import MentionMaker
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, Claim
from sitrep.model.entities import Alias
from sitrep.model.text import Document, Mention
from sitrep.resolve.actors import resolve_actors
from sitrep.resolve.claims import Tools, claims_of, load_tools

DATA = Path(__file__).parents[2] / "shared" / "data" / "fakes" / "articles.jsonl"
#: The labels of FA-KES as sides of the roster.
SIDES = {
    "syrian government or russian troops": "syria:government",
    "the organization of the islamic state in iraq and the levant - isis": "syria:islamic-state",
    "international coalition forces": "syria:coalition",
    "armed opposition groups": "syria:opposition",
    "al-nusra front": "syria:opposition",
    "self administration forces": "syria:kurdish-led",
}
SPEAKERS = {"outlet", "monitor", "organisation"}
#: How much a doer of a violent claim weighs beside one mention of its side; chosen on the developed half.
VIOLENCE = {
    "air_strike": 3, "shelling": 2, "suicide_bombing": 2, "bombing": 2, "violence_against_civilians": 2, "casualty_report": 2,
    "assault": 1, "armed_clash": 0.5, "offensive": 0.5,
}  # fmt: skip
HIT = 2
TOP, TOP_CHARACTERS = 2, 500
DAY = dt.date(2015, 6, 1)


def articles(path: Path, limit: int | None) -> Iterator[tuple[Document, str]]:
    """Documents and their labels."""
    for line in path.read_text(encoding="utf-8").splitlines()[:limit]:
        row = json.loads(line)
        text = row["article_content"]
        published = dt.date.fromisoformat(row["date"])
        sha = hashlib.sha256(text.encode()).hexdigest()
        yield (
            Document(id=row["unit_id"], text=text, sha256=sha, outlet=row["source"], published=published),
            row["actor"],
        )


def mentions_of(document: Document, tools: Tools) -> Sequence[Mention]:
    """The mentions of actors and people that reading finds."""
    return [
        mention for mention in MentionMaker(tools.engine.read(document)).all() if mention.kind in {"actor", "people"}
    ]


def side_of(ref: ActorRef, document: Document, tools: Tools) -> str | None:
    """The side of an armed actor in Syria's war that day."""
    actor = tools.roster.get(ref.id) if ref.id else None
    speaks = actor is None or actor.kind in SPEAKERS
    return None if actor is None or speaks else tools.roster.side(actor.id, document.published, "syria")


def sides_of(found: Mapping[Mention, ActorRef], document: Document, tools: Tools) -> Counter[str]:
    """How often each side's armed actors are told of."""
    return Counter(side for ref in found.values() if (side := side_of(ref, document, tools)))


def half_of(document: Document) -> str:
    """By digest of the id, so that no article changes its half."""
    return "developed" if int(hashlib.sha256(document.id.encode()).hexdigest(), 16) % 2 == 0 else "scored"


def doing(claims: Sequence[Claim], document: Document, tools: Tools) -> Counter[str]:
    """How much the claims show each side at violence."""
    votes: Counter[str] = Counter()
    for claim in claims:
        if claim.status in {"planned", "denied", "hypothetical"} or claim.type not in VIOLENCE:
            continue
        hit = any(loss.outcome in {"killed", "wounded"} for loss in claim.casualties)
        weight = (VIOLENCE[claim.type] + HIT * hit) * (TOP if claim.trigger.start < TOP_CHARACTERS else 1)
        sides = {side for ref in claim.agents if (side := side_of(ref, document, tools))}
        for side in sides:
            votes[side] += weight / len(sides)
    return votes


def look_ups(roster: Roster, count: int = 50_000) -> float:
    """Seconds for so many look-ups of names: those of the roster, each also misspelt."""
    names = sorted({alias.text for actor in roster.actors() for alias in (Alias(text=actor.name), *actor.aliases)})
    asked = [name + "x" * (number % 2) for number, name in enumerate(islice(cycle(names), count))]
    begun = time.perf_counter()
    for name in asked:
        roster.lookup(name, DAY)
    return time.perf_counter() - begun


def measure(path: Path, limit: int | None) -> dict[str, object]:
    """All figures of both halves."""
    tools = load_tools()
    halves = {"developed": Tally(), "scored": Tally()}
    for document, label in articles(path, limit):
        _count(halves[half_of(document)], document, label, tools)
    return {
        **{half: tally.figures() for half, tally in halves.items()},
        "most_unlisted": halves["developed"].most_unlisted(),
        "look_ups_50000_seconds": round(look_ups(tools.roster), 2),
        "data_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _count(tally: Tally, document: Document, label: str, tools: Tools) -> None:
    mentions = mentions_of(document, tools)
    begun = time.perf_counter()
    found = resolve_actors(mentions, document, tools.roster)
    tally.seconds += time.perf_counter() - begun
    counts = tally.counts
    counts["articles"] += 1
    for mention, ref in found.items():
        kind = "named" if mention.name is not None else "generic"
        counts["mentions"] += 1
        counts[kind] += 1
        counts[f"{kind} resolved"] += ref.id is not None and not ref.id.startswith(("unlisted:", "person:"))
        if ref.id and ref.id.startswith("unlisted:"):
            tally.unlisted[ref.name] += 1
    votes = sides_of(found, document, tools)
    if label in SIDES:
        shown = votes + doing(claims_of(document, tools), document, tools)
        counts["labelled"] += 1
        counts["present"] += SIDES[label] in votes
        counts["most told"] += _first(votes) == SIDES[label]
        counts["doer"] += _first(shown) == SIDES[label]


def _first(votes: Counter[str]) -> str | None:
    return min(votes, key=lambda side: (-votes[side], side), default=None)


@dataclass
class Tally:
    """What is counted over one half."""

    counts: Counter[str] = field(default_factory=Counter)
    unlisted: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def share(self, part: str, whole: str) -> float:
        """One count over another."""
        return round(self.counts[part] / max(self.counts[whole], 1), 3)

    def most_unlisted(self) -> list[str]:
        """The names most often left unlisted."""
        rows = sorted(self.unlisted.items(), key=lambda row: (-row[1], row[0]))
        return [f"{name} ({count})" for name, count in rows[:30]]

    def figures(self) -> dict[str, object]:
        """The figures by name."""
        return {
            "articles": self.counts["articles"],
            "mentions": self.counts["mentions"],
            "named_in_roster": self.share("named resolved", "named"),
            "generic_resolved": self.share("generic resolved", "generic"),
            "labelled": self.counts["labelled"],
            "label_present": self.share("present", "labelled"),
            "label_most_told": self.share("most told", "labelled"),
            "label_is_doer": self.share("doer", "labelled"),
            "mentions_per_second": round(self.counts["mentions"] / max(self.seconds, 1e-9)),
        }


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; returns 0, or 2 where the data is not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", default=DATA, help="the file of FA-KES articles")
    parser.add_argument("--limit", type=int, default=None, help="only the first N articles")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    options = parser.parse_args(arguments)
    if not options.data.exists():
        print(f"{options.data}: not there; give the file of FA-KES articles")
        return 2
    figures = measure(options.data, options.limit)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        for name, value in figures.items():
            rows = value.items() if isinstance(value, dict) else [("", value)]
            for part, figure in rows:
                label = f"{name} {part}".replace("_", " ")
                print(f"{label:32} {', '.join(figure) if isinstance(figure, list) else figure}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
