"""Whom a report names for a deed in other words: "claimed responsibility for the attack", "blamed X", "was behind it"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from sitrep.extract.drafts.deeds import points
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.stance.none import empty
from sitrep.extract.stance.status import negated
from sitrep.lexicon.nouns import Stance
from sitrep.read.syntax.arguments import conjuncts
from sitrep.read.syntax.clauses import is_passive
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: What somebody may be blamed for or own up to.
DEEDS = frozenset(
    [
        *("air_strike", "shelling", "bombing", "suicide_bombing", "assault", "violence_against_civilians"),
        *("casualty_report", "materiel_destroyed", "abduction"),
    ]
)
#: How many sentences back the deed may stand.
REACH = 3
CULPRITS = frozenset({"actor", "name"})


def name_culprits(
    drafts: Sequence[Draft], sentences: Sequence[Parsed], phrases: Mapping[int, Mapping[int, Phrase]], stance: Stance
) -> None:
    """Gives deeds without a doer whom the same sentence, or one of the next, names for them."""
    for sentence in sentences:
        grid = phrases[sentence.number]
        for verb, heads in _blamed(sentence, stance):
            named = [grid[head.i] for head in heads if head.i in grid and grid[head.i].kind in CULPRITS]
            for draft in _meant(drafts, sentence, stance) if named else ():
                draft.slots.agents = [phrase for phrase in named if phrase not in draft.slots.victims]
                draft.inferred.add("deed")
                draft.reasons.append(f"'{verb.text}': the report names who is said to have done it")


def _blamed(sentence: Parsed, stance: Stance) -> Iterator[tuple[Token, list[Token]]]:
    """Each word that names a culprit, and the heads of the phrases that do."""
    for token in sentence.doc:
        if token.pos_ != "VERB":
            continue
        lemma = lemma_of(token)
        objects = [child for child in token.children if child.dep_ == "obj"]
        if lemma == "blame" and is_passive(token):
            yield token, [each for child in token.children if _on(child) for each in conjuncts(child)]
        elif lemma == "blame":
            yield token, [each for child in objects for each in conjuncts(child)]
        elif lemma in stance.owning and any(lemma_of(child) == "responsibility" for child in objects):
            subjects = [child for child in token.children if child.dep_ == "nsubj"] or _inherited(token)
            if not any(empty(subjects)) and not negated(token, stance):
                yield token, subjects


def _on(child: Token) -> bool:
    return child.dep_ in {"obl", "obj"} and any(case.lower_ == "on" for case in child.lefts)


def _inherited(verb: Token) -> list[Token]:
    """ "The group issued a statement claiming responsibility": whose statement it is."""
    head = verb.head
    if head.pos_ != "VERB":
        head = head.head
    return [child for child in head.children if child.dep_ == "nsubj"] if head.pos_ == "VERB" else []


def _meant(drafts: Sequence[Draft], sentence: Parsed, stance: Stance) -> list[Draft]:
    """The deeds without a doer that the words speak of: of their own sentence, and of the nearest one before it where
    their own has only a noun that points back ("the attack was blamed on …")."""
    deeds = [draft for draft in drafts if draft.type in DEEDS and draft.sentence.number <= sentence.number]
    own = [draft for draft in deeds if draft.sentence.number == sentence.number]
    before = [draft for draft in deeds if 0 < sentence.number - draft.sentence.number <= REACH]
    last = max((draft.sentence.number for draft in before), default=-1)
    told = [] if any(not points(draft) for draft in own) else [d for d in before if d.sentence.number == last]
    return [draft for draft in (*told, *own) if all(_anybody(phrase, stance) for phrase in draft.slots.agents)]


def _anybody(phrase: Phrase, stance: Stance) -> bool:
    """ "A suicide bomber", "gunmen": attackers of whom nothing is told."""
    return (
        phrase.sort == "armed"
        and phrase.name is None
        and phrase.lemma in stance.attackers
        and not ({lemma_of(token) for token in phrase.modifiers} - stance.plain)
    )
