"""Fits the confidence of claims on the development half of our own gold and prints how it holds on the other half.

    python benchmarks/calibrate.py [--write] [--json]

A claim is right here where a careful reader recorded one of its type at its words, required or optional. The reliability
table puts the claims into bands by confidence: in a calibrated band the share of right ones is the mean confidence.
`--write` puts the fitted weights into src/sitrep/lexicon/data/confidence.yml.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from gold import FOLDER, SHARED, Half, chosen
from own import entities, predicted, published, rows_of
from quality import module_of

from sitrep.resolve.claims import Tools, load_tools
from sitrep.resolve.confidence import load_calibration

FILE = Path(__file__).parents[1] / "src" / "sitrep" / "lexicon" / "data" / "confidence.yml"
BANDS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
RIDGE, STEPS, RATE = 1.0, 4000, 0.02


def judged(half: Half, scorer: ModuleType, tools: Tools, shared: Path) -> list[tuple[dict[str, Any], bool]]:
    """The engine's claims of one half, each with whether a reader recorded it."""
    gold, days, made = rows_of(FOLDER / f"{half}.claims.jsonl"), published(), entities(scorer, tools.roster)
    texts = [text for text in chosen(shared) if text.half == half and text.id in days]
    said, found = predicted(texts, tools), []
    for text in texts:
        here = [row for row in said if row["document"] == text.id]
        hit = {j for _, j in scorer.match([row for row in gold if row["document"] == text.id], here, made)}
        found += [(row, j in hit) for j, row in enumerate(here)]
    return found


def doubts(row: dict[str, Any], names: Sequence[str]) -> list[float]:
    """Which doubts the claim's own reasons name, as 0 and 1."""
    told = next(reason for reason in row["reasons"] if reason.startswith("confidence "))
    because = load_calibration().weights
    return [float(because[name].because in told) for name in names]


def fitted(rows: Sequence[tuple[dict[str, Any], bool]], names: Sequence[str]) -> tuple[float, list[float]]:
    """Intercept and weights of a ridge logistic model, by plain gradient descent: the same rows give the same weights."""
    x = np.array([[1.0, *doubts(row, names)] for row, _ in rows])
    y = np.array([float(right) for _, right in rows])
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w -= RATE * (x.T @ (p - y) + RIDGE * np.array([0.0, *w[1:]])) / len(y) * 10
    return round(float(w[0]), 2), [round(float(each), 2) for each in w[1:]]


def reliability(rows: Sequence[tuple[dict[str, Any], bool]]) -> list[dict[str, float]]:
    """Number, mean confidence and share of right claims in each band."""
    table = []
    for low, high in pairwise(BANDS):
        band = [(row["confidence"], right) for row, right in rows if low <= row["confidence"] < high]
        if band:
            mean, share = (sum(column) / len(band) for column in zip(*band, strict=True))
            table.append({"from": low, "to": min(high, 1.0), "claims": len(band), "confidence": mean, "right": share})
    return table


def main(arguments: list[str] | None = None) -> int:
    """0 where it was measured, 2 where there is nothing to measure with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not (options.shared / "data" / "fakes").is_dir():
        print(f"{options.shared}: no data/fakes; give the folder with --shared", file=sys.stderr)
        return 2
    scorer, tools = module_of(options.shared / "score" / "score_claims.py"), load_tools()
    halves: tuple[Half, Half] = ("develop", "score")
    if options.write:
        names = list(load_calibration().weights)
        intercept, weights = fitted(judged("develop", scorer, tools, options.shared), names)
        text = re.sub(r"^intercept: .*$", f"intercept: {intercept}", FILE.read_text(encoding="utf-8"), flags=re.M)
        for name, weight in zip(names, weights, strict=True):
            text = re.sub(rf"^(  {name}: \{{weight: )[-\d.]+", rf"\g<1>{weight}", text, flags=re.M)
        FILE.write_text(text, encoding="utf-8")
        load_calibration.cache_clear()
    tables = {half: reliability(judged(half, scorer, tools, options.shared)) for half in halves}
    if options.json:
        print(json.dumps(tables, indent=1))
        return 0
    for half, table in tables.items():
        print(f"== {half}\nconfidence     claims   mean  right")
        for row in table:
            print(
                f"{row['from']:.2f} to {row['to']:.2f}  {row['claims']:6}  {row['confidence']:.3f}  {row['right']:.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
