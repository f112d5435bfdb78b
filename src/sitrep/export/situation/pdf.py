"""The situation report as PDF, printed by a Chromium that is on the machine; nothing is fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import BinaryIO

from sitrep.errors import OutputError
from sitrep.export.options import Known, Options, Written
from sitrep.export.situation.report import write_report
from sitrep.export.source.material import Material

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: No profile, no network, no questions. As root, as in containers, a browser starts only without its sandbox.
FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
)  # fmt: skip
SECONDS = 120


def browser() -> str | None:
    """The browser that SITREP_CHROMIUM names, else one on the path."""
    named = os.environ.get("SITREP_CHROMIUM")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def write_pdf(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:
    """The report printed. Raises OutputError where there is no browser or it fails."""
    program = browser()
    if program is None:
        raise OutputError(
            "PDF needs Chromium, and there is none here: install it, name it in SITREP_CHROMIUM, or export `report`"
            " (HTML) and print that"
        )
    with tempfile.TemporaryDirectory(prefix="sitrep-pdf-") as folder:
        page, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        with page.open("wb") as file:
            outcome = write_report(material, file, options, known)
        _print(program, page, printed)
        out.write(printed.read_bytes())
    return outcome


def _print(program: str, page: Path, printed: Path) -> None:
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    profile = f"--user-data-dir={page.parent / 'profile'}"
    call = (program, *FLAGS, *sandbox, profile, f"--print-to-pdf={printed}", page.as_uri())
    try:
        done = subprocess.run(call, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OutputError(f"{program}: could not print the report ({error}); export `report` and print it") from error
    if done.returncode or not printed.exists():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OutputError(
            f"{program}: could not print the report ({said[-1] if said else 'no reason told'}); export `report` instead"
        )
