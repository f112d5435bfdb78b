"""Training examples: sentences on spaCy's tokens, some of them respelt, in short runs as they follow each other."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from conllu import ROOT, Sentence, Word, retokenise
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

Respelling = Callable[[str], str]


def _curly(text: str) -> str:
    quotes = text.split('"')
    joined = "".join(part + ("“" if i % 2 == 0 else "”") for i, part in enumerate(quotes))[:-1]
    return joined.replace("'", "’")


def _title(text: str) -> str:
    """As headlines are printed: short function words stay small."""
    words = text.split(" ")
    return " ".join(word if len(word) < 4 and word.islower() else word[:1].upper() + word[1:] for word in words)


RESPELLINGS: dict[str, Respelling] = {"upper": str.upper, "lower": str.lower, "title": _title, "curly": _curly}


@dataclass(frozen=True)
class Recipe:
    """Shares of what a training run is shown; the rest is as the treebank has it."""

    upper: float = 0.05
    lower: float = 0.04
    title: float = 0.04
    curly: float = 0.15
    bare: float = 0.2  # without commas and apostrophes, as some archives keep articles: "Syrias army a monitor said"
    no_boundaries: float = 0.15  # runs whose sentence starts the parser must find itself
    spaces: float = 0.04  # runs with line breaks and double spaces inside
    longest_run: int = 5
    invented: int = 1200  # sentences from the grammar of war reports, beside the treebanks

    def spelling(self, chance: float) -> str:
        for name in (*RESPELLINGS, "bare"):
            chance -= getattr(self, name)
            if chance < 0:
                return name
        return ""


def respell(sentence: Sentence, spelling: str) -> Sentence:
    """The sentence in another spelling; as it was where a change of letters would move characters."""
    if spelling == "bare":
        return bare(sentence)
    text = RESPELLINGS[spelling](sentence.text) if spelling else sentence.text
    return replace(sentence, text=text) if len(text) == len(sentence.text) else sentence


def bare(sentence: Sentence) -> Sentence:
    """The sentence without commas and apostrophes; what hung on a word that is gone hangs on that word's head."""
    commas = {at for word in sentence.words if sentence.form(word) == "," for at in range(word.start, word.end)}
    gone = commas | {at for at, char in enumerate(sentence.text) if char in "'’"}
    moved = [at - sum(each < at for each in gone) for at in range(len(sentence.text) + 1)]
    kept = [i for i, word in enumerate(sentence.words) if moved[word.start] < moved[word.end]]
    if not kept or any(sentence.words[i].head == ROOT for i in range(len(sentence.words)) if i not in kept):
        return sentence
    place = {i: n for n, i in enumerate(kept)}
    words = []
    for i in kept:
        word, head = sentence.words[i], sentence.words[i].head
        while head != ROOT and head not in place:
            head = sentence.words[head].head
        start, end = moved[word.start], moved[word.end]
        words.append(replace(word, start=start, end=end, head=ROOT if head == ROOT else place[head]))
    text = "".join(char for at, char in enumerate(sentence.text) if at not in gone)
    return Sentence(sentence.document, text, tuple(words))


def on_spacy_tokens(nlp: Language, sentence: Sentence) -> Sentence:
    tokens = nlp.make_doc(sentence.text)
    return retokenise(sentence, [(token.idx, token.idx + len(token)) for token in tokens if not token.is_space])


def gold_doc(nlp: Language, sentences: Sequence[Sentence]) -> Doc:
    """One document that joins the sentences by a space and holds their trees."""
    rows = [(sentence, word, i) for sentence in sentences for i, word in enumerate(sentence.words)]
    heads = [at - i + (i if word.head == ROOT else word.head) for at, (_, word, i) in enumerate(rows)]
    starts: list[bool | int | None] = [i == 0 for _, _, i in rows]
    return Doc(
        nlp.vocab,
        words=[sentence.form(word) for sentence, word, _ in rows],
        spaces=[sentence.text[word.end : word.end + 1] in ("", " ") for sentence, word, _ in rows],
        tags=[word.xpos for _, word, _ in rows],
        pos=[word.upos for _, word, _ in rows],
        morphs=[word.features for _, word, _ in rows],
        lemmas=[word.lemma for _, word, _ in rows],
        heads=heads,
        # spaCy's name for what UD calls "root".
        deps=["ROOT" if head == at else rows[at][1].relation for at, head in enumerate(heads)],
        sent_starts=starts,
    )


def blank_doc(gold: Doc, *, boundaries: bool) -> Doc:
    """The same tokens without annotation, except the sentence starts, which the product sets before it parses."""
    words, spaces = [token.text for token in gold], [bool(token.whitespace_) for token in gold]
    starts: list[bool | int | None] = [bool(token.is_sent_start) if boundaries else None for token in gold]
    return Doc(gold.vocab, words=words, spaces=spaces, sent_starts=starts)


def with_spaces(sentence: Sentence, chance: random.Random) -> Sentence:
    """White space that spaCy makes a token of; it hangs on the word before it."""
    gaps = [i for i, word in enumerate(sentence.words) if sentence.text[word.end : word.end + 1] == " "]
    if not gaps:
        return sentence
    at = chance.choice(gaps)
    gap = sentence.words[at].end
    blank = chance.choice(("\n", " ", "\n\n"))
    width = len(blank)
    text = sentence.text[: gap + 1] + blank + sentence.text[gap + 1 :]
    words = [_shifted(word, i > at, at, width) for i, word in enumerate(sentence.words)]
    words.insert(at + 1, Word(gap + 1, gap + 1 + width, blank, "SPACE", "_SP", "", at, "dep"))
    return Sentence(sentence.document, text, tuple(words))


def _shifted(word: Word, moved: bool, at: int, width: int) -> Word:
    head = word.head + 1 if word.head > at else word.head
    shift = width if moved else 0
    return replace(word, head=head, start=word.start + shift, end=word.end + shift)


def runs(sentences: Sequence[Sentence], longest: int, chance: random.Random) -> list[tuple[int, ...]]:
    """Indexes of sentences, cut into runs of one to `longest` that lie in one document."""
    found: list[tuple[int, ...]] = []
    i = 0
    while i < len(sentences):
        size = chance.randint(1, longest)
        ahead = range(i, min(i + size, len(sentences)))
        run = tuple(k for k in ahead if sentences[k].document == sentences[i].document)
        found.append(run)
        i += len(run)
    return found


def batches(
    nlp: Language, sentences: Sequence[Sentence], recipe: Recipe, size: int, seed: int
) -> Iterator[list[Example]]:
    """Endless batches of about `size` words, newly respelt and shuffled in every pass."""
    chance = random.Random(seed)

    @cache
    def spelt(i: int, spelling: str) -> Sentence:
        return on_spacy_tokens(nlp, respell(sentences[i], spelling))

    batch: list[Example] = []
    words = 0
    while True:
        order = runs(sentences, recipe.longest_run, chance)
        chance.shuffle(order)
        for run in order:
            spelling = recipe.spelling(chance.random())
            chosen = [spelt(i, spelling) for i in run]
            if chance.random() < recipe.spaces:
                chosen = [with_spaces(sentence, chance) for sentence in chosen]
            gold = gold_doc(nlp, chosen)
            batch.append(Example(blank_doc(gold, boundaries=chance.random() >= recipe.no_boundaries), gold))
            words += len(gold)
            if words >= size:
                yield batch
                batch, words = [], 0
