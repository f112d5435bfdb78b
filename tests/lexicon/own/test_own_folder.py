"""Where the user's own actors lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitrep.errors import LexiconError
from sitrep.lexicon.own.folder import keep, kept_as, roster_files, roster_folder


def test_the_folder_is_told_by_the_environment() -> None:
    """SITREP_HOME first, then the data folder of the user."""
    assert roster_folder({"SITREP_HOME": "/a"}) == Path("/a/roster")
    assert roster_folder({"XDG_DATA_HOME": "/b"}) == Path("/b/sitrep/roster")
    assert roster_folder({"HOME": "/c"}) == Path("/c/.local/share/sitrep/roster")


def test_what_is_kept_is_read_in_order(tmp_path: Path) -> None:
    """Names of files become plain; a folder that does not exist holds nothing."""
    folder = tmp_path / "roster"
    assert roster_files(folder) == ()
    for name in ("b.yml", "Phoenix.Rebels actors.txt"):
        keep("actors: []\n", kept_as(folder, Path(name)))
    assert [path.name for path in roster_files(folder)] == ["b.yml", "phoenix-rebels-actors.yml"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With what to set instead."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LexiconError, match="SITREP_HOME"):
        keep("actors: []\n", tmp_path / "file" / "roster" / "a.yml")
