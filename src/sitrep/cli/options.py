"""Options that several commands share, so that they read and behave alike."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from anyascii import anyascii

from sitrep.errors import StoreError
from sitrep.lexicon.spelling import normal_form

DEFAULT_OUT = Path("sitrep-out")
DEFAULT_STORE = str(DEFAULT_OUT / "sitrep.sqlite")

Store = Annotated[
    str, typer.Option("--store", metavar="STORE", help="The store that a run made: file or postgresql://….")
]
Json = Annotated[bool, typer.Option("--json", help="JSON lines, for programs, one record each.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication day (YYYY-MM-DD) of reports that tell none themselves."),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of reports that tell none themselves.")]
Codebook = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A folder of claim types that replace or extend the built-in ones.")
]
RulesOnly = Annotated[
    bool,
    typer.Option("--rules-only", help="Read by the codebook's rules alone, without the network: faster, finds less."),
]
MaxBytes = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Refuse reports over this size; 5000000 if not given.")
]
PlaceName = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Only this place: its name or id.")]


def matching(wanted: str, known: dict[str, str]) -> set[str]:
    """The keys of `known` (id to name) that the wanted name means: the same id or name, else a part of the name.

    Raises StoreError with the nearest names where nothing matches.
    """
    plain = _plain(wanted)
    same = {key for key, name in known.items() if plain in (_plain(key), _plain(name))}
    found = same or {key for key, name in known.items() if plain and plain in _plain(name)}
    if not found:
        near = get_close_matches(wanted, sorted(set(known.values())), n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(near)}?" if near else "; leave the option out to list all"
        raise StoreError(f"{wanted}: not in the store{hint}")
    return found


def _plain(name: str) -> str:
    return normal_form(name) or anyascii(name).casefold().strip()
