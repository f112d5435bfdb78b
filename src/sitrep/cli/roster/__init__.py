"""`sitrep roster`, a command that holds others."""

from sitrep.cli.roster.commands import app

__all__ = ["app"]
