"""The codebook: its files load, its mistakes are told with file and line, and a user's folder changes types."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitrep.errors import LexiconError
from sitrep.lexicon.codebook import load_codebook

TYPES = [
    "abduction",
    "agreement",
    "air_strike",
    "alliance",
    "armed_clash",
    "assault",
    "bombing",
    "casualty_report",
    "control",
    "detention",
    "displacement",
    "encirclement",
    "materiel_captured",
    "materiel_destroyed",
    "offensive",
    "protest",
    "reinforcement",
    "riot",
    "shelling",
    "suicide_bombing",
    "territory_gain",
    "violence_against_civilians",
    "withdrawal",
]

GOOD = """
type: looting
definition: Goods are carried off by an armed group.
mappings: {acled: [Strategic developments, Looting/property destruction]}
triggers:
  - {verbs: [loot], frame: doer}
examples:
  - {text: "Militiamen looted the warehouse.", trigger: looted}
not_examples:
  - "He found the loot of a lifetime at the sale."
"""


def test_every_claim_type_has_a_file() -> None:
    """The codebook covers the types of the guidelines, no more and no less."""
    assert [kind.type for kind in load_codebook().types] == TYPES


def test_same_files_same_digest() -> None:
    """The digest that records carry depends on the files alone."""
    assert load_codebook().digest == load_codebook().digest


def test_user_folder_adds_a_type(tmp_path: Path) -> None:
    """A file in `--codebook DIR` adds a type without code."""
    (tmp_path / "looting.yml").write_text(GOOD, encoding="utf-8")
    assert "looting" in [kind.type for kind in load_codebook(tmp_path).types]


def test_user_file_replaces_a_type(tmp_path: Path) -> None:
    """A file that names a known type stands in its place."""
    (tmp_path / "mine.yml").write_text(GOOD.replace("type: looting", "type: riot"), encoding="utf-8")
    book = {kind.type: kind for kind in load_codebook(tmp_path).types}
    assert book["riot"].triggers[0].verbs == ("loot",)
    assert len(book) == len(TYPES)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("frame: doer", "frame: dooer"), "no frame 'dooer'"),
        (("definition:", "defintion:"), "defintion"),
        (("verbs: [loot]", "verbs: loot"), "line 6"),
        (("verbs: [loot], ", ""), "no verbs, nouns or adjectives"),
        (('  - "He found', '  - ["He found'), "line"),
    ],
)
def test_mistakes_are_told_with_their_file(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    """A wrong codebook file is refused in one line that names it."""
    (tmp_path / "looting.yml").write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"looting\.yml") as caught:
        load_codebook(tmp_path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_lasting_claim_is_a_state(tmp_path: Path) -> None:
    """What a trigger is when it lasts must be a type of states."""
    text = GOOD.replace("frame: doer}", "frame: doer, lasting: shelling}")
    (tmp_path / "looting.yml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match="type looting: lasting: 'shelling' is no state"):
        load_codebook(tmp_path)


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    """A codebook folder without files is a mistake, not an empty codebook."""
    with pytest.raises(LexiconError, match=r"no \.yml files"):
        load_codebook(tmp_path)
