"""JSON Lines and arrays: each row is a report or one sentence."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from pathlib import Path

import pytest

from sitrep.ingest.documents import InputSettings, Rejected
from sitrep.ingest.files import read_inputs
from sitrep.ingest.metadata import Facts
from sitrep.ingest.rows import read_lines
from sitrep.model.text import Document

REPORT = "The army withdrew from the hill above the town on Sunday after three days of shelling, residents said."


def rows(content: str | bytes, **chosen: int) -> tuple[list[Document], list[Rejected]]:
    raw = content.encode() if isinstance(content, str) else content
    results = list(read_lines(io.BytesIO(raw), "r.jsonl", Facts(), InputSettings(**chosen)))
    return [r for r in results if isinstance(r, Document)], [r for r in results if isinstance(r, Rejected)]


def test_a_rows_fields_are_the_reports() -> None:
    """A day with a time keeps its day; the digest is that of the text's bytes."""
    row = {
        "text": REPORT, "id": 7, "url": "https://example.org/a", "outlet": "Valley Herald", "title": "Army leaves",
        "published": "2015-04-27T23:00:00Z", "language": "en-GB",
    }  # fmt: skip
    (document,), _ = rows(json.dumps(row))
    assert document == Document(
        id="7", text=REPORT, sha256=hashlib.sha256(REPORT.encode()).hexdigest(), url="https://example.org/a",
        outlet="Valley Herald", title="Army leaves", published=dt.date(2015, 4, 27), published_from="the row",
        language="en",
    )  # fmt: skip


def test_ids_are_the_rows_id_or_address_or_line() -> None:
    """Blank lines count as lines and hold no row."""
    content = "\n".join(
        [
            json.dumps({"text": REPORT, "id": "x", "url": "u"}),
            "",
            json.dumps({"text": REPORT, "url": "u"}),
            json.dumps({"text": REPORT}),
        ]
    )
    documents, _ = rows(content)
    assert [document.id for document in documents] == ["x", "u", "r.jsonl:4"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": broken', "is not valid JSON: column 10"),
        ("[1]", "is not an object such as"),
        ('{"id": "a", "body": "x"}', "has neither text nor html (its fields: body, id); rename the field"),
        ('{"text": ""}', "is empty: it holds no text"),
        ('{"text": 5}', "has a field text that is not text"),
        ("[" * 100_000, "is JSON nested too deep"),
        ('{"text": ' + "9" * 6000 + "}", "is not valid JSON"),
        ('{"text": "خرج الجيش من المدينة يوم الأحد وعاد السكان إلى بيوتهم"}', "is in Arabic"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_others_are_read(line: str, says: str) -> None:
    """Line numbers are those of the file."""
    good = json.dumps({"text": REPORT})
    documents, rejected = rows(f"{good}\n{line}\n{good}\n")
    assert [document.id for document in documents] == ["r.jsonl:1", "r.jsonl:3"]
    (found,) = [each for each in rejected if each.level == "error"]
    assert found.line == 2
    assert says in found.message


def test_a_row_that_is_not_utf_8_is_told() -> None:
    """The others are read."""
    good = json.dumps({"text": REPORT}).encode()
    documents, (found,) = rows(good + b"\n" + '{"text": "Résumé"}'.encode("latin-1") + b"\n" + good)
    assert len(documents) == 2
    assert (found.line, "unknown encoding" in found.message) == (2, True)


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    """It is passed over to its end."""
    good = json.dumps({"text": REPORT})
    documents, (found,) = rows('{"text": "' + "a" * 200_000 + '"}\n' + good, max_bytes=1000)
    assert [document.id for document in documents] == ["r.jsonl:2"]
    assert (found.line, "over the limit" in found.message) == (1, True)


def test_rows_in_utf_16_are_read() -> None:
    """As some Windows tools write them."""
    content = "".join(json.dumps({"text": f"{REPORT} – {number}"}, ensure_ascii=False) + "\r\n" for number in range(3))
    documents, rejected = rows(content.encode("utf-16"))
    assert not rejected
    assert [document.text[-1] for document in documents] == ["0", "1", "2"]


def test_halves_of_characters_are_replaced_one_for_one() -> None:
    """JSON may hold them; no file could then be written."""
    (document,), _ = rows('{"text": "' + REPORT + ' \\ud800!", "id": "\\udfff"}')
    assert document.text == REPORT + " \ufffd!"
    assert document.id == "\ufffd"
    assert "replaced" in document.warnings[0]


def test_fields_that_are_not_used_are_listed_once() -> None:
    """For the file, not for each row."""
    _, (notice,) = rows(f"{json.dumps({'text': REPORT, 'likes': 3})}\n" * 3)
    assert (notice.level, notice.message) == ("warning", "has fields that are not used: likes")


def test_html_rows_are_pages() -> None:
    """Their own fields come before what the page tells."""
    head = "<meta property='og:site_name' content='Page'>"
    page = f"<html><head>{head}</head><body><article><p>{REPORT}</p><p>{REPORT[::-1]}</p></article></body></html>"
    (document,), _ = rows(json.dumps({"html": page, "outlet": "Row", "url": "https://example.org/2015/04/27/a"}))
    assert document.text.startswith(REPORT)
    assert (document.outlet, document.published, document.published_from) == (
        "Row",
        dt.date(2015, 4, 27),
        "the page's address",
    )


def test_a_json_array_is_read(tmp_path: Path) -> None:
    """Rows are numbered from one."""
    (tmp_path / "a.json").write_text(json.dumps([{"text": REPORT}, {"text": ""}, {"text": REPORT}]))
    results = list(read_inputs([tmp_path / "a.json"], InputSettings()))
    assert [result.id if isinstance(result, Document) else result.message for result in results] == [
        "a.json:1", "row 2 is empty: it holds no text; leave it out", "a.json:3",
    ]  # fmt: skip
