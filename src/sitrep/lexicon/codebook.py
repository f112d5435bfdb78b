"""The codebook: claim types as data. One file a type in data/codebook, frames in data/frames.yml; docs/codebook.md shows it.

`--codebook DIR` adds files of the same shape; a file with a known type's name replaces that type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from sitrep.errors import LexiconError
from sitrep.lexicon.files import DATA, digest, read_yaml
from sitrep.model.record import Record


class Trigger(Record, forbid_unknown_fields=True):
    """Words that report a claim of one type, and the frame that says which phrase fills which slot.

    needs           function → classes that its phrase must be of (`none`: may be absent; `word`: see object_words)
    forms           verbs only: `modifier` ("held" in "rebel-held town"), `hyphen`, `passive`, `active`; empty: any
    with            nouns: only as object of one of these verbs ("take control of")
    bearer          nouns: the verb's subject does it ("seize control of X")
    modified_by     only with one of these words before it
    governed_by     nouns: only as argument of one of these verbs
    not_governed_by nouns: not as object of one of these verbs ("destroyed a car bomb")
    subject_of      nouns: only as subject of one of these verbs
    airborne        nouns: only where an aircraft does it or "air", "bombing" stands before it
    after           nouns: only behind one of these prepositions ("with support from")
    under           nouns: only in "under X control", "in the hands of"
    counted         nouns: only with a number
    denied          nouns: only with "no" before them ("no civilian casualties")
    part            what it tells of the place is true of a part of it: who contests a town holds some of it
    lasting         told with a stretch of time ("occupied from May to July"), it is a claim of this type, a state
    predicative     said of something by a copula or apposition, not just mentioned
    only            these functions fill slots, no others
    """

    frame: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    needs: Mapping[str, str | tuple[str, ...]] = {}
    forms: tuple[str, ...] = ()
    object_words: tuple[str, ...] = ()
    subject_words: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    with_preposition: tuple[str, ...] = ()
    except_with: tuple[str, ...] = ()
    modified_by: tuple[str, ...] = ()
    governed_by: tuple[str, ...] = ()
    not_governed_by: tuple[str, ...] = ()
    subject_of: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    outcome: Literal["killed", "wounded", "captured", "missing", "displaced", "destroyed", "damaged"] | None = None
    bearer: bool = False
    airborne: bool = False
    under: bool = False
    counted: bool = False
    denied: bool = False
    predicative: bool = False
    lasting: str = ""
    part: bool = False

    def classes(self, function: str) -> tuple[str, ...]:
        """The classes that the phrase in `function` must be of; empty where anything will do."""
        want = self.needs.get(function, ())
        return (want,) if isinstance(want, str) else tuple(want)


class Example(Record, forbid_unknown_fields=True):
    """A sentence in which `trigger` reports a claim of the type."""

    text: str
    trigger: str


class ClaimType(Record, forbid_unknown_fields=True):
    """One claim type: what it is and is not, its triggers, and how other schemes call it."""

    type: str
    definition: str
    triggers: tuple[Trigger, ...]
    mappings: Mapping[str, str | tuple[str, ...]]
    not_: str = ""
    location: str = ""  # "report": where the clause names no place, the report's current place is meant
    implied_agent: Literal["", "speaker", "we"] = ""  # whose doing a deed without a doer is: docs/codebook.md
    state: bool = False
    placeless: bool = False
    examples: tuple[Example, ...] = ()
    not_examples: tuple[str, ...] = ()


class Codebook(Record):
    """All claim types, the frames, and a digest of the files they came from."""

    types: tuple[ClaimType, ...]
    frames: Mapping[str, Mapping[str, str]]
    digest: str

    def triggers(self) -> Iterator[tuple[ClaimType, Trigger]]:
        """Every trigger with its type, in file order."""
        for kind in self.types:
            for trigger in kind.triggers:
                yield kind, trigger


#: YAML has these names, Python keeps them for itself.
RENAMED = {"with": "with_", "not": "not_"}


def load_codebook(extra: Path | None = None) -> Codebook:
    """The shipped codebook, with the files of `extra` added or put in place of types of the same name.

    Raises LexiconError with file and line for anything that does not fit.
    """
    frames = read_yaml(DATA / "frames.yml", dict[str, dict[str, str]])
    files = sorted((DATA / "codebook").glob("*.yml"))
    if extra is not None:
        added = sorted(extra.glob("*.yml"))
        if not added:
            raise LexiconError(f"{extra}: no .yml files; a codebook folder holds one file for each claim type")
        files += added
    types: dict[str, ClaimType] = {}
    for path in files:
        kind = read_yaml(path, ClaimType, renamed=RENAMED)
        _check(path, kind, frames)
        types[kind.type] = kind
    for owner, name in ((kind.type, t.lasting) for kind in types.values() for t in kind.triggers if t.lasting):
        if name not in types or not types[name].state:
            raise LexiconError(f"type {owner}: lasting: {name!r} is no state of the codebook; name one or leave it out")
    stamp = digest([DATA / "frames.yml", *files])
    return Codebook(types=tuple(types[name] for name in sorted(types)), frames=frames, digest=stamp)


def _check(path: Path, kind: ClaimType, frames: Mapping[str, Mapping[str, str]]) -> None:
    if not kind.examples or not kind.not_examples:
        raise LexiconError(f"{path}: type {kind.type} needs at least one entry in examples and one in not_examples")
    for number, trigger in enumerate(kind.triggers, 1):
        if trigger.frame not in frames:
            raise LexiconError(
                f"{path}: trigger {number}: no frame {trigger.frame!r}; known: {', '.join(sorted(frames))}"
            )
        if not (trigger.verbs or trigger.nouns or trigger.adjectives):
            raise LexiconError(f"{path}: trigger {number} has no verbs, nouns or adjectives")
