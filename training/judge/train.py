"""Trains the network on the windows that windows.py made.

    python training/judge/train.py --base MODEL.safetensors [--all] [--windows FILE] [--out FILE] [--json]
    python training/judge/train.py --on WEIGHTS.pt [--keep LAYERS] …

The first begins from MiniLM, the second trains weights on that an earlier run wrote. Without --all a sixth of the documents
is held out and scored. The weights that ship were trained with --all. Asks for PyTorch and safetensors (`pip install torch
safetensors`), of which sitrep itself needs neither.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from samples import load
from scores import figures, held_out
from torch_needed import module

WINDOWS = Path("build/judge/windows.npz")
OUT = Path("build/judge/weights.pt")


def main() -> int:
    options = _options()
    torch, learn = module("torch"), module("learn")
    try:
        samples = load(options.windows)
        judge = (
            learn.trained(options.on, options.seed)
            if options.on
            else learn.begun(learn.base_weights(options.base), options.seed)
        )
    except (OSError, ValueError, RuntimeError) as error:
        print(f"error: {str(error).splitlines()[0]}", file=sys.stderr)
        return 2
    schedule = learn.Schedule(
        epochs=options.epochs,
        rate=options.rate,
        heads=options.heads,
        kept=options.keep,
        batch=options.batch,
        rules_dropped=options.rules_dropped,
        seed=options.seed,
    )
    scored = [] if options.all else [s for s in samples if held_out(s.document, options.fold, options.folds)]
    seen = samples if options.all else [s for s in samples if not held_out(s.document, options.fold, options.folds)]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    begun = monotonic()
    for epoch, loss in enumerate(learn.train(judge, seen, schedule, device), 1):
        print(f"epoch {epoch}: loss {loss:.4f}, {monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({name: tensor.half().cpu() for name, tensor in judge.state_dict().items()}, options.out)
    if scored:
        _report(list(figures(scored, learn.judged(judge, scored, device))), options.json)
    return 0


def _report(rows: list, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    print(f"{'':10}{'cases':>7}{'rules':>8}{'network':>9}")
    for row in rows:
        rules = "–" if row.rules is None else f"{row.rules:.3f}"
        print(f"{row.name:10}{row.cases:7}{rules:>8}{row.network:9.3f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Trains the network that judges triggers and slots.")
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--base", type=Path, help="model.safetensors of all-MiniLM-L6-v2")
    start.add_argument("--on", type=Path, help="weights that train.py wrote, to be trained on")
    parser.add_argument("--windows", type=Path, default=WINDOWS, help=f"what windows.py wrote (default {WINDOWS})")
    parser.add_argument("--out", type=Path, default=OUT, help=f"file for the weights (default {OUT})")
    parser.add_argument("--all", action="store_true", help="hold no document out, as for the weights that ship")
    parser.add_argument("--fold", type=int, default=0, help="which part of the documents to hold out")
    parser.add_argument("--folds", type=int, default=6, help="how many parts there are")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=2e-4, help="of the body")
    parser.add_argument("--heads", type=float, default=8.0, help="how many times as fast the heads learn (default 8)")
    parser.add_argument("--keep", type=int, default=0, help="lowest layers that stay as they are (default none)")
    parser.add_argument("--batch", type=int, default=8, help="windows in a batch")
    parser.add_argument("--rules-dropped", type=float, default=0.2, help="share shown without what the rules found")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
