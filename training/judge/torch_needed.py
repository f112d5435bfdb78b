"""Modules that need what sitrep does not."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

#: What to install for each library that is no dependency of the project.
NEEDED = ("torch", "safetensors", "onnx")


def module(name: str) -> ModuleType:
    """A module by its name. Where a library is missing that only training needs, one line says so, and the program ends."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in NEEDED:
            raise
        print(
            f"error: training needs {error.name}, which sitrep itself does not: pip install {' '.join(NEEDED)}",
            file=sys.stderr,
        )
        sys.exit(2)
