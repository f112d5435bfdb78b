"""The network: MiniLM over a window's words, a head for what a word reports, and one for the roles of phrases."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from annotated import STATUSES
from samples import PAIR, WORD
from torch import Tensor, nn
from torch.nn import functional

from sitrep.extract.judge.features import TYPES
from sitrep.extract.judge.model import ROLES
from sitrep.extract.judge.window import KINDS, SHAPES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
PIECES, LONGEST = 30522, 256
#: Width of the heads, and how much of what they see is dropped while they learn.
HEAD, DROPPED = 256, 0.15


class Layer(nn.Module):
    """One layer of a BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.after_attention = nn.LayerNorm(WIDTH, 1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_inner = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, pieces: Tensor, hidden: Tensor) -> Tensor:
        texts, length, _ = pieces.shape

        def heads(linear: nn.Module) -> Tensor:
            return linear(pieces).view(texts, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = (heads(self.query) @ heads(self.key).transpose(-1, -2)) / math.sqrt(WIDTH // HEADS) + hidden
        seen = self.dropout(scores.softmax(-1)) @ heads(self.value)
        seen = self.output(seen.transpose(1, 2).reshape(texts, length, WIDTH))
        pieces = self.after_attention(pieces + self.dropout(seen))
        return self.after_inner(pieces + self.dropout(self.down(functional.gelu(self.up(pieces)))))


class Encoder(nn.Module):
    """Word pieces in context. Beside BERT's it has vectors for what the rules know of a piece: kind, shape, whether quoted."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(PIECES, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.kinds, self.shapes = nn.Embedding(len(KINDS), WIDTH), nn.Embedding(len(SHAPES), WIDTH)
        self.quoted = nn.Embedding(2, WIDTH)
        for added in self.added:
            nn.init.normal_(added.weight, 0, 0.005)  # at first hardly there, so that MiniLM begins as it was
        self.norm, self.dropout = nn.LayerNorm(WIDTH, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    @property
    def added(self) -> tuple[nn.Embedding, ...]:
        return self.kinds, self.shapes, self.quoted

    def forward(self, ids: Tensor, kinds: Tensor, shapes: Tensor, quoted: Tensor, there: Tensor) -> Tensor:
        found = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.segment
        found = found + self.kinds(kinds) + self.shapes(shapes) + self.quoted(quoted)
        found = self.dropout(self.norm(found))
        hidden = (1 - there)[:, None, None, :] * -1e4
        for layer in self.layers:
            found = layer(found, hidden)
        return found

    def keep(self, layers: int) -> None:
        """Lets the lowest layers, and the vectors below them, stay as they are. Of 0 nothing is kept."""
        for name, each in self.named_parameters():
            number = int(name.split(".")[1]) if name.startswith("layers.") else -1
            each.requires_grad_(not layers or number >= layers)
        if layers:
            self.dropout.eval()
        for layer in self.layers[:layers]:
            layer.eval()

    def begin(self, base: Mapping[str, Tensor]) -> None:
        """Takes the weights of a BERT of this shape."""
        with torch.no_grad():
            self.pieces.weight.copy_(base["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(base["embeddings.position_embeddings.weight"][:LONGEST])
            self.segment.copy_(base["embeddings.token_type_embeddings.weight"][0])
            _copy(self.norm, base, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                for part, name in BERT.items():
                    _copy(getattr(layer, part), base, f"encoder.layer.{number}.{name}")


#: BERT's names of a layer's parts.
BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "after_inner": "output.LayerNorm",
}


def _copy(part: nn.Module, base: Mapping[str, Tensor], name: str) -> None:
    part.weight.copy_(base[f"{name}.weight"])
    part.bias.copy_(base[f"{name}.bias"])


class Judge(nn.Module):
    """The whole network: `words`, then `reports` and `fills` of its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = nn.Dropout(DROPPED)
        self.reporting = _head(WIDTH + WORD, 1 + len(TYPES) + len(STATUSES))
        self.trigger, self.phrase, self.features = (nn.Linear(size, HEAD) for size in (WIDTH, WIDTH, PAIR))
        self.trigger_again, self.phrase_again = nn.Linear(WIDTH, HEAD), nn.Linear(WIDTH, HEAD)
        self.filling = nn.Sequential(nn.Dropout(DROPPED), *_head(2 * HEAD, len(ROLES)))

    def words(self, pieces: tuple[Tensor, ...], there: Tensor, pool: Tensor) -> Tensor:
        """Of each word the mean of its pieces."""
        return pool @ self.encoder(*pieces, there)

    def reports(self, words: Tensor, rules: Tensor) -> tuple[Tensor, Tensor]:
        """What each word reports: none or a type; and its status. Not yet shares."""
        found = self.reporting(torch.cat([self.dropout(words), rules], -1))
        return found[:, : 1 + len(TYPES)], found[:, 1 + len(TYPES) :]

    def fills(self, triggers: Tensor, phrases: Tensor, features: Tensor) -> Tensor:
        """Which roles of its trigger each phrase fills. Not yet shares."""
        triggers, phrases = self.dropout(triggers), self.dropout(phrases)
        beside = functional.gelu(self.trigger(triggers) + self.phrase(phrases) + self.features(features))
        return self.filling(torch.cat([beside, self.trigger_again(triggers) * self.phrase_again(phrases)], -1))

    def body(self) -> list[nn.Parameter]:
        """What MiniLM brought; all else begins from chance."""
        begun = {id(each) for added in self.encoder.added for each in added.parameters()}
        return [each for each in self.encoder.parameters() if id(each) not in begun]


def _head(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, HEAD), nn.GELU(), nn.Dropout(DROPPED), nn.Linear(HEAD, out))
