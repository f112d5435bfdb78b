"""Annotated texts become windows whose labels are what the readers marked."""

import sys

import numpy as np
import pytest
import windows
from annotated import STATUSES, annotated
from labels import lesson, placed
from samples import PAIR, WORD, load, save
from scores import Judged, figures, held_out

from sitrep.extract import engine
from sitrep.extract.judge.features import TYPES
from sitrep.extract.judge.model import ROLES
from sitrep.extract.judge.weigh import weigh

OWN = [text for text in annotated() if text.set == "own"][:2]


@pytest.fixture(scope="module")
def made():
    return [sample for text in OWN for sample in windows.samples(text, *windows.loaded())]


def test_windows_have_labels_of_the_right_shape(made):
    """A row for each piece, each word that may be a trigger, each pair of a trigger and a phrase."""
    assert {sample.document for sample in made} == {text.document for text in OWN}
    for sample in made:
        pieces, words, pairs = len(sample.ids), len(sample.rows), len(sample.heads)
        assert {len(each) for each in (sample.kinds, sample.shapes, sample.quoted, sample.words)} == {pieces}
        assert (sample.types.shape, sample.status.shape) == ((words, 1 + len(TYPES)), (words,))
        assert (sample.rules.shape, sample.features.shape) == ((words, WORD), (pairs, PAIR))
        assert sample.roles.shape == sample.known.shape == (pairs, len(ROLES))
        assert max(*sample.rows, *sample.heads, *sample.phrases) <= sample.words.max()
        assert (sample.types.sum(1) > 0).all(), "something is right of every word"
        assert {*sample.heads} <= {*sample.rows}
        assert (sample.known.sum(0) > 0).all(), "every role has pairs that tell"


def test_every_claim_of_a_reader_has_a_word_that_reports_its_type():
    """Also where the rules found none."""
    for text in OWN:
        read = lesson(text, *windows.loaded())
        assert read.lost == 0
        for key, claim in read.fills:
            assert {*claim.types} <= read.marks[key].types
            draft = read.drafts[key]
            assert claim.trigger.touches(draft.trigger.start, draft.trigger.end)
        learnt = [claim for _, claim in read.fills]
        assert all(claim in learnt for claim in text.claims if not claim.optional)
        assert {mark.status for mark in read.marks.values()} <= {*STATUSES}


def test_most_words_of_roles_are_phrases_that_the_network_is_asked_about():
    """What no phrase stands for cannot be learnt."""
    found = total = 0
    for text in OWN:
        read = lesson(text, *windows.loaded())
        phrases = [phrase for grid in read.judge.grids.values() for phrase in grid.values()]
        extents = [each for claim in text.claims for role, row in claim.roles.items() if role != "time" for each in row]
        found += sum(placed(phrases, extent)[0] is not None for extent in extents)
        total += len(extents)
    assert found > 0.85 * total


def test_the_engine_decides_by_itself_again_afterwards(made):
    """Reading with labels leaves nothing behind."""
    assert made
    assert engine.weigh is weigh


def test_windows_are_kept_as_they_are_and_the_same_gives_the_same_bytes(made, tmp_path):
    for name in ("a.npz", "b.npz"):
        save(made, tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    for one, other in zip(made, load(tmp_path / "a.npz"), strict=True):
        assert one.document == other.document
        names = [name for name in type(one).__slots__ if name != "document"]
        assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


def test_a_file_without_windows_is_refused(tmp_path):
    np.savez_compressed(tmp_path / "x.npz", ids=np.zeros(3))
    with pytest.raises(ValueError, match="no windows in it"):
        load(tmp_path / "x.npz")


def test_missing_real_texts_are_named_with_what_to_do(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "argv", ["windows.py", "--shared", str(tmp_path), "--out", str(tmp_path / "w.npz")])
    assert windows.main() == 2
    told = capsys.readouterr().err
    assert "551 of the real texts are not there" in told
    assert "--own" in told
    assert not (tmp_path / "w.npz").exists()


def test_answers_that_are_all_right_score_one(made):
    """And the rules' figures do not depend on the network's."""
    status = np.concatenate([sample.status for sample in made])
    roles = np.concatenate([sample.roles for sample in made]).astype(np.float32)
    types = np.concatenate([sample.types for sample in made]).astype(np.float32)
    right = Judged(types, np.eye(len(STATUSES), dtype=np.float32)[status], roles)
    wrong = Judged(np.roll(types, 1, 1), np.roll(right.status, 1, 1), 1 - roles)
    best, worst = list(figures(made, right)), list(figures(made, wrong))
    assert [figure.network for figure in best if figure.cases] == [1.0] * sum(figure.cases > 0 for figure in best)
    assert all(figure.network < 0.3 for figure in worst)
    assert [figure.rules for figure in best] == [figure.rules for figure in worst]


def test_a_sixth_of_the_documents_is_held_out():
    """By their ids, so that it is the same sixth every time."""
    texts = [text.document for text in annotated()]
    assert 0.13 < sum(held_out(document, 0, 6) for document in texts) / len(texts) < 0.2
