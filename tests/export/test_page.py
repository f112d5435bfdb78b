"""The page as text: one file, the same bytes each time, hostile words harmless, its scripts well formed."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from page_sample import HOSTILE, documents, sample_view

from sitrep.export import page as page_module
from sitrep.export.page import SCRIPTS, STYLES, page_script, render_page
from sitrep.export.view import PageView
from sitrep.model.record import replace

DATA = Path(page_module.__file__).parent / "data"
MAX_SCRIPT_LINES = 300


class Tags(HTMLParser):
    """The tags of a page and the text of its scripts, as a browser would split them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and self.scripts:
            self.scripts[-1] += data


def tags_of(view: PageView) -> Tags:
    tags = Tags()
    tags.feed(render_page(view))
    return tags


def test_same_view_same_bytes() -> None:
    """Two runs over the same records give the same bytes."""
    assert render_page(sample_view()) == render_page(sample_view())


def test_order_of_records_makes_no_difference() -> None:
    """Records in another order give the same page."""
    view = sample_view()
    turned = replace(
        view,
        documents=view.documents[::-1],
        claims=view.claims[::-1],
        events=view.events[::-1],
        holdings=view.holdings[::-1],
    )
    assert render_page(turned) == render_page(view)


def test_nothing_is_loaded_from_anywhere() -> None:
    """No element of the page names anything outside it."""
    for tag, attributes in tags_of(sample_view()).tags:
        assert tag not in {"img", "link", "iframe", "object", "embed", "base"}
        assert "src" not in attributes
        assert not (attributes.get("href") or "#").startswith(("http", "//", "javascript"))


def test_policy_allows_only_the_page_s_own_script_and_style() -> None:
    """The content security policy forbids every request and every script but the page's own."""
    tags = tags_of(sample_view()).tags
    policy = next(a["content"] for t, a in tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_hostile_text_stays_inside_the_data() -> None:
    """Markup in a report or a title makes no element: there are the page's three scripts and no other."""
    view = replace(sample_view(), title="</title><script>1</script><!-- \u2028")
    tags = tags_of(view)
    assert len(tags.scripts) == 3
    data = json.loads(tags.scripts[1])
    assert data["title"] == view.title
    assert any(HOSTILE in document["text"] for document in data["documents"])


def test_data_holds_the_documents_word_for_word() -> None:
    """The text of a report arrives in the page exactly, emoji and Arabic included."""
    data = json.loads(tags_of(sample_view()).scripts[1])
    assert {one["id"]: one["text"] for one in data["documents"]} == {one.id: one.text for one in documents()}


def test_every_script_and_style_is_joined() -> None:
    """Each file in the data folder is in the list of what is joined, and none is long."""
    scripts = {path.relative_to(DATA / "js").as_posix() for path in _walk("js")}
    assert scripts == set(SCRIPTS)
    assert {path.name for path in _walk("css")} == set(STYLES)
    assert all(len(path.read_text(encoding="utf-8").splitlines()) <= MAX_SCRIPT_LINES for path in _walk("js"))


def test_imports_point_to_earlier_scripts() -> None:
    """A script imports only names that an earlier script exports, so that joining them in order is right."""
    exported: dict[str, set[str]] = {}
    for name in SCRIPTS:
        text = (DATA / "js" / name).read_text(encoding="utf-8")
        for names, source in re.findall(r'^import \{([^}]*)\} from "([^"]+)";', text, re.MULTILINE):
            target = (_folder(name) / source).resolve().relative_to(_folder("").resolve()).as_posix()
            assert target in exported, f"{name} imports {source}, which comes later"
            assert {one.strip() for one in names.split(",")} <= exported[target], f"{name} from {source}"
        exported[name] = set(re.findall(r"^export (?:const|function|class|let) (\w+)", text, re.MULTILINE))


def test_no_name_stands_twice() -> None:
    """Joined scripts share one scope: no two of them declare the same name."""
    names = re.findall(r"^(?:const|let|function|class) (\w+)", page_script(), re.MULTILINE)
    assert sorted(names) == sorted(set(names))
    assert not re.search(r"^(?:import|export) ", page_script(), re.MULTILINE)


def test_scripts_never_parse_markup() -> None:
    """No script uses a way to turn text into elements or code."""
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch("):
        assert word not in page_script()


def test_an_empty_run_makes_a_page() -> None:
    """No documents, no claims: still a page, without a map."""
    tags = tags_of(PageView(documents=(), claims=(), events=(), holdings=()))
    assert "outlines" not in json.loads(tags.scripts[1])


def _folder(name: str) -> Path:
    return (DATA / "js" / name).parent if name else DATA / "js"


def _walk(folder: str) -> list[Path]:
    return [path for path in sorted((DATA / folder).rglob("*")) if path.is_file()]
