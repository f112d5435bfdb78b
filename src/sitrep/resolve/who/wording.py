"""The words of a mention taken apart: determiners off, noun and its class, adjectives, proper name, links."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitrep.lexicon.roster_files import GenericFile, Label
from sitrep.lexicon.rosters import Roster
from sitrep.model.record import Record
from sitrep.model.text import Document, Mention

WORD = re.compile(r"\S+")
#: A hyphenated word stays one, and so do initials: "pro-regime", "Turkish-backed", "U.S.".
TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’.‐‑–-][^\W_]+)*")
#: What an aircraft is called; "F" is what a reader leaves of "F/A-18".
AIRFRAME = re.compile(r"\w+(?:/\w)?[-‐‑–]\d+\w*|[A-Z]")
GREAT = frozenset(
    {"large", "great", "big", "huge", "small", "significant", "considerable", "vast"}
)  # "a large number of"
QUOTES = "\"'“”‘’«»()[]…,;:"
#: Longer phrases are taken at their first words; no phrase of a report has so many.
LONGEST = 300


class Wording(Record):
    """A mention's words.

    bare        without determiners, counts and what follows: "the 15 pro-regime soldiers" → "pro-regime soldiers"
    name        its proper name; None where it has none, or where that only describes it ("Al-Qaeda-linked group")
    core        the name without words such as "group", "news agency" around it
    linked      the name before "-linked", "-backed", …
    noun        the common noun that heads it, as lemma; "" where a name does
    noun_class  its class in generic.yml, and `term`, the words that have it: "security force"
    adjectives  the small words before the noun
    role        what a person is: "rebel officer"
    preposition between a person and the group
    common      no proper name in it
    kind_of_name what a name that the roster lacks seems to name: an ActorKind, or ""
    label       the partisan label that it is, if any
    """

    bare: str
    name: str | None
    core: str
    linked: str | None
    noun: str
    noun_class: str | None
    term: str
    adjectives: tuple[str, ...]
    role: str
    preposition: str
    common: bool
    kind_of_name: str
    label: Label | None


def word_it(mention: Mention, document: Document, roster: Roster) -> Wording:
    """The mention's words taken apart."""
    words = roster.words
    text = _main(mention, document)
    bare = _bare(text, words)
    linked = _linked(mention, text, words)
    name = _stripped(mention.name.text) if mention.name is not None and not linked else None
    name = _without_office(_uncounted(name, roster), roster) if name is not None else None
    if name is not None and _describes(name.casefold(), mention, roster):
        name = None  # "Syrian jets": the country of the jets, not their name
    if name is not None and mention.local and not roster.is_metonym(name):
        name = None  # "Deir Ezzor army units": where they are
    flown = name is not None and AIRFRAME.fullmatch(name) is not None and not roster.lookup(name)
    if flown:
        name = None  # "US B-52 bombers": what they fly
    noun = _noun(mention, text, name)
    before = _before(text, noun, name, mention)
    term, noun_class = _term(noun, before, mention.plural, roster) if noun else ("", None)
    return Wording(
        bare=bare,
        name=name,
        core=_core(name, words) if name else "",
        linked=linked,
        noun=noun,
        noun_class="aircraft" if flown and noun else noun_class,
        term=term,
        adjectives=before,
        role=_role(bare, name, mention),
        preposition=(mention.relation if mention.relation in words.prepositions else None)
        or ("in" if mention.possessor is None else "of"),
        common=mention.name is None or linked is not None,
        kind_of_name=_kind_of_name(name, noun_class, before, words) if name else "",
        label=_label(bare, text, noun, name, mention, words),
    )


def _describes(name: str, mention: Mention, roster: Roster) -> bool:
    """Whether what is written as a name is an adjective: "Kurdish", before a noun "Syrian"."""
    return name in roster.side_words | roster.words.faiths or (bool(mention.head) and name in roster.adjectives)


def _main(mention: Mention, document: Document) -> str:
    """The phrase up to the group behind it."""
    ends = [anchor.span.start for anchor in mention.anchors if anchor.span.start > mention.span.start]
    text = document.text[mention.span.start : min(ends)] if ends else mention.span.text
    text = text[:LONGEST].strip()
    while (
        ends
        and (cut := re.sub(r"\s+(?:\w+|’s)$", "", text)) != text
        and text.split()[-1].lower() in {"the", "a", "an", mention.relation}
    ):
        text = cut
    return text


def _bare(text: str, words: GenericFile) -> str:
    """Without leading determiners, counts and measures: "a group of the 15 rebels" → "rebels"."""
    tokens = [(found.start(), found[0].strip(QUOTES).casefold()) for found in WORD.finditer(text)]
    after = [small for _, small in tokens[1:]]
    for (start, small), following in zip(tokens, [*after, ""], strict=False):
        measure = (following == "of" and small in words.measures) or (small in GREAT and following in words.measures)
        number = re.fullmatch(r"[\d.,]+", small) or all(part in words.determiners for part in small.split("-"))
        if small and not measure and not number:
            return text[start:].strip(QUOTES + " ")
    return text.strip(QUOTES + " ")


def _uncounted(name: str, roster: Roster) -> str:
    """ "Thirteen South African": a count that opens a sentence is no part of a nation's name."""
    first, _, rest = name.partition(" ")
    return rest if first.casefold() in roster.words.determiners and rest.casefold() in roster.adjectives else name


def _stripped(name: str) -> str:
    return re.sub(r"['’]s?$", "", name.strip().strip('“”"‘()[],;:'))


def _without_office(name: str, roster: Roster) -> str:
    """ "Ivan Petrov" of "Defence Minister Ivan Petrov", of "Rear Adm. Ivan Petrov", unless the roster has the whole."""
    tokens = name.split()
    if roster.lookup(name):
        return name
    ranks = [at for at, token in enumerate(tokens[:-2]) if token.casefold().removesuffix(".") in roster.words.titles]
    if ranks and tokens[ranks[-1]].endswith(".") and ranks == list(range(len(ranks))):
        return " ".join(tokens[len(ranks) :])
    offices = [at for at, token in enumerate(tokens[:-2]) if token.casefold() in roster.words.offices]
    if not offices or not 2 <= len(tokens) - offices[-1] - 1 <= 4:
        return name
    return " ".join(tokens[offices[-1] + 1 :])


def _linked(mention: Mention, text: str, words: GenericFile) -> str | None:
    """The name in "Al-Qaeda-linked", "FSA-affiliated", where that only describes the noun."""
    links = "|".join(words.links)
    found = re.search(rf"(\S(?:[^,;]*?\S)?)[-‐‑–](?:{links})\b", text)
    if found is None:
        return None
    prefix = _bare(found[1], words)
    if mention.name is not None and mention.name.start >= mention.span.start + found.end():
        return None  # "the FSA-affiliated Mountain Falcons": the name is its own
    return prefix


def _noun(mention: Mention, text: str, name: str | None) -> str:
    """The common noun, unless it is a word of the name itself."""
    noun = mention.head.casefold()
    if not noun or mention.name is None or name is None:
        return noun
    outside = text.replace(mention.name.text, " ").casefold()
    stem = noun[: max(3, len(noun) - 2)]
    return noun if any(token.startswith(stem) for token in TOKEN.findall(outside)) else ""


def _before(text: str, noun: str, name: str | None, mention: Mention) -> tuple[str, ...]:
    """The words before the noun, small, without the name; a country that only describes the noun is no name."""
    own = mention.name.text if mention.name is not None and name is not None else ""
    tokens = [token.casefold() for token in TOKEN.findall(text.replace(own, " ") if own else text)]
    stem = noun[: max(3, len(noun) - 2)]
    ends = [at for at, token in enumerate(tokens) if noun and token.startswith(stem)]
    before = tokens[: ends[-1]] if ends else tokens
    linked = {word for token in tokens for word in re.split(r"[‐‑–-]", token)[:-1]}  # "Russian-backed" is not Russian
    modifiers = (word.casefold() for word in mention.modifiers)
    return tuple(dict.fromkeys((*before, *(word for word in modifiers if word not in {own.casefold(), *linked}))))


def _forms(noun: str, plural: bool) -> Iterable[str]:
    return (f"{noun}s", noun) if plural else (noun,)


def _term(noun: str, before: tuple[str, ...], plural: bool, roster: Roster) -> tuple[str, str | None]:
    """The longest term that ends with the noun, and its class: "rebel officer" before "officer"."""
    for count in range(min(2, len(before)), -1, -1):
        for form in _forms(noun, plural):
            term = " ".join((*before[len(before) - count :], form))
            found = roster.word_class(term)
            if found is not None:
                return term, found
    return noun, None


def _role(bare: str, name: str | None, mention: Mention) -> str:
    """What a person is, in the words of the text: "senior leader" of "Haqqani senior leader", "the army's senior leader"."""
    if mention.possessor is not None:
        bare = re.split(r"['’]s?\s+", bare)[-1]
    words = bare.replace(name, " ").split() if name else bare.split()
    return " ".join(word for word in words if word not in {"'s", "’s"})


def _core(name: str, words: GenericFile) -> str:
    """The name without the designators after it, the longest first."""
    small = name.casefold()
    for word in sorted(words.designators, key=len, reverse=True):
        if small.endswith(f" {word}") and len(small) > len(word) + 3:
            return name[: -len(word) - 1]
    return name


def _kind_of_name(name: str, noun_class: str | None, before: tuple[str, ...], words: GenericFile) -> str:
    """From a title beside it, or from its own words."""
    if noun_class == "person" or any(word.rstrip(".") in words.titles for word in before):
        return "person"
    own = name.casefold().split()
    for kind, marks in words.kinds_by_word.items():
        if any(mark in own or (" " in mark and mark in name.casefold()) for mark in marks):
            return kind
    if noun_class in {"outlet", "monitor", "organisation"}:
        return noun_class
    if noun_class in {"collective", "armed", "insurgents"}:
        return "rebel_group"
    return ""


def _label(bare: str, text: str, noun: str, name: str | None, mention: Mention, words: GenericFile) -> Label | None:
    phrases = {bare.casefold(), text.casefold()}
    plain = {noun, f"{noun}s"} if noun and name is None and not mention.anchors else set()
    for label in words.labels:
        if phrases & set(label.words) or plain & set(label.words):
            return label
    return None
