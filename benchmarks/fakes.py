"""One incident told by several outlets: `python benchmarks/fakes.py ARTICLES.jsonl [--store FILE] [--new] [--json]`.

ARTICLES has a row for each report (`unit_id`, `article_content`, `source`, `date`): the FA-KES articles on Syria. All are
read and fused. Asked is every pair of articles by different outlets that share an event, copies left out, holders and
alliances left out, too: is what they tell the same incident? Verdicts are in fakes_pairs.csv, given by reading both
articles' words; where "different" stands it was no question of taste only. `--new` lists pairs without a verdict.

Printed: groups and pairs found; precision over the judged pairs; how many pairs judged "same" are still found; and of
groups whose outlets give tolls that exclude each other, how many show all of them side by side.
`--store` takes the store of a finished `sitrep run` on these articles (ids `fk-UNIT_ID`), and so saves minutes.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sitrep.fuse.cluster import fuse
from sitrep.ingest.copies import find_copies
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import Casualty, Claim
from sitrep.model.events import Event
from sitrep.model.text import Document
from sitrep.resolve.claims import load_tools
from sitrep.store.view import open_view
from sitrep.workers import extract_all

VERDICTS = Path(__file__).with_name("fakes_pairs.csv")
NO_INCIDENTS = frozenset({"control", "alliance"})

#: Two articles and the type of the event that they share.
Key = tuple[str, str, str]


def documents_of(articles: Path) -> tuple[Document, ...]:
    """The articles as documents."""
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Document(
            id=f"fk-{row['unit_id']}",
            text=row["article_content"],
            sha256=hashlib.sha256(row["article_content"].encode()).hexdigest(),
            outlet=row["source"],
            published=dt.date.fromisoformat(row["date"]),
        )
        for row in rows
    )


def read(articles: Path, store: Path | None) -> tuple[tuple[Document, ...], list[Claim]]:
    """The documents and their claims."""
    if store is not None:
        with open_view(store) as view:
            readings = view.readings()
        return tuple(each.document for each in readings), [claim for each in readings for claim in each.claims]
    documents = documents_of(articles)
    return documents, [claim for found in extract_all(documents, load_tools(), None, None) for claim in found.claims]


def pairs_of(event: Event, documents: Mapping[str, Document], copied: frozenset[str]) -> Iterator[Key]:
    """The pairs of articles of different outlets that tell the event."""
    told = [documents[name] for name in event.documents if name not in copied]
    for index, one in enumerate(told):
        for other in told[index + 1 :]:
            if one.outlet != other.outlet:
                first, second = sorted(each.id.removeprefix("fk-").split("#")[0] for each in (one, other))
                if first != second:
                    yield first, second, event.type


def differing(event: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> bool | None:
    """Whether tolls of different outlets that exclude each other all stand in the event; None where there are none."""
    given: dict[tuple[str, str], list[tuple[str | None, Casualty]]] = defaultdict(list)
    for claim in (claims[name] for name in event.claims):
        for count in claim.casualties:
            key = (count.group.id or count.group.name.casefold(), count.outcome)
            given[key].append((documents[claim.document].outlet, count))
    apart = [
        (one, other)
        for counts in given.values()
        for outlet, one in counts
        for elsewhere, other in counts
        if outlet != elsewhere and one.high is not None and other.low is not None and one.high < other.low
    ]
    if not apart:
        return None
    shown = {(figure.low, figure.high) for toll in event.casualties for figure in toll.figures}
    return all((count.low, count.high) in shown for pair in apart for count in pair)


def verdicts() -> dict[Key, bool]:
    """Whether two articles tell the same incident, by hand."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {(row["article"], row["other"], row["type"]): row["verdict"] == "same" for row in csv.DictReader(file)}


def measure(articles: Path, store: Path | None) -> tuple[dict[str, object], list[Key]]:
    """The figures, and the pairs without a verdict."""
    documents, claims = read(articles, store)
    copied = frozenset(copy.document for copy in find_copies(documents))
    by_id, known = {document.id: document for document in documents}, {claim.id: claim for claim in claims}
    events = [event for event in fuse(claims, documents, Roster.load(), copied) if event.type not in NO_INCIDENTS]
    happened = [event for event in events if event.status not in ("planned", "hypothetical")]
    groups = {event.id: sorted(set(pairs_of(event, by_id, copied))) for event in happened}
    found = {pair for pairs in groups.values() for pair in pairs}
    judged = {pair: same for pair, same in verdicts().items() if pair in found}
    same = [pair for pair, verdict in verdicts().items() if verdict]
    tolls = [shown for event in happened if groups[event.id] and (shown := differing(event, known, by_id)) is not None]
    figures: dict[str, object] = {
        "articles": len(documents),
        "groups": sum(1 for pairs in groups.values() if pairs),
        "pairs": len(found),
        "judged": len(judged),
        "precision": round(sum(judged.values()) / len(judged), 4) if judged else None,
        "judged_same_found": f"{sum(1 for pair in same if pair in found)} of {len(same)}",
        "differing_tolls_shown": f"{sum(tolls)} of {len(tolls)}",
        "data": hashlib.sha256(articles.read_bytes()).hexdigest(),
    }
    return figures, sorted(found - set(judged))


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--store", type=Path, help="the store of a run on these articles")
    parser.add_argument("--new", action="store_true", help="list pairs without a verdict")
    parser.add_argument("--json", action="store_true", help="for programs")
    given = parser.parse_args(arguments)
    figures, new = measure(given.articles, given.store)
    if given.new:
        print("\n".join(",".join(pair) for pair in new))
    print(json.dumps(figures) if given.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
