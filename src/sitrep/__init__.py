"""sitrep: reporting on armed conflict into claims, events and control, each with its exact words."""

__version__ = "0.1.0"
