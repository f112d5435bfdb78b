"""Claims against our own gold: `python benchmarks/own.py [--half develop|score] [--json] [--details]`.

The gold keeps offsets, types and keys (benchmarks/gold/); the texts are found by their ids in ../shared, and the scorer is
the shared one. `agreement` is what a second, blind reader reaches against the first, counted the same way: no engine can be
asked for much more. Names that the roster has for a key's actor count as names of the key.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from gold import FOLDER, SHARED, Text, chosen
from quality import module_of

from sitrep.lexicon.rosters import Roster
from sitrep.model.record import to_json
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools

#: The outlets of FA-KES by the keys that the set has for them.
OUTLETS = {
    "sana": "SANA", "manar": "Al-Manar", "alalam": "Al-Alam", "ahram": "Ahram Online", "alaraby": "The New Arab",
    "etilaf": "Syrian National Coalition", "trt": "TRT World", "tass": "TASS", "nna": "National News Agency",
    "arabiya": "Al Arabiya", "asharqalawsat": "Asharq Al-Awsat", "dailysabah": "Daily Sabah", "jordantimes": "Jordan Times",
    "sputnik": "Sputnik", "reuters": "Reuters", "isaf": "ISAF",
}  # fmt: skip
Rows = list[dict[str, Any]]


def rows_of(path: Path) -> Rows:
    """The lines of a file of claims."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def published() -> dict[str, dt.date | None]:
    """The day that each annotated text was published, as its reader found it in the text or the data set."""
    rows = rows_of(FOLDER / "texts.jsonl")
    return {row["document"]: dt.date.fromisoformat(row["published"]) if row["published"] else None for row in rows}


def entities(scorer: ModuleType, roster: Roster, folder: Path = FOLDER) -> Any:
    """The gold's entities for the scorer, with the roster's names beside those that the readers wrote down."""
    made = scorer.Entities(folder / "entities.json")
    for names in made.actors.values():
        same = {actor.name for name in names for actor in roster.lookup(name) if actor.kind != "side"}
        names += sorted(same - set(names))
    return made


def predicted(texts: Sequence[Text], tools: Tools) -> Rows:
    """The engine's claims of the texts, as rows that the scorer reads."""
    days = published()
    found: Rows = []
    for text in texts:
        outlet = OUTLETS.get(str(text.row.get("source", "isaf")), "")
        document = Document(id=text.id, text=text.words, sha256="", outlet=outlet, published=days[text.id])
        found += [json.loads(to_json(claim)) for claim in claims_of(document, tools)]
    return found


def named(rows: Rows, made: Any) -> Rows:
    """A reader's keys as the names that a prediction has, so that one reading can be scored against another."""

    def actor(key: str) -> dict[str, Any]:
        return {"name": key if key == "unspecified" else made.actors[key][0]}

    def place(key: str) -> dict[str, Any]:
        known = made.places[key]
        return {"name": known["names"][0], "lat": known.get("lat"), "lon": known.get("lon")}

    found = []
    for row in rows:
        new = dict(row)
        for slot, reader in (("agents", actor), ("targets", actor), ("sources", actor), ("places", place)):
            new[slot] = [reader(key) for key in row.get(slot, [])]
        new["casualties"] = [loss | {"group": actor(loss["group"])} for loss in row.get("casualties", [])]
        found.append(new)
    return found


def agreement(scorer: ModuleType, made: Any) -> dict[str, Any]:
    """The second reading scored against the first, on the texts that both read."""
    second = rows_of(FOLDER / "second.claims.jsonl")
    twice = {row["document"] for row in second}
    first = [row for half in ("develop", "score") for row in rows_of(FOLDER / f"{half}.claims.jsonl")]
    scored: dict[str, Any] = scorer.score([row for row in first if row["document"] in twice], named(second, made), made)
    return scored | {"texts": len(twice)}


def by_type(scorer: ModuleType, gold: Rows, said: Rows, made: Any) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of claims by type: a gold claim counts for its type, a spurious one for its own."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for document in sorted({row["document"] for row in gold}):
        wanted = [row for row in gold if row["document"] == document]
        found = [row for row in said if row["document"] == document]
        pairs = dict(scorer.match(wanted, found, made))
        for i, row in enumerate(wanted):
            if not row.get("optional"):
                counts[row["type"]][0 if i in pairs else 2] += 1
        for j, row in enumerate(found):
            counts[row["type"]][1] += j not in pairs.values()
    names = ("precision", "recall", "f1")
    return {
        kind: dict(zip(names, scorer.f1(*row), strict=True)) | {"gold": row[0] + row[2]}
        for kind, row in sorted(counts.items())
    }


def of_matched(scorer: ModuleType, gold: Rows, said: Rows, made: Any) -> dict[str, float]:
    """Each slot's F1 over the required claims that were found: how right a claim is once it is there."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for document in sorted({row["document"] for row in gold}):
        wanted = [row for row in gold if row["document"] == document]
        found = [row for row in said if row["document"] == document]
        for i, j in scorer.match(wanted, found, made):
            for slot, row in (
                scorer.slot_scores(wanted[i], found[j], made).items() if not wanted[i].get("optional") else ()
            ):
                counts[slot] = [a + b for a, b in zip(counts[slot], row, strict=True)]
    return {slot: scorer.f1(*row)[2] for slot, row in counts.items()}


def measure(half: str, scorer: ModuleType, tools: Tools, shared: Path) -> dict[str, Any]:
    """What the scorer says of one half, with the figures by type."""
    gold = rows_of(FOLDER / f"{half}.claims.jsonl")
    days = published()
    texts = [text for text in chosen(shared) if text.half == half and text.id in days]
    made = entities(scorer, tools.roster)
    said = predicted(texts, tools)
    scored: dict[str, Any] = scorer.score(gold, said, made)
    found = {"by_type": by_type(scorer, gold, said, made), "of_matched": of_matched(scorer, gold, said, made)}
    return scored | found | {"texts": len(texts)}


def report(scored: Mapping[str, Any]) -> Iterator[str]:
    """The figures as lines of text."""
    matched = scored.get("of_matched", {})
    for kind, row in scored.get("by_type", {}).items():
        yield f"{kind:27} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}  ({row['gold']} in the gold)"
    for slot, row in scored["by_slot"].items():
        found = f"  ({matched[slot]:.3f} of the claims found)" if slot in matched else ""
        yield f"{slot:27} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}{found}"
    for name in ("slots", "claims"):
        row = scored[name]
        yield f"{name:27} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}"
    yield f"exact {scored['exact']:.3f} of {scored['required']} required claims; {scored['predicted']} predicted"
    yield f"{scored['texts']} texts"


def tell(found: Mapping[str, dict[str, Any]], details: bool, as_json: bool) -> None:
    """Prints the figures of each half, unless they are wanted as JSON; single errors are kept of `develop` only."""
    for name, scored in found.items():
        if not (details and name == "develop"):
            scored["details"] = []
        if not as_json:
            print("\n".join([f"== {name}", *scored["details"], *report(scored)]))


def main(arguments: list[str] | None = None) -> int:
    """0 where it was measured, 2 where there is nothing to measure with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="FOLDER")
    parser.add_argument("--half", choices=("develop", "score"), help="only this half")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--details", action="store_true", help="what was missed, spurious or wrong; of `develop` only")
    options = parser.parse_args(arguments)
    if not (options.shared / "data" / "fakes").is_dir():
        print(f"{options.shared}: no data/fakes; give the folder with --shared", file=sys.stderr)
        return 2
    scorer, tools = module_of(options.shared / "score" / "score_claims.py"), load_tools()
    halves = [options.half] if options.half else ["develop", "score"]
    found = {half: measure(half, scorer, tools, options.shared) for half in halves}
    found["agreement"] = agreement(scorer, entities(scorer, tools.roster))
    tell(found, options.details, options.json)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
