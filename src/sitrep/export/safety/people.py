"""Withholding the names of private persons, in names of actors and in any words that a report used.

Told the other way round: a capitalised word stays where something is known that it names (a listed actor, a place, a
group by its form, a day, an office) or where it is a common word; everything else may be a person and is withheld. So a
rare name of a village or group may go too, which harms less than the other mistake. What is written in another script
than Latin is withheld, as nothing here could tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sitrep.export.safety.words import codebook_words, common_words, safety_words
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef

WITHHELD = "[name withheld]"
#: Someone in a list of actors whose name is withheld.
PERSON_ID, PERSON_NAME = "person:withheld", "a person (name withheld)"

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-ŽŻ][\w'’ʿʾ.-]*[\w]|[A-Z]"
_PARTICLE = r"(?:al|el|ul|bin|bint|ibn|abu|abd|umm|von|van|der|de|la|du|ad|ash|as|an|ar|at|az)"
#: Capitalised words one after another, particles of names between them; a comma or another sign ends the run.
_RUN = re.compile(rf"(?:\b{_PARTICLE}[ -])?(?:{_WORD})(?:[ ](?:(?:of the|of|for|{_PARTICLE})[ -])?(?:{_WORD}))*")
#: Letters of other scripts, with what stands between them.
_LETTER = r"[\u0370-\u1cff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefc]"
_OTHER_SCRIPT = re.compile(rf"{_LETTER}+(?:[^A-Za-z\n]{{0,3}}{_LETTER}+)*")
#: What may be hung on a name: "Qaeda-linked", "Iran-backed".
_HUNG = re.compile(r"-[a-z]+$")
_LONGEST = 6  # words of one name
_JOINTS = frozenset({"of", "for", "the"})
_STEMS = ("’s", "'s", "s", "es", "ed", "d", "ing", "ly")


class People:
    """Tells private persons from everybody else, and masks their names."""

    def __init__(self, roster: Roster, gazetteer: Gazetteer) -> None:
        self._roster, self._gazetteer = roster, gazetteer
        words = roster.words
        self._groups = frozenset(word for kind in words.kinds_by_word.values() for word in kind)
        self._groups |= frozenset(words.designators)
        self._plain = safety_words().calendar | words.faiths | frozenset(words.titles) | frozenset(roster.adjectives)
        self._plain |= codebook_words()
        self._listed: dict[str, bool] = {}

    def is_private(self, ref: ActorRef) -> bool:
        """Whether the words stand for a person who is not listed as a public figure."""
        if ref.id is None:
            return False  # a description; `mask` takes names out of it
        if ref.id.startswith("person:"):
            return True
        if ref.id.startswith("unlisted:"):
            return WITHHELD in self.mask(ref.name)
        return False

    def actor(self, ref: ActorRef) -> ActorRef:
        """The reference without a private person's name."""
        if self.is_private(ref):
            return ActorRef(
                id=PERSON_ID, name=PERSON_NAME, text=WITHHELD, start=ref.start, end=ref.end, reason="name withheld"
            )
        known = (ref.name,) if ref.id else ()
        text, name, reason = (self.mask(words, known) for words in (ref.text, ref.name, ref.reason))
        if (text, name, reason) == (ref.text, ref.name, ref.reason):
            return ref
        return ActorRef(
            id=ref.id, name=ref.name if ref.id else name, text=text, start=ref.start, end=ref.end, reason=reason
        )

    def mask(self, text: str, known: Iterable[str] = ()) -> str:
        """The text with what may be a private person's name replaced. `known` are names that stay."""
        if not text:
            return text
        kept = _words(tuple(known))
        masked = _RUN.sub(lambda found: self._mask_run(found.group(), kept), text)
        return _OTHER_SCRIPT.sub(WITHHELD, masked)

    def _mask_run(self, run: str, kept: frozenset[str]) -> str:
        words, out, at, office = run.split(" "), [], 0, False
        while at < len(words):
            length, stays = self._piece(words, at, kept)
            if not stays and office:
                length, stays = _name_length(words, at), True
            out.append((" ".join(words[at : at + length]), stays))
            office = _office_ends(words, at + length)
            at += length
        return _joined(out)

    def _piece(self, words: Sequence[str], at: int, kept: frozenset[str]) -> tuple[int, bool]:
        """How many words from here are one piece, and whether it stays."""
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if length > 1 and (self._knows(phrase) or self._is_group(words[at : at + length])):
                return length, True
        word = words[at]
        if word.casefold() in safety_words().openers:
            return min(3, len(words) - at), True
        if _bare(word) in kept or self._is_plain(word):
            return 1, True
        # Two places side by side are no places but somebody's names: "Saleh Omar".
        alone = (at == 0 or self._is_plain(words[at - 1])) and (at + 1 == len(words) or self._is_plain(words[at + 1]))
        return 1, self._knows(word) and alone

    def _is_group(self, words: Sequence[str]) -> bool:
        """Whether the words are a group's name by their form: "Mountain Falcons Brigade"."""
        bare = [_bare(word) for word in words]
        closed = bare[-1] in self._groups and bare[-1] not in safety_words().openers
        return closed and not any(word in _JOINTS or word in self._roster.words.titles for word in bare)

    def _is_plain(self, word: str) -> bool:
        bare = _bare(word)
        if (
            bare in _JOINTS
            or bare in self._plain
            or bare in self._groups
            or bare in common_words()
            or bare in safety_words().offices
        ):
            return True
        if word.isupper() and 1 < len(word) <= 6:
            return True  # an abbreviation, or a heading in capitals
        return any(
            bare.endswith(end) and bare.removesuffix(end) in words
            for end in _STEMS
            for words in (common_words(), self._plain)
        )

    def _knows(self, phrase: str) -> bool:
        bare = _HUNG.sub("", phrase.removesuffix("'s").removesuffix("’s"))
        if bare not in self._listed:
            ruler = bare.casefold() in self._roster.leaders
            self._listed[bare] = ruler or self._roster.knows(bare) or self._gazetteer.knows(bare)
        return self._listed[bare]


@lru_cache(maxsize=4096)
def _words(names: tuple[str, ...]) -> frozenset[str]:
    """All words of the names, bare."""
    return frozenset(_bare(word) for name in names for word in name.split())


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    return _HUNG.sub("", word).casefold().removesuffix("'s").removesuffix("’s").strip(".'’")


def _office_ends(words: Sequence[str], at: int) -> bool:
    """Whether an office ends right before this word: "Prime Minister" in "Prime Minister X"."""
    before = [_bare(word) for word in words[max(0, at - 2) : at]]
    return bool(before) and (before[-1] in safety_words().offices or " ".join(before) in safety_words().offices)


def _name_length(words: Sequence[str], at: int) -> int:
    """How many words from here are an official's name: all that are left of the run, three at most."""
    return min(3, len(words) - at)


def _joined(pieces: Sequence[tuple[str, bool]]) -> str:
    """The pieces as text, each stretch of withheld ones as one mark."""
    out: list[str] = []
    for text, stays in pieces:
        if stays:
            out.append(text)
        elif not out or out[-1] != WITHHELD:
            out.append(WITHHELD)
    return " ".join(out)
