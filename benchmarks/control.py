"""Control measured on the invented campaign of fusion.py: `python benchmarks/control.py [CLAIMS …]`.

For every town and every tenth day from its first told capture to the end, is the holder right? Days on which the
place changes hands are left out, give or take two. Beside it the baseline "last winner named", which knows only the
order of publication. Printed as JSON. A first version: it does not read NARRATIVES and HOLDERS files yet.
"""

from __future__ import annotations

import bisect
import datetime as dt
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

from fusion import FIRST, Campaign, play

from sitrep.fuse.cluster import fuse
from sitrep.infer.control import infer_control
from sitrep.lexicon.rosters import Roster
from sitrep.model.control import Holding

END = FIRST + dt.timedelta(1010)


def asked(campaign: Campaign) -> Iterator[tuple[str, dt.date, str | None]]:
    """Town, day, holder in truth."""
    told = {claim.places[0].id for claim in campaign.claims if claim.type == "territory_gain"}
    for town, captures in sorted(campaign.taken.items()):
        changes = sorted(captures, key=lambda change: change[0])
        days = [day for day, _ in changes]
        if town not in told:
            continue
        for number in range(0, (END - days[0]).days, 10):
            day = days[0] + dt.timedelta(number)
            if all(abs((day - change).days) > 2 for change in days):
                yield town, day, changes[bisect.bisect_right(days, day) - 1][1].id


def answer(lines: Sequence[Holding], day: dt.date) -> str | None:
    """The holder on a day, of the last line that has certainly begun or, in the days of a change, may have."""
    known = [line for line in lines if (line.start_latest or line.start or dt.date.min) <= day]
    return known[-1].holder.id if known and known[-1].holder is not None else None


def last_named(campaign: Campaign) -> dict[str, list[tuple[dt.date, str | None]]]:
    """The baseline: from each report's publication on, the winner that it names."""
    published = {document.id: document.published or dt.date.max for document in campaign.documents}
    named: dict[str, list[tuple[dt.date, str | None]]] = defaultdict(list)
    for claim in sorted(campaign.claims, key=lambda claim: (published[claim.document], claim.id)):
        if claim.type == "territory_gain":
            named[claim.places[0].id or ""].append((published[claim.document], claim.agents[0].id))
    return named


def measure(claims: int, roster: Roster) -> dict[str, float]:
    """One row of the benchmark."""
    campaign = play(claims)
    begun = time.perf_counter()
    events = fuse(campaign.claims, campaign.documents, roster)
    holdings = infer_control(events, campaign.claims, campaign.documents, roster)
    seconds = time.perf_counter() - begun
    lines: dict[str | None, list[Holding]] = defaultdict(list)
    for holding in holdings:
        lines[holding.place.id].append(holding)
    baseline, questions, right, plain = last_named(campaign), 0, 0, 0
    for town, day, holder in asked(campaign):
        questions += 1
        right += answer(lines[town], day) == holder
        before = [winner for published, winner in baseline[town] if published <= day]
        plain += bool(before) and before[-1] == holder
    row = {"claims": len(campaign.claims), "place_days": questions, "seconds": round(seconds, 3)}
    return row | {"right": round(right / questions, 3), "last_named": round(plain / questions, 3)}


if __name__ == "__main__":
    roster = Roster.load()
    for number in [int(word) for word in sys.argv[1:]] or [1_000, 10_000]:
        print(json.dumps(measure(number, roster)))
