"""Sessions: who is logged in, kept in memory, so that all end with the server."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sitrep.serve.access.users import LOCAL, User

COOKIE = "sitrep_session"
HOURS = 12
#: After so many wrong passwords for a name, each further try must wait.
TRIES, WAIT_SECONDS = 5, 30.0

#: Seconds that only go forward.
Ticks = Callable[[], float]


@dataclass(frozen=True)
class Session:
    """A browser that is known: its user, and a secret that its forms carry so that no other site can send them."""

    token: str
    user: User
    csrf: str
    until: float


class Sessions:
    """All sessions. Without users everybody is the local user, still with a secret of their own."""

    def __init__(self, users: dict[str, User] | None, ticks: Ticks) -> None:
        self.users = users
        self._ticks = ticks
        self._known: dict[str, Session] = {}
        self._wrong: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def of(self, token: str | None) -> Session | None:
        """The session with this token, if it still runs."""
        with self._lock:
            found = self._known.get(token or "")
            if found and found.until < self._ticks():
                del self._known[found.token]
                return None
            return found

    def start(self, user: User = LOCAL) -> Session:
        """A new session."""
        with self._lock:
            now = self._ticks()
            self._known = {token: each for token, each in self._known.items() if each.until >= now}
            made = Session(secrets.token_urlsafe(32), user, secrets.token_urlsafe(32), now + HOURS * 3600)
            self._known[made.token] = made
            return made

    def end(self, token: str | None) -> None:
        """Forgets the session."""
        with self._lock:
            self._known.pop(token or "", None)

    def must_wait(self, name: str) -> bool:
        """Whether there were too many wrong passwords for this name just now."""
        with self._lock:
            wrong, last = self._wrong.get(name, (0, 0.0))
            return wrong >= TRIES and self._ticks() - last < WAIT_SECONDS

    def note_wrong(self, name: str) -> None:
        """Counts a wrong password."""
        with self._lock:
            if len(self._wrong) > 10_000:
                self._wrong.clear()
            self._wrong[name] = (self._wrong.get(name, (0, 0.0))[0] + 1, self._ticks())

    def note_right(self, name: str) -> None:
        """Forgets wrong ones."""
        with self._lock:
            self._wrong.pop(name, None)
