"""Spans of organisations and places in re3d, exact match: `python benchmarks/spans.py [FOLDER] [--json]`.

re3d marks every phrase for an organisation (pronouns too) and for a location in 69 reports on Syria and Iraq, with its
determiner. Compared are the spans of what sitrep reads as actors and places; nothing is trained on re3d. Rules were
developed on the half of the documents whose digest is even, the other half was only scored. Spans of pronouns, persons and
bare adjectives are told by the same word lists as everywhere.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from spacy.lang.en.stop_words import STOP_WORDS

from sitrep.extract.mentions import MentionMaker
from sitrep.model.text import Document, Mention
from sitrep.resolve.actors import Referent, referents
from sitrep.resolve.claims import Tools, load_tools

DATA = Path(__file__).parents[2] / "shared" / "data" / "re3d"
TYPES = ("Organisation", "Location")
#: Kinds of referents that re3d calls persons, or that are nobody.
POSSESSIVE = {"its", "their", "our", "his", "her", "itself", "themselves", "ours", "theirs", "who", "which"}
PLURAL = {"they", "them", "we", "us"}
NOT_ORGANISATIONS = {"person", "nobody"}

Span = tuple[str, int, int]


def rows(path: Path) -> list[dict[str, object]]:
    """The lines of a file of JSON."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def wanted(folder: Path) -> dict[str, set[Span]]:
    """The marked spans by document."""
    found: dict[str, set[Span]] = {}
    for row in rows(folder / "entities.jsonl"):
        if row["type"] in TYPES:
            found.setdefault(str(row["documentId"]), set()).add(
                (str(row["type"]), int(str(row["begin"])), int(str(row["end"])))
            )
    return found


def spans_of(document: Document, tools: Tools) -> set[Span]:
    """The spans of what sitrep reads as actors and places."""
    mentions = MentionMaker(tools.engine.read(document)).all()
    cast = referents([m for m in mentions if m.kind in {"actor", "people"}], document, tools.roster)
    return {(kind, *edges(mention, document)) for mention, kind in kinds(mentions, cast, document, tools)}


def kinds(
    mentions: list[Mention], cast: Mapping[Mention, Referent], document: Document, tools: Tools
) -> Iterator[tuple[Mention, str]]:
    """Each mention with the type that re3d gives to such."""
    pronouns = tools.roster.words.pronouns
    singular = {*pronouns["person"], *pronouns["speaker"], *POSSESSIVE}
    for mention in mentions:
        if describes(mention, document):
            continue
        if mention.kind == "place":
            yield mention, "Location"
        elif mention in cast and is_organisation(mention, cast[mention], singular, tools):
            yield mention, "Organisation"


def is_organisation(mention: Mention, found: Referent, singular: set[str], tools: Tools) -> bool:
    """Whether re3d would call a mention an organisation: no person, pronoun of one, aircraft or thing."""
    noun_class = tools.roster.word_class(mention.head) if mention.head else None
    if found.kind in NOT_ORGANISATIONS or mention.head in singular or noun_class in {"person", "aircraft"}:
        return False
    listed = found.ref.id is not None and not found.ref.id.startswith(("unlisted:", "person:"))
    organised = noun_class is not None or mention.head in PLURAL
    named = mention.name is not None and (len(mention.name.text.split()) > 1 or mention.name.text.isupper())
    return listed or organised or (named and found.kind != "")


def describes(mention: Mention, document: Document) -> bool:
    """Whether a name only describes the small noun right behind it: "ISIL vehicle", "Iraqi city"."""
    _, end = edges(mention, document)
    behind = re.match(r"[ -]([a-z]+)", document.text[end : end + 30])
    if behind is None or mention.name is None or mention.head:
        return False
    word = behind[1]
    return document.text[end] == "-" or not (word.endswith(("ed", "s", "ly")) or word in STOP_WORDS)


def edges(mention: Mention, document: Document) -> tuple[int, int]:
    """The span without punctuation at its ends and without a possessive's mark."""
    text, start, end = document.text, mention.span.start, mention.span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    if text[max(start, end - 2) : end] in {"’s", "'s"}:
        end -= 2
    return start, end


def half_of(name: str) -> str:
    """By digest, so that no document changes its half."""
    return "developed" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0 else "scored"


def measure(folder: Path, dump: bool) -> dict[str, object]:
    """Precision, recall and F1 of both halves, by type and together."""
    tools, gold = load_tools(), wanted(folder)
    counts: dict[str, Counter[str]] = {"developed": Counter(), "scored": Counter()}
    for row in rows(folder / "documents.jsonl"):
        name, text = str(row["_id"]), str(row["text"])
        document = Document(id=name, text=text, sha256="", outlet=str(row["sourceName"]))
        said, right = spans_of(document, tools), gold.get(name, set())
        for kind in TYPES:
            ours, theirs = {s for s in said if s[0] == kind}, {s for s in right if s[0] == kind}
            counts[half_of(name)].update(
                {f"{kind} right": len(ours & theirs), f"{kind} said": len(ours), f"{kind} gold": len(theirs)}
            )
        if dump and half_of(name) == "developed":
            for sort, some in (("missed", right - said), ("spurious", said - right)):
                for kind, start, end in sorted(some, key=lambda span: span[1]):
                    print(
                        f"{sort} {kind}: …{text[max(0, start - 30) : start]!r} [{text[start:end]}] {text[end : end + 20]!r}"
                    )
    figures = {
        half: {kind: f1(count, (kind,)) for kind in TYPES} | {"together": f1(count, TYPES)}
        for half, count in counts.items()
    }
    digest = hashlib.sha256((folder / "entities.jsonl").read_bytes()).hexdigest()
    return {**figures, "data_sha256": digest}


def f1(count: Counter[str], kinds_: tuple[str, ...]) -> dict[str, float]:
    """Precision, recall and F1 over some types."""
    right, said, gold = (sum(count[f"{kind} {what}"] for kind in kinds_) for what in ("right", "said", "gold"))
    precision, recall = right / max(said, 1), right / max(gold, 1)
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * right / max(said + gold, 1), 3),
        "gold": gold,
    }


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; returns 0, or 2 where the data is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folder", type=Path, nargs="?", default=DATA, help="the folder of re3d's documents and entities"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    parser.add_argument("--details", action="store_true", help="also what is missed and spurious in the developed half")
    options = parser.parse_args(arguments)
    if not (options.folder / "entities.jsonl").exists():
        print(f"{options.folder}: no entities.jsonl; give the folder of re3d")
        return 2
    figures = measure(options.folder, options.details)
    if options.json:
        print(json.dumps(figures, indent=1))
        return 0
    for half, row in figures.items():
        for kind, values in row.items() if isinstance(row, dict) else [("", row)]:
            print(f"{half:12} {kind:14} {values}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
