"""From results to the files of the output folder, and the one moment at which they become visible."""

from __future__ import annotations

import contextlib
import hashlib
import signal
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sitrep.errors import StoreError
from sitrep.model.record import Record, replace, to_json
from sitrep.review.log import last_number
from sitrep.store.connect import writing
from sitrep.store.databases.address import Address, shown
from sitrep.store.folder import OutputFile, publish, settle, stage
from sitrep.store.runs import OutputDigest, Run, with_id
from sitrep.store.view import View
from sitrep.store.writer import Results, write_results
from sitrep.tally import claims_in

#: Every file that a run writes, besides the store.
NAMES = ("claims.jsonl", "events.jsonl", "control.jsonl", "report.html", "run.json")


def output_files(results: Results, page: str) -> tuple[OutputFile, ...]:
    """The files whose bytes depend on the input only."""
    return (
        OutputFile(name="claims.jsonl", content=_lines(claims_in(results))),
        OutputFile(name="events.jsonl", content=_lines(results.events)),
        OutputFile(name="control.jsonl", content=_lines(results.holdings)),
        OutputFile(name="report.html", content=page.encode("utf-8")),
    )


def finish_run(run: Run, files: tuple[OutputFile, ...]) -> Run:
    """The run with the digests of its files and, over all of that, its id."""
    digests = (OutputDigest(name=file.name, sha256=hashlib.sha256(file.content).hexdigest()) for file in files)
    return with_id(replace(run, outputs=tuple(digests)))


def publish_run(store: Address, results: Results, run: Run, files: tuple[OutputFile, ...], before: str | None) -> None:
    """Writes store and files so that they change together: after it all is new, after an error all is as it was.

    `before` is the id of the run that these results build on. Raises StoreError where another one came in between,
    and OutputError where the folder cannot be written.
    """
    folder = Path(run.settings.out)
    content = msgspec.json.format(msgspec.json.encode(run), indent=2) + b"\n"
    with writing(store) as connection:
        last = View(connection).last_run()
        if (last.id if last else None) != before:
            raise StoreError(f"{shown(store)}: another run finished meanwhile; run the same command again")
        if last_number(connection) != results.decision:
            raise StoreError(f"{shown(store)}: somebody decided meanwhile; run the same command again")
        settle(folder, before)
        write_results(connection, results, run)
        with uninterrupted():
            staging = stage(folder, run.id, (*files, OutputFile(name="run.json", content=content)))
            try:
                connection.commit()
            except BaseException:
                settle(folder, before)
                raise
            publish(staging)


def _lines(records: Iterable[Record]) -> bytes:
    return "".join(to_json(record) + "\n" for record in records).encode("utf-8")


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until this is done, a moment. Elsewhere than in the main thread Ctrl-C does not arrive anyway."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
