"""A Chromium for the tests that open the page, and the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_sample import sample_view
from playwright.sync_api import Browser, Page

from sitrep.export.page import render_page


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample page as a file."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render_page(sample_view()), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh desktop page; any script error fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", reduced_motion="reduce")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert errors == []
