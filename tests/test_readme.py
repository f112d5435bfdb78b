"""What the README shows is what comes out."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NEWCOMER = re.findall(r"^python3 -m venv .*$", README, re.M)


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """docs/make_readme.py, which runs the blocks."""
    sys.path.insert(0, str(ROOT / "docs"))  # what the script imports stands beside it
    spec = importlib.util.spec_from_file_location("make_readme", ROOT / "docs" / "make_readme.py")
    assert spec is not None and spec.loader is not None
    made = sys.modules["make_readme"] = importlib.util.module_from_spec(spec)  # dataclasses look for their module
    spec.loader.exec_module(made)
    return made


def test_what_the_readme_shows_is_what_comes_out(maker: ModuleType) -> None:
    """Commands and Python alike, but for the number of seconds; `python docs/make_readme.py` writes it anew."""
    assert maker.steady(maker.page(README)) == maker.steady(README)


def test_a_newcomer_needs_two_commands() -> None:
    """One runs the example that the README shows, one the tests; each makes its own environment."""
    example, tests = NEWCOMER
    shown = re.findall(r"^\$ (sitrep run .*)$", README, re.M)
    assert example == f"python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/{shown[0]}"
    assert tests == "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/python -m pytest"
    assert tests in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_main_commands_are_shown_with_their_output() -> None:
    """`run`, `control --at`, `events`, `explain`, `read`, and three lines of Python."""
    blocks = re.findall(r"^```console\n\$ (.*)\n(.+)$", README, re.M)
    shown = [command for command, _ in blocks]
    for wanted in ("sitrep run ", "sitrep control --at ", "sitrep events ", "sitrep explain ", "sitrep read "):
        assert [command for command in shown if command.startswith(wanted)], wanted
    (python,) = re.findall(r"^```python\n(.*?)^```\n\n```text\n.+?^```", README, re.M | re.S)
    assert len([line for line in python.splitlines() if line.strip()]) == 3


def test_the_readme_says_where_the_page_is() -> None:
    """The newcomer opens it next."""
    assert "Open `sitrep-out/report.html`" in README


def test_the_readme_quotes_no_figure_of_quality() -> None:
    """They come from the commands that it names, which exist."""
    prose = re.sub(r"^```.*?^```", "", README, flags=re.M | re.S)
    assert not re.search(r"\bF1\b|\d ?%|\bLAS\b", prose)
    commands = re.findall(r"`(?:python )?(?:benchmarks/)?(\w+\.py)`", prose)
    assert commands
    assert [name for name in commands if not (ROOT / "benchmarks" / name).exists()] == []
