"""PostgreSQL as a store: the whole way gives what SQLite gives, and what goes wrong is one line without a password."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from clusters import Cluster
from sqlalchemy import text
from typer.testing import CliRunner

from sitrep.cli import app
from sitrep.errors import StoreError
from sitrep.store import connect
from sitrep.store.connect import is_store, reading, writing
from sitrep.store.databases import postgres
from sitrep.store.databases.address import Address, address_of, is_url, shown
from sitrep.store.view import last_run_id, open_view
from sitrep.store.writer import write_results

REPORT = "Rebel fighters captured the town of Saraqib on Monday, the Syrian Observatory for Human Rights said.\n"
ASKED = (
    ("events", "--json"),
    ("control", "--json"),
    ("explain", "e-"),
    *(("export", name) for name in ("acled", "ucdp", "geojson", "claims", "claims-csv", "control", "hdx", "prov", "report")),
)  # fmt: skip


def sitrep(*arguments: str) -> str:
    """What the command prints on standard output; it must go well."""
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return "\n".join(line for line in done.stdout.splitlines() if "r-" not in line) or done.stdout


def test_the_whole_way_gives_the_same_as_sqlite(cluster: Cluster, tmp_path: Path) -> None:
    """run, events, control, explain and every export: the same files and answers, the run's id aside."""
    report = tmp_path / "saraqib.txt"
    report.write_text(REPORT, encoding="utf-8")
    stores = {"sqlite": str(tmp_path / "s.sqlite"), "postgresql": cluster.new()}
    answers, files = {}, {}
    for name, store in stores.items():
        out = tmp_path / name
        sitrep("run", str(report), "--published", "2015-03-30", "--outlet", "Wire", "--out", str(out), "--store", store)
        files[name] = {path.name: path.read_bytes() for path in out.glob("*.jsonl")}
        answers[name] = [_without_run(sitrep(*asked, "--store", store)) for asked in ASKED]
    assert files["sqlite"] == files["postgresql"]
    assert len(files["sqlite"]) == 3
    for asked, one, other in zip(ASKED, answers["sqlite"], answers["postgresql"], strict=True):
        assert one == other, asked


def _without_run(answer: str) -> str:
    """The answer without what differs between two runs: their ids and moments."""
    import re  # noqa: PLC0415

    answer = re.sub(r"r-[0-9a-f]{16}", "RUN", answer)
    return re.sub(r"20\d\d-\d\d-\d\dT[0-9:.+]+|,\d{10}\b", "MOMENT", answer)


def test_adding_reports_extends_what_the_server_holds(cluster: Cluster, tmp_path: Path) -> None:
    """`--add` finds the reports of the run before in the database."""
    store = cluster.new()
    for name in ("a", "b"):
        report = tmp_path / f"{name}.txt"
        report.write_text(f"{REPORT}{name}", encoding="utf-8")
        sitrep(
            "run", str(report), "--published", "2015-03-30", "--out", str(tmp_path / "out"), "--store", store, "--add"
        )
    with open_view(store) as view:
        assert [document.id for document in view.documents()] == ["a.txt", "b.txt"]


def test_the_order_of_names_is_that_of_sqlite(address: Address, records) -> None:
    """A server sorts by the rules of a language; the store does not."""
    names = ("B.txt", "a.txt", "É.txt", "_.txt", "z.txt")
    with writing(address) as connection:
        write_results(connection, records.results(*map(records.document, names)), records.run())
    with open_view(address) as view:
        assert [document.id for document in view.documents()] == sorted(names)


@pytest.mark.parametrize("statement", ["TRUNCATE documents CASCADE", "DELETE FROM documents"])
def test_the_server_refuses_to_forget_documents(cluster: Cluster, records, statement: str) -> None:
    """Not even by TRUNCATE, which no row trigger sees."""
    store = cluster.new()
    with writing(store) as connection:
        write_results(connection, records.results(records.document()), records.run())
    with pytest.raises(StoreError, match="append-only"), writing(store) as connection:
        connection.execute(text("DELETE FROM current_documents"))
        connection.execute(text(statement))


def test_writers_wait_for_each_other(address: Address, records, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writers at once: the second begins when the first is done, and sees what it wrote."""
    monkeypatch.setattr(postgres, "LOCK_SECONDS", 5)
    began, seen = threading.Event(), []

    def second() -> None:
        began.wait(5)
        seen.append(last_run_id(address))
        with writing(address) as connection:
            write_results(connection, records.results(records.document("b.txt")), records.run("2"))

    thread = threading.Thread(target=second)
    thread.start()
    with writing(address) as connection:
        began.set()
        thread.join(0.5)
        assert thread.is_alive()
        write_results(connection, records.results(records.document("a.txt")), records.run("1"))
    thread.join(10)
    assert seen == [None]
    with open_view(address) as view:
        assert [document.id for document in view.documents()] == ["b.txt"]


KILLED = """
import sys, time
from sqlalchemy import text
from sitrep.store.connect import writing
with writing(sys.argv[1]) as connection:
    connection.execute(text("DELETE FROM claims"))
    print("deleted", flush=True)
    time.sleep(60)
"""


def test_a_killed_writer_leaves_everything_as_it_was(address: Address, records) -> None:
    """kill -9 in the middle of a write: what was acknowledged is there, and the lock is free."""
    with writing(address) as connection:
        write_results(connection, records.results(records.document()), records.run())
    writer = subprocess.Popen([sys.executable, "-c", KILLED, str(address)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"deleted\n"
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait(10)
    writer.stdout.close()
    with writing(address), reading(address) as connection:
        assert connection.execute(text("SELECT count(*) FROM claims")).scalar() == 1


def test_an_empty_database_says_how_to_fill_it(cluster: Cluster) -> None:
    """The line names the command with this very address."""
    store = cluster.new()
    assert not is_store(store)
    with pytest.raises(StoreError, match=r"an empty database; fill it with: sitrep run INPUT --store postgresql://"):
        open_view(store).__enter__()


def test_somebody_elses_database_is_refused(cluster: Cluster) -> None:
    """Other tables are left alone."""
    import psycopg  # noqa: PLC0415

    store = cluster.new()
    with psycopg.connect(store, autocommit=True) as connection:
        connection.execute("CREATE TABLE addresses (name TEXT)")
    with pytest.raises(StoreError, match="not a sitrep store"), writing(store):
        pass


@pytest.mark.parametrize(
    "wrong", ["postgresql://nobody:sesame@127.0.0.1:1/none", "postgresql://u:sesame@/x?host=/nowhere", "postgresql://[:sesame"]
)  # fmt: skip
def test_what_cannot_be_reached_is_one_line_without_the_password(wrong: str) -> None:
    """The line names the server, not the secret."""
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as caught:
        is_store(wrong)
    assert "sesame" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says what to install."""
    monkeypatch.setattr(connect.postgres, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'sitrep\[postgres\]'"):
        is_store("postgresql://somewhere/sitrep")


def test_an_address_is_told_from_a_path() -> None:
    """Also after pathlib took one of its slashes; every other text is a path."""
    assert address_of("postgresql:/u@host/db") == "postgresql://u@host/db"
    assert is_url(address_of("postgres://host/db"))
    assert address_of("out/s.sqlite") == Path("out/s.sqlite")
    assert shown("postgresql://u:sesame@host/db") == "postgresql://u:***@host/db"
