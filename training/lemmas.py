"""Tables for spaCy's rule lemmatizer, learnt from treebanks: known forms by word class, and endings for unknown ones.

A table was preferred to spaCy's trainable lemmatizer because it does not mind case: "SEIZED" and "Seized" in a
headline give "seize".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from conllu import Sentence
from spacy.lookups import Lookups

VERBS = Path(__file__).parent / "verbs.txt"
# Word classes whose lemma is the form changed by an ending; all others have closed lists.
OPEN_CLASSES = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX"})
# What comes from names and typing keeps its case unless the treebanks know better; the rest is lower-cased.
CASED_CLASSES = frozenset({"PROPN", "PUNCT", "SYM", "X"})
LOWER_CASE = ("", "")  # fits every form and changes nothing but its case
LONGEST_ENDING = 6
FEWEST_WORDS = 2
LISTED_WEIGHT = 3  # a listed form counts as if seen so often, which outvotes a slip in the treebank
# A consonant that doubles before "-ed": "rig", "gas", "swap".
DOUBLING = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
AFTER_CONSONANT = re.compile(r".*[^aeiou]y")
HISSING = ("s", "x", "z", "ch", "sh")

Rule = tuple[str, str]
Lemmas = dict[str, dict[str, str]]  # word class -> lower-cased form -> lemma


def lemma_tables(sentences: Iterable[Sentence]) -> Lookups:
    """Tables under the names that spaCy's rule lemmatizer asks for."""
    best = _lemmas(sentences)
    expected = _expected_forms(best)
    rules, exceptions = {}, {}
    for upos, lemmas in sorted(best.items()):
        name, cased = upos.lower(), upos in CASED_CLASSES
        rules[name] = [*(_ending_rules(lemmas) if upos in OPEN_CLASSES else []), *([] if cased else [LOWER_CASE])]
        forms = expected.get(upos, {}) | lemmas
        exceptions[name] = {
            form: [lemma]
            for form, lemma in sorted(forms.items())
            if (form != lemma.lower() if cased else apply_rules(rules[name], form) != lemma)
        }
    lookups = Lookups()
    lookups.add_table("lemma_rules", rules)
    lookups.add_table("lemma_exc", exceptions)
    lookups.add_table("lemma_index", {})
    return lookups


def _lemmas(sentences: Iterable[Sentence]) -> Lemmas:
    """The lemma that each form has most often, by word class."""
    pairs: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for sentence in sentences:
        for word in sentence.words:
            # "_" stands where a word was typed in two pieces.
            if word.lemma != "_" and word.end > word.start:
                pairs[word.upos][sentence.form(word).lower()][word.lemma] += 1
    for form, verb in _listed_verbs().items():
        pairs["VERB"][form][verb] += LISTED_WEIGHT
    return {
        upos: {form: max(sorted(counts), key=counts.__getitem__) for form, counts in forms.items()}
        for upos, forms in pairs.items()
    }


def _expected_forms(best: Lemmas) -> Lemmas:
    """Inflected forms that the treebanks lack of words that they have."""
    verbs: dict[str, str] = {}
    # English makes verbs of nouns and adjectives ("shelled", "freed"); a known verb overrides them.
    for upos in ("ADJ", "NOUN", "VERB"):
        for lemma in sorted(set(best[upos].values())):
            if lemma.isalpha() and lemma.islower():
                verbs |= dict.fromkeys((*_regular_past(lemma), _with_s(lemma)), lemma)
    nouns = {_with_s(lemma): lemma for lemma in sorted(set(best["NOUN"].values())) if lemma.isalpha()}
    return {"VERB": verbs, "NOUN": nouns}


def _regular_past(verb: str) -> tuple[str, str]:
    """The "-ed" and the "-ing" form."""
    if verb.endswith("e"):
        return verb + "d", verb + "ing" if verb.endswith("ee") else verb[:-1] + "ing"
    if AFTER_CONSONANT.fullmatch(verb):
        return verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if DOUBLING.fullmatch(verb) else verb
    return stem + "ed", stem + "ing"


def _with_s(word: str) -> str:
    if AFTER_CONSONANT.fullmatch(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(HISSING) else "s")


def _listed_verbs() -> dict[str, str]:
    lines = [line.split() for line in VERBS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {form: verb for verb, *parts in lines for part in (verb, *parts) for form in part.split("/")}


def apply_rules(rules: list[Rule], form: str) -> str:
    """What spaCy does with a form that is no exception, having no index of known words: the first rule that fits."""
    found = (form[: len(form) - len(old)] + new for old, new in rules if form.endswith(old))
    return next((lemma for lemma in found if lemma), form)


def _ending_rules(best: dict[str, str]) -> list[Rule]:
    """For each ending the change that most forms with it undergo, longest first; not where a shorter one implies it."""
    changes: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in best.items():
        for size in range(1, min(LONGEST_ENDING, len(form) - 1) + 1):
            stem = form[:-size]
            # An irregular form speaks against the endings that do not explain it.
            change = lemma[len(stem) :] if lemma.startswith(stem) else "\0"
            changes[form[-size:]][change] += form.isalpha()
    rules: dict[str, str] = {}
    for ending in sorted(changes, key=lambda e: (len(e), e)):
        new, count = max(sorted(changes[ending].items()), key=lambda item: item[1])
        implied = apply_rules(_longest_first(rules.items()), "\0" + ending).removeprefix("\0")
        if new != "\0" and count >= FEWEST_WORDS and new != implied:
            rules[ending] = new
    return _longest_first(rules.items())


def _longest_first(rules: Iterable[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: (-len(rule[0]), rule))
