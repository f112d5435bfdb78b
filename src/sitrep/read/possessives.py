"""Possessives whose apostrophe is lost: "Syrias war", "the armys guns" in archives that kept none.

Only in a text without a single apostrophe; elsewhere such a word is a plural. The "s" becomes a token of its own, so that
everything after reads "Syria" and a possessive.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from sitrep.read.syntax.known import Known

APOSTROPHES = ("'", "’", "‘", "`")
#: A text shorter than this may do without apostrophes by chance.
LONG_ENOUGH = 300
#: One thing, not several, where one of these stands before it: "the armys guns".
ONE = frozenset({"the", "this", "that", "a", "an", "its", "their", "another"})
#: Nouns of one body or place that own things in reports.
OWNERS = frozenset(
    {
        *("army", "regime", "government", "country", "city", "town", "village", "group", "coalition", "organisation"),
        *("organization", "province", "region", "district", "capital", "militia", "president", "movement", "alliance"),
        *("opposition", "monitor", "observatory", "ministry", "force", "world", "family", "base", "area", "military"),
    }
)
#: A word with no more letters is rather a name as it stands: "Hans".
SHORTEST = 4
#: "Strike kills seven in Khan Younis – medics".
DASHES = frozenset({"–", "—"})
FOLLOWS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "JJR", "VBN", "CD", "HYPH"})


def lost_apostrophes(text: str) -> bool:
    """Whether the text is long and has no apostrophe at all."""
    return len(text) >= LONG_ENOUGH and not any(mark in text for mark in APOSTROPHES)


def split_possessives(doc: Doc, known: Known) -> Doc:
    """The tagged sentence with a token of its own for each possessive "s" that lost its apostrophe."""
    owners = [token for token in _candidates(doc) if _owns(token, known)]
    with doc.retokenize() as retokenizer:
        for token in owners:
            stem = token.text[:-1]
            heads: list[Token | tuple[Token, int]] = [(token, 0), (token, 0)]
            tags: dict[str | int, list[str]] = {
                "TAG": [token.tag_ if token.text[0].isupper() else "NN", "POS"],
                "POS": [token.pos_, "PART"],
            }
            retokenizer.split(token, [stem, "s"], heads=heads, attrs=tags)
    return doc


def _candidates(doc: Doc) -> Iterator[Token]:
    for token in doc[:-1]:
        after = token.nbor(1)
        follows = after.tag_ in FOLLOWS and after.text not in DASHES
        if len(token) > SHORTEST and token.text.endswith("s") and token.is_alpha and follows:
            yield token


def _owns(token: Token, known: Known) -> bool:
    stem = token.text[:-1]
    if token.text[0].islower():
        before = token.nbor(-1).lower_ if token.i else ""
        far = token.nbor(-2).lower_ if token.i > 1 else ""
        return stem in OWNERS and (before in ONE or far in ONE)
    whole, owner = known.kind(token.text), known.kind(stem)
    if whole == "place":
        return False  # "Damascus", though some spell it "Damascu"
    if stem.lower() in known.words.nations:
        return True
    return bool(owner) and whole in {"", owner}  # not "Hamas", though "Hama" is a name as well
