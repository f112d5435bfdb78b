"""Tables for spaCy's rule lemmatizer, learnt from treebanks: known forms by word class, and endings for unknown ones.

A table was preferred to spaCy's trainable lemmatizer because it does not mind case: "SEIZED" and "Seized" in a headline give "seize".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.lookups import Lookups

from conllu import Sentence

# Word classes whose lemma is the lower-cased form changed by an ending; all others have closed lists.
OPEN_CLASSES = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX"})
LONGEST_ENDING = 6
FEWEST_WORDS = 2

Pairs = dict[str, dict[str, Counter[str]]]  # word class -> form -> how often each lemma
Rule = tuple[str, str]


def lemma_tables(sentences: Iterable[Sentence]) -> Lookups:
    """Tables under the names that spaCy's rule lemmatizer asks for."""
    pairs = _pairs(sentences)
    exceptions, rules = {}, {}
    for upos, forms in sorted(pairs.items()):
        best = {form: max(sorted(counts), key=counts.__getitem__) for form, counts in forms.items()}
        rules[upos.lower()] = _ending_rules(best) if upos in OPEN_CLASSES else []
        regular = {form for form, lemma in best.items() if apply_rules(rules[upos.lower()], form) == lemma}
        exceptions[upos.lower()] = {form: [lemma] for form, lemma in sorted(best.items()) if form not in regular}
    lookups = Lookups()
    lookups.add_table("lemma_rules", rules)
    lookups.add_table("lemma_exc", exceptions)
    lookups.add_table("lemma_index", {})
    return lookups


def _pairs(sentences: Iterable[Sentence]) -> Pairs:
    pairs: Pairs = defaultdict(lambda: defaultdict(Counter))
    for sentence in sentences:
        for word in sentence.words:
            # The lemma of a name is the name: spaCy's lemmatizer keeps it where its class has no table.
            if word.upos not in ("PROPN", "PUNCT", "SYM", "X") and word.end > word.start:
                pairs[word.upos][sentence.form(word).lower()][word.lemma] += 1
    return pairs


def apply_rules(rules: list[Rule], form: str) -> str:
    """What spaCy does with an unknown form: the first rule that fits."""
    for old, new in rules:
        if form.endswith(old) and form != old:
            return form[: -len(old)] + new
    return form


def _ending_rules(best: dict[str, str]) -> list[Rule]:
    """For each ending the change that most forms with it undergo, longest ending first; those that a shorter one implies are left out."""
    changes: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in best.items():
        if not form.isalpha():
            continue
        for size in range(1, min(LONGEST_ENDING, len(form) - 1) + 1):
            stem = form[:-size]
            if lemma.startswith(stem):
                changes[form[-size:]][lemma[len(stem) :]] += 1
            else:
                changes[form[-size:]]["\0"] += 1  # irregular: no change of this ending explains it
    rules: dict[str, str] = {}
    for ending in sorted(changes, key=lambda e: (len(e), e)):
        new, count = max(sorted(changes[ending].items()), key=lambda item: item[1])
        implied = apply_rules(_longest_first(rules), "\0" + ending)[1:]
        if new != "\0" and count >= FEWEST_WORDS and new != implied:
            rules[ending] = new
    return _longest_first(rules)


def _longest_first(rules: dict[str, str]) -> list[Rule]:
    return sorted(rules.items(), key=lambda rule: (-len(rule[0]), rule[0]))
