"""These tests tell what the rules make of a sentence, so the rules alone read it."""

from __future__ import annotations

import pytest

from sitrep.resolve.claims import Tools, load_tools


@pytest.fixture(scope="session")
def tools() -> Tools:
    """Everything that reading needs but the network."""
    return load_tools(network=False)
