"""Makes the shipped language model from treebanks, scores it and writes its card.

python training/train.py [--data FOLDER] [--out FOLDER] [--steps N] [--date YYYY-MM-DD] [--start FOLDER --rate R]

With --start, training goes on from the weights of an earlier run instead of from chance.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from time import monotonic

import spacy
from architecture import Shape, build, initialise
from card import Run, card, describe
from conllu import Sentence, read_conllu
from corpus import Recipe, batches, blank_doc, gold_doc, on_spacy_tokens, with_spaces
from evaluate import DATA, MODEL
from lemmas import lemma_tables
from reports import invented_reports
from scores import Scores, evaluate, report
from spacy.language import Language
from spacy.training import Example
from thinc.api import Optimizer

CARD = Path(__file__).parent / "MODEL_CARD.md"
TREEBANKS = ("ewt", "gum")


@dataclass(frozen=True, slots=True)
class Schedule:
    """The learning rate rises, holds and falls to nearly nothing; weights are averaged over the run."""

    steps: int
    words: int = 600  # a batch
    rate: float = 0.002
    warm_up: int = 100
    hold: float = 0.3  # share of the steps before the rate falls
    last: float = 0.02  # share of the rate that is left at the end
    dropout: float = 0.1
    decay: float = 0.01
    seed: int = 0
    scored_every: int = 500

    def rates(self) -> Iterator[float]:
        held = self.hold * self.steps
        for step in range(self.steps):
            left = max(self.last, min(1.0, (self.steps - step) / (self.steps - held)))
            yield self.rate * min(1.0, (step + 1) / self.warm_up) * left

    def optimizer(self) -> Optimizer:
        return Optimizer(self.rate, L2=self.decay, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)


def main() -> None:
    options = _options()
    schedule, recipe, shape = Schedule(options.steps, rate=options.rate), Recipe(), Shape()
    treebank = [s for name in TREEBANKS for s in read_conllu(options.data / f"{name}-train.conllu")]
    held_out = [s for name in TREEBANKS for s in read_conllu(options.data / f"{name}-dev.conllu")]
    nlp = spacy.load(options.start) if options.start else untrained(treebank, shape, schedule.seed)
    sentences = treebank + invented_reports(recipe.invented, schedule.seed)
    examples = batches(nlp, sentences, recipe, schedule.words, schedule.seed)
    nlp.from_bytes(best_weights(nlp, examples, held_out, schedule))
    settings = asdict(schedule) | asdict(recipe) | asdict(shape)
    begun = f" --start {options.start.name} --rate {options.rate}" if options.start else ""
    command = f"python training/train.py --steps {options.steps} --date {options.date}{begun}"
    write(nlp, options.out, Run(command, options.date, options.data, settings))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Makes the shipped language model from treebanks.")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the treebanks")
    parser.add_argument("--out", type=Path, default=MODEL, help="folder to write the model to")
    parser.add_argument("--steps", type=int, default=6000, help="batches to train on")
    parser.add_argument("--start", type=Path, help="folder of a model whose weights to start from")
    parser.add_argument("--rate", type=float, default=0.002, help="the highest learning rate")
    parser.add_argument("--date", default=date.today().isoformat(), help="the date that the card states")
    return parser.parse_args()


def untrained(sentences: Sequence[Sentence], shape: Shape, seed: int) -> Language:
    """The pipeline with its labels and lemma tables."""
    nlp = build(shape)
    shown = [on_spacy_tokens(nlp, sentence) for sentence in sentences]
    spaced = with_spaces(next(s for s in shown if len(s.words) > 20), random.Random(seed))
    golds = [gold_doc(nlp, [sentence]) for sentence in (*shown, spaced)]
    examples = [Example(blank_doc(gold, boundaries=True), gold) for gold in golds]
    initialise(nlp, examples, lemma_tables(shown), seed)
    return nlp


def best_weights(
    nlp: Language, examples: Iterator[list[Example]], held_out: Sequence[Sentence], schedule: Schedule
) -> bytes:
    """Trains; the pipeline with the averaged weights that parse the held-out sentences best."""
    optimizer, start, best, weights = schedule.optimizer(), monotonic(), 0.0, b""
    print(f"{'step':>6} {'seconds':>7} {' '.join(f'{name:>9}' for name in Scores.names())}")
    for step, (rate, batch) in enumerate(zip(schedule.rates(), examples, strict=False), start=1):
        optimizer.learn_rate = rate
        nlp.update(batch, sgd=optimizer, drop=schedule.dropout)
        if step % schedule.scored_every == 0 or step == schedule.steps:
            with nlp.use_params(optimizer.averages):
                scores = evaluate(nlp, held_out)
                cells = " ".join(f"{cell:>9}" for cell in scores.cells())
                print(f"{step:6} {monotonic() - start:7.0f} {cells}", flush=True)
                if scores.las > best:
                    best, weights = scores.las, nlp.to_bytes()
    return weights


def write(nlp: Language, folder: Path, run: Run) -> None:
    """Saves twice: the scores that go into the model are those of the model as a user loads it."""
    describe(nlp)
    _save(nlp, folder)
    found = report(spacy.load(folder), folder, run.data)
    describe(nlp, found)
    _save(nlp, folder)
    page = card(run, found, nlp)
    for path in (CARD, folder / "MODEL_CARD.md"):
        path.write_text(page, encoding="utf-8")
    print("\n".join(found.lines()))


def _save(nlp: Language, folder: Path) -> None:
    """Leaves out the training words: a fresh vocabulary needs the labels alone, the rest it makes from the text."""
    nlp.to_disk(folder)
    features = nlp.get_pipe("morphologizer").cfg["labels_morph"].values()  # type: ignore[attr-defined]
    labels = {label for labels in nlp.pipe_labels.values() for label in labels} | set(features) | {"ROOT", "dep"}
    (folder / "vocab" / "strings.json").write_text(json.dumps(sorted(labels)), encoding="utf-8")


if __name__ == "__main__":
    main()
