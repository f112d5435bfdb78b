"""The language pipeline: sentences of a document to parsed tokens that know where they stand in its text.

Two passes: the tagger finds what is written as a name; then the parser sees the sentence with names, numbers and times
as familiar words (read/syntax/pieces.py). Words and offsets stay those of the document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token

from sitrep.errors import LexiconError
from sitrep.model.text import Document, Span
from sitrep.read.layout.rules import load_rules
from sitrep.read.possessives import lost_apostrophes, split_possessives
from sitrep.read.sentences import Sentence
from sitrep.read.syntax.known import Known
from sitrep.read.syntax.names import names_in, settled
from sitrep.read.syntax.pieces import Piece, Piecer

#: The model that ships with sitrep; training/ makes it and training/MODEL_CARD.md describes it.
MODEL = Path(__file__).parent.parent / "models" / "en"
TAGGING = ["parser", "lemmatizer"]
#: "the army/ its allies": two words, though only the second has a space before it.
SLASH = r"(?<=[A-Za-z])/"
#: "Everyone", "somebody", "nothing": pronouns with the tag of a noun.
INDEFINITE = frozenset([
    "everyone", "someone", "anyone", "everybody", "somebody", "anybody", "nobody",
    "everything", "something", "anything", "nothing", "none", "one", "ones",
])  # fmt: skip
#: Verbs that say of somebody that they did "of"-what: "accused by residents of shelling the town".
ACCUSING = frozenset({"accuse", "suspect", "convict"})


@dataclass(slots=True)
class Parsed:
    """One sentence: its parse and its place in the document."""

    document: Document
    doc: Doc
    pieces: Sequence[Piece]
    number: int
    segment: int
    loose: tuple[Piece, ...] = ()  # times that the parser did not see
    spans: dict[tuple[int, int], Span] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence's words as they stand in the document."""
        return self.document.text[self.pieces[0].start : self.pieces[-1].end]

    def start(self, token: Token) -> int:
        """Offset of the token's first character in the document."""
        return self.pieces[token.i].start

    def end(self, token: Token) -> int:
        """Offset after the token's last character in the document."""
        return self.pieces[token.i].end

    def words(self, token: Token) -> str:
        """The document's words that the token stands for."""
        return self.document.text[self.start(token) : self.end(token)]

    def name(self, token: Token) -> str:
        """`actor`, `place` or `unknown` where the token stands for a proper name, else ""."""
        kind = self.pieces[token.i].kind
        return kind if kind in {"actor", "place", "unknown", "list"} else ""

    def span(self, first: Token, last: Token) -> Span:
        """The document's words from one token to another, both included."""
        return self.cut(self.start(first), self.end(last))

    def cut(self, start: int, end: int) -> Span:
        """The document's words between two offsets."""
        if (start, end) not in self.spans:
            self.spans[start, end] = Span(start=start, end=end, text=self.document.text[start:end])
        return self.spans[start, end]


def load_language(path: Path = MODEL) -> Language:
    """The spaCy pipeline. Raises LexiconError where the folder holds none."""
    try:
        nlp = spacy.load(path)
    except OSError as error:
        raise LexiconError(f"{path}: no language model there; reinstall sitrep or run training/train.py") from error
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    for short in load_rules().words.never_end:
        tokenizer.add_special_case(f"{short}.", [{ORTH: f"{short}."}])  # "Col. Petrov": one token, no end
    tokenizer.suffix_search = spacy.util.compile_suffix_regex([*(nlp.Defaults.suffixes or ()), SLASH]).search
    return nlp


def model_digest(nlp: Language, path: Path = MODEL) -> str:
    """Name, version and a digest of the weights, for the records' origin."""
    return f"{nlp.meta.get('name')}-{nlp.meta.get('version')}-{folder_digest(path)}"


def folder_digest(path: Path) -> str:
    """A digest of the names and bytes of a folder's files, so that two sets of weights are told apart."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file():
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def parse(
    document: Document, sentences: Sequence[Sentence], nlp: Language, known: Known, piecer: Piecer
) -> list[Parsed]:
    """The sentences parsed one by one, so that a sentence's parse depends on nothing around it."""
    texts = [_plain(document.text[place.start : place.end]) for place in sentences]
    # not `select_pipes`: it changes the pipeline for every thread that reads with it
    tagged = list(nlp.pipe(texts, batch_size=64, disable=TAGGING))
    if lost_apostrophes(document.text):
        tagged = [split_possessives(doc, known) for doc in tagged]
    names = settled([(doc, names_in(doc, known)) for doc in tagged])
    rows = [piecer.pieces(doc, place.start, row) for doc, place, row in zip(tagged, sentences, names, strict=True)]
    kept = [(place, row, firm) for place, row in zip(sentences, rows, strict=True) if (firm := _firm(row))]
    docs = [_mended(doc) for doc in nlp.pipe([_doc(firm, nlp) for _, _, firm in kept], batch_size=64)]
    return [
        Parsed(document, _accused(doc), firm, number, place.segment, tuple(piece for piece in row if piece.loose))
        for number, ((place, row, firm), doc) in enumerate(zip(kept, docs, strict=True))
    ]


def _accused(doc: Doc) -> Doc:
    """ "The army was accused by residents of shelling the town": a parser may hang the deed on those who accuse."""
    for token in doc:
        verb = token.head.head
        if token.tag_ == "VBG" and token.dep_ == "acl" and token.head.dep_ == "obl:agent" and verb.lemma_ in ACCUSING:
            token.head, token.dep_ = verb, "advcl"
    return doc


def _firm(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if not piece.loose]


def _plain(text: str) -> str:
    """Line breaks and no-break spaces as plain spaces: the same length, and the tokenizer knows them."""
    return "".join(" " if char.isspace() else char for char in text)


def _mended(doc: Doc) -> Doc:
    """ "A regime drone": a noun by its tag that the parser took for a pronoun is a noun."""
    for token in doc:
        if token.pos_ == "PRON" and token.tag_ in {"NN", "NNS"} and token.lower_ not in INDEFINITE:
            token.pos_ = "NOUN"
    return doc


def _doc(pieces: Sequence[Piece], nlp: Language) -> Doc:
    """The tokens that the parser sees, marked as one sentence."""
    doc = Doc(nlp.vocab, words=[piece.word for piece in pieces], spaces=[piece.space for piece in pieces])
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc
