"""How actors are found and resolved in FA-KES: `python benchmarks/actors.py [--json] [--data FILE] [--limit N]`.

The articles are on the Syrian war; each has a crowd-made label of who did the killing. Counted are

named       names of actors in the texts: share with a roster id, and the names most often left unlisted
generic     phrases without a name: share with an id
present     articles with a label: share in which an actor of the labelled side is among the resolved mentions
most told   the same for the side of the armed actor that is told of most often: a baseline, not an extraction
speed       mentions resolved a second, without reading and parsing
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sitrep.extract.mentions import MentionMaker
from sitrep.model.claims import ActorRef
from sitrep.model.text import Document, Mention
from sitrep.resolve.actors import resolve_actors
from sitrep.resolve.claims import Tools, load_tools

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


def sides_of(found: Mapping[Mention, ActorRef], document: Document, tools: Tools) -> Counter[str]:
    """How often each side's armed actors are told of."""
    votes: Counter[str] = Counter()
    for ref in found.values():
        actor = tools.roster.get(ref.id) if ref.id else None
        side = tools.roster.side(actor.id, document.published) if actor and actor.kind not in SPEAKERS else None
        if side:
            votes[side] += 1
    return votes


def measure(path: Path, limit: int | None) -> dict[str, object]:
    """All figures."""
    tools = load_tools()
    counts: Counter[str] = Counter()
    unlisted: Counter[str] = Counter()
    seconds = 0.0
    for document, label in articles(path, limit):
        mentions = mentions_of(document, tools)
        begun = time.perf_counter()
        found = resolve_actors(mentions, document, tools.roster)
        seconds += time.perf_counter() - begun
        counts["articles"] += 1
        for mention, ref in found.items():
            kind = "named" if mention.name is not None else "generic"
            counts["mentions"] += 1
            counts[kind] += 1
            listed = ref.id is not None and not ref.id.startswith(("unlisted:", "person:"))
            counts[f"{kind} resolved"] += listed
            if ref.id and ref.id.startswith("unlisted:"):
                unlisted[ref.name] += 1
        votes = sides_of(found, document, tools)
        if label in SIDES:
            most = min(votes, key=lambda side: (-votes[side], side), default=None)
            counts["labelled"] += 1
            counts["present"] += SIDES[label] in votes
            counts["most told"] += most == SIDES[label]
    return _figures(counts, unlisted, seconds) | {"data_sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def _figures(counts: Counter[str], unlisted: Counter[str], seconds: float) -> dict[str, object]:
    def share(part: str, whole: str) -> float:
        return round(counts[part] / max(counts[whole], 1), 3)

    return {
        "articles": counts["articles"],
        "mentions": counts["mentions"],
        "named": counts["named"],
        "named_in_roster": share("named resolved", "named"),
        "generic": counts["generic"],
        "generic_resolved": share("generic resolved", "generic"),
        "labelled": counts["labelled"],
        "label_present": share("present", "labelled"),
        "label_most_told": share("most told", "labelled"),
        "mentions_per_second": round(counts["mentions"] / max(seconds, 1e-9)),
        "most_unlisted": [
            f"{name} ({count})" for name, count in sorted(unlisted.items(), key=lambda row: (-row[1], row[0]))[:30]
        ],
    }


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; returns 0, or 2 where the data is not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, default=None, help="only the first N articles")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    options = parser.parse_args(arguments)
    if not options.data.exists():
        print(f"{options.data}: not there; give the file of FA-KES articles with --data")
        return 2
    figures = measure(options.data, options.limit)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        for name, value in figures.items():
            print(f"{name.replace('_', ' '):22} {', '.join(value) if isinstance(value, list) else value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
