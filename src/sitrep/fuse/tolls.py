"""A casualty report joins the attack that it is the toll of: told with it, right after it, or alone of that day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sitrep.fuse.decided import Nodes
from sitrep.fuse.pairs.compare import place_of
from sitrep.fuse.pairs.days import days_of
from sitrep.fuse.pairs.facts import TOLL, Told, place_key
from sitrep.fuse.pairs.figures import figures_of
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Apart, Finding, Rules

Groups = list[tuple[int, ...]]


def attach_tolls(told: Sequence[Told], groups: Groups, rules: Rules, parties: Parties, nodes: Nodes) -> Groups:
    """The groups, each group of casualty reports merged into the group of the likeliest attack if one is likely and
    nobody told the two apart."""
    home = {position: index for index, members in enumerate(groups) for position in members}
    near = _Neighbours(told, rules)
    merged: dict[int, list[int]] = {index: list(members) for index, members in enumerate(groups)}
    for index, members in enumerate(groups):
        if any(told[position].family.name != TOLL for position in members):
            continue
        likeliest: dict[int, float] = defaultdict(float)
        for position in members:
            for attack, score in _likely(position, near, told, rules, parties):
                likeliest[home[attack]] = max(likeliest[home[attack]], score)
        possible = [group for group in likeliest if not nodes.parted(members, merged[group])]
        best = max(possible, key=lambda group: (likeliest[group], -group), default=None)
        if best is not None and likeliest[best] >= rules.threshold:
            merged[best].extend(merged.pop(index))
    return sorted(tuple(sorted(members)) for members in merged.values())


class _Neighbours:
    """Attacks by report, and by place and day."""

    def __init__(self, told: Sequence[Told], rules: Rules) -> None:
        self.by_report: dict[str, list[int]] = defaultdict(list)
        self.by_place_and_day: dict[tuple[str, dt.date], list[int]] = defaultdict(list)
        for position, item in enumerate(told):
            if item.family.name not in rules.attacks:
                continue
            self.by_report[item.claim.document].append(position)
            if item.start is not None and item.start == item.end:
                for place in item.places:
                    self.by_place_and_day[(place_key(place), item.start)].append(position)


def _likely(
    toll: int, near: _Neighbours, told: Sequence[Told], rules: Rules, parties: Parties
) -> Iterator[tuple[int, float]]:
    item = told[toll]
    for attack in near.by_report[item.claim.document]:
        told_with = _told_with(item, told[attack], rules)
        if told_with is not None:
            yield attack, _score(item, told[attack], told_with, rules, parties)
    if item.start is not None and item.start == item.end:
        for place in item.places:
            there = near.by_place_and_day.get((place_key(place), item.start), [])
            if len({told[attack].family.name for attack in there}) == 1:
                alone = Finding(feature="toll.one_place_and_day", detail=told[there[0]].claim.type)
                yield from ((attack, _score(item, told[attack], alone, rules, parties)) for attack in there)


def _told_with(toll: Told, attack: Told, rules: Rules) -> Finding | None:
    words, before = toll.claim.evidence, attack.claim.evidence
    if words.touches(before):
        return Finding(feature="toll.one_sentence", detail=attack.claim.type)
    if 0 <= words.start - before.end <= rules.limits.next_words:
        return Finding(feature="toll.next_words", detail=attack.claim.type)
    if _points_at(toll, attack):
        return Finding(feature="toll.pointed_at", detail=attack.claim.trigger.text)
    return None


def _points_at(toll: Told, attack: Told) -> bool:
    """ "Were killed in the fighting", sentences after "five days of fighting"."""
    return attack.claim.trigger.text.casefold() in re.findall(r"\bthe (\w+)", toll.words)


def _score(toll: Told, attack: Told, told_with: Finding, rules: Rules, parties: Parties) -> float:
    """How likely the toll is the attack's; 0 where something excludes it."""
    if _of_a_war(toll, rules):
        return 0.0
    if {toll.claim.status, attack.claim.status} & {"planned", "hypothetical"}:
        return 0.0
    found = [told_with, place_of(toll, attack, rules), days_of(toll, attack, rules)]
    tie, detail = parties.tie(toll.claim.targets, attack.claim.targets, toll.day)
    if tie in ("same", "compatible"):
        found.append(Finding(feature="targets.same", detail=detail))
    elif tie == "opposed" and attack.claim.type != "armed_clash":
        found.append(Finding(feature="targets.opposed", detail=detail))
    if told_with.feature == "toll.one_place_and_day":
        found.append(figures_of(toll, attack))
        if parties.tie(toll.claim.agents, attack.claim.agents, toll.day)[0] == "opposed":
            return 0.0
    if any(isinstance(finding, Apart) for finding in found):
        return 0.0
    return sum(rules.weight[finding.feature] for finding in found if isinstance(finding, Finding))


def _of_a_war(toll: Told, rules: Rules) -> bool:
    """Whether it sums up weeks or a whole war: "300,000 have died since 2011" is the toll of no single attack."""
    if toll.start is not None and toll.end is not None:
        return (toll.end - toll.start).days > rules.limits.soon_days
    return not rules.whole_war.isdisjoint(toll.words.split())
