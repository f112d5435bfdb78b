"""How long fusion takes, and what memory: `python benchmarks/fusion.py [CLAIMS …]`; 1,000, 10,000 and 100,000 if none.

Towns in a row are shelled, stormed, taken and retaken; several outlets tell what happened, some with the day, some
with a vaguer one or none, some quoting the monitor. Printed as JSON for each number of claims: seconds, B-cubed
precision, recall and F1 of the events against the truth. Claims are made up as records, without reports, and lie in
nothing but vagueness; campaign.py measures on reports that are read. Seconds are of the processor, on one core.

`times_faster`: the last hundredth of the reports, added to what was fused of the others, against all of it anew;
`same_bytes` says that the events are the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sitrep.fuse.cluster import fuse, fuse_again
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, Claim, PlaceRef, claim_id
from sitrep.model.dates import TimeRef
from sitrep.model.events import Event
from sitrep.model.record import to_json
from sitrep.model.text import Document, Span

FIRST = dt.date(2016, 1, 1)
SIDES = (
    ActorRef(id="syrian-army", name="Syrian army", text="the army", start=0, end=8),
    ActorRef(id="unlisted:upland-front", name="Upland Front", text="the Front", start=0, end=9),
)
MONITOR = ActorRef(id="unlisted:monitor", name="Upland Monitor", text="the monitor", start=0, end=11)
OUTLETS = ("Gazette", "Herald", "Post", "Mail", "Courier")


@dataclass
class Campaign:
    """Reports, their claims, what each claim tells of (claim id → occurrence), and who took which town when."""

    claims: list[Claim] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    truth: dict[str, int] = field(default_factory=dict)
    taken: dict[str, list[tuple[dt.date, ActorRef]]] = field(default_factory=lambda: defaultdict(list))


def play(claims: int, seed: int = 5) -> Campaign:
    """A campaign told in about so many claims; a town for every 40 of them."""
    chance, campaign = random.Random(seed), Campaign()
    towns = [_town(number) for number in range(max(2, claims // 40))]
    occurrence = 0
    while len(campaign.claims) < claims:
        town, winner = chance.choice(towns), chance.randrange(2)
        day = FIRST + dt.timedelta(chance.randrange(1000))
        kinds = ("shelling", "air_strike", "armed_clash") if chance.random() < 0.7 else ("assault", "territory_gain")
        for kind in kinds[: 2 if kinds[-1] == "territory_gain" else chance.randint(1, 2)]:
            occurrence += 1
            if kind == "territory_gain":
                campaign.taken[town.id or ""].append((day, SIDES[winner]))
            for _ in range(chance.choice((1, 1, 2, 3, 5))):
                _report(campaign, chance, (occurrence, kind), town, day, SIDES[winner])
    return campaign


def _town(number: int) -> PlaceRef:
    name = f"Town {number}"
    where = {"lat": 30 + number // 500 * 0.2, "lon": 30 + number % 500 * 0.2}
    return PlaceRef(id=f"town:{number}", name=name, text=name, start=0, end=1, precision="exact", kind="city", **where)


def _report(
    campaign: Campaign, chance: random.Random, told_of: tuple[int, str], town: PlaceRef, day: dt.date, who: ActorRef
) -> None:  # fmt: skip
    occurrence, kind = told_of
    name = f"r{len(campaign.documents):06}"
    published = day + dt.timedelta(chance.choice((0, 1, 1, 2)))
    vague = chance.random()
    first, last = day, day
    if vague > 0.6:
        first, last = day - dt.timedelta(chance.randint(0, 1)), min(published, day + dt.timedelta(chance.randint(0, 1)))
    told = TimeRef(start=first, end=last, text="", precision="days", reason="told") if vague < 0.85 else None
    words = f"{kind} {name}"
    span = Span(start=0, end=len(words), text=words)
    claim = Claim(
        id=claim_id(name, kind, span, ()), document=name, type=kind, status="happened", trigger=span, evidence=span,
        agents=(who,), places=(town,), time=told, sources=(MONITOR,) if chance.random() < 0.4 else (),
    )  # fmt: skip
    digest = hashlib.sha256(words.encode()).hexdigest()
    campaign.documents.append(
        Document(id=name, text=words, sha256=digest, outlet=chance.choice(OUTLETS), published=published)
    )
    campaign.claims.append(claim)
    campaign.truth[claim.id] = occurrence


def b_cubed(events: Sequence[Event], truth: dict[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1, meaned over claims (Bagga and Baldwin 1998)."""
    sizes = Counter(truth.values())
    precision = recall = 0.0
    for event in events:
        for occurrence, shared in Counter(truth[claim] for claim in event.claims).items():
            precision += shared * shared / len(event.claims)
            recall += shared * shared / sizes[occurrence]
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def added(campaign: Campaign, roster: Roster, events: Sequence[Event], seconds: float) -> dict[str, float]:
    """The last hundredth of the reports, added to the others: how many times faster than anew, and the same bytes."""
    early = campaign.documents[: -max(1, len(campaign.documents) // 100)]
    names = {document.id for document in early}
    before = fuse_again([c for c in campaign.claims if c.document in names], early, roster)
    begun = time.process_time()
    after = fuse_again(campaign.claims, campaign.documents, roster, before=before)
    took = time.process_time() - begun
    same = [to_json(event) for event in after.events] == [to_json(event) for event in events]
    return {"added_seconds": took, "times_faster": seconds / took, "same_bytes": same}


def measure(claims: int, roster: Roster) -> dict[str, float]:
    """One row of the benchmark."""
    campaign = play(claims)
    begun = time.process_time()
    events = fuse(campaign.claims, campaign.documents, roster)
    seconds = time.process_time() - begun
    precision, recall, f1 = b_cubed(events, campaign.truth)
    row = {"claims": len(campaign.claims), "events": len(events), "seconds": seconds}
    row |= {"precision": precision, "recall": recall, "f1": f1}
    row |= added(campaign, roster, events, seconds)
    row["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {key: round(value, 3) for key, value in row.items()}


if __name__ == "__main__":
    roster = Roster.load()
    for number in [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        print(json.dumps(measure(number, roster)))
