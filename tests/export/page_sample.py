"""A small made-up campaign for the page: three reports, one Arabic, with emoji and hostile text. All invented."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from sitrep.export.view import AreaName, DocumentParts, PageView
from sitrep.model.claims import ActorRef, Casualty, Claim, Group, PlaceRef, claim_id
from sitrep.model.control import HeldPlace, Holder, Holding
from sitrep.model.dates import TimeRef
from sitrep.model.events import Account, Dispute, Event, Figure, Linked, Toll
from sitrep.model.origin import Origin
from sitrep.model.record import replace
from sitrep.model.text import Document, Segment, Span

HOSTILE = "<script>window.hacked = 1</script><img src=https://example.org/x.png onerror=window.hacked=1>"
COURIER = "\n".join(
    (
        "Northern Front takes Maarrin after a night of fighting",
        "By Lina Aziz",
        "MAARRIN, 26 April — 🚀 Fighters of the Northern Front seized the town of Maarrin on Saturday, the River "
        "Monitor said, citing local residents. 😀😀 At least 15 soldiers were killed in the fighting, it said.",
        "Government jets bombed the village of Tell Sabun, killing dozens, residents said. The army still holds the "
        "Karm base, which the Northern Front has besieged since 20 April.",
        f"Rebels said they would storm Darat Izza next week. {HOSTILE} Clashes were raging near the silos.",
        "Lina Aziz has covered the region since 2009.",
        "Reader: I do not believe a word of it & neither should you.",
        "",
    )
)
ARABIC = (
    "الجيش ينفي سقوط معرين\n"
    "نفى الجيش سقوط بلدة معرين 🙂 وقال إن قواته ما زالت تسيطر عليها. وأضاف أن 4 جنود قتلوا في الاشتباكات.\n"
)
WIRE = "\n".join(
    (
        "Town falls to rebels, monitor says",
        "The Northern Front has taken Maarrin, the River Monitor said on Sunday. It put the number of dead "
        "soldiers at 60.",
        "Government forces had left the Zayzun plant on 28 April, the monitor said. The town of Kafr Daoud remains in "
        "government hands.",
        "",
    )
)
NORTH, ARMY = "x:northern-front", "x:army"
IDS = {"courier": "courier/2015-04-26.txt", "arabic": "asharq/بيان.txt", "wire": "wire-0427.html"}
PLACES: dict[str, dict[str, Any]] = {
    "Maarrin": {
        "id": "p:maarrin",
        "lat": 35.62,
        "lon": 36.67,
        "precision": "exact",
        "kind": "town",
        "within": "p:idlib",
    },
    "معرين": {"id": "p:maarrin", "lat": 35.62, "lon": 36.67, "precision": "exact", "kind": "town", "within": "p:idlib"},
    "Karm base": {"id": "p:karm", "lat": 35.83, "lon": 36.58, "precision": "near", "radius_km": 6.0, "kind": "base"},
    "Tell Sabun": {"id": None, "within": "p:idlib", "reason": "no gazetteer knows it", "kind": "village"},
    "Darat Izza": {"id": "p:darat", "lat": 36.28, "lon": 36.85, "precision": "exact", "kind": "town"},
    "Zayzun plant": {"id": "p:zayzun", "lat": 35.75, "lon": 36.40, "precision": "area", "radius_km": 14.0},
    "Kafr Daoud": {"id": "p:kafr", "lat": 35.47, "lon": 36.42, "precision": "exact", "kind": "town"},
}
NAMES = {"معرين": "Maarrin"}


def day(month: int, date: int) -> dt.date:
    """A day of the made-up spring."""
    return dt.date(2015, month, date)


def documents() -> tuple[Document, ...]:
    """The three reports."""

    def made(key: str, text: str, **fields: Any) -> Document:
        return Document(id=IDS[key], text=text, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(), **fields)

    return (
        made(
            "courier",
            COURIER,
            title="Northern Front takes Maarrin",
            outlet="The Courier",
            published=day(4, 26),
            published_from="metadata.json",
            language="en",
            url="https://courier.example/maarrin",
        ),
        made(
            "arabic",
            ARABIC,
            title="الجيش ينفي سقوط معرين",
            outlet="Asharq Post",
            language="ar",
            url="javascript:window.hacked=1",
            warnings=("no publication date: supply it with --published",),
        ),
        made(
            "wire",
            WIRE,
            title="Town falls to rebels, monitor says",
            outlet="Wire 24",
            published=day(4, 27),
            language="en",
        ),
    )


def span(document: Document, words: str, within: Span | None = None) -> Span:
    """The first place of these words in the document, or in a stretch of it."""
    start = document.text.index(words, within.start if within else 0)
    return Span(start=start, end=start + len(words), text=words)


def actor(document: Document, words: str, key: str | None, name: str, within: Span | None = None) -> ActorRef:
    """An actor's words, resolved."""
    at = span(document, words, within)
    return ActorRef(
        id=key, name=name, text=words, start=at.start, end=at.end, reason="an alias in the roster" if key else ""
    )


def place(document: Document, words: str, within: Span | None = None) -> PlaceRef:
    """A place's words, resolved by the table above."""
    at = span(document, words, within)
    return PlaceRef(name=NAMES.get(words, words), text=words, start=at.start, end=at.end, **PLACES[words])


def claim(document: Document, kind: str, words: str, trigger: str, **fields: Any) -> Claim:
    """A claim on these words."""
    evidence = span(document, words)
    at = span(document, trigger, evidence)
    made = Claim(
        id=claim_id(document.id, kind, at, ()),
        document=document.id,
        type=kind,
        status="happened",
        trigger=at,
        evidence=evidence,
        confidence=0.82,
        reasons=("the verb names the act and its subject the actor",),
        origin_of_record=Origin(engine="rules", version="1", codebook="sha256:1", model="none"),
    )
    return replace(made, **fields)


def killed(document: Document, words: str, low: int | None, high: int | None, name: str = "soldiers") -> Casualty:
    """A toll told by these words."""
    return Casualty(
        group=Group(id=None, name=name, text=name),
        outcome="killed",
        low=low,
        high=high,
        text=words,
        span=span(document, words),
    )


def claims() -> dict[str, Claim]:
    """The claims by a short name."""
    courier, arabic, wire = documents()
    monitor = actor(courier, "River Monitor", "x:monitor", "River Monitor")
    residents = actor(courier, "local residents", None, "local residents")
    saturday = TimeRef(
        start=day(4, 25),
        end=day(4, 25),
        text="on Saturday",
        precision="day",
        reason="the Saturday before publication",
        span=span(courier, "on Saturday"),
    )
    taken = COURIER[COURIER.index("Fighters of") : COURIER.index(" 😀😀")]
    return {
        "seized": claim(
            courier,
            "territory_gain",
            taken,
            "seized",
            agents=(actor(courier, "Northern Front", NORTH, "Northern Front", span(courier, taken)),),
            places=(place(courier, "Maarrin", span(courier, taken)),),
            time=saturday,
            sources=(residents, monitor),
        ),
        "headline": claim(
            courier,
            "territory_gain",
            "Northern Front takes Maarrin after a night of fighting",
            "takes",
            agents=(actor(courier, "Northern Front", NORTH, "Northern Front"),),
            places=(place(courier, "Maarrin"),),
            segment="headline",
        ),
        "toll": claim(
            courier,
            "casualty_report",
            "At least 15 soldiers were killed in the fighting, it said.",
            "killed",
            sources=(monitor,),
            casualties=(killed(courier, "At least 15 soldiers", 15, None),),
            places=(place(courier, "Maarrin"),),
        ),
        "bombed": claim(
            courier,
            "air_strike",
            "Government jets bombed the village of Tell Sabun, killing dozens, residents said.",
            "bombed",
            agents=(actor(courier, "Government", ARMY, "Army"),),
            places=(place(courier, "Tell Sabun"),),
            sources=(actor(courier, "residents said", None, "residents"),),
            casualties=(killed(courier, "dozens", 24, None, "people"),),
        ),
        "holds": claim(
            courier,
            "control",
            "The army still holds the Karm base",
            "holds",
            agents=(actor(courier, "The army", ARMY, "Army"),),
            places=(place(courier, "Karm base"),),
        ),
        "besieged": claim(
            courier,
            "encirclement",
            "which the Northern Front has besieged since 20 April",
            "besieged",
            status="ongoing",
            agents=(actor(courier, "Northern Front", NORTH, "Northern Front", span(courier, "which the")),),
            places=(place(courier, "Karm base"),),
            time=TimeRef(
                start=day(4, 20),
                end=day(4, 26),
                text="since 20 April",
                precision="days",
                reason="from the day named to publication",
            ),
        ),
        "planned": claim(
            courier,
            "assault",
            "Rebels said they would storm Darat Izza next week.",
            "storm",
            status="planned",
            confidence=0.35,
            agents=(actor(courier, "Rebels", NORTH, "Northern Front"),),
            places=(place(courier, "Darat Izza"),),
            sources=(actor(courier, "Rebels", NORTH, "Northern Front"),),
            time=TimeRef(
                start=day(4, 27),
                end=day(5, 3),
                text="next week",
                precision="week",
                reason="the calendar week after publication",
            ),
        ),
        "denied": claim(
            arabic,
            "territory_gain",
            "نفى الجيش سقوط بلدة معرين 🙂",
            "سقوط",
            status="denied",
            agents=(),
            places=(place(arabic, "معرين"),),
            sources=(actor(arabic, "الجيش", ARMY, "Army", span(arabic, "نفى الجيش")),),
        ),
        "still": claim(
            arabic,
            "control",
            "قواته ما زالت تسيطر عليها",
            "تسيطر",
            status="ongoing",
            agents=(actor(arabic, "قواته", ARMY, "Army"),),
            places=(place(arabic, "معرين"),),
            sources=(actor(arabic, "الجيش", ARMY, "Army", span(arabic, "نفى الجيش")),),
        ),
        "four": claim(
            arabic,
            "casualty_report",
            "4 جنود قتلوا في الاشتباكات",
            "قتلوا",
            casualties=(killed(arabic, "4 جنود", 4, 4),),
        ),
        "wire": claim(
            wire,
            "territory_gain",
            "The Northern Front has taken Maarrin, the River Monitor said on Sunday.",
            "taken",
            agents=(actor(wire, "Northern Front", NORTH, "Northern Front"),),
            places=(place(wire, "Maarrin"),),
            sources=(actor(wire, "River Monitor", "x:monitor", "River Monitor"),),
        ),
        "sixty": claim(
            wire,
            "casualty_report",
            "It put the number of dead soldiers at 60.",
            "dead",
            casualties=(killed(wire, "60", 60, 60),),
            sources=(actor(wire, "River Monitor", "x:monitor", "River Monitor"),),
        ),
        "left": claim(
            wire,
            "withdrawal",
            "Government forces had left the Zayzun plant on 28 April",
            "left",
            agents=(actor(wire, "Government forces", ARMY, "Army"),),
            places=(place(wire, "Zayzun plant"),),
            origin=(place(wire, "Zayzun plant"),),
            time=TimeRef(start=day(4, 28), end=day(4, 28), text="on 28 April", precision="day", reason="the day named"),
        ),
        "remains": claim(
            wire,
            "control",
            "The town of Kafr Daoud remains in government hands.",
            "remains",
            agents=(actor(wire, "government", ARMY, "Army"),),
            places=(place(wire, "Kafr Daoud"),),
        ),
    }


def events(said: dict[str, Claim]) -> tuple[Event, ...]:
    """The events over those claims."""

    def made(key: str, names: str, **fields: Any) -> Event:
        members = [said[name] for name in names.split()]
        outlet = {document.id: document.outlet or "" for document in documents()}
        first = members[0]
        found = Event(
            id=key,
            type=first.type,
            status=first.status,
            agents=first.agents,
            targets=first.targets,
            place=first.places[0] if first.places else None,
            start=first.time.start if first.time else None,
            end=first.time.end if first.time else None,
            claims=tuple(one.id for one in members),
            documents=tuple(sorted({one.document for one in members})),
            outlets=tuple(sorted({outlet[one.document] for one in members})),
            origins=tuple(sorted({(one.sources[-1].name if one.sources else outlet[one.document]) for one in members})),
            standing="single",
            reasons=("same type, same place, days that meet",),
        )
        return replace(found, **fields)

    ids = {name: one.id for name, one in said.items()}
    toll = Toll(
        group=Group(id=None, name="soldiers", text="soldiers"),
        outcome="killed",
        low=4,
        high=60,
        best=15,
        figures=(
            Figure(low=15, high=None, claims=(ids["toll"],)),
            Figure(low=60, high=60, claims=(ids["sixty"],)),
            Figure(low=4, high=4, claims=(ids["four"],)),
        ),
    )
    return (
        made(
            "e-gain",
            "seized headline wire denied",
            standing="disputed",
            end=day(4, 26),
            linked=(Linked(id="e-toll", how="the losses in the same fight"),),
            disputes=(
                Dispute(
                    field="status",
                    accounts=(
                        Account(value="happened", claims=(ids["seized"], ids["wire"])),
                        Account(value="denied", claims=(ids["denied"],)),
                    ),
                ),
            ),
        ),
        made(
            "e-toll",
            "toll sixty four",
            place=said["seized"].places[0],
            start=day(4, 25),
            end=day(4, 26),
            standing="disputed",
            casualties=(toll,),
            disputes=(
                Dispute(
                    field="casualties",
                    accounts=(
                        Account(value="15 or more soldiers killed", claims=(ids["toll"],)),
                        Account(value="60 soldiers killed", claims=(ids["sixty"],)),
                        Account(value="4 soldiers killed", claims=(ids["four"],)),
                    ),
                ),
            ),
            linked=(Linked(id="e-gain", how="the capture it was part of"),),
        ),
        made(
            "e-bomb",
            "bombed",
            casualties=(
                Toll(
                    group=Group(id=None, name="people", text="people"),
                    outcome="killed",
                    low=24,
                    high=None,
                    best=24,
                    figures=(Figure(low=24, high=None, claims=(ids["bombed"],)),),
                ),
            ),
        ),
        made("e-base", "holds"),
        made("e-siege", "besieged", standing="single"),
        made("e-plan", "planned", standing="claimed"),
        made("e-still", "still", standing="claimed"),
        made("e-left", "left", standing="repeated"),
        made("e-kafr", "remains", standing="corroborated"),
    )


def holdings(said: dict[str, Claim]) -> tuple[Holding, ...]:
    """Who held what, as inferred from those claims."""
    ids = {name: one.id for name, one in said.items()}

    def held(name: str, **fields: Any) -> Holding:
        known = {field: PLACES[name][field] for field in ("id", "lat", "lon", "precision") if field in PLACES[name]}
        return Holding(place=HeldPlace(name=name, **known), reasons=("the last word on the place",), **fields)

    army, north = Holder(id=ARMY, name="Army"), Holder(id=NORTH, name="Northern Front")
    government, opposition = "ruritania:government", "ruritania:opposition"
    return (
        held(
            "Maarrin",
            holder=army,
            side=government,
            state="held",
            until_earliest=day(4, 25),
            until=day(4, 26),
            last_evidence=day(4, 22),
            because=(ids["still"],),
        ),
        held(
            "Maarrin",
            holder=north,
            side=opposition,
            state="claimed",
            start=day(4, 25),
            start_latest=day(4, 26),
            last_evidence=day(4, 26),
            because=(ids["seized"], ids["wire"]),
            against=(ids["denied"], ids["still"]),
        ),
        held(
            "Karm base",
            holder=army,
            side=government,
            state="held",
            besieged_by=north,
            start=day(4, 20),
            last_evidence=day(4, 26),
            because=(ids["holds"], ids["besieged"]),
        ),
        held(
            "Zayzun plant",
            holder=army,
            side=government,
            state="held",
            until=day(4, 28),
            until_earliest=day(4, 28),
            because=(ids["left"],),
        ),
        held(
            "Zayzun plant",
            holder=None,
            side=None,
            state="contested",
            start=day(4, 28),
            start_latest=day(4, 28),
            last_evidence=day(4, 28),
            because=(ids["left"],),
        ),
        held(
            "Kafr Daoud",
            holder=army,
            side=government,
            state="held",
            last_evidence=day(4, 27),
            because=(ids["remains"],),
        ),
        held("Tell Sabun", holder=None, side=None, state="unknown", because=(ids["bombed"],)),
    )


def courier_parts() -> DocumentParts:
    """The parts of the first report, line by line."""
    kinds = ("headline", "byline", "body", "body", "body", "biography", "comments")
    segments, at = [], 0
    for kind, line in zip(kinds, COURIER.splitlines(keepends=True), strict=True):
        segments.append(Segment(kind=kind, start=at, end=at + len(line.rstrip("\n"))))  # type: ignore[arg-type]
        at += len(line)
    return DocumentParts(document=IDS["courier"], segments=tuple(segments))


def sample_view() -> PageView:
    """The whole made-up page."""
    said = claims()
    return PageView(
        documents=documents(),
        claims=tuple(said.values()),
        events=events(said),
        holdings=holdings(said),
        segments=(courier_parts(),),
        areas=(AreaName(id="p:idlib", name="Idlib province"),),
        title="Maarrin, spring 2015",
        notes=("1 report has no publication date: supply it with --published 2015-04-26 asharq/بيان.txt",),
        credits=("Places: invented for this test.",),
    )
