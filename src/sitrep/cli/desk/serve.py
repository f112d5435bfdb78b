"""`sitrep serve`: the desk in the browser."""

from __future__ import annotations

import datetime as dt
import ipaddress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sitrep.cli.options import DEFAULT_STORE
from sitrep.errors import InputError
from sitrep.store.databases.address import Address, address_of

if TYPE_CHECKING:
    from sitrep.conclude.around import Worked
    from sitrep.serve.access.users import Role

app = typer.Typer(rich_markup_mode=None, add_completion=False)

NEEDED = ("fastapi", "uvicorn", "argon2", "multipart")
LOCAL_HOST = "127.0.0.1"


@app.command(
    epilog="""\b
Examples:
  sitrep serve                                   the store in sitrep-out
  sitrep serve war/sitrep.sqlite --port 8080
  sitrep serve --users users.json --add-user ada --role reviewer
  sitrep serve --users users.json --host 0.0.0.0 --name desk.example.org
\b
Needs the extra: pip install 'sitrep[desk]'
"""
)
def serve(
    store: Annotated[str, typer.Argument(metavar="[STORE]", help="The store that a run made.")] = DEFAULT_STORE,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen; others need --users.")] = LOCAL_HOST,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")] = 8400,
    users: Annotated[Path | None, typer.Option(metavar="FILE", help="Who may log in, as --add-user writes it.")] = None,
    add_user: Annotated[
        str | None, typer.Option(metavar="NAME", help="Add NAME to --users, ask for the password, and stop.")
    ] = None,
    role: Annotated[str, typer.Option(metavar="ROLE", help="Of --add-user: reader, reviewer or admin.")] = "reviewer",
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A name that browsers call this desk by.")
    ] = None,
) -> None:
    """Open the desk: map, list, evidence, review and the API on a store.

    Pages ask nothing of the network. Without --users it is a desk for one person on this machine, and says so; other
    machines can then not reach it. Decisions are appended to the store at once and change events and control.
    """
    check_extra()
    if add_user is not None:
        _add(users, add_user, role)
        return
    _check_address(host, users)
    _run(address_of(store), host, port, users, frozenset(name or ()))


def check_extra() -> None:
    """Raises InputError that names the extra where its libraries are missing."""
    missing = [each for each in NEEDED if find_spec(each) is None]
    if missing:
        raise InputError(f"the desk needs {', '.join(missing)}; install them with: pip install 'sitrep[desk]'")


def _add(users: Path | None, name: str, role: str) -> None:
    from sitrep.serve.access.users import ROLES, add_user  # noqa: PLC0415 - needs the extra, just checked

    if users is None:
        raise InputError("--add-user needs --users FILE, the file to write to")
    if role not in ROLES:
        raise InputError(f"{role}: no role; choose one of {', '.join(ROLES)}")
    chosen: Role = role
    password = typer.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True)
    add_user(users, name, chosen, password)
    typer.echo(f"{name} may log in as {role}; {users} holds a hash, not the password")


def _check_address(host: str, users: Path | None) -> None:
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError as error:
        raise InputError(f"{host}: not an address; give for instance 127.0.0.1, and names with --name") from error
    if not local and users is None:
        raise InputError(
            f"{host}: anybody who reaches it could decide in your name; make users first:"
            " sitrep serve --users users.json --add-user NAME"
        )


def _run(store: Address, host: str, port: int, users: Path | None, names: frozenset[str]) -> None:
    # The extra's libraries are loaded only now that they are known to be there.
    import uvicorn  # noqa: PLC0415

    from sitrep.serve.access.users import read_users  # noqa: PLC0415
    from sitrep.serve.app import LOOPBACK, create_app  # noqa: PLC0415

    known = read_users(users) if users else None
    desk = make_desk(store)
    made = create_app(desk, known, LOOPBACK | names | {host})
    config = uvicorn.Config(made, host=host, port=port, log_level="warning", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    socket.listen()  # who reads the address below may call at once and waits
    address = f"http://{f'[{host}]' if ':' in host else host}:{socket.getsockname()[1]}/"
    who = f"{len(known)} users" if known else "single user, no login, this machine only"
    typer.echo(f"sitrep desk on {address} ({who}); stop with Ctrl-C")
    server.run(sockets=[socket])


def make_desk(store: Address) -> Any:
    """The desk over a store, with what works decisions in."""
    from sitrep.conclude.apart import replay_apart  # noqa: PLC0415
    from sitrep.conclude.replay import replay  # noqa: PLC0415
    from sitrep.lexicon.gazetteer import Gazetteer  # noqa: PLC0415
    from sitrep.lexicon.own.folder import roster_files, roster_folder  # noqa: PLC0415
    from sitrep.lexicon.rosters import Roster  # noqa: PLC0415
    from sitrep.serve.desk import SMALL, Desk  # noqa: PLC0415
    from sitrep.serve.find.names import Names  # noqa: PLC0415

    roster = Roster.load(roster_files(roster_folder()))

    def whole(path: Address) -> Worked:
        large = desk.snapshot.index.size > SMALL
        return replay_apart(path) if large else replay(path, roster).worked

    desk = Desk(store, Names(roster, Gazetteer.load()), whole, lambda: dt.datetime.now(dt.UTC))
    return desk
