"""From a function that writes to a stream to pieces that a browser takes one after another, in bounded memory."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from sitrep.errors import OutputError, SitrepError

PIECE = 64 * 1024
PIECES_WAITING = 8
PATIENCE_SECONDS = 0.5


def pieces_of(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """What the function writes, while it writes. Errors that come before the first piece are raised here and now, later
    ones between two pieces, so that nobody takes half a file for a whole one. Who stops asking ends the writing."""
    pipe = _Pipe()
    threading.Thread(target=pipe.fill, args=(write,), name="export", daemon=True).start()
    first = pipe.next()

    def rest() -> Iterator[bytes]:
        piece = first
        try:
            while piece is not None:
                yield piece
                piece = pipe.next()
        finally:
            pipe.abandoned.set()

    return rest()


class _Pipe(io.RawIOBase):
    """A stream to write to in one thread and to take from in another."""

    def __init__(self) -> None:
        self._pieces: queue.Queue[bytes | SitrepError | None] = queue.Queue(PIECES_WAITING)
        self._at = 0
        self.abandoned = threading.Event()

    def fill(self, write: Callable[[BinaryIO], object]) -> None:
        """Writes everything; the last thing put is the end or the error."""
        last: SitrepError | None = OutputError("the export ended unexpectedly; the server's log tells more")
        try:
            with io.BufferedWriter(self, PIECE) as out:
                write(out)
            last = None
        except BrokenPipeError:
            return  # nobody reads any more
        except SitrepError as error:
            last = error
        finally:
            self._put(last, quietly=True)

    def next(self) -> bytes | None:
        """The next piece; None at the end. Raises the error that ended the writing."""
        piece = self._pieces.get()
        if isinstance(piece, SitrepError):
            raise piece
        return piece

    def writable(self) -> bool:
        """It is written to only."""
        return True

    def tell(self) -> int:
        """How much was written."""
        return self._at

    def write(self, data: Any, /) -> int:
        """Hands a piece on, waiting while enough are on their way."""
        piece = bytes(data)
        self._put(piece)
        self._at += len(piece)
        return len(piece)

    def _put(self, piece: bytes | SitrepError | None, *, quietly: bool = False) -> None:
        while not self.abandoned.is_set():
            try:
                return self._pieces.put(piece, timeout=PATIENCE_SECONDS)
            except queue.Full:
                continue
        if not quietly:
            raise BrokenPipeError
        return None
