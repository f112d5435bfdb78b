"""Reading with the network and without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.model import Network, load_network
from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.read.quotes import quoted_spans
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
        grids = {number: {each.head.i: each for each in row} for number, row in reading.phrases.items()}
        return Judge(network, reading.sentences, grids, quoted_spans(text))

    return of


@pytest.fixture
def read(networked: Tools) -> Read:
    """The claims of a text with the network."""
    return lambda text: claims_of(report(text), networked)


@pytest.fixture
def by_rules(tools: Tools) -> Read:
    """The claims of a text by the rules alone."""
    return lambda text: claims_of(report(text), tools)
