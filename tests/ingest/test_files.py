"""Inputs: each is read, listed as ignored, or rejected with one sentence, and the others go on."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.ingest.documents import InputSettings, Rejected
from sitrep.ingest.files import Input, count_inputs, read_inputs
from sitrep.model.text import Document

REPORT = "The army withdrew from the hill above the town on Sunday after three days of shelling, residents said."
ARABIC = "خرج الجيش من المدينة يوم الأحد وعاد السكان إلى بيوتهم في الصباح"


def read(*inputs: Input, stdin: bytes = b"", **chosen: object) -> tuple[list[Document], list[Rejected]]:
    """Documents and rejections apart."""
    results = list(read_inputs(inputs, InputSettings(**chosen), io.BytesIO(stdin)))  # type: ignore[arg-type]
    documents = [result for result in results if isinstance(result, Document)]
    return documents, [result for result in results if isinstance(result, Rejected)]


def one(*inputs: Input, stdin: bytes = b"", **chosen: object) -> Document:
    documents, rejected = read(*inputs, stdin=stdin, **chosen)
    assert not rejected
    (document,) = documents
    return document


def problem(path: Path, content: bytes, **chosen: object) -> str:
    """The one sentence that a file with this content is rejected with."""
    path.write_bytes(content)
    documents, rejected = read(path, **chosen)
    assert not documents
    (found,) = rejected
    assert found.source == str(path)
    assert found.level == "error"
    assert "\n" not in str(found)
    return found.message


def test_a_text_is_the_files_content_exactly(tmp_path: Path) -> None:
    """Line ends, no-break spaces and emoji stay; the byte-order mark goes."""
    text = f"  Army leaves\r\n\r\n{REPORT}\u00a0🙂 خرج\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    document = one(path)
    assert document.text == text
    assert (document.id, document.language, document.published) == ("a.txt", "en", None)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=9))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_through_unchanged(tmp_path: Path, text: str) -> None:
    """Whatever its characters; so few that the text stays English."""
    content = f"{REPORT} {text}"
    (tmp_path / "a.txt").write_bytes(content.encode())
    assert one(tmp_path / "a.txt").text == content


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_texts_with_a_byte_order_mark_are_read(tmp_path: Path, encoding: str) -> None:
    """UTF-16 as Windows writes it among them."""
    (tmp_path / "a.txt").write_bytes(REPORT.encode(encoding))
    assert one(tmp_path / "a.txt").text == REPORT


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty: it has no bytes"),
        (b" \r\n\t", "is empty: it holds no text"),
        (bytes(range(256)) * 20, "is binary, not text"),
        (b"%PDF-1.7 \x00", "is a PDF, not text; save it as plain text or HTML"),
        ("Résumé: the army left".encode("latin-1"), "unknown encoding: not UTF-8 from byte 2 on; convert it"),
        (REPORT.encode("utf-16-le"), "looks like UTF-16 without a byte-order mark; save it as UTF-8"),
        (b"\xff\xfe\x00\xd8\x00", "is not valid UTF-16"),
        (ARABIC.encode(), "is in Arabic, which is not supported; only English is"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    """One line each."""
    assert says in problem(tmp_path / "a.txt", content)


def test_a_text_over_the_limit_tells_the_limit(tmp_path: Path) -> None:
    """And how to raise it or to do without."""
    message = problem(tmp_path / "a.txt", REPORT.encode() * 100_000)
    assert message.startswith("is 10.2 MB, over the limit of 5.0 MB for one report; split it")
    assert "--max-bytes" in message
    assert len(one(tmp_path / "a.txt", max_bytes=20_000_000).text) == 100_000 * len(REPORT)


def test_other_languages_are_named(tmp_path: Path) -> None:
    """A few sentences suffice to tell them."""
    samples = {
        "French": "L'armée a quitté la colline dimanche après trois jours de bombardements, ont dit les habitants.",
        "Russian": "Армия покинула высоту в воскресенье после трёх дней обстрелов, сообщили жители.",
        "Turkish": "Ordu üç gün süren bombardımanın ardından pazar günü tepeden çekildi, dedi bölge sakinleri.",
    }
    for name, text in samples.items():
        assert f"is in {name}, which is not supported" in problem(tmp_path / "a.txt", text.encode())


def test_a_text_too_short_to_tell_its_language_is_read(tmp_path: Path) -> None:
    """With a warning."""
    (tmp_path / "a.txt").write_text("Army left hill.")
    assert one(tmp_path / "a.txt").warnings == ("the text is too short to tell its language; it is read as English",)


def test_upper_case_is_english_too(tmp_path: Path) -> None:
    """A wire in capitals is not taken for another language."""
    (tmp_path / "a.txt").write_text(REPORT.upper())
    assert one(tmp_path / "a.txt").language == "en"


def test_missing_files_do_not_stop_the_others(tmp_path: Path) -> None:
    """Neither does a link that leads nowhere or in a circle, nor a folder without reports."""
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "dead.txt").symlink_to("nowhere")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "empty").mkdir()
    paths = [tmp_path / name for name in ("none.txt", "dead.txt", "self.txt", "empty", "a.txt")]
    documents, rejected = read(*paths)
    assert [document.id for document in documents] == ["a.txt"]
    assert [each.message.split(";")[0] for each in rejected[:3]] == [
        "is not there", "is not there", "is a link that leads in a circle"
    ]  # fmt: skip
    assert rejected[3].message.startswith("holds no reports")


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    """With what to do about it."""
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    _, (found,) = read(path)
    assert found.message.startswith("may not be read; change its permissions")


def test_folders_are_read_in_order_with_what_lies_below(tmp_path: Path) -> None:
    """Hidden files and metadata.json are passed over; what is no report is listed once."""
    for name in ("b.txt", "a/z.md", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "c.pdf", "d.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(REPORT)
    (tmp_path / "metadata.json").write_text("{}")
    documents, (ignored,) = read(tmp_path)
    assert [document.id for document in documents] == ["a/b/c.txt", "a/z.md", "b.txt"]
    assert ignored.level == "warning"
    assert ignored.message.endswith("are read: c.pdf, d.docx")


def test_folders_that_link_to_themselves_end(tmp_path: Path) -> None:
    """A link up is not followed; one to elsewhere is."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "up").symlink_to("..")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text(REPORT)
    (tmp_path / "in" / "side").symlink_to("../other")
    documents, (found,) = read(tmp_path / "in")
    assert [document.id for document in documents] == ["side/a.txt", "up/other/a.txt"]
    assert (found.source, found.level) == (str(tmp_path / "in" / "up" / "in"), "warning")


def test_reports_with_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    """And each says so."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(REPORT)
    documents, _ = read(tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt")
    assert [document.id for document in documents] == ["a.txt", "a.txt#2"]
    assert "another report has the id 'a.txt'" in documents[1].warnings[0]


def test_standard_input_is_text_page_or_rows() -> None:
    """Told by how it begins."""
    assert one("-", stdin=REPORT.encode()).id == "stdin"
    assert one("-", stdin=f"<!DOCTYPE html><html><body><p>{REPORT}</p></body></html>".encode()).text == REPORT
    rows = "".join(json.dumps({"text": f"{REPORT} {number}"}) + "\n" for number in range(3))
    documents, _ = read("-", stdin=rows.encode())
    assert [document.id for document in documents] == ["stdin:1", "stdin:2", "stdin:3"]
    _, (found,) = read("-", stdin=b"")
    assert str(found) == "standard input: is empty: it has no bytes; leave it out"


def test_flags_fill_in_what_is_missing(tmp_path: Path) -> None:
    """What the metadata tell comes first."""
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.txt").write_text(REPORT)
    (tmp_path / "metadata.json").write_text('{"a.txt": {"outlet": "Valley Herald", "published": "2015-04-27"}}')
    (first, second), _ = read(tmp_path, published=dt.date(2014, 1, 1), outlet="Flag")
    assert (first.outlet, first.published, first.published_from) == (
        "Valley Herald",
        dt.date(2015, 4, 27),
        "metadata.json",
    )
    assert (second.outlet, second.published, second.published_from) == ("Flag", dt.date(2014, 1, 1), "--published")


def test_no_day_is_guessed(tmp_path: Path) -> None:
    """A date in a text or in its name is not its publication day."""
    (tmp_path / "2015-04-27.txt").write_text(f"27 April 2015\n\n{REPORT}")
    document = one(tmp_path / "2015-04-27.txt")
    assert (document.published, document.published_from) == (None, None)


def test_inputs_are_counted_without_reading_them(tmp_path: Path) -> None:
    """A row is a line; standard input cannot be counted."""
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.jsonl").write_text("{}\n{}\n{}\n")
    assert count_inputs([tmp_path]) == 4
    assert count_inputs([tmp_path, "-"]) is None


def test_a_large_folder_of_bad_names_is_told_in_one_line(tmp_path: Path) -> None:
    """Names with line breaks and invalid bytes do not break a message or an id."""
    name = os.fsdecode(b"a\nb\xff.txt")
    try:
        (tmp_path / name).write_text(REPORT)
    except OSError:
        pytest.skip("the file system does not take such names")
    document = one(tmp_path)
    assert "\n" not in document.id
    document.id.encode("utf-8")
