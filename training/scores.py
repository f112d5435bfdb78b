"""Scores of a pipeline against treebanks, as the CoNLL 2018 task counts: F1 over words with the same characters."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from time import process_time

from conllu import ROOT, Sentence, read_conllu
from corpus import blank_doc, gold_doc, on_spacy_tokens, respell
from spacy.language import Language
from spacy.tokens import Token

RUN = 5  # sentences a document, as paragraphs have

Span = tuple[int, int]
NOWHERE = (-1, -1)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is compared of one word; its head is named by its characters, None for the root."""

    upos: str
    xpos: str
    features: str
    lemma: str
    head: Span | None
    relation: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Per cent. Relations count with their subtypes; `las_words` leaves punctuation out."""

    tokens: float
    upos: float
    xpos: float
    features: float
    lemma: float
    uas: float
    las: float
    las_words: float

    @staticmethod
    def names() -> list[str]:
        return [field.name for field in fields(Scores)]

    def cells(self) -> list[str]:
        return [f"{value:.2f}" for value in asdict(self).values()]


@dataclass(frozen=True, slots=True)
class Condition:
    """How a test part is shown to the pipeline."""

    title: str
    gold_tokens: bool = False
    boundaries: bool = True
    spelling: str = ""


AS_USED = Condition("spaCy's tokens, sentence starts given")
CONDITIONS = (
    AS_USED,
    Condition("the treebank's tokens, sentence starts given", gold_tokens=True),
    Condition("spaCy's tokens, sentence starts found by the parser", boundaries=False),
    Condition("as used, IN CAPITALS", spelling="upper"),
    Condition("as used, in lower case", spelling="lower"),
    Condition("as used, Title Case as in Headlines", spelling="title"),
    Condition("as used, commas and apostrophes lost", spelling="bare"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the model card says of a model's quality; speed is in words per second of one core."""

    scores: dict[tuple[str, str], Scores]  # test part and condition
    speed: float
    megabytes: float

    def lines(self) -> list[str]:
        """A Markdown table."""
        rows = [["test", "condition", *Scores.names()], ["---"] * 2 + ["---:"] * len(Scores.names())]
        rows += [[part, condition, *scores.cells()] for (part, condition), scores in self.scores.items()]
        return [f"| {' | '.join(row)} |" for row in rows]


def report(nlp: Language, folder: Path, data: Path) -> Report:
    """Scores on both test parts; `folder` is where the pipeline is saved."""
    tests = {part: read_conllu(data / f"{part.lower()}-test.conllu") for part in ("GUM", "EWT")}
    scores = {(part, shown.title): evaluate(nlp, test, shown) for part, test in tests.items() for shown in CONDITIONS}
    megabytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return Report(scores, words_per_second(nlp, tests["GUM"]), megabytes)


def evaluate(nlp: Language, sentences: Sequence[Sentence], condition: Condition = AS_USED) -> Scores:
    respelt = [respell(sentence, condition.spelling) for sentence in sentences]
    shown = respelt if condition.gold_tokens else [on_spacy_tokens(nlp, sentence) for sentence in respelt]
    starts = range(0, len(shown), RUN)
    docs = [blank_doc(gold_doc(nlp, shown[i : i + RUN]), boundaries=condition.boundaries) for i in starts]
    tokens = [token for doc in nlp.pipe(docs) for token in doc]
    found, at = [], 0
    for sentence in shown:
        found.append(_found(sentence, tokens[at : at + len(sentence.words)]))
        at += len(sentence.words)
    return _scores([_expected(sentence) for sentence in respelt], found)


def _expected(sentence: Sentence) -> dict[Span, Analysis]:
    spans = [(word.start, word.end) for word in sentence.words]
    rows: dict[Span, Analysis] = {}
    for word, span in zip(sentence.words, spans, strict=True):
        head = None if word.head == ROOT else spans[word.head]
        rows[span] = Analysis(word.upos, word.xpos, word.features, word.lemma, head, word.relation)
    return rows


def _found(sentence: Sentence, tokens: Sequence[Token]) -> dict[Span, Analysis]:
    spans = {token.i: (word.start, word.end) for token, word in zip(tokens, sentence.words, strict=True)}
    rows: dict[Span, Analysis] = {}
    for token in tokens:
        root = token.head.i == token.i
        # A head in another sentence, where the parser found its own starts, is wrong but not the root.
        head = None if root else spans.get(token.head.i, NOWHERE)
        relation = "root" if root else token.dep_
        features = str(token.morph)
        rows[spans[token.i]] = Analysis(token.pos_, token.tag_, features, token.lemma_, head, relation)
    return rows


def _scores(expected: Sequence[dict[Span, Analysis]], found: Sequence[dict[Span, Analysis]]) -> Scores:
    total = sum(map(len, expected)) + sum(map(len, found))
    both = list(zip(expected, found, strict=True))
    pairs = [(gold[span], row) for gold, rows in both for span, row in rows.items() if span in gold]

    def f1(hits: Iterable[bool], out_of: int = total) -> float:
        return round(200 * sum(hits) / out_of, 2)

    spoken = sum(row.relation != "punct" for rows in (*expected, *found) for row in rows.values())
    attached = [(gold, gold.head == row.head, gold.relation == row.relation) for gold, row in pairs]
    return Scores(
        tokens=f1(True for _ in pairs),
        upos=f1(gold.upos == row.upos for gold, row in pairs),
        xpos=f1(gold.xpos == row.xpos for gold, row in pairs),
        features=f1(gold.features == row.features for gold, row in pairs),
        lemma=f1(gold.lemma == row.lemma for gold, row in pairs),
        uas=f1(head for _, head, _ in attached),
        las=f1(head and relation for _, head, relation in attached),
        las_words=f1((head and relation and gold.relation != "punct" for gold, head, relation in attached), spoken),
    )


def words_per_second(nlp: Language, sentences: Sequence[Sentence]) -> float:
    """From raw text, in processor seconds of this process."""
    texts = [" ".join(s.text for s in sentences[i : i + RUN]) for i in range(0, len(sentences), RUN)]
    list(nlp.pipe(texts[:20]))  # the first call fills caches
    start = process_time()
    words = sum(map(len, nlp.pipe(texts)))
    return words / (process_time() - start)
