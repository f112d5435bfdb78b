"""What a report speaks of at one point: the best of the places named before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sitrep.model.claims import PlaceRef
from sitrep.resolve.locate.board import Board
from sitrep.resolve.locate.context import HOME
from sitrep.resolve.locate.words import Described

# What makes an earlier place the one that is meant; read like a table.
SAME_NOUN = 2.0  # "the camp" after "X camp"
SALIENT = 1.0  # it was subject or object, what the sentence was about
ANCHOR = -2.0  # it only said where something else was: "on the road to Latakia"
NAMELESS = -2.0  # itself only described: "the base west of M"
ABROAD = -3.0  # in a country that the report does not speak of: the "BEIRUT" of a dateline
SMALLER = -3.0  # it was called less than "the city": "the village of M, near A"
SPOKEN = -4.0  # where the speaker is: "officials in Yerevan said"
PER_SENTENCE = -0.4  # each sentence in between
#: Further back than this nobody points with "the base", in sentences.
FAR = 25
#: What "the city" may point to; a bare name counts by the kind of its place.
SETTLED = frozenset({"city", "town", "village", "neighbourhood"})
#: How well a kind of settlement goes with a noun: a report seldom calls a village "the city".
GOES_WITH = {
    ("city", "city"): 1.5, ("city", "town"): 0.8, ("city", "village"): -1.0, ("town", "city"): 0.0, ("town", "town"): 0.8,
    ("town", "village"): 0.5, ("village", "village"): 1.5, ("village", "town"): 0.0, ("village", "city"): -1.5,
    ("gate", "base"): 2.0, ("gate", "building"): 2.0,
    ("region", "admin1"): -1.5, ("region", "city"): -0.5, ("region", "region"): 0.8,
}  # fmt: skip
LESS = frozenset({"village", "neighbourhood", "district"})
Rows = Sequence[tuple[Described, PlaceRef]]


def focus(described: Described, board: Board, fits: Callable[[Described, PlaceRef], bool]) -> PlaceRef | None:
    """The place that the report speaks of at this point: the best earlier one that fits."""
    rows = [row for row in before(described, board) if fits(*row)]
    return best(described, rows, board)[1] if rows else None


def before(described: Described, board: Board) -> Rows:
    start, sentence = described.mention.span.start, described.mention.sentence
    return [
        row
        for row in board.order
        if row[0].mention.span.end <= start and sentence - row[0].mention.sentence <= FAR
        if row[1].id is not None and not row[0].dateline and row[0].mention not in board.inner
    ]


def best(described: Described, rows: Rows, board: Board) -> tuple[Described, PlaceRef]:
    # "The bastion of Manbij" is Manbij itself.
    anchors = {anchor for each, _ in board.order for anchor in each.anchors if each.relation != "of"}

    def weight(row: tuple[Described, PlaceRef]) -> tuple[float, int, int]:
        each, ref = row
        mention = each.mention
        score = PER_SENTENCE * (described.mention.sentence - mention.sentence)
        score += SAME_NOUN * (each.noun == described.noun != "") + SALIENT * (mention.role != "other")
        score += ANCHOR * (mention in anchors) + NAMELESS * (not each.name and bool(each.anchors))
        score += SPOKEN * each.spoken + SMALLER * (described.kind == "city" and each.kind in LESS)
        called = each.kind if described.kind == "city" and each.kind in LESS else ref.kind
        score += GOES_WITH.get((described.kind, called), 0.0) + ABROAD * is_abroad(ref, board)
        # Of two in one sentence the first is what the sentence is about.
        return (round(score, 3), mention.sentence, -mention.span.start)

    return max(rows, key=weight)


def is_abroad(ref: PlaceRef, board: Board) -> bool:
    return board.context.home is not None and board.context.share(board.country_of(ref.within or ref.id).upper()) < HOME
