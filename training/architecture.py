"""The pipeline: one small convolutional network over hashed word features, and what reads from it."""

from collections.abc import Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.training import Example
from thinc.api import Config, fix_random_seed


@dataclass(frozen=True)
class Shape:
    """Sizes of the networks; rows are of the hash tables for the norm, prefix, suffix and shape of a word."""

    width: int = 128
    depth: int = 4
    pieces: int = 3
    rows: tuple[int, int, int, int] = (5000, 1000, 2500, 2500)
    parser_width: int = 128
    parser_pieces: int = 3
    parser_wide_state: bool = False


CONFIG = """
[nlp]
lang = "en"
pipeline = ["tok2vec","tagger","morphologizer","parser","lemmatizer"]
batch_size = 256

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM","PREFIX","SUFFIX","SHAPE"]
rows = [5000,1000,2500,2500]
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

[components.tagger]
factory = "tagger"

[components.tagger.model]
@architectures = "spacy.Tagger.v2"

[components.tagger.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96

[components.morphologizer]
factory = "morphologizer"

[components.morphologizer.model]
@architectures = "spacy.Tagger.v2"

[components.morphologizer.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96

[components.parser]
factory = "parser"
min_action_freq = 20

[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true

[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96

[components.lemmatizer]
factory = "lemmatizer"
mode = "rule"
"""


def config(shape: Shape) -> Config:
    found = Config().from_str(CONFIG)
    components = found["components"]
    components["tok2vec"]["model"]["embed"].update(width=shape.width, rows=list(shape.rows))
    components["tok2vec"]["model"]["encode"].update(width=shape.width, depth=shape.depth, maxout_pieces=shape.pieces)
    for name in ("tagger", "morphologizer", "parser"):
        components[name]["model"]["tok2vec"]["width"] = shape.width
    parser = components["parser"]["model"]
    parser.update(hidden_width=shape.parser_width, maxout_pieces=shape.parser_pieces)
    parser.update(extra_state_tokens=shape.parser_wide_state)
    return found


def build(shape: Shape) -> Language:
    return spacy.util.load_model_from_config(config(shape), auto_fill=True)


def initialise(nlp: Language, examples: Sequence[Example], lookups: Lookups, seed: int) -> None:
    """Labels come from the examples, starting weights from the seed."""
    fix_random_seed(seed)
    nlp.get_pipe("lemmatizer").initialize(lambda: examples, lookups=lookups)  # type: ignore[attr-defined]
    with nlp.select_pipes(disable=["lemmatizer"]):
        nlp.initialize(lambda: examples)
