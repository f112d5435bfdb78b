"""Writes docs/codebook.md from the codebook: `python docs/make_codebook.py`; --check only tells whether it is so."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from written import write_or_check

from sitrep.lexicon.codebook import ClaimType, Codebook, Trigger, load_codebook

PAGE = Path(__file__).with_name("codebook.md")
#: What a trigger's fields are called in the files, where Python's names differ.
WRITTEN = {"with_": "with", "not_": "not"}
WORDS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
#: What the docstring of Trigger leaves to the reader of the files.
ALSO = {
    "frame": "which phrase of the clause fills which slot; a row of [Frames](#frames)",
    "verbs": "lemmas, with a particle where it belongs to the verb (“take over”)",
    "nouns": "lemmas of one to three words",
    "adjectives": "lemmas",
    "object_words": "where `needs` says `object: word`: the object must be one of these",
    "subject_words": "the subject must be one of these",
    "with_preposition": "only with one of these prepositions or particles",
    "except_with": "not with any of these",
    "outcome": "what becomes of people or things: killed, wounded, captured, missing, displaced, destroyed, damaged",
}
CLASSES = """\
Classes of phrases: `place` and, more narrowly, `settlement`, `base`, `checkpoint`, `building`, `position`, `road`,
`named` (any place with a proper name); `force`, `airborne`, `people`, `materiel`, `munition`; `name` (a proper
name that nothing else decides); `word` (one of `object_words`); `any`; `none` (the phrase may be absent)."""
SCHEMES = {"acled": "ACLED", "plover": "PLOVER", "cameo": "CAMEO"}
HEAD = """\
# The codebook

Written by `docs/make_codebook.py` from `src/sitrep/lexicon/data/codebook/` and `frames.yml`; change those, not this.

A **claim type** is one kind of thing that reports say: a place is taken, an air strike is flown, people flee. Its file
names the words that tell it (its **triggers**), the **frame** that says which phrase of the clause fills which slot,
and sentences in which it must and must not be found. Those sentences run as tests.

## Your own types

`sitrep run … --codebook DIR` adds every `.yml` file of DIR. A file whose `type` is known replaces that type; any other
adds one. The shape is that of the built-in files:

```yaml
type: looting
definition: Armed people carry off goods.
not: Weapons taken from an enemy (materiel_captured).
mappings: {acled: [Strategic developments, Looting/property destruction], plover: "none", cameo: "none"}
triggers:
  - {verbs: [loot, plunder], frame: doer, needs: {subject: force}}
examples:
  - {text: "Militiamen looted the market.", trigger: looted}
not_examples:
  - "She plundered the archives for ideas."
```

## What a trigger may ask

"""


def page(codebook: Codebook) -> str:
    """The whole page."""
    parts = [HEAD + "\n".join(_conditions()), "## The types\n\n" + "\n".join(_contents(codebook))]
    parts += ["\n".join(_type(kind)) for kind in codebook.types]
    parts.append("\n".join(_frames(codebook.frames)))
    return "\n\n".join(parts) + "\n"


def _conditions() -> Iterator[str]:
    """The fields of a trigger, from the docstring that explains them."""
    yield "| field | meaning |"
    yield "|---|---|"
    _, _, body = (Trigger.__doc__ or "").partition("\n\n")
    rows: list[list[str]] = []
    for line in body.splitlines():
        if line.startswith("    ") and line[4:5].strip():
            rows.append(line.split(maxsplit=1))
        elif line.strip():
            rows[-1][1] += " " + line.strip()
    told = {WRITTEN.get(name, name): meaning for name, meaning in rows} | ALSO
    for field in msgspec.structs.fields(Trigger):
        name = WRITTEN.get(field.name, field.name)
        yield f"| `{name}` | {_cell(told[name])} |"
    yield ""
    yield CLASSES


def _contents(codebook: Codebook) -> Iterator[str]:
    yield "| type | a claim that … |"
    yield "|---|---|"
    for kind in codebook.types:
        yield f"| [`{kind.type}`](#{kind.type}) | {_cell(kind.definition)} |"


def _type(kind: ClaimType) -> Iterator[str]:
    yield f"### {kind.type}"
    yield f"\n{kind.definition}"
    if kind.not_:
        yield f"\nNot: {kind.not_}"
    schemes = [f"{SCHEMES.get(name, name)}: {_joined(codes)}" for name, codes in kind.mappings.items()]
    yield f"\nIn other schemes: {'; '.join(schemes)}."
    if kind.placeless:
        yield "\nNeeds no place."
    if kind.state:
        yield "\nA state, not a change."
    if kind.location == "report":
        yield "\nWhere the clause names no place, the report's current place is meant."
    if kind.implied_agent == "speaker":
        yield "\nA passive without a doer, said by a party, is that party's own doing."
    yield "\n| words | frame | only where |"
    yield "|---|---|---|"
    yield from (_trigger(trigger) for trigger in kind.triggers)
    yield "\nFound in:\n"
    yield from (f"- {example.text.replace(example.trigger, f'**{example.trigger}**', 1)}" for example in kind.examples)
    yield "\nNot found in:\n"
    yield from (f"- {text}" for text in kind.not_examples)


def _trigger(trigger: Trigger) -> str:
    words = [
        f"{word}: {', '.join(getattr(trigger, field))}" for field, word in WORDS.items() if getattr(trigger, field)
    ]
    rest = []
    for field in msgspec.structs.fields(Trigger):
        value = getattr(trigger, field.name)
        if field.name in (*WORDS, "frame") or not value:
            continue
        name = WRITTEN.get(field.name, field.name)
        rest.append(f"`{name}`" if value is True else f"`{name}` {_told(value)}")
    return f"| {_cell('; '.join(words))} | [{trigger.frame}](#frames) | {_cell('; '.join(rest))} |"


def _frames(frames: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield "## Frames"
    yield "\nWhich grammatical function fills which slot. `undergoer` is sorted by what it is: a place goes to"
    yield "`places`, a force or people to `targets`, things to `materiel`; `victims` are people who suffer."
    yield "\n| frame | function → slot |"
    yield "|---|---|"
    for name, slots in frames.items():
        yield f"| `{name}` | {', '.join(f'{function} → {slot}' for function, slot in slots.items())} |"


def _told(value: str | tuple[str, ...] | Mapping[str, str | tuple[str, ...]]) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_joined(wanted, ' or ')}" for name, wanted in value.items())
    return _joined(value)


def _joined(value: str | tuple[str, ...], between: str = ", ") -> str:
    return value if isinstance(value, str) else between.join(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, lambda _: page(load_codebook())))
