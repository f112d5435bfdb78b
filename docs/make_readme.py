"""Runs what README.md shows and writes what comes out: `python docs/make_readme.py`; --check only tells if it is so.

Each line `$ …` of a ```console block is run by bash, in order, in one empty folder that holds `examples`; below it
stands its standard output. A ```python block is run likewise, and the ```text block after it is what it prints. One
thing may differ: a number before "seconds". In `sitrep explain ID`, the id is the first of its kind that the blocks
above show.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from written import write_or_check

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "README.md"
BLOCK = re.compile(
    r"^```(?P<kind>console|python)\n(?P<body>.*?)^```\n(?:\n```text\n(?P<output>.*?)^```\n)?", re.M | re.S
)
EXPLAIN = re.compile(r"(?<=sitrep explain )(?P<kind>[ceh])-[0-9a-f]+")
VOLATILE = re.compile(r"\d+(?:\.\d+)? seconds")


@dataclass
class Shell:
    """A folder in which the blocks of a page run one after the other."""

    folder: Path
    seen: list[str] = field(default_factory=list)

    def run(self, *call: str) -> str:
        """What a command prints. Raises RuntimeError with its complaint where it fails."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(call, cwd=self.folder, env=environment, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"README.md: {call[-1]!r} failed: {done.stderr.decode('utf-8', 'replace').strip()}")
        lines = done.stdout.decode("utf-8").rstrip("\n").split("\n")
        self.seen.append("".join(line.rstrip() + "\n" for line in lines))
        return self.seen[-1]

    def block(self, found: re.Match[str]) -> str:
        """The block with what comes out now."""
        if found["kind"] == "console":
            return "```console\n" + "".join(self._console(found["body"])) + "```\n"
        if found["output"] is None:
            return found[0]
        return f"```python\n{found['body']}```\n\n```text\n{self.run(sys.executable, '-c', found['body'])}```\n"

    def _console(self, body: str) -> Iterator[str]:
        for line in body.splitlines():
            if line.startswith("$ "):
                command = EXPLAIN.sub(self._first_id, line[2:])
                yield f"$ {command}\n{self.run('bash', '-o', 'pipefail', '-c', command)}"

    def _first_id(self, found: re.Match[str]) -> str:
        ids = re.findall(rf"\b{found['kind']}-[0-9a-f]{{16}}\b", "".join(self.seen))
        return ids[0] if ids else found[0]


def page(old: str) -> str:
    """The page with what its blocks give now; volatile numbers stay where nothing else differs."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        new = BLOCK.sub(Shell(Path(folder)).block, old)
    return old if steady(new) == steady(old) else new


def steady(text: str) -> str:
    """The text without what differs from run to run."""
    return VOLATILE.sub("N seconds", text)


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, page))
