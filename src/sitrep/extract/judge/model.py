"""The network that judges: what each word reports, and which phrases fill the slots of what it reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidProtobuf, NoSuchFile

from sitrep.errors import LexiconError
from sitrep.extract.judge.window import Window
from sitrep.extract.judge.wordpiece import WordPieces
from sitrep.read.syntax.language import folder_digest

#: The weights that ship with sitrep; training/judge/ makes them and training/JUDGE_CARD.md describes them.
MODEL = Path(__file__).parent.parent.parent / "read" / "models" / "judge"
ROLES = ("agents", "targets", "places", "origin", "sources", "killed", "wounded", "taken", "materiel", "time")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """Three parts of one network: words in context, what a word reports, and the roles of phrases."""

    digest: str
    wordpieces: WordPieces
    encoder: onnxruntime.InferenceSession
    triggers: onnxruntime.InferenceSession
    roles: onnxruntime.InferenceSession

    def words(self, window: Window) -> Floats:
        """One row of numbers for each word of the window."""
        found: Floats
        (found,) = self.encoder.run(
            ["words"],
            {
                "ids": window.ids,
                "kinds": window.kinds,
                "shapes": window.shapes,
                "quoted": window.quoted,
                "pool": window.pool,
            },
        )
        return found

    def reports(self, words: Floats, rules: Iterable[list[float]]) -> Floats:
        """Of each word the shares of "no claim" and of the claim types, in the order of `features.TYPES`."""
        types: Floats
        types, _ = self.triggers.run(None, {"words": words, "rules": np.array(list(rules), np.float32)})
        return types

    def fills(self, triggers: Floats, phrases: Floats, features: Floats) -> Floats:
        """Of each pair of trigger and phrase the shares of `ROLES`."""
        found: Floats
        (found,) = self.roles.run(None, {"triggers": triggers, "phrases": phrases, "features": features})
        return found


@cache
def load_network(folder: Path = MODEL) -> Network:
    """Reads the weights once. Raises LexiconError where the folder holds none.

    One thread each: documents are read side by side by processes, and the sums come out the same every time.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        parts = [
            onnxruntime.InferenceSession(folder / f"{name}.onnx", options, providers=["CPUExecutionProvider"])
            for name in ("encoder", "triggers", "roles")
        ]
        wordpieces = WordPieces.load(folder / "vocabulary.txt")
    except (OSError, NoSuchFile, InvalidProtobuf, Fail) as error:
        raise LexiconError(
            f"{folder}: no weights there, or not whole; reinstall sitrep or run training/judge"
        ) from error
    return Network(folder_digest(folder), wordpieces, *parts)
