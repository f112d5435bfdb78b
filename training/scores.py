"""Scores of a pipeline against a treebank, counted as the CoNLL 2018 shared task counts: F1 over words with the same characters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import process_time

from spacy.language import Language
from spacy.tokens import Doc, Token

from conllu import ROOT, Sentence
from corpus import blank_doc, gold_doc, on_spacy_tokens, respell

RUN = 5  # sentences a document, as paragraphs have

Row = tuple[str, str, str, str, tuple[int, int] | None, str]


@dataclass(frozen=True)
class Scores:
    """Per cent. `las_words` leaves punctuation out."""

    tokens: float
    upos: float
    xpos: float
    features: float
    lemma: float
    uas: float
    las: float
    las_words: float

    @staticmethod
    def header() -> str:
        return " ".join(f"{name:>9}" for name in Scores.__dataclass_fields__)

    def __str__(self) -> str:
        return " ".join(f"{getattr(self, name):9.2f}" for name in Scores.__dataclass_fields__)


def evaluate(nlp: Language, sentences: Sequence[Sentence], *, gold_tokens: bool = False, spelling: str = "", boundaries: bool = True) -> Scores:
    """Scores on spaCy's own tokens (or the treebank's), with sentence starts given (or not)."""
    respelt = [respell(sentence, spelling) for sentence in sentences]
    shown = respelt if gold_tokens else [on_spacy_tokens(nlp, sentence) for sentence in respelt]
    docs = [blank_doc(gold_doc(nlp, shown[i : i + RUN]), boundaries=boundaries) for i in range(0, len(shown), RUN)]
    tokens = [token for doc in nlp.pipe(docs) for token in doc]
    system, at = [], 0
    for sentence in shown:
        system.append(_system_rows(sentence, tokens[at : at + len(sentence.words)]))
        at += len(sentence.words)
    return _scores([_gold_rows(sentence) for sentence in respelt], system)


def _gold_rows(sentence: Sentence) -> dict[tuple[int, int], Row]:
    rows: dict[tuple[int, int], Row] = {}
    for word in sentence.words:
        head = None if word.head == ROOT else (sentence.words[word.head].start, sentence.words[word.head].end)
        rows[word.start, word.end] = (word.upos, word.xpos, word.features, word.lemma, head, word.relation)
    return rows


def _system_rows(sentence: Sentence, tokens: Sequence[Token]) -> dict[tuple[int, int], Row]:
    spans = {token.i: (word.start, word.end) for token, word in zip(tokens, sentence.words, strict=True)}
    rows: dict[tuple[int, int], Row] = {}
    for token in tokens:
        root = token.head is token or token.head.i == token.i
        # A head in another sentence (where the parser found its own starts) is wrong, not the root.
        head = None if root else spans.get(token.head.i, (-1, -1))
        relation = "root" if root else token.dep_
        rows[spans[token.i]] = (token.pos_, token.tag_, str(token.morph), token.lemma_, head, relation)
    return rows


def _scores(gold: Sequence[dict[tuple[int, int], Row]], system: Sequence[dict[tuple[int, int], Row]]) -> Scores:
    total = sum(map(len, gold)) + sum(map(len, system))
    pairs = [(theirs[span], row) for theirs, ours in zip(gold, system, strict=True) for span, row in ours.items() if span in theirs]

    def f1(hits: Iterable[bool]) -> float:
        return round(200 * sum(hits) / total, 2)

    attached = [(g, g[4] == s[4], g[4:] == s[4:]) for g, s in pairs]
    spoken = sum(row[5] != "punct" for rows in (*gold, *system) for row in rows.values())
    hits = sum(labelled for g, _, labelled in attached if g[5] != "punct")
    return Scores(
        tokens=f1(True for _ in pairs),
        upos=f1(g[0] == s[0] for g, s in pairs),
        xpos=f1(g[1] == s[1] for g, s in pairs),
        features=f1(g[2] == s[2] for g, s in pairs),
        lemma=f1(g[3] == s[3] for g, s in pairs),
        uas=f1(head for _, head, _ in attached),
        las=f1(labelled for _, _, labelled in attached),
        las_words=round(200 * hits / spoken, 2),
    )


def words_per_second(nlp: Language, sentences: Sequence[Sentence]) -> float:
    """From raw text, in processor seconds of this one thread."""
    texts = [" ".join(s.text for s in sentences[i : i + RUN]) for i in range(0, len(sentences), RUN)]
    list(nlp.pipe(texts[:20]))  # the first call fills caches
    start = process_time()
    docs: list[Doc] = list(nlp.pipe(texts))
    return sum(map(len, docs)) / (process_time() - start)
