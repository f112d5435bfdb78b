"""Pages that a script writes: anew, or with --check only tells whether the page is as the script would write it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def write_or_check(path: Path, page: Callable[[str], str]) -> int:
    """Writes what `page` makes of the old text; 0 where the page is, or was made, right."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    new = page(old)
    if "--check" in sys.argv[1:]:
        return int(new != old)
    path.write_text(new, encoding="utf-8")
    return 0
