"""The output folder changes as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitrep.errors import OutputError
from sitrep.store.folder import OutputFile, check_writable, publish, settle, stage, unfinished

NEW = (OutputFile(name="run.json", content=b"new run"), OutputFile(name="claims.jsonl", content=b"new claims"))


def test_published_files_replace_the_old_ones(tmp_path: Path) -> None:
    """All names have the new bytes and no staging folder is left."""
    (tmp_path / "claims.jsonl").write_bytes(b"old claims")
    publish(stage(tmp_path, "r-1", NEW))
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {each.name: each.content for each in NEW}


def test_staged_files_of_a_run_that_did_not_happen_are_dropped(tmp_path: Path) -> None:
    """Killed before the commit: the old files stay."""
    (tmp_path / "claims.jsonl").write_bytes(b"old claims")
    stage(tmp_path, "r-2", NEW)
    assert unfinished(tmp_path)
    settle(tmp_path, "r-1")
    assert [file.name for file in tmp_path.iterdir()] == ["claims.jsonl"]
    assert (tmp_path / "claims.jsonl").read_bytes() == b"old claims"


def test_staged_files_of_the_run_that_happened_are_published(tmp_path: Path) -> None:
    """Killed after the commit, even half-way through the moves: the new files appear."""
    staging = stage(tmp_path, "r-2", NEW)
    (staging / "claims.jsonl").replace(tmp_path / "claims.jsonl")
    settle(tmp_path, "r-2")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {each.name: each.content for each in NEW}


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    """And told, so that a run that fails can take it away again."""
    assert check_writable(tmp_path / "a" / "b")
    assert not check_writable(tmp_path / "a" / "b")


def test_a_file_in_the_way_is_one_line(tmp_path: Path) -> None:
    """Also where it stands for a folder above."""
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="choose another folder with --out"):
            check_writable(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_one_line(tmp_path: Path) -> None:
    """The line gives the system's reason."""
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="Permission denied"):
            check_writable(tmp_path / "out")
    finally:
        tmp_path.chmod(0o755)


def test_the_last_file_to_appear_is_the_one_with_the_digests(tmp_path: Path) -> None:
    """Whoever finds run.json's digests right has a complete set; run.json therefore comes last."""
    staging = stage(tmp_path, "r-1", NEW)
    (tmp_path / "run.json").mkdir()  # in the way: the move fails
    with pytest.raises(OutputError, match="the next command"):
        publish(staging)
    assert (tmp_path / "claims.jsonl").read_bytes() == b"new claims"


def test_a_folder_under_the_name_of_a_file_is_one_line(tmp_path: Path) -> None:
    """Told before any work."""
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputError, match="a folder of that name is in the way"):
        check_writable(tmp_path, ("claims.jsonl", "report.html"))
