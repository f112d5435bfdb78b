"""Writes docs/cli.md from the program's own help: `python docs/make_cli.py`; --check only tells whether it is so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from written import write_or_check

from sitrep.cli import COMMANDS

PAGE = Path(__file__).with_name("cli.md")
#: Commands that hold others.
PARTS = {"roster": ("roster list", "roster why", "roster add")}
BEGIN, END = "<!-- help pages: written by docs/make_cli.py -->", "<!-- end of help pages -->"


def help_of(command: str) -> str:
    """The help page as printed on a terminal of 80 columns."""
    call = [sys.executable, "-m", "sitrep", *command.split(), "--help"]
    environment = {**os.environ, "COLUMNS": "80", "TERMINAL_WIDTH": "80", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=True, env=environment)
    lines = done.stdout.replace("python -m sitrep", "sitrep").rstrip().splitlines()
    return "\n".join(line.rstrip() for line in lines)


def page(old: str) -> str:
    """The page with fresh help between its two marks."""
    before, _, rest = old.partition(BEGIN)
    _, _, after = rest.partition(END)
    pages = ("", *(page for command in COMMANDS for page in (command, *PARTS.get(command, ()))))
    sections = (f"## {f'sitrep {command}'.strip()}\n\n```\n{help_of(command)}\n```\n" for command in pages)
    return before + BEGIN + "\n\n" + "\n".join(sections) + "\n" + END + after


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, page))
