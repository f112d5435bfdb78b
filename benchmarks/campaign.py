"""Fusion and control against a truth that is known: `python benchmarks/campaign.py [REPORTS …] [--seed N] [--details]`.

world.py plays a campaign and writes the reports; sitrep reads them as any others, told nothing but an actors' and a
places' file, with the network unless `--rules-only`. Printed as JSON for each number of reports (100, 1,000 and 10,000
if none is given):

b_cubed       precision, recall and F1 of events against occurrences, over the claims of sentences that tell one
control       of all days of all towns whose holder in truth some report tells, from the first capture told on to the last
              day that evidence speaks for: the share on which sitrep names the right side (where it lists two, on a day
              on which the change may or may not have happened, either)
control_held  the same without the days on which sitrep lists two
last_named    the baseline: the side last named by a report published until then
false_corroboration  events called corroborated although all their reports go back to one first teller, or where an
              outlet that only reprints counts as an origin. Must be 0
toll_in_range  of events with a toll: in truth within the range shown
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import world

from sitrep.fuse.cluster import fuse
from sitrep.infer.control import infer_control
from sitrep.ingest.copies import find_copies
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.resolve.claims import Tools, claims_of, tools_of

GAINS = ("capture",)


def tools_for(campaign: world.Campaign, rules_only: bool) -> Tools:
    """sitrep's tools with the campaign's actors and towns beside the shipped ones."""
    with tempfile.TemporaryDirectory() as folder:
        actors, places = Path(folder, "actors.yml"), Path(folder, "places.csv")
        actors.write_text(world.ROSTER, encoding="utf-8")
        places.write_text(campaign.gazetteer, encoding="utf-8")
        return tools_of(Roster.load([actors]), Gazetteer.load([places]), [actors], network=not rules_only)


def truth_of(claims: Iterable[Claim], campaign: world.Campaign) -> dict[str, int]:
    """The occurrence that each claim's sentence tells; claims of sentences that tell none are left out."""
    return {
        claim.id: sentence.occurrence
        for claim in claims
        for sentence in campaign.sentences[claim.document]
        if sentence.start <= claim.trigger.start < sentence.end
    }


def b_cubed(events: Sequence[Event], truth: dict[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1, meaned over claims (Bagga and Baldwin 1998)."""
    sizes = Counter(truth.values())
    precision = recall = 0.0
    for event in events:
        known = [truth[claim] for claim in event.claims if claim in truth]
        for occurrence, shared in Counter(known).items():
            precision += shared * shared / len(known)
            recall += shared * shared / sizes[occurrence]
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def false_corroboration(events: Iterable[Event], truth: dict[str, int], campaign: world.Campaign) -> list[Event]:
    """Events called corroborated on the word of one, or with the outlet of a reprint among the origins."""
    outlet = {document.id: document.outlet for document in campaign.documents}
    claims_at = {event.id: [claim for claim in event.claims if claim in truth] for event in events}
    wrong = []
    for event in events:
        if event.standing != "corroborated" or not claims_at[event.id]:
            continue
        told = {truth[claim] for claim in claims_at[event.id]}
        first = {campaign.first_said.get((name, number)) for name in event.documents for number in told} - {None}
        own = {outlet[name] for name in event.documents if name not in campaign.copy_of}
        reprints = {outlet[name] for name in event.documents if name in campaign.copy_of} - own
        if len(first) < 2 or reprints & set(event.origins):
            wrong.append(event)
    return wrong


def toll_in_range(events: Iterable[Event], truth: dict[str, int], campaign: world.Campaign) -> tuple[int, int]:
    """Events whose true toll lies within the range, give or take two; events with a toll."""
    right = total = 0
    for event in events:
        told = Counter(truth[claim] for claim in event.claims if claim in truth)
        killed = [toll for toll in event.casualties if toll.outcome == "killed"]
        if not told or not killed:
            continue
        true = campaign.occurrences[told.most_common(1)[0][0]].toll
        total += 1
        right += any(
            (toll.low or 0) - 2 <= true <= (toll.high if toll.high is not None else true) + 2 for toll in killed
        )
    return right, total


def asked(campaign: world.Campaign, last: dict[str, dt.date]) -> Iterator[tuple[str, dt.date, str]]:
    """Town, day and true side, for the days whose holder some report tells."""
    told_on = {
        (o.town, o.day) for o in campaign.occurrences if o.kind in GAINS and o.true and o.number in campaign.told
    }
    for town in sorted(last):
        days, sides = zip(*campaign.held[town], strict=True)
        first = min((day for place, day in told_on if place == town), default=None)
        for number in range((last[town] - first).days + 1) if first else ():
            day = first + dt.timedelta(number)
            at = bisect_right(days, day) - 1
            if (town, days[at]) in told_on:
                yield town, day, world.SIDE[sides[at]]


def last_named(
    claims: Iterable[Claim], campaign: world.Campaign, roster: Roster
) -> dict[str, list[tuple[dt.date, str]]]:
    """By town: from each publication on, the side that the report names as winner or holder."""
    published = {document.id: document.published or dt.date.max for document in campaign.documents}
    named: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (published[claim.document], claim.id)):
        if claim.type in ("territory_gain", "control") and claim.agents and claim.places:
            side = roster.side(claim.agents[0].id or "", published[claim.document])
            named[claim.places[0].name].append((published[claim.document], side or ""))
    return named


def control_right(
    holdings: Iterable[Holding], campaign: world.Campaign, named: dict[str, list[tuple[dt.date, str]]]
) -> tuple[dict[str, float], list[str]]:
    """The shares of right answers, and what is wrong."""
    lines: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        lines[holding.place.name].append(holding)
    last = {
        town: max(x.last_evidence for x in lines[town] if x.last_evidence) for town in campaign.towns if lines[town]
    }
    total = right = sure = sure_right = plain = 0
    wrong: list[str] = []
    for town, day, side in asked(campaign, last):
        now = [x for x in lines[town] if (x.start or dt.date.min) <= day < (x.until or dt.date.max)]
        said = [line.side for line in now]
        total += 1
        right += side in said
        if len(now) == 1:
            sure += 1
            sure_right += said == [side]
        before = [winner for published, winner in named[town] if published <= day]
        plain += bool(before) and before[-1] == side
        if side not in said:
            wrong.append(f"{town} {day}: {side}, said {said}")
    shares = {
        "place_days": total,
        "control": right / total,
        "control_sure": sure_right / sure,
        "last_named": plain / total,
    }
    return shares, wrong


def measure(reports: int, seed: int, rules_only: bool) -> tuple[dict[str, float], list[str]]:
    """One row, and what is wrong in it."""
    campaign = world.play(reports, seed)
    tools = tools_for(campaign, rules_only)
    claims = [claim for document in campaign.documents for claim in claims_of(document, tools)]
    begun = time.perf_counter()
    copied = frozenset(copy.document for copy in find_copies(campaign.documents))
    events = fuse(claims, campaign.documents, tools.roster, copied)
    holdings = infer_control(events, claims, campaign.documents, tools.roster, copied)
    seconds = time.perf_counter() - begun
    truth = truth_of(claims, campaign)
    precision, recall, f1 = b_cubed(events, truth)
    named = last_named(claims, campaign, tools.roster)
    shares, wrong = control_right(holdings, campaign, named)
    false = false_corroboration(events, truth, campaign)
    in_range, tolls = toll_in_range(events, truth, campaign)
    reprints = set(campaign.copy_of) & {document.id for document in campaign.documents}
    row = {
        "reports": len(campaign.documents), "claims": len(claims), "occurrences": len(campaign.told),
        "events": len(events), "seconds": seconds, "precision": precision, "recall": recall, "f1": f1, **shares,
        "copies_found": len(reprints & copied) / len(reprints), "false_copies": len(copied - reprints),
        "corroborated": sum(1 for event in events if event.standing == "corroborated"),
        "false_corroboration": len(false), "toll_in_range": in_range / max(1, tolls),
    }  # fmt: skip
    wrong += [f"corroborated wrongly: {event.id} {event.type} {event.origins} {event.documents}" for event in false]
    return {name: round(value, 4) for name, value in row.items()}, wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rules-only", action="store_true", help="read without the network")
    parser.add_argument("--details", action="store_true", help="list what is wrong")
    given = parser.parse_args(sys.argv[1:])
    for number in given.reports:
        figures, mistakes = measure(number, given.seed, given.rules_only)
        if given.details:
            print("\n".join(mistakes))
        print(json.dumps(figures), flush=True)
