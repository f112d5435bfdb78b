"""One form for the many spellings of a transliterated name, by the tables of data/spelling.yml.

Three forms, each coarser than the one before: `normal_form` (the same name written another way), `sound_form`
(vowels in three classes, words run together), `key` (consonants alone, to find the candidates that are then compared).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.record import Record

#: No name is longer; what follows is not looked at, so that hostile input costs nothing.
LONGEST = 200
ARTICLES = frozenset({"al", "el", "ul", "il"})
#: The article before a sun letter takes its sound: "ash-Shughur", "ad-Dana", "ez-Zor".
SUN_ARTICLE = re.compile(r"[ae](sh|th|dh|s|d|n|r|t|z|l)")
#: "AlGhab", written together but with both capitals.
GLUED_ARTICLE = re.compile(r"\b(Al|El)(?=[A-Z][a-z])")
ARABIC_ARTICLE = re.compile(r"\bال(?=\w{3})")


class Table(Record, forbid_unknown_fields=True):
    """The spelling table of one language."""

    letters: Mapping[str, str] = {}
    form: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, tuple[str, ...]] = {}
    sound: tuple[tuple[str, str], ...] = ()
    key: tuple[tuple[str, str], ...] = ()


class SpellingFile(Record, forbid_unknown_fields=True):
    """data/spelling.yml as it stands."""

    dropped: str
    tables: Mapping[str, Table]


class Rules:
    """Rewriting rules in order, applied until nothing changes. No rule lengthens a name for ever: a test holds that."""

    def __init__(self, rows: tuple[tuple[str, str], ...]) -> None:
        self._rows = [(re.compile(pattern), replacement) for pattern, replacement in rows]

    def __call__(self, text: str) -> str:
        """The text after all rules."""
        for _ in range(len(text) + 2):
            before = text
            for pattern, replacement in self._rows:
                text = pattern.sub(replacement, text)
            if text == before:
                break
        return text


class Spelling:
    """All tables, ready to apply."""

    def __init__(self, file: SpellingFile) -> None:
        tables = file.tables.values()
        dropped = {ord(char): "" for char in file.dropped}
        self.letters = {ord(a): b for table in tables for a, b in table.letters.items()} | dropped
        self.form = Rules(tuple(rule for table in tables for rule in table.form))
        self.words = {other: word for table in tables for word, others in table.words.items() for other in others}
        self.sound = Rules(tuple(rule for table in tables for rule in table.sound))
        self.key = Rules(tuple(rule for table in tables for rule in table.key))


@cache
def _spelling() -> Spelling:
    return Spelling(read_yaml(DATA / "spelling.yml", SpellingFile))


@lru_cache(maxsize=200_000)
def normal_form(name: str) -> str:
    """The name in lower-case ASCII words: one form for all its spellings, "" where it has no letter or digit.

    "Al Mastoumah", "Mastuma" → "mastuma". Idempotent. Only the first 200 characters count.
    """
    words = [word for word in map(_word_form, _words(name)) if word]
    kept = [word for at, word in enumerate(words) if not _is_article(words, at)]
    form = " ".join(kept)
    # Dropping an article can bring another before its noun ("al al Ghab"): once more, until it stays.
    return form if form == name else normal_form(form)


@lru_cache(maxsize=200_000)
def sound_form(name: str) -> str:
    """Coarser: vowels as a, i, u, words run together. "Deir ez-Zor", "Dayr az Zawr" → "dirzur"."""
    return _sound_of(normal_form(name))


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """The skeleton of consonants: all spellings of a name share it, and some other names do. "" only for no name."""
    return _spelling().key(normal_form(name).replace(" ", ""))


def _words(name: str) -> list[str]:
    """The words of the name in lower-case ASCII."""
    spelling = _spelling()
    text = unicodedata.normalize("NFKC", name[:LONGEST])
    text = GLUED_ARTICLE.sub(r"\1 ", text)
    text = ARABIC_ARTICLE.sub("", text).lower().translate(spelling.letters)
    # Symbols go before anyascii, which would spell an emoji out.
    text = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    ascii_text = anyascii(unicodedata.normalize("NFKC", text)).lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", ascii_text))


@lru_cache(maxsize=100_000)
def _word_form(word: str) -> str:
    spelling = _spelling()
    form = spelling.form(word)
    return spelling.words.get(form, form)


def _is_article(words: list[str], at: int) -> bool:
    """Whether the word is an Arabic article of the one that follows."""
    if at + 1 >= len(words):
        return False
    assimilated = SUN_ARTICLE.fullmatch(words[at])
    return words[at] in ARTICLES or bool(assimilated and words[at + 1].startswith(assimilated.group(1)))


SHORT_VOWELS = str.maketrans("", "", "aiu")
#: Likeness of two names, by the coarsest form in which they still agree.
SAME_FORM, SAME_SOUND, VOWEL, OTHER = 1.0, 0.95, 0.05, 0.7


@lru_cache(maxsize=400_000)
def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; symmetric.

    1: one normal form. 0.95: one sound. 0.9 and 0.85: one or two short vowels differ between the same consonants.
    Below 0.7: other names, by the share of letters that their forms have in common.
    """
    if normal_form(one) == normal_form(other):
        return SAME_FORM if normal_form(one) else 0.0
    first, second = sound_form(one), sound_form(other)
    if first == second:
        return SAME_SOUND
    edits = _vowel_edits(first, second)
    if edits:
        return SAME_SOUND - VOWEL * edits
    # No form decides alone: in GeoNames' own other names the mean of the three ranks best (docs/places.md).
    shares = [fuzz.ratio(form(one), form(other)) / 100 for form in (normal_form, sound_form, key)]
    return round(OTHER * sum(shares) / len(shares), 4)


def form_likeness(one: str, other: str) -> float:
    """The likeness of two normal forms where they are one name, else 0: what a search needs, without all the rest."""
    if one == other:
        return SAME_FORM if one else 0.0
    first, second = _sound_of(one), _sound_of(other)
    if first == second:
        return SAME_SOUND
    edits = _vowel_edits(first, second)
    return SAME_SOUND - VOWEL * edits if edits else 0.0


def slug(name: str) -> str:
    """The name in the id of somebody whom the roster lacks: small letters, digits and hyphens; "name" where none is left."""
    return re.sub(r"[^a-z0-9]+", "-", normal_form(name)).strip("-") or "name"


@lru_cache(maxsize=400_000)
def _sound_of(form: str) -> str:
    return _spelling().sound(form.replace(" ", ""))


def _vowel_edits(one: str, other: str) -> int:
    """How many short vowels differ where all consonants are the same: 1, 2, or 0 for names that differ in more.

    Written Arabic leaves short vowels out, so that "Mseibeen" and "Musaybin" are one; but u is not a, a last vowel
    tells names apart ("Sarmin", "Sarmina"), and in a short name each vowel counts ("Basra", "Bosra").
    """
    if one.translate(SHORT_VOWELS) != other.translate(SHORT_VOWELS) or key(one) != key(other):
        return 0
    vowels, others = re.split("[^aiu]", one), re.split("[^aiu]", other)
    pairs = [(a, b) for a, b in zip(vowels, others, strict=True) if a != b]
    least = min(len(one), len(other))
    if vowels[-1] != others[-1] or len(pairs) > (2 if least >= 8 else 1) or least < 5:
        return 0
    left_out = all("" in pair or set(pair) == {"a", "i"} for pair in pairs)
    return len(pairs) if left_out else 0
