"""Who may use the desk: a file of names, roles and Argon2 hashes. Passwords are never stored."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sitrep.errors import InputError
from sitrep.model.record import Record

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
MIN_PASSWORD = 10

_hasher = PasswordHasher()
#: Checked where the name is unknown, so that an answer takes as long and names cannot be guessed by time.
_NOBODY = _hasher.hash("nobody has this password")


class User(Record):
    """Somebody who may log in. `reader` sees, `reviewer` decides, `admin` also decides on what names mean."""

    name: str
    role: Role
    hash: str


#: The one user of a desk without users.
LOCAL = User(name="local", role="admin", hash="")


def may(user: User, role: Role) -> bool:
    """Whether the user has at least this role."""
    return ROLES.index(user.role) >= ROLES.index(role)


def read_users(path: Path) -> dict[str, User]:
    """The users of a file. Raises InputError where it is none."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=list[User])
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); make it with --add-user NAME") from error
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: not a file of users ({error}); make it with --add-user NAME") from error
    if not found:
        raise InputError(f"{path}: holds no user; add one with --add-user NAME")
    return {user.name: user for user in found}


def add_user(path: Path, name: str, role: Role, password: str) -> None:
    """Adds the user to the file, or gives an old one a new role and password. Raises InputError."""
    if len(password) < MIN_PASSWORD:
        raise InputError(f"the password has fewer than {MIN_PASSWORD} characters; take a longer one")
    if not name.strip() or not name.isprintable():
        raise InputError(f"{name!r}: not a name; use letters")
    users = read_users(path) if path.exists() else {}
    users[name] = User(name=name, role=role, hash=_hasher.hash(password))
    content = msgspec.json.format(msgspec.json.encode([users[each] for each in sorted(users)]), indent=2)
    path.touch(mode=0o600)
    path.write_bytes(content + b"\n")


def log_in(users: dict[str, User], name: str, password: str) -> User | None:
    """The user, if name and password are right."""
    user = users.get(name)
    try:
        _hasher.verify(user.hash if user else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return user
