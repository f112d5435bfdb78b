"""Universal Dependencies files, read as sentences whose words carry character offsets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = -1
# Features about spelling and number format; no rule asks for them, and each multiplies the labels of the morphologizer.
IGNORED_FEATURES = frozenset({"Typo", "Style", "ExtPos", "NumForm", "Abbr", "Foreign", "CorrectForm"})
# The plain degree says nothing, and spaCy's lemmatizer lower-cases what has it ("syrian").
IGNORED_VALUES = frozenset({"Degree=Pos"})


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `head` is an index into the sentence's words, or ROOT."""

    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    features: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """`document` groups sentences that follow each other in one text."""

    document: str
    text: str
    words: tuple[Word, ...]

    def form(self, word: Word) -> str:
        return self.text[word.start : word.end]


def read_conllu(path: Path) -> list[Sentence]:
    """All sentences of a file, in its order."""
    document, sentences = "", []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        for line in lines:
            if line.startswith("# newdoc id = "):
                document = line.removeprefix("# newdoc id = ")
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if rows:
            sentences.append(_sentence(document, rows))
    return sentences


def _sentence(document: str, rows: list[list[str]]) -> Sentence:
    text = ""
    words: list[Word] = []
    for rows_of_token in _surface_tokens(rows):
        first = rows_of_token[0]
        words.extend(_words(rows_of_token, len(text)))
        text += first[1] + ("" if "SpaceAfter=No" in first[9] else " ")
    return Sentence(document, text.rstrip(), tuple(words))


def _surface_tokens(rows: list[list[str]]) -> Iterator[list[list[str]]]:
    """A plain word alone, or a range line ("3-4 don't") with the words it covers. Empty nodes ("8.1") are not words."""
    rows = [row for row in rows if "." not in row[0]]
    i = 0
    while i < len(rows):
        first, _, last = rows[i][0].partition("-")
        size = int(last) - int(first) + 2 if last else 1
        yield rows[i : i + size]
        i += size


def _words(rows: list[list[str]], start: int) -> Iterator[Word]:
    """Words of a contraction share its characters; where they do not spell it, the last one takes what is left."""
    end = start + len(rows[0][1])
    members = rows[1:] or rows
    for row in members:
        stop = end if row is members[-1] else min(start + len(row[1]), end)
        yield Word(start, stop, row[2], row[3], row[4], _features(row[5]), int(row[6]) - 1, row[7])
        start = stop


def _features(column: str) -> str:
    features = [] if column == "_" else column.split("|")
    kept = [f for f in features if f not in IGNORED_VALUES and f.partition("=")[0] not in IGNORED_FEATURES]
    return "|".join(kept)


def retokenise(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> Sentence:
    """The same tree over other tokens: a split word keeps its last part as head, joined words keep the topmost."""
    anchors = [_anchor(sentence, word, spans) for word in sentence.words]
    depths = [_depth(sentence.words, i) for i in range(len(sentence.words))]
    words = []
    for position, span in enumerate(spans):
        members = [i for i, anchor in enumerate(anchors) if anchor == position]
        if members:
            top = min(members, key=lambda i: depths[i])
            words.append(_moved(sentence, top, span, anchors))
        else:
            words.append(_part(sentence, span, anchors))
    return Sentence(sentence.document, sentence.text, tuple(words))


def _anchor(sentence: Sentence, word: Word, spans: Sequence[tuple[int, int]]) -> int:
    overlap = [i for i, (start, end) in enumerate(spans) if start < word.end and word.start < end]
    if not overlap:  # a word without characters, from a contraction spelt shorter than its words
        overlap = [i for i, (start, end) in enumerate(spans) if start <= word.start <= end]
    named = [i for i in overlap if any(c.isalnum() for c in sentence.text[slice(*spans[i])])]
    return (named or overlap)[-1]


def _depth(words: Sequence[Word], i: int) -> int:
    depth = 0
    while words[i].head != ROOT:
        i, depth = words[i].head, depth + 1
    return depth


def _moved(sentence: Sentence, i: int, span: tuple[int, int], anchors: list[int]) -> Word:
    word = sentence.words[i]
    head = ROOT if word.head == ROOT else anchors[word.head]
    lemma = word.lemma
    if span != (word.start, word.end):
        text = sentence.text[slice(*span)]
        lemma = lemma.rpartition("-")[2] if "-" in lemma else text if word.upos == "PROPN" else text.lower()
    return replace(word, start=span[0], end=span[1], head=head, lemma=lemma)


def _part(sentence: Sentence, span: tuple[int, int], anchors: list[int]) -> Word:
    """A part that is not the head: "pro" and "-" of "pro-regime"."""
    text = sentence.text[slice(*span)]
    whole = next(i for i, word in enumerate(sentence.words) if word.start < span[1] and span[0] < word.end)
    word = sentence.words[whole]
    if not any(c.isalnum() for c in text):
        return Word(*span, text, "PUNCT", "HYPH" if text == "-" else word.xpos, "", anchors[whole], "punct")
    lemma = text if word.upos == "PROPN" else text.lower()
    return Word(*span, lemma, word.upos, word.xpos, word.features, anchors[whole], "compound")
