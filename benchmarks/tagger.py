"""A tagger trained on re3d over what the rules say: `python benchmarks/tagger.py [FOLDER] [--json]`.

Asked is how much of re3d's Organisation and Location (exact match) is a matter of its own conventions: what takes an
article, which plain nouns count, whether "Iraq" acts or is where something happens. A conditional random field
(`pip install python-crfsuite`) is trained on four fifths of the documents and scored on the fifth that it did not see,
five times; the folds go by the documents' digests. It reads the words, our model's tags, the spans that
`benchmarks/spans.py` takes from the rules, the kinds of names, whether roster and gazetteer know the word, and what the
network makes of it (benchmarks/vectors.py; widths 48 and 96 were tried: .658 and .642).
It is a measure, no part of the program. All of re3d's types are tagged, these two are scored.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite
from spacy.tokens import Token
from spans import DATA, TYPES, Span, edges, f1, kinds, rows
from vectors import of_places, word_vectors

from sitrep.extract.mentions import MentionMaker
from sitrep.model.text import Document
from sitrep.read.syntax.language import Parsed
from sitrep.resolve.actors import referents
from sitrep.resolve.claims import Tools, load_tools

FOLDS = 5
#: Chosen among eight settings by these very folds, so the figure is a little kind.
SETTINGS = {"c1": 0.02, "c2": 2.0, "max_iterations": 100, "feature.minfreq": 2, "feature.possible_transitions": True}
#: What of a neighbour's features is told: of the next one, and of the next but one.
NEAR = ("w=", "pos=", "rule=", "name=", "known=", "class=", "shape=", "nation=", "thing=")
NEXT = (*NEAR, "tag=", "mention=", "dep=")
#: Types that are one for the tagger; it would see too few of each.
JOINED = {"Vehicle": "MilitaryPlatform", "Money": "Quantity"}
#: Types that are not tagged at all.
LEFT_OUT = {"DocumentReference", "CommsIdentifier", "Frequency"}

#: The mark of a footnote, which the tokenizer leaves at the word before it: "the Army.[4".
NOTE = re.compile(r"\.?\]?\[\d[\d\[\]]*$")

Feature = list[str]
Words = list[Token]


@dataclass(frozen=True)
class Line:
    """One sentence: the words' places in the text, their features and the label of each."""

    text: str
    places: list[tuple[int, int]]
    features: list[Feature]
    labels: list[str]
    numbers: list[dict[str, float]]

    def told(self) -> list[dict[str, float]]:
        """Features and numbers of each word, as the tagger wants them."""
        return [dict.fromkeys(words, 1.0) | row for words, row in zip(self.features, self.numbers, strict=True)]


@dataclass(frozen=True)
class Report:
    """One document of re3d."""

    name: str
    lines: list[Line]
    gold: set[Span]
    said: set[Span]


def reports(folder: Path) -> Iterator[Report]:
    """The documents, read by the rules."""
    tools = load_tools()
    gold: dict[str, set[Span]] = {}
    for row in rows(folder / "entities.jsonl"):
        kind = str(row["type"])
        if kind in LEFT_OUT:
            continue
        span = (JOINED.get(kind, kind), int(str(row["begin"])), int(str(row["end"])))
        gold.setdefault(str(row["documentId"]), set()).add(span)
    for row in rows(folder / "documents.jsonl"):
        name = str(row["_id"])
        document = Document(id=name, text=str(row["text"]), sha256="", outlet=str(row["sourceName"]))
        yield read(document, gold.get(name, set()), tools)


def read(document: Document, gold: set[Span], tools: Tools) -> Report:
    """One document with the features of its words."""
    reading = tools.engine.read(document)
    vectors = word_vectors(reading)
    mentions = MentionMaker(reading).all()
    cast = referents([m for m in mentions if m.kind in {"actor", "people"}], document, tools.roster)
    said = {(kind, *edges(mention, document)) for mention, kind in kinds(mentions, cast, document, tools)}
    marked = {(mention.kind, *edges(mention, document)) for mention in mentions}
    cut = []
    for sentence in reading.sentences:
        start, end = sentence.pieces[0].start, sentence.pieces[-1].end
        words = [word for word in tools.engine.nlp(document.text[start:end]) if not word.is_space]
        cut.append((sentence, words, [(start + word.idx, start + word.idx + len(word.text)) for word in words]))
    memory = remembered([(words, labelled(places, said)) for _, words, places in cut])
    small = {word.text for _, words, _ in cut for word in words if word.text.islower()}
    lines = []
    for sentence, words, places in cut:
        names = {(piece.kind, piece.start, piece.end) for piece in sentence.pieces}
        tags = {"rule": labelled(places, said), "mention": labelled(places, marked), "name": labelled(places, names)}
        own = [
            [*of_word(word, tools), *(f"{what}={row[at]}" for what, row in tags.items())]
            for at, word in enumerate(words)
        ]
        for at, word in enumerate(words):
            capital = word.text.lower() in small if word.text[0].isupper() else "-"
            own[at] += [
                f"memory={memory.get(word.text, '-')}",
                f"small={capital}",
                f"preposition={preposition(words, at)}",
            ]
            own[at] += parsed(sentence, places[at])
        wide = [[*around(own, at), *phrase(words, tags, at, tools)] for at in range(len(words))]
        lines.append(
            Line(
                document.text[places[0][0] : places[-1][1]],
                places,
                wide,
                labelled(places, gold, ends=False),
                of_places(sentence, places, vectors),
            )
        )
    return Report(document.id, lines, {span for span in gold if span[0] in TYPES}, said)


def remembered(cut: Sequence[tuple[Words, list[str]]]) -> dict[str, str]:
    """What the rules mostly say of a word in the whole document: O, or a type by its letter."""
    counts: dict[str, Counter[str]] = {}
    for words, labels in cut:
        for word, label in zip(words, labels, strict=True):
            if word.pos_ in {"PROPN", "NOUN", "ADJ"}:
                counts.setdefault(word.text, Counter())[label[2:3] or "O"] += 1
    return {word: seen.most_common(1)[0][0] for word, seen in counts.items()}


def labelled(places: Sequence[tuple[int, int]], spans: set[Span], ends: bool = True) -> list[str]:
    """For each word the span that it is in and whether it begins (or ends) it; of nested ones the longest."""
    labels = ["O"] * len(places)
    for kind, begin, end in sorted(spans, key=lambda span: (span[1] - span[2], span)):
        inside = [at for at, (first, last) in enumerate(places) if begin < last and first < end]
        if any(labels[at] != "O" for at in inside):
            continue
        for at in inside:
            close = "E" if ends and at == inside[-1] else ""
            labels[at] = ("B-" if at == inside[0] else "I-") + kind + close
    return labels


def of_word(word: Token, tools: Tools) -> Feature:
    """What is known of one word by itself."""
    text, lemma, roster = word.text, word.lemma_.lower(), tools.roster
    known = ("A" if roster.knows(text) else "") + ("P" if tools.gazetteer.knows(text) else "")
    low = text.lower()
    return [
        f"w={low}", f"lemma={word.lemma_}", f"pos={word.pos_}", f"tag={word.tag_}", f"dep={word.dep_}",
        f"head={word.head.lemma_}", f"shape={shape(text)}", f"last3={low[-3:]}", f"last2={low[-2:]}", f"first3={low[:3]}",
        f"known={known}", f"class={roster.word_class(lemma)}", f"nation={low in roster.adjectives or text in roster.adjectives}",
        f"thing={thing(lemma, tools)}",
    ]  # fmt: skip


def thing(lemma: str, tools: Tools) -> str:
    """The kind of place or of materiel that a plain noun is."""
    nouns = tools.engine.words.nouns
    found = nouns.place_kinds.get(lemma) or nouns.materiel_kinds.get(lemma)
    return found or ("deed" if lemma in nouns.deeds else "count" if lemma in nouns.transparent else "-")


def parsed(sentence: Parsed, place: tuple[int, int]) -> Feature:
    """What the parser says of the word, or of the name that it saw in its place."""
    for token in sentence.doc:
        if sentence.start(token) <= place[0] and place[1] <= sentence.end(token):
            head = token.head
            return [f"parsed={token.dep_}", f"above={head.lemma_.lower()}", f"top={head.head.lemma_.lower()}"]
    return []


def preposition(words: Words, at: int) -> str:
    """The last preposition before a word, back to a verb or a stop."""
    for word in reversed(words[:at]):
        if word.pos_ == "ADP":
            return word.lower_
        if word.pos_ in {"VERB", "AUX", "PUNCT", "SCONJ"}:
            break
    return "-"


def phrase(words: Words, tags: dict[str, list[str]], at: int, tools: Tools) -> Feature:
    """The noun that the words from here run up to, and pairs of neighbours."""
    end = at
    while end + 1 < len(words) and words[end + 1].pos_ in {"NOUN", "PROPN", "ADJ"}:
        end += 1
    rule, lemma = tags["rule"], words[end].lemma_.lower()
    found = [
        f"noun={lemma}",
        f"nounclass={tools.roster.word_class(lemma)}",
        f"nounname={tags['name'][end]}",
        f"nounthing={thing(lemma, tools)}",
    ]
    found += [f"both={rule[at]}|{tags['mention'][at]}", f"rulepos={rule[at]}|{words[at].pos_}", "bias"]
    found += (
        ["first"] if at == 0 else [f"-ww={words[at - 1].lower_}|{words[at].lower_}", f"-rr={rule[at - 1]}|{rule[at]}"]
    )
    if at + 1 == len(words):
        return [*found, "last"]
    return [*found, f"ww={words[at].lower_}|{words[at + 1].lower_}", f"rr={rule[at]}|{rule[at + 1]}"]


def shape(text: str) -> str:
    """Capitals, small letters and digits, each run once."""
    kinds_ = ["X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char for char in text]
    return "".join(kind for at, kind in enumerate(kinds_) if at == 0 or kinds_[at - 1] != kind)


def around(own: Sequence[Feature], at: int) -> Feature:
    """A word's features with some of its neighbours'."""
    found = [*own[at]]
    for step in (-2, -1, 1, 2):
        if 0 <= at + step < len(own):
            told = NEXT if abs(step) == 1 else NEAR
            found += [f"{step}:{each}" for each in own[at + step] if each.startswith(told)]
    return found


def decoded(line: Line, labels: Sequence[str]) -> set[Span]:
    """The spans that a sentence's labels stand for."""
    found: set[Span] = set()
    begun: tuple[str, int] | None = None
    for at, label in enumerate([*labels, "O"]):
        if begun and (label[0] in "OB" or label[2:] != begun[0]):
            start, end = line.places[begun[1]][0], line.places[at - 1][1]
            found.add(
                (
                    begun[0],
                    start,
                    start + len(NOTE.sub("", line.text[start - line.places[0][0] : end - line.places[0][0]])),
                )
            )
            begun = None
        if label != "O" and begun is None:
            begun = (label[2:], at)
    return found


def trained(training: Sequence[Report], path: Path) -> pycrfsuite.Tagger:
    """A tagger of some reports."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for line in (line for report in training for line in report.lines):
        trainer.append(line.told(), line.labels)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def measure(folder: Path) -> dict[str, object]:
    """Precision, recall and F1 of the folds together, of the tagger and of the rules alone on the same documents."""
    every = sorted(reports(folder), key=lambda report: hashlib.sha256(report.name.encode()).hexdigest())
    tagger_, rules = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        for fold in range(FOLDS):
            unseen = every[fold::FOLDS]
            tagger = trained([report for report in every if report not in unseen], Path(place) / f"{fold}.crf")
            for report in unseen:
                said = {span for line in report.lines for span in decoded(line, tagger.tag(line.told()))}
                count(tagger_, said, report.gold)
                count(rules, report.said, report.gold)
    digest = hashlib.sha256((folder / "entities.jsonl").read_bytes()).hexdigest()
    figures = {
        who: {kind: f1(counts, (kind,)) for kind in TYPES} | {"together": f1(counts, TYPES)}
        for who, counts in (("tagger", tagger_), ("rules", rules))
    }
    return {**figures, "folds": FOLDS, "documents": len(every), "data_sha256": digest}


def count(counts: Counter[str], said: set[Span], gold: set[Span]) -> None:
    """Adds one document to the counts that `spans.f1` reads."""
    for kind in TYPES:
        ours, theirs = {s for s in said if s[0] == kind}, {s for s in gold if s[0] == kind}
        counts.update({f"{kind} right": len(ours & theirs), f"{kind} said": len(ours), f"{kind} gold": len(theirs)})


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=DATA, help="re3d: documents.jsonl and entities.jsonl")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    wanted = parser.parse_args()
    result = measure(wanted.folder)
    if wanted.json:
        print(json.dumps(result, indent=1))
        return
    for who in ("tagger", "rules"):
        for kind, figures in result[who].items():  # type: ignore[attr-defined]
            print(f"{who:<8} {kind:<14} {figures}")
    print(f"{result['folds']} folds of {result['documents']} documents, entities {result['data_sha256']}")


if __name__ == "__main__":
    main()
