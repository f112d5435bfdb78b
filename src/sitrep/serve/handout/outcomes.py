"""What came of files that were handed out, so that nobody has to write one again to count what is not in it."""

from __future__ import annotations

import threading
from typing import Any

KEPT = 100

Description = dict[str, Any]


class Outcomes:
    """The last descriptions, each under all that the file depends on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[object, ...], Description] = {}

    def keep(self, key: tuple[object, ...], description: Description) -> None:
        """Remembers a description."""
        with self._lock:
            self._known[key] = description
            while len(self._known) > KEPT:
                del self._known[next(iter(self._known))]

    def get(self, key: tuple[object, ...]) -> Description | None:
        """The description under the key, if it is remembered."""
        with self._lock:
            return self._known.get(key)
