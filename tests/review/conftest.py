"""Claims of a small invented war, and decisions on them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from deciding import drafted

from sitrep.model.claims import ActorRef, Claim, PlaceRef, claim_id
from sitrep.model.dates import TimeRef
from sitrep.model.text import Document, Span
from sitrep.review.apply import present
from sitrep.review.decisions import Decision, with_id

TEXT = "The Lake Guard took Tarn on Monday. Militia shelled Elm. The army denied that Tarn fell."


class World:
    """Makes claims and the decisions on them; the clock ticks with each decision."""

    def __init__(self) -> None:
        self.document = Document(
            id="a.txt", text=TEXT, sha256="0" * 64, outlet="Gazette", published=dt.date(2021, 5, 4)
        )
        self.log: list[Decision] = []

    def claim(self, word: str, kind: str, actor: str, place: str, document: str = "a.txt", **more: Any) -> Claim:
        def span(words: str) -> Span:
            start = TEXT.index(words)
            return Span(start=start, end=start + len(words), text=words)

        who, where, day = span(actor), span(place), dt.date(2021, 5, 3)
        values: dict[str, Any] = {
            "id": claim_id(document, kind, span(word), (actor, place)),
            "document": document,
            "type": kind,
            "status": "happened",
            "trigger": span(word),
            "evidence": Span(start=0, end=len(TEXT), text=TEXT),
            "agents": (ActorRef(id=None, name=actor, text=actor, start=who.start, end=who.end),),
            "places": (PlaceRef(id=None, name=place, text=place, start=where.start, end=where.end),),
            "time": TimeRef(start=day, end=day, text="Monday", precision="day", reason="Monday before publication"),
        }
        return Claim(**values | more)

    def decide(self, kind: Any, subject: str, *claims: Claim, **more: Any) -> Decision:
        self.log.append(with_id(drafted(self.log, kind, subject, present(claims), **more)))
        return self.log[-1]


@pytest.fixture
def world() -> World:
    return World()
