"""Annotators' notes become offsets, and a note that does not fit is named."""

from pathlib import Path

import pytest
from annotated import Extent
from notes import laid_out, notes, numbered

BODY = """@doc own-1
1. Rebels seize hill near Qadesh
2. Fighters of the Red Brigade took the hill on Monday, the Monitor said, killing six soldiers.
3. They had taken it once before, said the Monitor.
"""


def noted(folder: Path, *lines: str):
    (folder / "own.txt").write_text(BODY, encoding="utf-8")
    (folder / "own.frames").write_text("\n".join(["@doc own-1", *lines, "@done"]), encoding="utf-8")
    bodies = numbered(folder / "own.txt")
    texts = {key: laid_out(body) for key, body in bodies.items()}
    done, problems = notes(folder / "own.frames", bodies, texts)
    return texts["own-1"], done[0].claims, problems


def test_words_of_a_note_become_their_characters(tmp_path):
    text, (claim,), problems = noted(
        tmp_path,
        "2 | territory_gain/assault | happened? | T took | A Red Brigade | P <hill near Qadesh | L six soldiers =killed",
    )
    assert problems == []
    assert (claim.types, claim.status, claim.optional) == (("territory_gain", "assault"), "happened", True)
    words = {role: [text[each.start : each.end] for each in row] for role, row in claim.roles.items()}
    assert words == {"agents": ["Red Brigade"], "places": ["hill near Qadesh"], "losses": ["six soldiers"]}
    assert claim.roles["losses"][0].outcome == "killed"
    assert claim.roles["places"][0] == Extent(text.index("hill"), text.index("Qadesh") + 6)


def test_words_are_found_as_whole_words_first_and_by_their_number(tmp_path):
    """ "it" is not the middle of "Monitor"; `#2` is the second place."""
    text, (claim, other), problems = noted(
        tmp_path, "3 | control | happened | T taken | G it | S the Monitor", "1 | control | happened | T e #2"
    )
    assert problems == []
    assert claim.roles["targets"][0].start == text.index("it once")
    assert other.trigger.start == text.index("e", text.index("e") + 1)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("9 | control | happened | T taken", "no sentence '9'"),
        ("3 | picnic | happened | T taken", "unknown: picnic"),
        ("3 | control | perhaps | T taken", "unknown: perhaps"),
        ("3 | control | happened | A They", "needs one T"),
        ("3 | control | happened | T taken | Z They", "no role 'Z'"),
        ("3 | control | happened | T taken | L six =eaten", "outcome eaten"),
        ("3 | control | happened | T taken | A rebels", "'rebels' is not in sentence 3"),
        ("three", "no sentence 'three'"),
    ],
)
def test_a_note_that_does_not_fit_is_named_with_its_line(tmp_path, line, told):
    _, claims, problems = noted(tmp_path, line)
    assert claims == ()
    assert len(problems) == 1
    assert "own.frames: line 2: " in problems[0]
    assert told in problems[0]
