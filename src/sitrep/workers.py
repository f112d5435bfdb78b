"""Reading documents into segments and claims, in this process or in several; the outcome is the same."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sitrep.model.claims import Claim
from sitrep.model.record import Record
from sitrep.model.text import Document, Segment
from sitrep.read.segments import segment
from sitrep.resolve.claims import Tools, claims_of, load_tools
from sitrep.store.view import claim_order

#: A worker takes seconds to load the language model; with fewer documents than this for each it does not pay.
DOCUMENTS_PER_WORKER = 50


class Extracted(Record):
    """What one document holds, before anybody compares it with others."""

    document: Document
    segments: tuple[Segment, ...]
    claims: tuple[Claim, ...]


def extract(document: Document, tools: Tools) -> Extracted:
    """Segments and claims of one document; claims stand in the order of the text, each id once."""
    found = {claim.id: claim for claim in claims_of(document, tools)}
    return Extracted(
        document=document, segments=segment(document), claims=tuple(sorted(found.values(), key=claim_order))
    )


def extract_all(
    documents: tuple[Document, ...], tools: Tools, codebook: Path | None, jobs: int | None
) -> Iterator[Extracted]:
    """The documents' contents in their order. `jobs` is the number of processes; None chooses by the work to do."""
    workers = jobs or workers_for(len(documents))
    if workers == 1 or len(documents) < 2:
        yield from (extract(document, tools) for document in documents)
        return
    # "spawn": forking a process that has threads (the tokenizer and the language model have) can hang the child.
    executor = ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(codebook, tools.engine.network is not None),
    )
    try:
        yield from executor.map(_extract_in_worker, documents, chunksize=4)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def workers_for(documents: int) -> int:
    """How many processes pay for that many documents on this computer."""
    return max(1, min(os.cpu_count() or 1, documents // DOCUMENTS_PER_WORKER))


# A worker process loads its tools once and keeps them here; nothing else writes to it.
_worker_tools: list[Tools] = []


def _start_worker(codebook: Path | None, network: bool) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which stops the workers
    _worker_tools.append(load_tools(codebook, network))


def _extract_in_worker(document: Document) -> Extracted:
    return extract(document, _worker_tools[0])
