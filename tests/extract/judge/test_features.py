"""What the rules know reaches the network as numbers, as many as its weights want."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sitrep.extract.judge.features import SORTS, TYPES, pair_rows, word_row
from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.model import ROLES, Network
from sitrep.extract.judge.window import KINDS, SHAPES
from sitrep.lexicon.codebook import load_codebook
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools

TEXT = 'SANAA (AFP) - Warplanes bombed a hall near Hodeida on Monday. "They killed 20 people," a medic said, and fled.'


def test_the_types_are_those_of_the_codebook() -> None:
    """The network was trained on the shipped types, in this order."""
    assert tuple(sorted(kind.type for kind in load_codebook().types)) == TYPES


def test_every_pair_has_as_many_numbers_as_the_weights_want(tools: Tools, network: Network) -> None:
    """With a draft or without, in its sentence or elsewhere; nothing but finite numbers."""
    reading = tools.engine.read(Document(id="a", text=TEXT, sha256="0" * 64))
    phrases = [phrase for row in reading.phrases.values() for phrase in row]
    rows = [
        row
        for draft in reading.drafts
        for known in (draft, None)
        for row in pair_rows(draft.hit.token, draft.type, known, draft.sentence.number, phrases)
    ]
    (wanted,) = [each.shape[1] for each in network.roles.get_inputs() if each.name == "features"]
    assert {len(row) for row in rows} == {wanted}
    assert np.isfinite(rows).all()
    assert len({row.tobytes() for row in rows}) > len(phrases)


def test_every_word_has_as_many_numbers_as_the_weights_want(tools: Tools, network: Network) -> None:
    """Whether a rule took it or not."""
    reading = tools.engine.read(Document(id="a", text=TEXT, sha256="0" * 64))
    rows = [word_row(token, kind) for each in reading.sentences for token in each.doc for kind in (None, "air_strike")]
    (wanted,) = [each.shape[1] for each in network.triggers.get_inputs() if each.name == "rules"]
    assert {len(row) for row in rows} == {wanted}


def test_the_answers_are_those_that_we_name(judged: Callable[[str], Judge], network: Network) -> None:
    """A share of no claim and one of each type; one of each role."""
    assert network.triggers.get_outputs()[0].shape[1] == 1 + len(TYPES)
    assert network.roles.get_outputs()[0].shape[1] == len(ROLES)
    shares = [share for _, _, share in judged(TEXT).reports([])]
    assert all(share.sum() == pytest.approx(1, abs=1e-4) for share in shares)


def test_no_name_stands_twice() -> None:
    """Two places for one name would tell the network different things."""
    assert all(len(set(names)) == len(names) for names in (TYPES, SORTS, KINDS, SHAPES, ROLES))
