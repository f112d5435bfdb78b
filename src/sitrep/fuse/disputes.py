"""Where the accounts of one occurrence differ, slot by slot, and the figures that they give."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sitrep.fuse.pairs.facts import TOLL, Told
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Rules
from sitrep.model.claims import ActorRef, Casualty, Group, Materiel, Outcome
from sitrep.model.events import Account, Dispute, Figure, Stock, Toll
from sitrep.model.record import replace

#: Names of an account's actors, sorted.
Names = tuple[str, ...]


def agent_dispute(field: str, told: Sequence[Told], parties: Parties) -> Dispute | None:
    """Accounts that name actors of whom no two can be one party. Who names only a side ("rebels") contradicts nobody;
    who names a member of several of the disputing parties stands as an account of its own."""
    accounts: dict[Names, list[Told]] = defaultdict(list)
    actors: dict[Names, tuple[ActorRef, ...]] = {}
    for item in told:
        named = _specific(item.claim.agents if field == "agents" else item.claim.targets, parties)
        key = tuple(sorted({actor.name for actor in named}))
        if key:
            accounts[key].append(item)
            actors.setdefault(key, named)
    # allies fight and leave beside each other; a capture or a bomb has one doer
    apart_by = ("side", "other", "opposed") if told[0].family.one_doer else ("opposed",)
    apart = {
        key
        for key in accounts
        for other in accounts
        if parties.tie(actors[key], actors[other], accounts[key][0].day)[0] in apart_by
    }
    if not apart:
        return None
    shown = {key: accounts[key] for key in sorted(accounts) if key in apart or _torn(key, apart, actors, parties)}
    return Dispute(field=field, accounts=tuple(_account(", ".join(key), items) for key, items in shown.items()))


def _torn(key: Names, apart: set[Names], actors: dict[Names, tuple[ActorRef, ...]], parties: Parties) -> bool:
    """Whether the account fits several of those that exclude each other."""
    fits = [other for other in apart if parties.tie(actors[key], actors[other], None)[0] in ("same", "compatible")]
    return len(fits) > 1


def _specific(actors: Iterable[ActorRef], parties: Parties) -> tuple[ActorRef, ...]:
    named = [actor for actor in actors if actor.id is not None]
    return tuple(actor for actor in named if parties.kind(actor) != "side")


def _account(value: str, told: Sequence[Told]) -> Account:
    return Account(value=value, claims=tuple(item.claim.id for item in told))


def status_dispute(told: Sequence[Told]) -> Dispute | None:
    """Some deny what others tell."""
    denied = [item for item in told if item.claim.status == "denied"]
    others = [item for item in told if item.claim.status != "denied"]
    if not denied or not others:
        return None
    return Dispute(field="status", accounts=(_account(others[0].claim.status, others), _account("denied", denied)))


def hurt_dispute(told: Sequence[Told]) -> Dispute | None:
    """Some say that nobody was hurt, others that people were. That denies nothing of the attack itself."""
    none = [item for item in told if item.family.name == TOLL and item.claim.status == "denied"]
    hurt = [item for item in told if item.claim.status != "denied" and any(_some(x) for x in item.claim.casualties)]
    apart = [(one, other) for one in none for other in hurt if _of_one_group(one, other)]
    if not apart:
        return None
    denying, telling = ({item.claim.id for item in row} for row in zip(*apart, strict=True))
    accounts = (("nobody", none, denying), ("people hurt", hurt, telling))
    shown = (_account(value, [i for i in items if i.claim.id in ids]) for value, items, ids in accounts)
    return Dispute(field="casualties", accounts=tuple(shown))


def _some(count: Casualty) -> bool:
    return count.low is None or count.low > 0


def _of_one_group(none: Told, hurt: Told) -> bool:
    """Whether who was not hurt may be who was: "no civilians were hurt" says nothing of soldiers."""
    spared = {actor.id for actor in none.claim.targets if actor.id} | {
        c.group.id for c in none.claim.casualties if c.group.id
    }
    suffering = {count.group.id for count in hurt.claim.casualties}
    return not spared or None in suffering or bool(spared & suffering)


def day_dispute(told: Sequence[Told]) -> Dispute | None:
    """Days that exclude each other."""
    dated: dict[tuple[dt.date, dt.date], list[Told]] = defaultdict(list)
    for item in told:
        if item.start is not None and item.end is not None:
            dated[(item.start, item.end)].append(item)
    if not dated or max(start for start, _ in dated) <= min(end for _, end in dated):
        return None
    accounts = [_account(str(s) if s == e else f"{s} to {e}", items) for (s, e), items in sorted(dated.items())]
    return Dispute(field="time", accounts=tuple(accounts))


Counted = tuple[Told, Casualty | Materiel]


def tolls(told: Sequence[Told], rules: Rules) -> tuple[tuple[Toll, ...], list[Dispute]]:
    """Casualties by group and outcome: the range over all figures and the best one (docs/events.md), with disputes.
    "Another five" are new dead beside a toll: shown with the figures, and part of no range, best figure or dispute."""
    counts: dict[tuple[str, Outcome], list[tuple[Told, Casualty]]] = defaultdict(list)
    for item in told:
        for casualty in item.claim.casualties:
            counts[(_group_key(casualty.group), casualty.outcome)].append((item, casualty))
    _give_to_the_one_named(counts)
    found, disputes = [], []
    for (_, outcome), counted in sorted(counts.items(), key=lambda entry: entry[0]):
        group = _group([casualty.group for _, casualty in counted])
        whole = [(item, count) for item, count in counted if not rules.added.search(count.text)] or counted
        whole = _without_earlier(whole)
        figures = _figures(counted)
        low, high, best = _range(whole)
        found.append(Toll(group=group, outcome=outcome, low=low, high=high, best=best, figures=figures))
        dispute = _figure_dispute("casualties", f"{outcome}: {group.name}", whole)
        disputes += [dispute] if dispute else []
    return tuple(found), disputes


def _group_key(group: Group) -> str:
    return group.id or (group.name.casefold() if group.named else "")


def _without_earlier(counted: list[tuple[Told, Casualty]]) -> list[tuple[Told, Casualty]]:
    """The figures without those that a report repeats from an earlier one to correct them: "its earlier count was 40"."""
    earlier = {(item.claim.document, item.published, count.low) for item, count in counted}

    def corrected(item: Told, count: Casualty) -> bool:
        others = [(low, day) for name, day, low in earlier if name == item.claim.document and low != count.low]
        said_before = any(
            low == count.low and day is not None and item.published is not None and day < item.published
            for name, day, low in earlier
            if name != item.claim.document
        )
        return bool(others) and said_before

    return [(item, count) for item, count in counted if not corrected(item, count)] or counted


def _give_to_the_one_named(counts: dict[tuple[str, Outcome], list[tuple[Told, Casualty]]]) -> None:
    """A bare figure is of the only group that is told with its outcome, in place."""
    for nameless in [key for key in counts if not key[0]]:
        others = [key for key in counts if key[0] and key[1] == nameless[1]]
        if len(others) == 1:
            counts[others[0]] += counts.pop(nameless)


def _group(groups: Sequence[Group]) -> Group:
    known = [group for group in groups if group.named]
    best = min(known or groups, key=lambda group: (group.id is None, group.name, group.text))
    return best if known else replace(best, name="people")


def stocks(told: Sequence[Told]) -> tuple[tuple[Stock, ...], list[Dispute]]:
    """Materiel by item and outcome, as `tolls`."""
    counts: dict[tuple[str, str], list[tuple[Told, Materiel]]] = defaultdict(list)
    for item in told:
        for materiel in item.claim.materiel:
            counts[(materiel.item.casefold(), materiel.outcome)].append((item, materiel))
    found, disputes = [], []
    for (_, outcome), counted in sorted(counts.items(), key=lambda entry: entry[0]):
        name = min(materiel.item for _, materiel in counted)
        figures = _figures(counted)
        low, high, best = _range(counted)
        found.append(Stock(item=name, outcome=outcome, low=low, high=high, best=best, figures=figures))
        dispute = _figure_dispute("materiel", f"{outcome}: {name}", counted)
        disputes += [dispute] if dispute else []
    return tuple(found), disputes


def _figures(counted: Sequence[Counted]) -> tuple[Figure, ...]:
    """Every figure with its claims, those of copies too, the lowest first."""
    claims: dict[tuple[int | None, int | None], set[str]] = defaultdict(set)
    for item, count in counted:
        claims[(count.low, count.high)].add(item.claim.id)
    return tuple(
        Figure(low=low, high=high, claims=tuple(sorted(ids)))
        for (low, high), ids in sorted(claims.items(), key=lambda entry: (_low(entry[0]), _high(entry[0])))
    )


def _range(counted: Sequence[Counted]) -> tuple[int | None, int | None, int | None]:
    """Lowest, highest (None: open above), best. Copies count for nothing where anything else is told.

    Best: of the reports published last, the figure that most origins give; of equals the lower, as ACLED has it.
    """
    origins: dict[tuple[int | None, int | None], set[str]] = defaultdict(set)
    real = [(item, count) for item, count in counted if not item.copy] or list(counted)
    last = max((item.published for item, _ in real if item.published), default=None)
    for item, count in real:
        if last is None or item.published == last:
            origins[(count.low, count.high)].update(item.origins)
    best = min(origins, key=lambda figure: (-len(origins[figure]), _low(figure), _high(figure)))
    lows = [count.low for _, count in counted if count.low is not None]
    highs = [count.high for _, count in counted]
    high = None if None in highs else max(value for value in highs if value is not None)
    return min(lows, default=None), high, best[0] if best[0] is not None else best[1]


def _low(figure: tuple[int | None, int | None]) -> int:
    return figure[0] if figure[0] is not None else 0


def _high(figure: tuple[int | None, int | None]) -> float:
    return figure[1] if figure[1] is not None else float("inf")


def _figure_dispute(field: str, what: str, counted: Sequence[Counted]) -> Dispute | None:
    """Figures of different origins that exclude each other. One origin's later figure is a correction, no dispute."""
    latest: dict[tuple[str, ...], list[Counted]] = defaultdict(list)
    for item, count in counted:
        if item.copy:
            continue
        given = latest[item.origins]
        if given and _is_later(item, given[0][0]):
            given.clear()
        if not given or not _is_later(given[0][0], item):
            given.append((item, count))
    figures: dict[tuple[int | None, int | None], list[Told]] = defaultdict(list)
    for given in latest.values():
        for item, count in given:
            figures[(count.low, count.high)].append(item)
    if not figures or max(_low(figure) for figure in figures) <= min(_high(figure) for figure in figures):
        return None
    accounts = [
        _account(f"{what}: {written(figure)}", sorted(items, key=lambda item: item.order))
        for figure, items in sorted(figures.items(), key=lambda entry: (_low(entry[0]), _high(entry[0])))
    ]
    return Dispute(field=field, accounts=tuple(accounts))


def _is_later(one: Told, other: Told) -> bool:
    return one.published is not None and other.published is not None and one.published > other.published


def written(figure: tuple[int | None, int | None]) -> str:
    """A figure in words: "15", "at least 15", "up to 20", "15 to 20"."""
    low, high = figure
    if low is None or high is None:
        return f"at least {low}" if low is not None else (f"up to {high}" if high is not None else "unknown")
    return str(low) if low == high else f"{low} to {high}"
