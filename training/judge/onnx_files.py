"""The network's three parts as ONNX, with weights of eight bits."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from network import WIDTH, Judge
from onnx import TensorProto, helper, numpy_helper
from samples import PAIR, WORD
from torch import Tensor, nn

#: The oldest set of operators that has all that the network needs.
OPERATORS = 17
#: Tables of fewer numbers stay as they are.
SMALL = 4096
#: Of a table with more rows each row has its scale (a piece's vector), of others each column.
LONG = 2000
#: Bytes from which a table is kept in a file of its own: code hosts take no large files.
LARGE = 1 << 22
#: Lengths that stand for any.
PIECES, WORDS = 20, 12
NAMES = ("encoder", "triggers", "roles")


class _Part(nn.Module):
    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge


class _Words(_Part):
    def forward(self, ids: Tensor, kinds: Tensor, shapes: Tensor, quoted: Tensor, pool: Tensor) -> Tensor:
        pieces = tuple(each[None] for each in (ids, kinds, shapes, quoted))
        return self.judge.words(pieces, torch.ones_like(ids[None], dtype=torch.float32), pool)[0]


class _Reports(_Part):
    def forward(self, words: Tensor, rules: Tensor) -> tuple[Tensor, Tensor]:
        types, status = self.judge.reports(words, rules)
        return types.softmax(-1), status.softmax(-1)


class _Fills(_Part):
    def forward(self, triggers: Tensor, phrases: Tensor, features: Tensor) -> Tensor:
        return self.judge.fills(triggers, phrases, features).sigmoid()


def write(judge: Judge, folder: Path) -> None:
    """Writes encoder.onnx with encoder.bin (the vectors of the pieces), triggers.onnx and roles.onnx, as
    `sitrep.extract.judge.model` reads them."""
    judge.eval()
    folder.mkdir(parents=True, exist_ok=True)
    of_pieces, of_words = {name: {0: "n"} for name in ("ids", "kinds", "shapes", "quoted")}, {0: "w"}
    pieces, words = torch.zeros(PIECES, dtype=torch.long), torch.zeros(WORDS, WIDTH)
    axes = {**of_pieces, "pool": {0: "w", 1: "n"}, "words": of_words}
    _export(_Words(judge), (pieces,) * 4 + (torch.zeros(WORDS, PIECES),), folder / "encoder.onnx", axes)
    axes = dict.fromkeys(("words", "rules", "types", "status"), of_words)
    _export(_Reports(judge), (words, torch.zeros(WORDS, WORD)), folder / "triggers.onnx", axes)
    axes = dict.fromkeys(("triggers", "phrases", "features", "roles"), of_words)
    _export(_Fills(judge), (words, words, torch.zeros(WORDS, PAIR)), folder / "roles.onnx", axes)


def _export(part: _Part, example: tuple[Tensor, ...], path: Path, axes: dict[str, dict[int, str]]) -> None:
    names = list(axes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the older exporter needs no further library
        torch.onnx.export(
            part,
            example,
            path,
            input_names=names[: len(example)],
            output_names=names[len(example) :],
            dynamic_axes=axes,
            opset_version=OPERATORS,
            dynamo=False,
        )
    model = onnx.load(path)
    _shrink(model.graph)
    save(model, path)


def save(model: onnx.ModelProto, path: Path) -> None:
    """Writes the model, its large tables into NAME.bin beside it."""
    tables = path.with_suffix(".bin")
    tables.unlink(missing_ok=True)  # onnx would append
    onnx.save(model, path, save_as_external_data=True, location=tables.name, size_threshold=LARGE)


def _shrink(graph: onnx.GraphProto) -> None:
    """Replaces each large table by one of whole numbers from -127 to 127 with scales."""
    for table in list(graph.initializer):
        numbers = numpy_helper.to_array(table)
        if table.data_type != TensorProto.FLOAT or numbers.size < SMALL or numbers.ndim != 2:
            continue
        axis = 0 if numbers.shape[0] > LONG else 1
        scale = np.abs(numbers).max(1 - axis, keepdims=True) / 127
        scale[scale == 0] = 1
        whole = np.clip(np.round(numbers / scale), -127, 127).astype(np.int8)
        parts = {"q": whole, "s": scale.ravel().astype(np.float32), "z": np.zeros(scale.size, np.int8)}
        names = [f"{table.name}_{part}" for part in parts]
        graph.initializer.remove(table)
        graph.initializer.extend(
            numpy_helper.from_array(part, name) for part, name in zip(parts.values(), names, strict=True)
        )
        graph.node.insert(0, helper.make_node("DequantizeLinear", names, [table.name], axis=axis))


def difference(one: Path, other: Path) -> dict[str, float]:
    """The greatest difference between what the parts in two folders give for the same made-up input."""
    found = {}
    for name in NAMES:
        sessions = [onnxruntime.InferenceSession(folder / f"{name}.onnx") for folder in (one, other)]
        chance = np.random.default_rng(0)
        inputs = {each.name: _made_up(each, chance) for each in sessions[0].get_inputs()}
        answers = [session.run(None, inputs) for session in sessions]
        found[name] = max(float(np.abs(a - b).max()) for a, b in zip(*answers, strict=True))
    return found


def _made_up(wanted: onnxruntime.NodeArg, chance: np.random.Generator) -> np.ndarray:
    sizes = {"n": 200, "w": 200}
    shape = [sizes.get(each, each) for each in wanted.shape]
    if wanted.type == "tensor(int64)":
        return chance.integers(0, 20000 if wanted.name == "ids" else 2, shape)
    if wanted.name == "pool":
        return np.eye(*shape, dtype=np.float32)
    return chance.normal(size=shape).astype(np.float32)
