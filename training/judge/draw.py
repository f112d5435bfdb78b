"""The texts to annotate: `python training/judge/draw.py FOLDER [--annotators N]`.

Writes the numbered sentences of real texts, a folder for each annotator: articles of FA-KES and releases of ISAF in random
order, without those of benchmarks/gold and near copies of them, so that what is scored there stays unseen.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotated import SETS, SHARED, real_words

from sitrep.model.text import REPORTING, Document
from sitrep.read.segments import segment
from sitrep.read.sentences import sentences

GOLD = Path(__file__).resolve().parents[2] / "benchmarks" / "gold" / "texts.jsonl"
SEED = 2611
#: Runs of so many words tell whether two texts are near copies.
RUN = 5
#: Shares of such runs from which a text is a near copy of one of the gold, and of one drawn before it.
LIKE_GOLD, LIKE_DRAWN = 0.25, 0.3
#: Texts shorter than this tell too little; of ISAF 80 out of the first 400 are enough.
SHORTEST = {"fakes": 300, "isaf": 251}
RELEASES, TRIED = 80, 400


def drawn(shared: Path = SHARED) -> dict[str, list[str]]:
    """Ids of the texts to annotate: none of our own gold, no near copy of one of them, articles also none of each other."""
    used = {json.loads(line)["document"] for line in GOLD.read_text(encoding="utf-8").splitlines()}
    words = {name: real_words(name, shared) for name in SETS}
    gold = [_runs(text) for texts in words.values() for key, text in texts.items() if key in used]
    chance = random.Random(SEED)
    found: dict[str, list[str]] = {}
    for name, texts in words.items():
        order = sorted(texts.keys() - used)
        chance.shuffle(order)
        fresh = order if name == "fakes" else order[:TRIED]
        fresh = [key for key in fresh if len(texts[key]) >= SHORTEST[name] and not _copy(texts[key], gold, LIKE_GOLD)]
        found[name] = _apart(fresh, texts) if name == "fakes" else fresh[:RELEASES]
    return found


def _apart(keys: Sequence[str], texts: Mapping[str, str]) -> list[str]:
    kept: list[str] = []
    seen: list[set[tuple[str, ...]]] = []
    for key in keys:
        if not _copy(texts[key], seen, LIKE_DRAWN):
            kept.append(key)
            seen.append(_runs(texts[key]))
    return kept


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def _copy(text: str, others: Sequence[set[tuple[str, ...]]], share: float) -> bool:
    runs = _runs(text)
    return not runs or any(other and len(runs & other) > share * min(len(runs), len(other)) for other in others)


def draw(folder: Path, annotators: int) -> None:
    """Writes real.txt for each annotator: five articles, one release, and so on."""
    words = {key: text for name in SETS for key, text in real_words(name).items()}
    found = drawn()
    if not words:
        raise FileNotFoundError(f"{SHARED / 'data'}: no texts there")
    for number in range(annotators):
        articles, releases = (iter(found[name][number::annotators]) for name in ("fakes", "isaf"))
        keys = [key for article in articles for key in _five(article, articles, releases)]
        own = folder / f"a{number}"
        own.mkdir(parents=True, exist_ok=True)
        (own / "real.txt").write_text("\n".join(line for key in keys for line in _numbered(key, words[key])), "utf-8")


def _five(first: str, articles: Iterator[str], releases: Iterator[str]) -> list[str]:
    """The next five articles and a release behind them."""
    return [
        first,
        *(key for _, key in zip(range(4), articles, strict=False)),
        *([r] if (r := next(releases, "")) else []),
    ]


def _numbered(key: str, text: str) -> Iterator[str]:
    document = Document(id=key, text=text, sha256="0" * 64)
    segments = segment(document)
    places = [each for each in sentences(document, segments) if segments[each.segment].kind in REPORTING]
    yield f"@doc {key}"
    for number, place in enumerate(places, 1):
        yield f"{number}. {' '.join(text[place.start : place.end].split())}"
    yield ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes the numbered sentences of the texts to annotate.")
    parser.add_argument("folder", type=Path, help="where to make a folder for each annotator")
    parser.add_argument("--annotators", type=int, default=6)
    options = parser.parse_args()
    try:
        draw(options.folder, options.annotators)
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
