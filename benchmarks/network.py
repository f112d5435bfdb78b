"""What the network costs and changes: `python benchmarks/network.py [--articles FILE] [--most N] [--json]`.

Every report is read twice in turn, by the rules alone and with the network, in one process; the seconds are those of the
processor, so that others at work on the machine do not count. The reports are those of benchmarks/wars and, where they are,
the first N articles of FA-KES.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from fakes import documents_of
from gold import SHARED
from wars import HALVES, WARS, texts

from sitrep.extract.judge.model import MODEL
from sitrep.model.claims import Claim
from sitrep.model.text import Document
from sitrep.resolve.claims import claims_of, load_tools

ARTICLES = Path("data") / "fakes" / "articles.jsonl"
MOST = 100


def reports(articles: Path, most: int) -> list[Document]:
    """The reports of benchmarks/wars, then the articles."""
    told = json.loads((WARS / "texts" / "metadata.json").read_text(encoding="utf-8"))
    found = [
        Document(
            id=path.name,
            text=path.read_text(encoding="utf-8"),
            sha256="",
            outlet=told[path.name]["outlet"],
            published=dt.date.fromisoformat(told[path.name]["published"]),
        )
        for half in HALVES
        for path in texts(half)
    ]
    return found + (list(documents_of(articles))[:most] if articles.is_file() else [])


def measure(documents: list[Document]) -> dict[str, Any]:
    """Seconds with and without the network, and how many claims only one of the two makes."""
    both = {"rules": load_tools(network=False), "network": load_tools()}
    seconds, made = dict.fromkeys(both, 0.0), {name: set[tuple[str, str, int]]() for name in both}
    for tools in both.values():
        claims_of(documents[0], tools)  # what is loaded at the first report
    for document in documents:
        for name, tools in both.items():
            began = time.process_time()
            claims = claims_of(document, tools)
            seconds[name] += time.process_time() - began
            made[name] |= {_key(claim) for claim in claims}
    return {
        "reports": len(documents),
        "characters": sum(len(document.text) for document in documents),
        "digest": hashlib.sha256("\0".join(document.text for document in documents).encode()).hexdigest(),
        "seconds": {name: round(each, 1) for name, each in seconds.items()},
        "times_slower": round(seconds["network"] / seconds["rules"], 2),
        "claims": {name: len(each) for name, each in made.items()},
        "only_rules": len(made["rules"] - made["network"]),
        "only_network": len(made["network"] - made["rules"]),
        "weights_megabytes": round(sum(file.stat().st_size for file in MODEL.iterdir()) / 1e6, 1),
    }


def _key(claim: Claim) -> tuple[str, str, int]:
    return claim.document, claim.type, claim.trigger.start


def main(arguments: list[str] | None = None) -> int:
    """0 where it was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=SHARED / ARTICLES, metavar="FILE", help="FA-KES as JSON Lines")
    parser.add_argument("--most", type=int, default=MOST, metavar="N", help="articles to read")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = measure(reports(options.articles, options.most))
    if options.json:
        print(json.dumps(found, indent=1))
        return 0
    for name, value in found.items():
        print(f"{name:18} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
