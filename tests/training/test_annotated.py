"""The annotated texts that the network learns from fit their words."""

import hashlib
import json
import re

import pytest
from annotated import FOLDER, OUTCOMES, STATUSES, AnnotationError, annotated, real_words, write
from draw import GOLD, drawn

from sitrep.extract.judge.features import TYPES

TEXTS = list(annotated())
OWN = [text for text in TEXTS if text.set == "own"]


def test_every_extent_lies_inside_its_text_and_every_value_is_known():
    """48,083 claims in 2,292 texts."""
    assert (len(TEXTS), sum(len(text.claims) for text in TEXTS)) == (2292, 48083)
    for text in TEXTS:
        for claim in text.claims:
            extents = [(role, each) for role, row in claim.roles.items() for each in row]
            assert all(0 <= each.start < each.end <= text.characters for _, each in [("", claim.trigger), *extents])
            assert all(each.outcome in OUTCOMES.get(role, (None,)) for role, each in extents)
            assert {*claim.types} <= {*TYPES}
            assert claim.status in STATUSES


def test_extents_of_invented_reports_are_whole_words():
    """No extent begins or ends in white space, and all but a few stand between the borders of words."""
    cut = total = 0
    for text in OWN:
        for claim in text.claims:
            for each in (claim.trigger, *(extent for row in claim.roles.values() for extent in row)):
                words = text.words[each.start : each.end]
                assert words == words.strip()
                around = text.words[max(0, each.start - 1) : each.start + 1], text.words[each.end - 1 : each.end + 1]
                cut += any(re.fullmatch(r"\w\w", pair) is not None for pair in around)
                total += 1
    assert cut < total * 0.002


def test_real_texts_are_given_by_their_offsets_alone():
    """Their words are not ours to give away."""
    rows = [json.loads(line) for line in (FOLDER / "real.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all({*row} == {"document", "set", "characters", "claims"} for row in rows)
    assert all(re.fullmatch(r"[0-9a-f]{16}", row["document"]) for row in rows)


def test_no_text_of_our_own_gold_was_annotated():
    """What is scored there stays unseen."""
    gold = {json.loads(line)["document"] for line in GOLD.read_text(encoding="utf-8").splitlines()}
    assert not gold & {text.document for text in TEXTS}


def test_the_real_texts_are_those_that_the_seed_draws():
    """All of them, in whatever order the annotators read."""
    if not real_words("fakes") or not real_words("isaf"):
        pytest.skip("the texts of ../shared are not here")
    assert {key for keys in drawn().values() for key in keys} == {text.document for text in TEXTS if text.set != "own"}


def test_written_texts_are_read_as_the_same(tmp_path):
    """Same texts, same bytes."""
    write(OWN, tmp_path / "own.jsonl")
    digest = [hashlib.sha256((folder / "own.jsonl").read_bytes()).hexdigest() for folder in (tmp_path, FOLDER)]
    assert digest[0] == digest[1]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ({"types": ["shelling"], "status": "happened", "trigger": [3, 99]}, "line 1: trigger: 3 to 99 lies outside"),
        ({"types": ["picnic"], "status": "happened", "trigger": [0, 3]}, "line 1: unknown: picnic"),
        ({"types": [], "status": "happened", "trigger": [0, 3]}, "line 1: unknown: a claim without a type"),
        ({"types": ["shelling"], "status": "happened", "trigger": [0, 3], "losses": [[0, 3]]}, "losses: outcome None"),
        ({"types": ["shelling"], "status": "happened"}, "line 1: 'trigger'"),
    ],
)
def test_an_annotation_that_does_not_fit_is_named(tmp_path, claim, told):
    """One line: which file, which line, what is wrong."""
    (tmp_path / "real.jsonl").write_text("", encoding="utf-8")
    row = {"document": "own-1", "text": "They shelled it.", "claims": [claim]}
    (tmp_path / "own.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"^own\.jsonl: ") as caught:
        list(annotated(tmp_path))
    assert told in str(caught.value)
