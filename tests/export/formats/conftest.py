"""Material for the exporters: the example as a run stores it, and records made by hand."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitrep.export.formats import FORMATS
from sitrep.export.options import Known, Options
from sitrep.export.safety.guard import Guarded, Safety
from sitrep.export.source.choice import Choice, Chosen
from sitrep.export.source.material import ListedMaterial, Material, StoredMaterial, ToldClaim, ToldEvent, ToldHolding
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, Casualty, Claim, Group, PlaceRef, claim_id
from sitrep.model.control import HeldPlace, Holder, Holding
from sitrep.model.dates import TimeRef
from sitrep.model.events import Event, Toll
from sitrep.model.text import Span
from sitrep.pipeline import run
from sitrep.store.runs import Settings
from sitrep.store.stream import Cited, Stream
from sitrep.store.view import open_view

EXAMPLE = Path(__file__).parents[3] / "examples" / "idlib-2015"
DAY = dt.date(2015, 4, 27)
SARAQIB = PlaceRef(
    id="geonames:164816", name="Saraqib", text="Saraqib", start=0, end=7, lat=35.86447, lon=36.80591, precision="exact",
    kind="town", within="adm1:sy:12",
)  # fmt: skip


@pytest.fixture(scope="session")
def known() -> Known:
    return Known(Gazetteer.load(), Roster.load())


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, run once."""
    out = tmp_path_factory.mktemp("example")
    run(Settings(inputs=(str(EXAMPLE),), out=str(out)))
    return out / "sitrep.sqlite"


@pytest.fixture
def example(example_store: Path) -> Iterator[StoredMaterial]:
    """The example's records, as they are."""
    with open_view(example_store) as view:
        yield StoredMaterial(Stream(view.connection))


def actor(ident: str | None, name: str, text: str = "") -> ActorRef:
    return ActorRef(id=ident, name=name, text=text or name, start=0, end=len(text or name))


ARMY, REBELS = actor("sy-government-forces", "Syrian government forces"), actor("sy-rebels", "rebels")
PEOPLE = actor("civilians:SY", "civilians")


def toll(who: ActorRef, low: int, high: int | None = None, best: int | None = None) -> Toll:
    group = Group(id=who.id, name=who.name, text=who.text)
    return Toll(group=group, outcome="killed", low=low, high=high, best=low if best is None else best)


def told(
    number: int = 1, *, words: str = "Rebels attacked Saraqib", day: dt.date | None = DAY, kind: str = "assault",
    report: Cited | None = None, **fields: object,
) -> ToldEvent:  # fmt: skip
    """An event of one claim; `fields` are the event's."""
    document = report or Cited(id=f"r{number}.txt", sha256="0" * 64, outlet="Example News", published=day or DAY)
    span = Span(start=0, end=len(words), text=words)
    verb = next((word for word in words.split() if word.isalpha() and word.islower()), words)
    trigger = Span(start=words.index(verb), end=words.index(verb) + len(verb), text=verb)
    values = {"agents": (REBELS,), "targets": (ARMY,), "place": SARAQIB, "status": "happened", "standing": "single"}
    values |= fields
    place, agents, targets = values["place"], values["agents"], values["targets"]
    claim = Claim(
        id=claim_id(document.id, kind, span, (str(number),)), document=document.id, type=kind, status="happened",
        trigger=trigger, evidence=span, agents=agents, targets=targets, places=(place,) if place else (),
        time=TimeRef(start=day, end=day, text="Monday", precision="day", reason="") if day else None,
        casualties=tuple(
            Casualty(group=each.group, outcome=each.outcome, low=each.low, high=each.high, text=words, span=span)
            for each in values.get("casualties", ())
        ),
    )  # fmt: skip
    days = {"start": day, "end": day}
    event = Event(
        id=f"e-{number:016x}", type=kind, claims=(claim.id,), documents=(document.id,), outlets=("Example News",),
        origins=("Example News",), **(days | values),
    )  # fmt: skip
    return ToldEvent(event=event, claims=(claim,), documents=(document,))


def listed(*events: ToldEvent, holdings: tuple[ToldHolding, ...] = ()) -> ListedMaterial:
    """The events, their claims and reports as material."""
    claims = tuple(
        ToldClaim(claim=claim, document=each.documents[0], event=each.event) for each in events for claim in each.claims
    )
    reports = {report.id: report for each in events for report in each.documents}
    return ListedMaterial(
        told_events=events,
        told_claims=claims,
        told_holdings=holdings,
        reports=tuple(reports[k] for k in sorted(reports)),
    )


def held(name: str = "Saraqib", ident: str = "geonames:164816", **fields: object) -> ToldHolding:
    """A state of control without claims."""
    place = HeldPlace(id=ident, name=name, lat=35.86, lon=36.8, precision="exact")
    values: dict[str, object] = {"holder": Holder(id="sy-rebels", name="rebels"), "side": None, "state": "claimed"}
    return ToldHolding(holding=Holding(place=place, **(values | fields)), claims=(), documents=())


class Makers:
    """The makers above, for tests to call."""

    actor, told, listed, held, toll = map(staticmethod, (actor, told, listed, held, toll))
    ARMY, REBELS, PEOPLE, SARAQIB, DAY = ARMY, REBELS, PEOPLE, SARAQIB, DAY


@pytest.fixture
def make() -> type[Makers]:
    return Makers


Write = Callable[..., bytes]


@pytest.fixture
def write(known: Known) -> Write:
    """Writes material in a format, through the guard of a public export unless told otherwise."""

    def written(name: str, material: Material, options: Options = Options(), safety: Safety = Safety()) -> bytes:  # noqa: B008
        out = io.BytesIO()
        FORMATS[name].write(Guarded(material, safety, known.gazetteer, known.roster), out, options, known)
        return out.getvalue()

    return written


@pytest.fixture
def choose(known: Known) -> Callable[[Material, Choice], Chosen]:
    """A material through a choice."""
    return lambda material, choice: Chosen(material, choice, known.gazetteer, known.roster)
