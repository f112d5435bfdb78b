"""Claims on reports of other wars: `python benchmarks/wars.py [--half develop|check] [--json] [--details]`.

The reports were written for this (benchmarks/wars/README.md) and finished, with their claims, before the engine ran on
them. Rules may be made with the texts of `develop` in view; those of `check` are only scored. The figures are those of
own.py, with the digest of the texts and claims. The scorer is the shared one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from gold import SHARED
from own import Rows, by_type, entities, of_matched, rows_of, tell
from quality import module_of

from sitrep.model.record import to_json
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools

WARS = Path(__file__).with_name("wars")
HALVES = ("develop", "check")


def texts(half: str, folder: Path = WARS) -> list[Path]:
    """The reports of one half, by name: the first, third, fifth … are for developing, the others only for scoring."""
    return sorted((folder / "texts").glob("*.txt"))[HALVES.index(half) :: 2]


def digest(folder: Path = WARS) -> str:
    """The SHA-256 of all that the figures are measured on."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".json", ".jsonl"}):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def predicted(paths: list[Path], tools: Tools) -> Rows:
    """The engine's claims of the reports, as rows that the scorer reads."""
    told = json.loads((WARS / "texts" / "metadata.json").read_text(encoding="utf-8"))
    found: Rows = []
    for path in paths:
        day, outlet = dt.date.fromisoformat(told[path.name]["published"]), told[path.name]["outlet"]
        text = path.read_text(encoding="utf-8")
        document = Document(id=path.name, text=text, sha256="", outlet=outlet, published=day)
        found += [json.loads(to_json(claim)) for claim in claims_of(document, tools)]
    return found


def measure(half: str, scorer: ModuleType, tools: Tools) -> dict[str, Any]:
    """What the scorer says of one half, with the figures by type."""
    gold, paths = rows_of(WARS / f"{half}.claims.jsonl"), texts(half)
    made, said = entities(scorer, tools.roster, WARS), predicted(paths, tools)
    scored: dict[str, Any] = scorer.score(gold, said, made)
    found = {"by_type": by_type(scorer, gold, said, made), "of_matched": of_matched(scorer, gold, said, made)}
    return scored | found | {"texts": len(paths)}


def main(arguments: list[str] | None = None) -> int:
    """0 where it was measured, 2 where there is nothing to measure with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="FOLDER", help="where the scorer is")
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--details", action="store_true", help="what was missed, spurious or wrong; of `develop` only")
    options = parser.parse_args(arguments)
    script = options.shared / "score" / "score_claims.py"
    if not script.is_file():
        print(f"{options.shared}: no score/score_claims.py; give the folder with --shared", file=sys.stderr)
        return 2
    scorer, tools = module_of(script), load_tools()
    found = {half: measure(half, scorer, tools) for half in ([options.half] if options.half else HALVES)}
    tell(found, options.details, options.json)
    if options.json:
        print(json.dumps(found | {"digest": digest()}, ensure_ascii=False, indent=1))
    else:
        print(f"digest {digest()[:16]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
