"""Reading with the network and without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.model import Network, load_network
from sitrep.extract.stance.timing import Times
from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools

Read = Callable[[str], tuple[Claim, ...]]
Judged = Callable[[str], Judge]


def report(text: str) -> Document:
    return Document(id="report", text=text, sha256="0" * 64, outlet="Paper", published=dt.date(2024, 5, 15))


@pytest.fixture(scope="session")
def network() -> Network:
    """The weights that ship."""
    return load_network()


@pytest.fixture(scope="session")
def networked() -> Tools:
    """Everything that reading needs, the network too."""
    return load_tools()


@pytest.fixture
def judged(networked: Tools, network: Network) -> Judged:
    """What the network makes of a text."""

    def of(text: str) -> Judge:
        reading = networked.engine.read(report(text))
        return Judge(network, reading.sources, Times())

    return of


@pytest.fixture
def read(networked: Tools) -> Read:
    """The claims of a text with the network."""
    return lambda text: claims_of(report(text), networked)


@pytest.fixture
def by_rules(tools: Tools) -> Read:
    """The claims of a text by the rules alone."""
    return lambda text: claims_of(report(text), tools)
