"""A PostgreSQL server of the tests' own, and stores on both databases for tests that must hold on either."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from sitrep.store.databases.address import Address

SERVER_USERS = ("postgres", "nobody")  # who runs the server where the tests run as root, which it refuses
_numbers = count(1)


class Cluster:
    """A running server that listens on a socket in its own folder only."""

    def __init__(self, folder: Path, user: str) -> None:
        self.folder, self.user = folder, user

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{self.user}@/{database}?host={self.folder}"

    def new(self) -> str:
        """The address of a new, empty database."""
        import psycopg  # noqa: PLC0415  # an extra

        name = f"test{next(_numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "pg_ctl").exists() and (folder / "postgres").exists()), None)


def server_user() -> str | None:
    """Who runs the server: ourselves, or where we are root somebody who is not."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in SERVER_USERS if name in known), None)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A private server, started once; skips where none can be."""
    pytest.importorskip("psycopg", reason="psycopg is missing: pip install 'sitrep[postgres]'")
    tools, user = programs(), server_user()
    if tools is None:
        pytest.skip("no PostgreSQL server here: install Debian's postgresql, or put initdb and pg_ctl on the path")
    if user is None:
        pytest.skip("PostgreSQL does not run as root, and there is no other user to run it as")
    folder = Path(tempfile.mkdtemp(prefix="sitrep-pg-"))  # a socket's path must be short
    data = folder / "data"
    as_user = {"user": user, "extra_groups": []} if os.geteuid() == 0 else {}
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    folder.chmod(0o755)

    def call(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        # Pipes of a server that stays would keep pytest waiting.
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        plain = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        return subprocess.run(arguments, cwd=folder, env=plain, timeout=60, check=False, **quiet, **as_user)

    made = call(str(tools / "initdb"), "-D", str(data), "-A", "trust", "-U", user, "-E", "UTF8", "-N")
    options = f"-F -c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=20"
    started = call(str(tools / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        if made.returncode or started.returncode:
            pytest.skip("a private PostgreSQL server cannot be started here")
        yield Cluster(folder, user)
    finally:
        call(str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """Where a new store may stand, on either database."""
    if request.param == "sqlite":
        return tmp_path / "s.sqlite"
    return request.getfixturevalue("cluster").new()
