"""What made a record: engine, version, and digests of the words and weights that it used."""

from __future__ import annotations

from sitrep.model.record import Record


class Origin(Record):
    """Where a derived record comes from, so that it can be made again."""

    engine: str
    version: str
    codebook: str  # digest of the codebook, roster and gazetteer files
    model: str  # name, version and digest of the language model, and the digest of the network where it judged


class Reason(Record):
    """A score with its sentence. `score` is 0 to 1 (or a signed weight where a list of weights says so)."""

    score: float
    because: str
