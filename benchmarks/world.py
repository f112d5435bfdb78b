"""A campaign played out and reported, whose truth is known: what fusion and control are measured on where no gold can be.

In an invented country towns are shelled, bombed, stormed, left, taken and retaken by an army and a front of three groups.
Outlets tell it in sentences from templates: a wire, papers that reprint it whole, shortened or with small changes, and the
bulletins of both sides. They leave out days, doers and tolls, spell names in their own ways, come days late, disagree on
tolls and correct them, deny losses, and claim captures that never happened. `play(reports)` gives reports, roster,
gazetteer and truth; the same number and seed give the same campaign. Everything here is made up.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from sitrep.model.text import Document

FIRST = dt.date(2021, 1, 1)
DAYS = 365
ARMY, FRONT = "Vale Army", "Dawn Front"
GROUPS = ("Ember Brigade", "River Battalion", "Falcon Movement")
MONITOR = "Upland Observatory"
WIRE = "Vale Wire"
PAPERS = ("Morning Courier", "Harbour Herald", "Lake Post", "Evening Mail")
BULLETINS = {ARMY: "Army Bulletin", FRONT: "Dawn Voice"}
SIDE = {ARMY: "vale:government", FRONT: "vale:opposition"}

ROSTER = f"""actors:
  - {{id: v-army, name: {ARMY}, kind: state_forces, sides: ["vale:government"], aliases: [Vale army]}}
  - {{id: v-front, name: {FRONT}, kind: coalition, sides: ["vale:opposition"]}}
""" + "".join(
    f"""  - id: v-{number}
    name: {name}
    kind: rebel_group
    sides: ["vale:opposition"]
    part_of: [{{whole: v-front, since: 2020-01-01, source: invented}}]
"""
    for number, name in enumerate(GROUPS)
) + f"""  - {{id: v-bulletin, name: {BULLETINS[ARMY]}, kind: outlet, sides: ["vale:government"]}}
  - {{id: v-voice, name: {BULLETINS[FRONT]}, kind: outlet, sides: ["vale:opposition"]}}
  - {{id: v-monitor, name: {MONITOR}, kind: monitor}}
"""  # fmt: skip

TEMPLATES = {
    "capture": (
        "{who} captured {town}{on}", "{town} was captured by {who}{on}", "{who} seized {town} from {foe}{on}",
        "{town} fell to {who}{on}", "{who} took control of {town}{on}", "{who} overran {town}{on}",
    ),
    "withdrawal": ("{who} withdrew from {town}{on}", "{who} pulled out of {town}{on}"),
    "clash": ("Clashes between {who} and {foe} broke out in {town}{on}", "{who} clashed with {foe} in {town}{on}"),
    "storming": ("{who} stormed {town}{on}", "{who} attacked {town}{on}"),
    "shelling": ("{who} shelled {town}{on}", "Shelling by {who} hit {town}{on}"),
    "air_strike": ("Warplanes of {who} bombed {town}{on}", "Air strikes by {who} hit {town}{on}"),
    "bombing": ("A car bomb exploded in {town}{on}", "A car bomb went off in {town}{on}"),
}  # fmt: skip
TOLLS = (", killing {n} people", ", killing {n} civilians")
HELD = ("{town} is held by {who}", "{who} controls {town}")
DENIED = ("The {who} denied that {town} had fallen to {foe}",)
SAID = (f", the {MONITOR} said", f", according to the {MONITOR}")

_WHO = ("Teachers", "Farmers", "Traders", "Drivers", "Nurses", "Bakers", "Fishermen", "Weavers", "Students", "Pensioners",
        "Shopkeepers", "Carpenters", "Librarians", "Musicians", "Postmen", "Gardeners")  # fmt: skip
_DID = ("waited for", "asked about", "spoke of", "prepared for", "worried about", "hoped for", "wrote about", "sang of",
        "argued over", "counted on", "paid for", "looked forward to", "complained about", "agreed on")  # fmt: skip
_WHAT = ("the price of bread", "new school books", "the harvest of olives", "rain on the eastern hills", "a wedding in June",
         "the repair of the old mill", "warm coats for winter", "the late buses", "a good year for apricots", "cheaper seed",
         "the opening of the library", "fresh water from the lake", "a visit of relatives", "the fair in autumn")  # fmt: skip
_WHEN = ("all week", "for most of the month", "since the holidays", "as every year", "in the long evenings", "at the market",
         "over tea and dates", "on the way home", "without much haste", "in spite of the heat", "before sunset")  # fmt: skip


@dataclass(frozen=True)
class Occurrence:
    """What truly happened, or what a side only claimed (`true` is False)."""

    number: int
    kind: str
    town: str
    day: dt.date
    side: str
    who: str
    toll: int = 0
    true: bool = True


@dataclass(frozen=True)
class Sentence:
    """Where a report tells an occurrence."""

    start: int
    end: int
    occurrence: int


@dataclass
class Campaign:
    """Reports with what they truly tell, and who truly held which town from when."""

    documents: list[Document] = field(default_factory=list)
    sentences: dict[str, list[Sentence]] = field(default_factory=dict)
    occurrences: list[Occurrence] = field(default_factory=list)
    held: dict[str, list[tuple[dt.date, str]]] = field(default_factory=lambda: defaultdict(list))
    told: set[int] = field(default_factory=set)  # occurrences that some report tells
    copy_of: dict[str, str] = field(default_factory=dict)
    first_said: dict[tuple[str, int], str] = field(default_factory=dict)  # (report, occurrence) → who first said so
    towns: list[str] = field(default_factory=list)

    @property
    def gazetteer(self) -> str:
        """The towns as a CSV file of places, half a degree apart, in the emptiest land there is."""
        rows = [
            f"{name},town,GL,{62 + number % 40 * 0.5:.2f},{-50 + number // 40:.2f},invented"
            for number, name in enumerate(self.towns)
        ]
        return "\n".join(("name,kind,country,lat,lon,source", *rows)) + "\n"


def play(reports: int, seed: int = 7) -> Campaign:
    """A campaign told in so many reports."""
    chance, campaign = random.Random(seed), Campaign()
    names = _names(chance)
    while len(campaign.documents) < reports:
        town = next(names)
        campaign.towns.append(town)
        for occurrence in _happens(campaign, town, chance):
            _told(campaign, occurrence, chance)
    campaign.documents = campaign.documents[:reports]
    kept = {document.id for document in campaign.documents}
    told = {sentence.occurrence for name in kept for sentence in campaign.sentences[name]}
    return replace(campaign, told=told)


def _names(chance: random.Random) -> Iterator[str]:
    """Names of towns, none like another."""
    first = (
        "Bar",
        "Qas",
        "Dum",
        "Zer",
        "Hal",
        "Mog",
        "Tir",
        "Sef",
        "Lub",
        "Fan",
        "Raw",
        "Gib",
        "Kor",
        "Yam",
        "Wad",
        "Jel",
    )
    middle = ("a", "u", "i", "o", "andi", "ula", "eri", "oma", "usti", "ara", "imbo", "elu")
    last = ("fan", "zeh", "rud", "mek", "lot", "bish", "gan", "tosh", "vir", "qal", "dum", "hun", "sat", "nef")
    known: list[str] = []
    while True:
        name = chance.choice(first) + chance.choice(middle) + chance.choice(last)
        if chance.random() < 0.3:
            name = f"{chance.choice(('Tel', 'Kafr', 'Deir'))} {name}"
        if all(fuzz.ratio(name, other) < 72 for other in known):
            known.append(name)
            yield name


def _happens(campaign: Campaign, town: str, chance: random.Random) -> Iterator[Occurrence]:
    """What happens in a town in the year, in order; it is held by one side or the other throughout."""
    holder = ARMY if chance.random() < 0.6 else FRONT
    campaign.held[town].append((dt.date.min, holder))
    day = chance.randrange(1, 20)
    while day < DAYS:
        date, other = FIRST + dt.timedelta(day), FRONT if holder == ARMY else ARMY
        if chance.random() < 0.18:
            if chance.random() < 0.25:
                yield _occurrence(campaign, "withdrawal", town, date, holder, chance)
            yield _occurrence(campaign, "storming", town, date, other, chance)
            capture = _occurrence(campaign, "capture", town, date, other, chance)
            campaign.held[town].append((date, other))
            yield capture
            holder, day = other, day + 12
        elif chance.random() < 0.06:
            yield replace(_occurrence(campaign, "capture", town, date, other, chance), true=False)
        else:
            kind = chance.choice(("clash", "shelling", "shelling", "air_strike", "bombing", "storming"))
            side = ARMY if kind == "air_strike" else (other if kind == "storming" else chance.choice((ARMY, FRONT)))
            yield _occurrence(campaign, kind, town, date, side, chance)
            if kind == "shelling" and chance.random() < 0.2:  # the other side shells back on the same day
                back = FRONT if side == ARMY else ARMY
                yield _occurrence(campaign, kind, town, date, back, chance)
        day += chance.randint(3, 22)


def _occurrence(
    campaign: Campaign, kind: str, town: str, day: dt.date, side: str, chance: random.Random
) -> Occurrence:  # fmt: skip
    who = ARMY if side == ARMY else chance.choice((FRONT, *GROUPS))
    toll = chance.choice((0, 3, 5, 8, 12, 19, 27, 44)) if kind not in ("capture", "withdrawal", "storming") else 0
    made = Occurrence(len(campaign.occurrences), kind, town, day, side, who, toll)
    campaign.occurrences.append(made)
    return made


def _told(campaign: Campaign, occurrence: Occurrence, chance: random.Random) -> None:
    """The reports of one occurrence: some are told by nobody, what is not true by the side that gains by it."""
    if not occurrence.true:
        outlets = [BULLETINS[occurrence.side]]
    else:
        everybody = [WIRE, *PAPERS, *BULLETINS.values()]
        loser = BULLETINS[FRONT if occurrence.side == ARMY else ARMY]
        count = chance.choice((0, 1, 1, 1, 2, 2, 2, 3, 3, 5))
        outlets = [name for name in chance.sample(everybody, count) if occurrence.kind != "capture" or name != loser]
    for outlet in outlets:
        name = _report(campaign, occurrence, outlet, chance)
        if outlet == WIRE:
            for paper in chance.sample(PAPERS, chance.choice((0, 0, 1, 2))):
                _reprint(campaign, name, paper, chance)
    if occurrence.kind == "capture" and chance.random() < 0.15:
        _denial(campaign, occurrence, chance)


def _report(campaign: Campaign, occurrence: Occurrence, outlet: str, chance: random.Random) -> str:
    """A report of the occurrence, with the small talk of the day around it."""
    late = chance.choice((0, 0, 1, 1, 1, 2, 4, 9)) if outlet != WIRE else chance.choice((0, 1))
    published = occurrence.day + dt.timedelta(late)
    monitored = outlet in PAPERS and chance.random() < 0.3
    words = _sentence(occurrence, published, chance) + (chance.choice(SAID) if monitored else "")
    body = [(f"{words}.", occurrence.number), *((_talk(chance), None) for _ in range(3))]
    lately = late <= 2 and occurrence.kind not in ("storming", "withdrawal")  # nothing has changed hands since
    if occurrence.true and lately and chance.random() < 0.3:
        held = chance.choice(HELD).format(town=_spelled(occurrence.town, chance), who=_holder(campaign, occurrence))
        body.insert(chance.randint(1, 3), (f"{held}.", None))
    name = _add(campaign, outlet, published, body)
    campaign.first_said[(name, occurrence.number)] = MONITOR if monitored else outlet
    return name


def _holder(campaign: Campaign, occurrence: Occurrence) -> str:
    """Who holds the town on the day of the occurrence, as far as it has been played."""
    return campaign.held[occurrence.town][-1][1]


def _sentence(occurrence: Occurrence, published: dt.date, chance: random.Random) -> str:
    foe = FRONT if occurrence.side == ARMY else ARMY
    words = chance.choice(TEMPLATES[occurrence.kind]).format(
        who=f"the {occurrence.who}",
        foe=f"the {foe}",
        town=_spelled(occurrence.town, chance),
        on=_on(occurrence.day, published, chance),
    )
    if occurrence.toll and chance.random() < 0.8:
        words += chance.choice(TOLLS).format(n=_number(occurrence.toll, chance))
    return words[0].upper() + words[1:]


def _number(toll: int, chance: random.Random) -> str:
    """The toll as an outlet gives it: right, a little off, or a lower bound."""
    roll = chance.random()
    if roll < 0.6:
        return str(toll)
    return f"at least {toll - toll // 5}" if roll < 0.8 else str(max(2, toll + chance.choice((-1, 1, 2))))


def _on(day: dt.date, published: dt.date, chance: random.Random) -> str:
    """The day in an outlet's words; left out only where the report comes at once."""
    late = (published - day).days
    if late <= 1 and chance.random() < 0.2:
        return ""
    if late == 1 and chance.random() < 0.2:
        return " yesterday"
    if late <= 5 and chance.random() < 0.7:
        return f" on {day:%A}"
    return f" on {day.day} {day:%B}" + (f" {day.year}" if chance.random() < 0.3 else "")


def _spelled(town: str, chance: random.Random) -> str:
    """The name as an outlet writes it."""
    if chance.random() < 0.75:
        return town
    for old, new in chance.sample(
        (("u", "ou"), ("i", "ee"), ("q", "k"), ("Tel ", "Tell "), ("eh", "e"), ("sh", "ch")), 6
    ):
        if old in town:
            return town.replace(old, new)
    return town


def _talk(chance: random.Random) -> str:
    people, what = chance.choice(_WHO), chance.choice(_WHAT)
    return f"{people} {chance.choice(_DID)} {what} {chance.choice(_WHEN)}."


def _add(
    campaign: Campaign, outlet: str, published: dt.date, body: list[tuple[str, int | None]], of: str | None = None
) -> str:
    """Puts the report together; its sentences stand in one paragraph."""
    name, at, told = f"r{len(campaign.documents):06}", 0, []
    for words, occurrence in body:
        if occurrence is not None:
            told.append(Sentence(at, at + len(words), occurrence))
        at += len(words) + 1
    body = [*body, ("The road along the coast of Greenland was open.", None)]
    text = " ".join(words for words, _ in body)
    digest = hashlib.sha256(text.encode()).hexdigest()
    campaign.documents.append(
        Document(id=name, text=text, sha256=digest, outlet=outlet, published=published, language="en")
    )
    campaign.sentences[name] = told
    if of is not None:
        campaign.copy_of[name] = of
    return name


def _reprint(campaign: Campaign, name: str, paper: str, chance: random.Random) -> None:
    """A paper prints the wire's report: whole, with a sentence of its own at the end, or without its last one."""
    original = next(document for document in reversed(campaign.documents) if document.id == name)
    (told,) = campaign.sentences[name]
    pieces = [f"{piece}." for piece in original.text.rstrip(".").split(". ")]
    body: list[tuple[str, int | None]] = [(piece, None) for piece in pieces]
    body[0] = (body[0][0], told.occurrence)
    how = chance.choice(("whole", "longer", "shorter"))
    if how == "longer":
        body.append((_talk(chance), None))
    elif how == "shorter":
        body.pop()
    published = (original.published or FIRST) + dt.timedelta(chance.choice((0, 1)))
    copy = _add(campaign, paper, published, body, of=name)
    campaign.first_said[(copy, told.occurrence)] = WIRE


def _denial(campaign: Campaign, occurrence: Occurrence, chance: random.Random) -> None:
    """The side that lost the town, or is said to have lost it, denies it on the next day."""
    loser = FRONT if occurrence.side == ARMY else ARMY
    words = chance.choice(DENIED).format(who=loser, foe=f"the {occurrence.who}", town=occurrence.town)
    body = [(f"{words}.", occurrence.number), *((_talk(chance), None) for _ in range(3))]
    name = _add(campaign, BULLETINS[loser], occurrence.day + dt.timedelta(1), body)
    campaign.first_said[(name, occurrence.number)] = BULLETINS[loser]
