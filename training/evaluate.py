"""Prints the scores of a saved model: `python training/evaluate.py [--model FOLDER] [--data FOLDER]`."""

import argparse
from pathlib import Path

import spacy
from scores import report

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "shared" / "data" / "ud"
MODEL = HERE.parent / "src" / "sitrep" / "read" / "models" / "en"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the treebanks")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the model")
    options = parser.parse_args()
    found = report(spacy.load(options.model), options.model, options.data)
    print("\n".join(found.lines()))
    print(f"{found.speed:,.0f} words a second on one core, {found.megabytes:.1f} MB")


if __name__ == "__main__":
    main()
