"""Invented sentences of war reporting with their trees, from the rules in `reports.grammar`."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from conllu import ROOT, Sentence, Word

GRAMMAR = Path(__file__).parent / "reports.grammar"
SOMETIMES = 0.4
RUN = 4  # sentences that are shown as one text

Rules = dict[str, list[list[str]]]

UPOS = {
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("JJ", "JJS"), "ADJ"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("IN", "RP"), "ADP"),
    **dict.fromkeys((",", ".", "HYPH", "``", "''"), "PUNCT"),
    "CD": "NUM",
    "RB": "ADV",
    "DT": "DET",
    "CC": "CCONJ",
    "PRP$": "PRON",
    "TO": "PART",
    "WRB": "ADV",
}
OTHER_CLASS = {("mark", "IN"): "SCONJ", ("amod", "NNP"): "ADJ"}
FEATURES = {
    **dict.fromkeys(("NN", "NNP"), "Number=Sing"),
    **dict.fromkeys(("NNS", "NNPS"), "Number=Plur"),
    "JJS": "Degree=Sup",
    "CD": "NumType=Card",
    "VB": "VerbForm=Inf",
    "VBG": "Tense=Pres|VerbForm=Part",
    "VBN": "Tense=Past|VerbForm=Part|Voice=Pass",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBP": "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin",
    "PRP$": "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs",
    "WRB": "PronType=Int",
}
ARTICLES = {"the": "Definite=Def|PronType=Art", "this": "Number=Sing|PronType=Dem"}
PAST = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"


@dataclass
class Node:
    """A word of the tree that grows; children stand before or after it."""

    form: str
    xpos: str
    relation: str = "root"
    before: list["Node"] = field(default_factory=list)
    after: list["Node"] = field(default_factory=list)

    def in_order(self) -> Iterator["Node"]:
        for node in self.before:
            yield from node.in_order()
        yield self
        for node in self.after:
            yield from node.in_order()


def read_grammar(path: Path = GRAMMAR) -> Rules:
    rules: Rules = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            name = line
        elif line.startswith(" "):
            rules.setdefault(name, []).append(line.split())
    return rules


def invented_reports(count: int, seed: int) -> list[Sentence]:
    """The same seed gives the same sentences."""
    rules, chance = read_grammar(), random.Random(seed)
    return [_sentence(i, _grow("REPORT", rules, chance)) for i in range(count)]


def _grow(symbol: str, rules: Rules, chance: random.Random) -> Node:
    if "/" in symbol:
        form, _, xpos = symbol.rpartition("/")
        return Node(form.replace("@", _name(rules, chance)), xpos)
    head: Node | None = None
    before: list[Node] = []
    after: list[Node] = []
    for item in _items(chance.choice(rules[symbol]), rules, chance):
        relation, _, part = item.partition("=")
        if item.startswith("*"):
            head = _grow(item[1:], rules, chance)
        else:
            node = replace(_grow(part, rules, chance), relation=relation)
            (before if head is None else after).append(node)
    assert head is not None, f"{symbol}: a line without a head"
    # What a phrase has around its head lies nearer than what the phrase gets from outside.
    return replace(head, before=before + head.before, after=head.after + after)


def _items(line: list[str], rules: Rules, chance: random.Random) -> Iterator[str]:
    for item in line:
        if item.endswith("?") and chance.random() > SOMETIMES:
            continue
        part = item.removesuffix("?")
        if part.startswith("+"):
            yield from _items(chance.choice(rules[part[1:]]), rules, chance)
        else:
            yield part


def _name(rules: Rules, chance: random.Random) -> str:
    (beginnings,), (endings,) = rules["BEGINNING_OF_NAME"], rules["ENDING_OF_NAME"]
    return chance.choice(beginnings) + chance.choice(endings)


def _sentence(number: int, root: Node) -> Sentence:
    nodes = list(root.in_order())
    heads = {id(child): i for i, node in enumerate(nodes) for child in (*node.before, *node.after)}
    text = ""
    words: list[Word] = []
    for node in nodes:
        glued = node.form.startswith("~") or node.xpos in (",", ".") or text.endswith("~")
        text = text.removesuffix("~") + ("" if glued or not text else " ")
        form, upos, features = _inflected(node, nodes, heads)
        form = form[:1].upper() + form[1:] if text in ("", '"') else form
        start = len(text)
        text += form
        head = heads.get(id(node), ROOT)
        words.append(Word(start, len(text), form, upos, node.xpos, features, head, node.relation))
        text += "~" if node.form.endswith("~") else ""
    return Sentence(f"invented {number // RUN}", text, tuple(words))


def _inflected(node: Node, nodes: list[Node], heads: dict[int, int]) -> tuple[str, str, str]:
    """Form, word class and features; past tenses agree with their subject."""
    form, upos = node.form.strip("~"), UPOS[node.xpos]
    upos = OTHER_CLASS.get((node.relation, node.xpos), upos)
    if node.xpos == "DT":
        return form, upos, ARTICLES.get(form, "Definite=Ind|PronType=Art")
    if node.xpos != "VBD":
        return form, upos, FEATURES.get(node.xpos, "")
    verb = nodes[heads[id(node)]] if node.relation == "aux:pass" else node
    plural = any(n.xpos in ("NNS", "NNPS") for n in verb.before if n.relation.startswith("nsubj"))
    features = PAST.format("Plur" if plural else "Sing")
    return ("were" if plural else "was", "AUX", features) if form == "was" else (form, upos, features)
