"""`sitrep gazetteer`, a command that holds others."""

from sitrep.cli.gazetteer.commands import app

__all__ = ["app"]
