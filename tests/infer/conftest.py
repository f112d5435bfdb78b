"""The helpers of tests/fuse are importable as `worlds`, whichever folder pytest is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "fuse"))
