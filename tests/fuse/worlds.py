"""Small worlds for testing fusion and control: a roster, claims in our own words, and claims made from the gold."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, Casualty, Claim, Group, Materiel, PlaceRef, Quantity, claim_id
from sitrep.model.control import Holding
from sitrep.model.dates import TimeRef
from sitrep.model.record import Record
from sitrep.model.text import Document, Span

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def day(text: str | None) -> dt.date | None:
    """A day, or None."""
    return dt.date.fromisoformat(text) if text else None


@cache
def roster() -> Roster:
    """The shipped roster with the invented actors of actors.yml."""
    return Roster.load([Path(__file__).with_name("actors.yml")])


def who(*names: str) -> tuple[ActorRef, ...]:
    """References to invented actors: who("army") is the one with the id t-army."""
    found = [roster().get(f"t-{name}") for name in names]
    return tuple(ActorRef(id=a.id, name=a.name, text=a.name, start=0, end=1) for a in found if a is not None)


def nobody(text: str) -> ActorRef:
    """A bare description that nothing resolves."""
    return ActorRef(id=None, name=text, text=text, start=0, end=1)


def place(key: str, lat: float | None = None, lon: float | None = None, **more: object) -> PlaceRef:
    """A place with a gazetteer id."""
    settings = {"precision": "exact" if lat is not None else "near", **more}
    name = key.replace("-", " ").title()
    return PlaceRef(id=f"place:{key}", name=name, text=name, start=0, end=1, lat=lat, lon=lon, **settings)  # type: ignore[arg-type]


def when(start: str, end: str | None = None, precision: str = "") -> TimeRef:
    """Days of a claim."""
    kind = precision or ("day" if end is None or end == start else "days")
    return TimeRef(start=day(start), end=day(end or start), text="", precision=kind, reason="told")  # type: ignore[arg-type]


def span(start: int, text: str) -> Span:
    """A stretch of a report."""
    return Span(start=start, end=start + len(text), text=text)


class Reporter:
    """Writes reports claim by claim; each claim stands after the last in its report."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.claims: list[Claim] = []
        self._at = 0

    def report(self, name: str, outlet: str, published: str | None) -> Reporter:
        """Begins a report."""
        text = f"{name} {outlet}"
        self.documents.append(Document(id=name, text=text, sha256="0" * 64, outlet=outlet, published=day(published)))
        self._at = 0
        return self

    def say(self, kind: str, words: str, status: str = "happened", gap: int = 400, **slots: object) -> Claim:
        """Adds a claim told in these words; a gap of 400 characters keeps it apart from the one before."""
        start = self._at + gap
        self._at = start + len(words)
        document = self.documents[-1].id
        trigger, evidence = span(start, words.split()[0]), span(start, words)
        name = claim_id(document, kind, trigger, (status, words))
        claim = Claim(
            id=name, document=document, type=kind, status=status, trigger=trigger, evidence=evidence, **slots  # type: ignore[arg-type]
        )  # fmt: skip
        self.claims.append(claim)
        return claim


def killed(low: int | None, high: int | None, who: str = "soldiers") -> Casualty:
    """People killed."""
    words = f"{low}-{high} {who}"
    group = Group(id=None, name=who, text=who)
    return Casualty(group=group, outcome="killed", low=low, high=high, text=words, span=span(0, words))


# ---- claims made from the gold -------------------------------------------------------------------------------------

#: What the gold's places are, where its file does not say so: kind, precision, the place around.
_PLACES = {
    "al-ghab": ("plain", "area", None), "idlib-province": ("admin1", "admin1", None),
    "idlib-ghab-corridor": ("corridor", "area", None), "latakia": ("city", "exact", None),
    "qarmeed-gas-station": ("building", "unlocated", "qarmeed-base"),
    "qarmeed-chicken-farms": ("building", "unlocated", "qarmeed-base"),
    "qarmeed-main-gate": ("gate", "unlocated", "qarmeed-base"),
    "road-jisr-ariha": ("road", "near", None), "road-qarmeed-mastouma": ("road", "near", None),
    "road-mastouma-ariha": ("road", "near", None),
}  # fmt: skip
_CHECKPOINTS = ("tanmiyah", "tanmiya-rifiya", "ziyara", "cairo", "tal-wasit", "tal-atram", "sawamaa")
_PLACES |= {f"{name}-checkpoint": ("checkpoint", "near", "al-ghab") for name in _CHECKPOINTS}

#: Descriptions in the gold that name nobody in particular.
_UNNAMED = {"trusted-sources", "accounts-of-the-battle", "militants", "unspecified"}
#: Descriptions in the gold that stand for somebody: for whom.
_STANDS_FOR = {"army-of-conquest-rebels": "army-of-conquest", "aoc-commander": "army-of-conquest",
               "allies-of-al-nusra": "army-of-conquest", "mountain-falcons-commander": "mountain-falcons-brigade",
               "islamist-battalions": "rebels", "other-rebel-groups": "rebels"}  # fmt: skip


def gold_world(known: Roster, alternatives: bool = False) -> tuple[list[Claim], list[Document]]:
    """The gold of the seeds as claims, ids as in the gold. `alternatives`: all places a note calls right, not the
    first. Skips where the shared folder is absent."""
    if not SHARED.exists():
        pytest.skip("needs ../shared (the gold of the seed reports)")
    everything = json.loads((SHARED / "gold/entities.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in (SHARED / "gold/seeds.claims.jsonl").read_text(encoding="utf-8").splitlines()]
    metadata = json.loads((SHARED / "seeds/metadata.json").read_text(encoding="utf-8"))
    documents = [
        Document(id=name, text=(SHARED / "seeds" / name).read_text(encoding="utf-8"), sha256="0" * 64,
                 outlet=fields["outlet"], published=day(fields["published"]))
        for name, fields in sorted(metadata.items())
    ]  # fmt: skip
    refs = {key: _resolved(key, names, known) for key, names in everything["actors"].items()}
    return [_from_gold(row, everything["places"], refs, alternatives) for row in rows], documents


def gold_events() -> list[dict]:
    """What the gold expects of events."""
    return json.loads((SHARED / "gold/seeds.events.json").read_text(encoding="utf-8"))


class Query(Record):
    """What the gold asks of control: who holds a place on a day."""

    place: str
    on: dt.date
    holder: tuple[str, ...]
    state: tuple[str, ...]
    besieged: bool = False
    actors: tuple[str | None, ...] = ()

    def answered(self, lines: Sequence[Holding]) -> bool:
        """Whether some line of that day answers it; no line reads as unknown."""
        known = [
            line
            for line in lines
            if line.place.id == f"place:{self.place}"
            and (line.start or dt.date.min) <= self.on < (line.until or dt.date.max)
        ]
        if not known:
            return "unknown" in self.state
        return any(
            line.state in self.state
            and bool(line.besieged_by) == self.besieged
            and (not self.holder or (line.holder is not None and line.holder.id in self.actors))
            for line in known
        )


def gold_control() -> list[Query]:
    """The gold's queries, their holders as the roster knows them."""
    raw = json.loads((SHARED / "gold/seeds.control.json").read_text(encoding="utf-8"))
    names = json.loads((SHARED / "gold/entities.json").read_text(encoding="utf-8"))["actors"]
    return [
        Query(**{**query, "on": day(query["on"]), "holder": tuple(query["holder"]), "state": tuple(query["state"]),
                 "actors": tuple(_resolved(key, names[key], roster()).id for key in query["holder"])})
        for query in raw
    ]  # fmt: skip


def _resolved(key: str, names: list[str], known: Roster) -> ActorRef:
    """The gold's actor as the roster knows it in April 2015; a named one that it lacks is unlisted."""
    if key in _UNNAMED:
        return nobody(key)
    if key == "rebels":
        found = known.role("SY", "rebels", day("2015-04-27"))
    elif key == "syrian-regime-forces":
        found = known.role("SY", "forces", day("2015-04-27"))
    else:
        found = next((hit for name in names for hit in known.lookup(name, day("2015-04-27"))), None)
    words = names[0]
    if found is None:
        return ActorRef(id=f"unlisted:{key}", name=words, text=words, start=0, end=1)
    return ActorRef(id=found.id, name=found.name, text=words, start=0, end=1)


def _from_gold(row: dict, entities: dict, refs: dict[str, ActorRef], alternatives: bool) -> Claim:
    listed = row.get("places", [])
    if not alternatives and any(word in row.get("note", "") for word in ("either", "any place", " or ")):
        listed = listed[:1]
    time = row.get("time")
    precision = "open" if time and time["start"] < "2014" else ""
    actors = {slot: _named(row.get(slot, []), refs) for slot in ("agents", "targets", "sources")}
    group = [Group(id=None, name=c["group"], text=c["text"]) for c in row.get("casualties", [])]
    return Claim(
        id=row["id"], document=row["document"], type=row["type"], status=row["status"],
        trigger=_span(row["trigger"]), evidence=_span(row["evidence"]),
        medium=row.get("medium"), **actors,
        places=tuple(_place(key, entities) for key in listed),
        origin=tuple(_place(key, entities) for key in row.get("origin", [])),
        time=when(time["start"], time["end"], precision) if time else None,
        casualties=tuple(
            Casualty(group=g, outcome=c["outcome"], low=c["low"], high=c["high"], text="", span=span(0, ""))
            for g, c in zip(group, row.get("casualties", []), strict=True)
        ),
        materiel=tuple(
            Materiel(item=m["item"], low=m["low"], high=m["high"], outcome=m["outcome"], text="", span=span(0, ""))
            for m in row.get("materiel", [])
        ),
        quantities=tuple(
            Quantity(unit=q["unit"], low=q["low"], high=q["high"], text="", span=span(0, ""))
            for q in row.get("quantities", [])
        ),
        part="part" in row.get("remark", ""),
        copy_of={"N77": span(188, "x" * 49), "N78": span(3087, "x" * 97), "N79": span(3087, "x" * 97)}.get(row["id"]),
    )  # fmt: skip


def _span(raw: dict) -> Span:
    return Span(start=raw["start"], end=raw["end"], text=raw["text"])


def _named(keys: list[str], refs: dict[str, ActorRef]) -> tuple[ActorRef, ...]:
    return tuple({key: refs[key] for key in (_STANDS_FOR.get(key, key) for key in keys)}.values())


def _place(key: str, entities: dict) -> PlaceRef:
    entry = entities[key]
    kind, precision, within = _PLACES.get(key, ("base" if "base" in key else "city", "exact", "idlib-province"))
    around = f"place:{within}" if within else None
    where = {"lat": entry.get("lat"), "lon": entry.get("lon"), "precision": precision, "kind": kind, "within": around}
    return PlaceRef(id=f"place:{key}", name=entry["names"][0], text=entry["names"][0], start=0, end=1, **where)
