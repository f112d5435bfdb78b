"""Trained weights as the files that ship: `python training/judge/export.py [WEIGHTS] [--out FOLDER] [--against FOLDER]`.

--against tells how far what the new files give is from what those of another folder give.
Asks for PyTorch and onnx (`pip install torch onnx`).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from torch_needed import module

WEIGHTS = Path("build/judge/weights.pt")
OUT = Path("build/judge/onnx")


def main() -> int:
    options = _options()
    torch, network, files = module("torch"), module("network"), module("onnx_files")
    judge = network.Judge()
    try:
        judge.load_state_dict({name: tensor.float() for name, tensor in torch.load(options.weights).items()})
    except (OSError, RuntimeError) as error:
        print(f"error: {options.weights}: {str(error).splitlines()[0]}; train.py writes such a file", file=sys.stderr)
        return 2
    files.write(judge, options.out)
    for name in files.NAMES:
        print(f"{name}.onnx {(options.out / f'{name}.onnx').stat().st_size:,} bytes")
    if options.against:
        for name, greatest in files.difference(options.out, options.against).items():
            print(f"{name}: differs from {options.against} by at most {greatest:.3g}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Writes trained weights as ONNX with eight bits a weight.")
    parser.add_argument(
        "weights", type=Path, nargs="?", default=WEIGHTS, help=f"what train.py wrote (default {WEIGHTS})"
    )
    parser.add_argument("--out", type=Path, default=OUT, help=f"folder to write to (default {OUT})")
    parser.add_argument("--against", type=Path, help="folder of other files to compare with")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
