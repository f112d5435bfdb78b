"""The whole concluded anew in a process of its own, so that a desk answers meanwhile."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sitrep.conclude.around import Worked
from sitrep.conclude.replay import replay
from sitrep.lexicon.own.folder import roster_files, roster_folder
from sitrep.lexicon.rosters import Roster
from sitrep.store.databases.address import Address

#: How far such a process stands back behind others that want the machine.
NICE = 10


def replay_apart(store: Address) -> Worked:
    """What `replay` does, elsewhere. Raises what it raises."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_replayed, store).result()


def _replayed(store: Address) -> Worked:
    if hasattr(os, "nice"):
        os.nice(NICE)
    return replay(store, Roster.load(roster_files(roster_folder()))).worked
