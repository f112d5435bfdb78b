"""Trains the network on windows, and lets it judge those held out."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from network import Judge
from safetensors.torch import load_file
from samples import PAIR_RULES, WORD_RULES, Sample
from scores import Judged
from torch import Tensor
from torch.nn import functional

#: How much the three answers weigh in the loss: what a word reports, with what status, which roles a phrase fills.
WEIGHTS = (4.0, 0.3, 60.0)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rate rises, then falls to nearly nothing; the heads, which begin from chance, learn faster than the body."""

    epochs: int = 10
    rate: float = 2e-4
    heads: float = 8.0  # times the body's rate
    batch: int = 8
    warm_up: float = 0.06  # share of the steps
    last: float = 0.02  # share of the rate that is left at the end
    decay: float = 0.01
    rules_dropped: float = 0.2  # share of words and pairs that are shown without what the rules made of them
    kept: int = 0  # lowest layers that stay as they are, and all vectors below them
    seed: int = 0

    def factor(self, step: int, steps: int) -> float:
        return min(1.0, step / (steps * self.warm_up)) * max(self.last, 1 - step / steps)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the network gives for a batch, before shares are made of it; `roles` is None where no trigger has a phrase."""

    types: Tensor
    status: Tensor
    roles: Tensor | None


class Batch:
    """Windows side by side as tensors."""

    def __init__(self, samples: Sequence[Sample], device: str) -> None:
        self.samples, self.device = samples, device
        self.paired = [(number, sample) for number, sample in enumerate(samples) if len(sample.heads)]
        longest = max(len(sample.ids) for sample in samples)
        self.pieces = tuple(self._padded(name, longest) for name in ("ids", "kinds", "shapes", "quoted"))
        self.there = torch.zeros(len(samples), longest)
        self.pool = torch.zeros(len(samples), max(int(sample.words.max()) + 1 for sample in samples), longest)
        for number, sample in enumerate(samples):
            self.there[number, : len(sample.ids)] = 1
            columns = np.nonzero(sample.words >= 0)[0]
            self.pool[number, sample.words[columns].astype(int), columns] = 1
        self.pool = (self.pool / self.pool.sum(-1, keepdim=True).clamp(min=1)).to(device)
        self.there = self.there.to(device)

    def _padded(self, name: str, longest: int) -> Tensor:
        rows = torch.zeros(len(self.samples), longest, dtype=torch.long)
        for number, sample in enumerate(self.samples):
            held = getattr(sample, name)
            rows[number, : len(held)] = torch.from_numpy(held.astype(np.int64))
        return rows.to(self.device)

    def triggers(self, name: str, kind: type[np.generic] = np.float32) -> Tensor:
        """A column of all windows' words."""
        return self._column([getattr(sample, name) for sample in self.samples], kind)

    def pairs(self, name: str, kind: type[np.generic] = np.float32) -> Tensor:
        """A column of all windows' pairs."""
        return self._column([getattr(sample, name) for _, sample in self.paired], kind)

    def _column(self, columns: Sequence[np.ndarray], kind: type[np.generic]) -> Tensor:
        return torch.from_numpy(np.concatenate(columns).astype(kind)).to(self.device)

    def window_of(self, name: str) -> Tensor:
        """The window of each word ("rows") or pair ("heads")."""
        rows = enumerate(self.samples) if name == "rows" else self.paired
        return torch.cat([torch.full((len(getattr(sample, name)),), number) for number, sample in rows]).to(self.device)

    def answers(self, judge: Judge, dropped: float = 0.0) -> Answers:
        words = judge.words(self.pieces, self.there, self.pool)
        rules = self._without_rules(self.triggers("rules"), WORD_RULES, dropped)
        types, status = judge.reports(words[self.window_of("rows"), self.triggers("rows", np.int64)], rules)
        if not self.paired:
            return Answers(types, status, None)
        window = self.window_of("heads")
        heads, phrases = (words[window, self.pairs(name, np.int64)] for name in ("heads", "phrases"))
        features = self._without_rules(self.pairs("features"), PAIR_RULES, dropped)
        return Answers(types, status, judge.fills(heads, phrases, features))

    def _without_rules(self, rows: Tensor, rules: slice, dropped: float) -> Tensor:
        """The rules miss and err: the network has to learn to do without them too."""
        if dropped:
            rows[:, rules] *= (torch.rand(len(rows), 1, device=self.device) > dropped).float()
        return rows

    def loss(self, answers: Answers) -> Tensor:
        right = self.triggers("types")
        types = -(answers.types.log_softmax(-1) + (right + 1e-9).log()).logsumexp(-1).mean()
        total = WEIGHTS[0] * types
        status = self.triggers("status", np.int64)
        if (status >= 0).any():
            total = total + WEIGHTS[1] * functional.cross_entropy(answers.status[status >= 0], status[status >= 0])
        if answers.roles is not None:
            roles, known = self.pairs("roles"), self.pairs("known")
            each = functional.binary_cross_entropy_with_logits(answers.roles, roles, reduction="none")
            total = total + WEIGHTS[2] * (each * known).sum() / known.sum()
        return total


def base_weights(path: Path) -> Mapping[str, Tensor]:
    """The weights to begin from: the `model.safetensors` of sentence-transformers/all-MiniLM-L6-v2."""
    return {name: tensor.float() for name, tensor in load_file(path).items()}


def begun(base: Mapping[str, Tensor], seed: int) -> Judge:
    """A network with MiniLM's weights in its body and the rest from chance."""
    torch.manual_seed(seed)
    judge = Judge()
    judge.encoder.begin(base)
    return judge


def trained(path: Path, seed: int) -> Judge:
    """A network that was trained before, to be trained on. Raises OSError or RuntimeError where the file holds none."""
    torch.manual_seed(seed)
    judge = Judge()
    judge.load_state_dict({name: tensor.float() for name, tensor in torch.load(path).items()})
    return judge


def train(judge: Judge, samples: Sequence[Sample], schedule: Schedule, device: str) -> Iterator[float]:
    """Trains; gives the mean loss after each epoch."""
    order, chance = list(samples), random.Random(schedule.seed)
    judge.to(device).train()
    judge.encoder.keep(schedule.kept)
    body = [each for each in judge.body() if each.requires_grad]
    known = {id(each) for each in body}
    heads = [each for each in judge.parameters() if each.requires_grad and id(each) not in known]
    rates = (schedule.rate, schedule.rate * schedule.heads)
    groups = [{"params": part, "lr": rate} for part, rate in zip((body, heads), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=schedule.decay)
    batches = math.ceil(len(order) / schedule.batch)
    step = 0
    for _ in range(schedule.epochs):
        chance.shuffle(order)
        total = 0.0
        for first in range(0, len(order), schedule.batch):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * schedule.factor(step, schedule.epochs * batches)
            batch = Batch(order[first : first + schedule.batch], device)
            loss = batch.loss(batch.answers(judge, schedule.rules_dropped))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item()
        yield total / batches


@torch.no_grad()
def judged(judge: Judge, samples: Sequence[Sample], device: str) -> Judged:
    """The shares that the network gives for windows."""
    judge.to(device).eval()
    types, status, roles = [], [], []
    for first in range(0, len(samples), 8):
        answers = Batch(samples[first : first + 8], device).answers(judge)
        types.append(answers.types.softmax(-1).cpu().numpy())
        status.append(answers.status.softmax(-1).cpu().numpy())
        if answers.roles is not None:
            roles.append(answers.roles.sigmoid().cpu().numpy())
    return Judged(np.concatenate(types), np.concatenate(status), np.concatenate(roles))
