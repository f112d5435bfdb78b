"""What stands around a mention: the rest of a name that the reader cut, a lost apostrophe, a ministry, a person's name
after a title; and words that were taken for somebody and are nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from sitrep.lexicon.spelling import slug
from sitrep.model.entities import Actor
from sitrep.model.record import replace
from sitrep.model.text import Mention
from sitrep.resolve.who.discourse import FORCES, Referent
from sitrep.resolve.who.names import PERSON, ROLES, group_of
from sitrep.resolve.who.scene import Scene
from sitrep.resolve.who.wording import Wording

#: Words on either side that may belong to a name; punctuation ends it.
REACH_WORDS = 4
BROKEN = re.compile(r"[.,;:!?()\[\]“”\"\n]")
STANCE = re.compile(r"(?:anti|pro|non|counter|post|pre)[-‐‑–]\w+", re.IGNORECASE)
#: Short ranks before a name: "Lt. Col.", "Maj.-Gen.".
RANK = r"(?:[A-Z][a-z]{1,4}\.-?)+"
NAMED_PERSON = re.compile(
    r",?\s*(?:"
    + RANK
    + r"\s+)*(?P<name>[^\W\d_a-z][\w'’-]+(?:\s+(?:bin|ibn|abu|al|el|de|van|von|al-[^\W\d_]+|el-[^\W\d_]+"
    r"|[^\W\d_a-z][\w'’-]+)){0,2}\s+(?:al-|el-)?[^\W\d_a-z][\w'’-]+)"
)
#: Where a title holds: "Resident Representative in Syria Ali al-Zaatari".
OFFICE = re.compile(r"^\s+(?:in|for|to|of)\s+(?:the\s+)?[^\W\d_a-z][\w'’-]+")
#: What ends the words of a title.
RANKS = re.compile(RANK + r"\s*")
BROKEN_TITLE = re.compile(r"[.;:!?()\[\]“”\"\n]|,(?=\s\S+\s\S)")
#: What may stand in a title beside the office: "the rebels' senior military commander".
STANDING = frozenset({"military", "political", "senior", "top"})
#: The role in countries.yml that a title's class of nouns asks for.
BODIES = {"aircraft": "air_force", "police": "police", "state_forces": "forces"}
MINISTRY = re.compile(
    r"(?:(?P<before>[A-Z][\w-]+(?: [A-Z][\w-]+)?)['’]?s? )?"
    r"(?:[Mm]inistry (?:of|for) (?:the )?(?P<of>[A-Z]\w+(?: [A-Z]\w+)?)(?:,? (?:and|&) [A-Z]\w+)*"
    r"|(?P<what>[A-Z][a-z]+) [Mm]inistry)"
)
#: Another body with its whole name: "the Department of Social Welfare and Development", "the Office of the Prosecutor General".
BODY = re.compile(
    r"\b(?:[A-Z]\w+ )*(?:Agency|Authority|Bureau|Centre|Center|Commission|Committee|Council|Department|Directorate"
    r"|Office|Service)"
    r" (?:of|for|to) (?:the )?[A-Z]\w+(?:(?: (?:of|for) (?:the )?|,? (?:and|&) | )[A-Z]\w+)*"
)
ARTICLES = frozenset({"", "the", "a"})


def nobody(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """Days, counts, words of grammar and attitudes alone: "Mondays", "scores", "anti-government"."""
    words = {wording.bare.casefold(), mention.span.text.strip().rstrip(".").casefold()}
    if mention.name is not None and scene.lookup(mention.name.text) is not None:
        return None
    if not words & scene.roster.words.nobody and not STANCE.fullmatch(mention.span.text.strip()):
        return None
    return scene.told(mention, "", f"'{mention.span.text}' names nobody", "nobody")


def widened(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """The name that a country, a ruler or a cut phrase is only a part of: "Assad" of "Assad regime"."""
    if not _partial(mention, wording, scene):
        return None
    left = _in_names(_words_before(mention, scene)[::-1], scene)[::-1]
    right = _in_names(_words_after(mention, scene), scene)
    for taken in range(len(left) + len(right), 0, -1):
        for before in range(min(taken, len(left)), -1, -1):
            if taken - before > len(right):
                continue
            name = " ".join((*left[len(left) - before :], mention.span.text.strip(), *right[: taken - before]))
            actor = scene.lookup(name)
            if actor is not None and actor.kind not in {"side", "outlet"} and not scene.roster.is_metonym(name):
                return scene.known(mention, actor, f"'{name}' is a name of {actor.name} in the roster", named=True)
    return None


def _in_names(words: list[str], scene: Scene) -> list[str]:
    """The first words, as far as they stand in names of the roster: what is beyond cannot be a part of one."""
    return list(takewhile(lambda word: word.casefold() in scene.roster.name_words, words))


def _partial(mention: Mention, wording: Wording, scene: Scene) -> bool:
    """Whether the mention may be a part of a longer name."""
    text = mention.span.text.casefold()
    if len(text) > 40 or mention.anchors:
        return False
    actor = scene.lookup(mention.span.text)
    country = text in scene.roster.adjectives or scene.roster.is_metonym(mention.span.text)
    return country or (actor is not None and actor.kind == "person") or (wording.name is not None and actor is None)


def possessive(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "Syrias National Defence Forces", read as "Syrias": the name behind; "Syrias army": the forces; else nobody."""
    if wording.name is None or mention.span.end != (mention.name or mention.span).end:
        return None
    owner = _lost(wording.name, scene)
    if owner is None:
        return None
    right = _words_after(mention, scene, 6)
    for at, word in enumerate(right):
        for count in range(min(4, len(right) - at), 0, -1):
            name = " ".join(right[at : at + count])
            actor = scene.lookup(name) if name[0].isupper() else None
            if actor is not None and actor.kind != "side":
                return scene.known(mention, actor, f"'{name}' behind '{mention.span.text}'", named=True)
        if not _describes(word, scene):
            break
    noun_class = scene.roster.word_class(right[0]) if right else None
    role = ROLES.get(noun_class or "", "forces")
    force = scene.role(role, owner) if noun_class in {"state_forces", "aircraft", "government", "police"} else None
    if force is not None:
        return scene.known(mention, force, f"'{mention.span.text} {right[0]}' are {force.name}")
    return scene.told(mention, "", f"'{mention.span.text}' is a possessive that lost its apostrophe", "nobody")


def _lost(name: str, scene: Scene) -> str | None:
    """The country of a name that has an s too many: "Syrias", not "Syria" and not "Syrians"."""
    codes = scene.roster.adjectives
    small = name.casefold()
    if not small.endswith("s") or small in codes:
        return None
    return codes.get(small[:-1])


def _describes(word: str, scene: Scene) -> bool:
    """Whether a word may stand between a possessive and the name: "Al-Qaeda-affiliated", "Shiite", "main"."""
    small = word.casefold()
    words = scene.roster.words
    return "-" in word[3:] or small in scene.roster.side_words | words.faiths | words.dropped | {"main", "largest"}


def _words_before(mention: Mention, scene: Scene) -> list[str]:
    text = scene.document.text[max(0, mention.span.start - 60) : mention.span.start]
    part = BROKEN.split(text)[-1]
    words = part.split()
    if part[:1].isalnum() and len(text) == 60:  # cut within a word
        words = words[1:]
    if part and not part[-1].isspace() and words:  # the mention starts inside a word
        return []
    return words[-REACH_WORDS:]


def _words_after(mention: Mention, scene: Scene, most: int = REACH_WORDS) -> list[str]:
    text = scene.document.text[mention.span.end : mention.span.end + 80]
    return BROKEN.split(text)[0].split()[:most] if text[:1].isspace() else []


def ministry(mention: Mention, _: Wording, scene: Scene) -> Referent | None:
    """ "The Syrian Ministry of Foreign Affairs and Expatriates": what the roster calls it, else the state it speaks for."""
    for found in _around(MINISTRY, mention, scene):
        words = (found["of"] or found["what"]).casefold()
        ministries = scene.roster.words.ministries
        roles = (ministries.get(part) for part in (words, words.split()[0], words.split()[-1]))
        role = next((role for role in roles if role is not None), None)
        if role is None:
            continue
        before = (found["before"] or "").casefold()
        code = scene.roster.adjectives.get(before) or scene.roster.adjectives.get(before.split(" ")[-1])
        actor = scene.lookup(found[0]) or _speaks_for(role, code, scene)
        if actor is not None:
            known = scene.known(mention, actor, f"'{found[0]}' speaks for {actor.name}")
            return replace(
                known, ref=replace(known.ref, name=found[0].removeprefix("The "))
            )  # the reader is told which body it was
    return None


def named_body(mention: Mention, _: Wording, scene: Scene) -> Referent | None:
    """ "The Department of Social Welfare and Development", which the reader may have cut into several names."""
    if mention.name is not None and scene.lookup(mention.name.text) is not None:
        return None
    for pattern in (BODY, MINISTRY):
        for found in _around(pattern, mention, scene):
            name = found[0].removeprefix("The ")
            actor = scene.lookup(name)
            if actor is not None:
                return scene.known(mention, actor, f"'{name}' is a name of {actor.name} in the roster", named=True)
            told = scene.told(
                mention, name, f"the roster has no '{name}'; kept as it stands", "body", f"unlisted:{slug(name)}"
            )
            return replace(told, named=True)
    return None


def _around(pattern: re.Pattern[str], mention: Mention, scene: Scene) -> Iterator[re.Match[str]]:
    """What fits around a mention and begins with it or before it, but for an article."""
    text, begin = scene.document.text, max(0, mention.span.start - 70)
    part = text[begin : mention.span.end + 50]
    for found in pattern.finditer(part):
        start, end = begin + found.start(), begin + found.end()
        touches = start < mention.span.end and mention.span.start < end
        if touches and text[mention.span.start : start].strip().casefold() in ARTICLES:
            yield found  # not "a spokesman for the ministry", who is somebody of it


def _speaks_for(role: str, code: str | None, scene: Scene) -> Actor | None:
    return scene.role(role, code) or scene.role("forces", code)


def titled(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "the UN Resident Representative Ali al-Zaatari", "Rami Abdel Rahman, director of …": the person named beside."""
    if wording.noun_class != "person" or mention.plural or mention.possessor is not None:
        return None
    text = scene.document.text[mention.span.end : mention.span.end + 80]
    behind = NAMED_PERSON.match(text) or NAMED_PERSON.match(OFFICE.sub("", text, count=1))
    if behind is not None and _is_person(behind["name"], scene):
        return _person(mention, behind["name"], wording, scene)
    for anchor in mention.anchors:
        inner = scene.resolve(anchor)
        if inner.kind in PERSON and inner.named:
            return scene.same(mention, inner, f"'{mention.span.text}' is {inner.ref.name}, named in it")
    before = scene.discourse.just_before(mention, scene.document.text)
    if before is not None and before.kind in PERSON and before.named:
        return scene.same(mention, before, f"'{mention.span.text}' tells who {before.ref.name} is")
    return None


def _is_person(name: str, scene: Scene) -> bool:
    """Whether a name after a title is a person's: neither a group's, an outlet's, a place's nor a country's."""
    actor = scene.lookup(name)
    if actor is not None:
        return actor.kind == "person"
    if name.endswith(("'s", "’s")):
        return False  # "a source in the Libyan National Army's command"
    words = [word.casefold() for word in name.split()]
    groups = {mark for marks in scene.roster.words.kinds_by_word.values() for mark in marks}
    known = (
        scene.roster.towns | set(scene.roster.adjectives) | set(scene.roster.words.titles) | scene.roster.words.nobody
    )
    return not any(word in groups or word in known or scene.lookup(word) for word in words)


def _person(mention: Mention, name: str, wording: Wording, scene: Scene) -> Referent:
    actor = scene.lookup(name)
    reason = f"'{mention.span.text}' is the title of {name}"
    if actor is not None:
        return scene.known(mention, actor, reason, named=True)
    told = scene.told(mention, name, reason, "person", f"person:{slug(name)}")
    whose = group_of(mention, wording, scene) if mention.name is not None or mention.possessor is not None else None
    group = whose.ref if whose is not None and whose.kind in FORCES else None
    return replace(told, named=True, noun=wording.noun, group=group)


def body_before(mention: Mention, scene: Scene) -> Actor | None:
    """The group in a title right before a person's name, told from the words where a parse has none: "the air force
    spokesman, Col. Yuri Petrov"."""
    start = mention.name.start if mention.name is not None else mention.span.start
    text = RANKS.sub("", BROKEN_TITLE.split(scene.document.text[max(0, start - 70) : start])[-1])
    words = text.replace(",", " ").split()
    titles = {*scene.roster.words.titles, *STANDING}
    lead = list(takewhile(lambda word: word.casefold().rstrip(".") in titles, reversed(words)))
    before = words[: len(words) - len(lead)] if lead else []
    for first in range(max(0, len(before) - REACH_WORDS), len(before)):
        group = re.sub(r"['’]s?$", "", " ".join(before[first:]))
        actor = scene.lookup(group)
        if actor is not None and actor.kind != "person":
            return actor
        role = BODIES.get(scene.roster.word_class(group.casefold()) or "")
        if role is not None:
            return scene.role(role)
    return None
