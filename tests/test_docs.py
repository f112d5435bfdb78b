"""The documentation names what there is and nothing else, and its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from sitrep import __version__
from sitrep.cli import COMMANDS
from sitrep.lexicon.codebook import load_codebook
from sitrep.model import claims, control, dates, events, origin, text
from sitrep.outputs import NAMES
from sitrep.resolve.claims import claims_of, load_tools
from sitrep.store import runs

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md"), ROOT / "examples" / "README.md"])
LEXICON = ROOT / "src" / "sitrep" / "lexicon" / "data"
#: The section of records.md that tells each record's fields; those not named stand in the section of what holds them.
SECTIONS = {
    claims.Claim: "## Claim",
    text.Span: "### Span",
    claims.ActorRef: "### Actor",
    claims.PlaceRef: "### Place",
    dates.TimeRef: "### Time",
    claims.Casualty: "### Casualty",
    claims.Materiel: "### Materiel",
    claims.Quantity: "### Quantity",
    origin.Origin: "### Origin",
    events.Event: "## Event",
    control.Holding: "## Holding",
    runs.Run: "## Run",
}
VALUES = (
    claims.Status, claims.Outcome, claims.Precision, dates.TimePrecision, events.Standing, control.State,
)  # fmt: skip


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """The text below a heading, to the next one."""
    _, found, rest = page.partition(f"\n{heading}\n")
    assert found, f"no section {heading}"
    return re.split(r"^#", rest, maxsplit=1, flags=re.M)[0]


def slug(heading: str) -> str:
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    prose = re.sub(r"^```.*?^```", "", read(page), flags=re.M | re.S)
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", prose, re.M)}


def records_in(kind: Any) -> Iterator[type]:
    """The record types that an annotation speaks of."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for argument in get_args(kind):
        yield from records_in(argument)


def fields_below(kind: type) -> set[str]:
    """Names, as written in JSON, of a record's fields and of those of records in it that have no section of their own."""
    found = set()
    for field in msgspec.structs.fields(kind):
        found.add(field.encode_name)
        for inner in records_in(field.type):
            found |= set() if inner in SECTIONS else fields_below(inner)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """To a file of the repository, and to a heading where an anchor is given."""
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", read(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_paths_that_are_named_exist(page: Path) -> None:
    """Files and folders of the repository, in code style."""
    named = re.findall(r"`(?:python )?((?:src|docs|training|benchmarks|tests|examples)/[\w./*{}-]+)", read(page))
    assert [path for path in named if "NNNN" not in path and not any(ROOT.glob(path))] == []


def test_the_index_lists_every_page() -> None:
    """docs/index.md leads to all others."""
    listed = set(re.findall(r"\]\(([a-z]+\.md)\)", read(DOCS / "index.md")))
    assert listed == {page.name for page in DOCS.glob("*.md")} - {"index.md"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_section(command: str) -> None:
    """In docs/cli.md, and the README names it."""
    assert f"\n## sitrep {command}\n" in read(DOCS / "cli.md")
    assert f"sitrep {command}" in read(ROOT / "README.md")


def test_the_page_of_the_codebook_is_made_from_it() -> None:
    """`python docs/make_codebook.py` writes it anew."""
    done = subprocess.run([sys.executable, str(DOCS / "make_codebook.py"), "--check"], check=False)
    assert done.returncode == 0, "docs/codebook.md is not what the codebook says: run python docs/make_codebook.py"


def test_every_claim_type_is_documented() -> None:
    """Each has a section with its definition."""
    page = read(DOCS / "codebook.md")
    for kind in load_codebook().types:
        assert kind.definition in section(page, f"### {kind.type}")


def test_the_claim_type_that_the_page_shows_works(tmp_path: Path) -> None:
    """The example in docs/codebook.md is a codebook file as it stands, and finds what it says it does and no more."""
    example = re.search(r"```yaml\n(.*?)```", read(DOCS / "codebook.md"), re.S)
    assert example is not None
    (tmp_path / "looting.yml").write_text(example[1], encoding="utf-8")
    (kind,) = [kind for kind in load_codebook(tmp_path).types if kind.type == "looting"]
    tools = load_tools(tmp_path)

    def looted(words: str) -> list[str]:
        report = text.Document(id="report", text=words, sha256="0" * 64)
        return [claim.trigger.text for claim in claims_of(report, tools) if claim.type == kind.type]

    assert [looted(each.text) for each in kind.examples] == [[each.trigger] for each in kind.examples]
    assert [looted(words) for words in kind.not_examples] == [[] for _ in kind.not_examples]


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_record_is_documented(kind: type) -> None:
    """By the name that it has in the files."""
    page = section(read(DOCS / "records.md"), SECTIONS[kind])
    assert {name for name in fields_below(kind) if f"`{name}`" not in page} == set()


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.__name__)
def test_every_field_that_is_documented_exists(kind: type) -> None:
    """The first column of a record's table names its fields and no others."""
    page = section(read(DOCS / "records.md"), SECTIONS[kind])
    cells = re.findall(r"^\| (`[^|]*) \|", page, re.M)
    named = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    assert named == {field.encode_name for field in msgspec.structs.fields(kind)}


def test_every_value_of_a_closed_list_is_documented() -> None:
    """Statuses, outcomes, precisions, standings, states."""
    page = read(DOCS / "records.md")
    assert [value for kind in VALUES for value in get_args(kind) if f"`{value}`" not in page] == []


def test_every_output_is_named() -> None:
    """In the page on records."""
    page = read(DOCS / "records.md")
    assert [name for name in (*NAMES, "sitrep.sqlite") if f"`{name}`" not in page] == []


def test_every_data_file_is_named() -> None:
    """Each file of words, or the folder that it is one of many in, stands in docs/index.md."""
    page = read(DOCS / "index.md")
    for file in sorted(LEXICON.iterdir()):
        assert f"`{file.name}{'/' if file.is_dir() else ''}`" in page


def test_notice_names_what_ships_from_others() -> None:
    """Every path in it exists, and every table, archive or model in the package is in it."""
    notice = read(ROOT / "NOTICE")
    paths = re.findall(r"^  (src/\S+)$", notice, re.M)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
    shipped = [file for suffix in ("*.sqlite", "*.gz") for file in (ROOT / "src").rglob(suffix)]
    shipped += list((ROOT / "src").rglob("meta.json"))
    for file in shipped:
        name = file.relative_to(ROOT).as_posix()
        assert any(name == path or name.startswith(path) for path in paths), name


def test_the_licence_is_the_one_that_the_project_states() -> None:
    """LICENSE is the whole Apache licence, and pyproject names it."""
    licence = read(ROOT / "LICENSE")
    assert "Apache License\n                           Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert project["version"] == __version__


def test_the_changelog_has_its_form() -> None:
    """Keep a Changelog: versions, and in them these kinds of changes; the present version is named."""
    page = read(ROOT / "CHANGELOG.md")
    assert __version__ in page
    versions = re.findall(r"^## (.+)$", page, re.M)
    assert versions
    assert all(re.fullmatch(r"Unreleased|\d+\.\d+\.\d+ – \d{4}-\d\d-\d\d", version) for version in versions)
    known = {"Added", "Changed", "Fixed", "Removed", "Deprecated", "Security", "Known limits"}
    kinds = set(re.findall(r"^### (.+)$", page, re.M)) - {"Where the code departs from its design"}
    assert kinds <= known


def test_the_readme_asks_for_the_python_that_the_package_needs() -> None:
    """`requires-python` is what the README says."""
    needs = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["requires-python"]
    assert f"Python {needs.removeprefix('>=')} or newer" in read(ROOT / "README.md")
