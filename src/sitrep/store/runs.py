"""The record of one run: what run.json says and the store keeps."""

from __future__ import annotations

import datetime as dt

from sitrep.model.origin import Origin
from sitrep.model.record import Record, hashed_id, replace, to_json


class Settings(Record):
    """What the user asked for. `inputs` and paths as typed; `published` and `outlet` hold where a report tells none."""

    inputs: tuple[str, ...]
    out: str
    add: bool = False
    published: dt.date | None = None
    outlet: str | None = None
    codebook: str | None = None
    store: str | None = None
    title: str | None = None
    jobs: int | None = None
    max_bytes: int | None = None
    rules_only: bool = False


class Library(Record):
    """A library that can change what comes out, and its version."""

    name: str
    version: str


class InputDigest(Record):
    """A document of the results. `sha256` is that of the bytes received; `kept` tells that an earlier run read it."""

    document: str
    sha256: str
    outlet: str | None
    published: dt.date | None
    published_from: str | None
    kept: bool = False


class Refused(Record):
    """An input that could not be read, and why."""

    input: str
    problem: str


class Counted(Record):
    """How many of a kind."""

    name: str
    count: int


class Seconds(Record):
    """How long a stage took."""

    stage: str
    seconds: float


class OutputDigest(Record):
    """A file that the run wrote and the SHA-256 of its bytes: says which files belong together."""

    name: str
    sha256: str


class Run(Record):
    """One finished run. `counts` is per stage, `seconds` wall-clock, `started_at` ISO 8601 in UTC."""

    id: str
    sitrep: str
    python: str
    started_at: str
    settings: Settings
    libraries: tuple[Library, ...] = ()
    engine: Origin | None = None
    inputs: tuple[InputDigest, ...] = ()
    refused: tuple[Refused, ...] = ()
    counts: tuple[Counted, ...] = ()
    claims_by_type: tuple[Counted, ...] = ()
    unlocated: tuple[Counted, ...] = ()
    unlisted: tuple[Counted, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: tuple[Seconds, ...] = ()
    outputs: tuple[OutputDigest, ...] = ()


def with_id(run: Run) -> Run:
    """The run with its id: a hash of all it says, clock included, so that no two runs share one."""
    said = to_json(replace(run, id=""))
    return replace(run, id=hashed_id("r", said))
