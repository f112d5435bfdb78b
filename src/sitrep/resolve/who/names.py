"""Named actors and persons, and what belongs to them."""

from __future__ import annotations

import re

from sitrep.lexicon.spelling import slug
from sitrep.model.entities import Actor
from sitrep.model.record import replace
from sitrep.model.text import Mention
from sitrep.resolve.who.discourse import FORCES, GROUPS, REACH, Referent, Sought, on_day
from sitrep.resolve.who.scene import NUMBERED, Scene
from sitrep.resolve.who.wording import Wording

#: Classes of nouns for those who fight or fly for somebody: "its forces", "Assad's jets".
FIGHTING = frozenset({"state_forces", "aircraft", "armed", "insurgents", "police"})
#: What of a possessor is the possessor itself, as an actor.
OWN = FIGHTING | {"collective", "government", "organisation"}
PERSON = frozenset({"person"})
#: The body behind "a source": a name, or one common noun.
PLACE_OF = re.compile(
    r" (?:at|in|inside|within|from) (?:the |a )?"
    r"(?:[^\W\d_a-z][\w'’-]*(?: (?:of |for |and )?[^\W\d_a-z][\w'’-]*)*(?: (?:province|command|hospital|police|army))?|[a-z]+)\b"
)
#: What a reader cut of a person's name: "General Ali" "Aqa Hashimi".
REST = re.compile(r" [^\W\d_a-z][\w'’-]+ (?:al-|el-)?[^\W\d_a-z][\w'’-]+(?=[,.]| (?:said|told)\b)")
LINKED = re.compile(r"^[^\W\d_a-z][\w'’]*[-‐‑–](?:run|controlled|led|held|backed|appointed|installed) (?=[A-Z])")
#: What takes "an": not "UN", "U.S.", "Ukrainian", "Ugandan", "unit", "European", "one".
VOWEL = re.compile(r"(?!u(?:[.nsk]\b|\.|ae\b|krain|gand|rugu|zbek|ni[tovflqc])|euro|one\b)[aeiou]", re.IGNORECASE)
#: The role in countries.yml that a class of nouns asks for.
ROLES = {"aircraft": "air_force", "police": "police", "government": "government", "insurgents": "rebels"}


def called(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """The whole phrase is in the roster: "Syrian state TV", "the Saudi-led coalition", "the Syrian army"."""
    if wording.common and mention.anchors:
        return None  # "rebels from the Army of Islam": the group behind says more
    run = LINKED.sub("", wording.bare)  # "Hamas-run Gaza's health ministry"
    for words in dict.fromkeys((mention.span.text, wording.bare, run)):
        found = [actor for actor in on_day(scene.roster, words, scene.on) if _fits(actor, words, wording, scene)]
        actor = scene.pick(found)
        if actor is not None:
            reason = f"'{words}' is a name of {actor.name} in the roster"
            return scene.known(mention, actor, reason, named=actor.kind != "side" and not words.islower())
    return None


def _fits(actor: Actor, words: str, wording: Wording, scene: Scene) -> bool:
    """A description is that of the report's own war: "the separatists", "Kurdish forces"; a name is a name anywhere."""
    small = words.islower() or (wording.common and words[1:].islower()) or NUMBERED.match(words)  # "Regime troops"
    if actor.kind != "side" and not small:
        return True
    return not actor.countries or bool(set(actor.countries) & set(scene.countries))


def named(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """A phrase with a proper name: of the roster, told before, or new."""
    name = wording.name
    if name is None:
        return None
    actor = scene.lookup(name) or scene.lookup(wording.core)
    if actor is not None and wording.noun_class == "collective" and not mention.definite and _indefinite(mention):
        return scene.told(
            mention,
            f"{indefinite(wording.noun)} of {actor.name}",
            f"'{mention.span.text}' is some {wording.noun} of {actor.name}",
        )
    if actor is not None and wording.noun_class == "outlet" and actor.kind in FORCES:
        return scene.told(mention, wording.bare, f"'{mention.span.text}' are outlets of {actor.name}", "outlet")
    if actor is not None:
        if actor.kind in {"government", "person"} and wording.noun_class in FIGHTING | {"government"}:
            return forces_of(mention, _government(actor, scene), wording, scene)
        return scene.known(mention, actor, f"'{name}' is a name of {actor.name} in the roster", named=True)
    if not re.search(r"[^\W\d_]", name):
        return None
    longer = _longer(mention, scene)
    if longer is not None:
        return longer
    before = scene.discourse.named(name)
    if before is not None:
        return replace(
            scene.same(mention, before, f"'{name}' is the end of '{before.ref.name}', told before"), named=True
        )
    return _unlisted(mention, wording, name, scene)


def _longer(mention: Mention, scene: Scene) -> Referent | None:
    """A name whose first words the reader took for a description: "Syrian state" before "TV"."""
    text = scene.document.text
    before = re.search(r"(?:[^\s,.;:!?()“”\"]+ ){1,3}$", text[max(0, mention.span.start - 60) : mention.span.start])
    words = before[0].split() if before else []
    for count in range(len(words), 0, -1):
        name = " ".join((*words[-count:], mention.span.text))
        actor = scene.lookup(name)
        if actor is not None and actor.kind != "side":
            return scene.known(mention, actor, f"'{name}' is a name of {actor.name} in the roster", named=True)
    return None


def _indefinite(mention: Mention) -> bool:
    return mention.span.text.casefold().startswith(("a ", "an ", "another "))


def _unlisted(mention: Mention, wording: Wording, name: str, scene: Scene) -> Referent:
    if name.casefold() in scene.roster.towns:
        return scene.told(mention, name, f"'{name}' is the name of a place, and nothing tells whom it stands for")
    nation = scene.roster.adjectives.get(name.casefold()) if not name.endswith("s") else None
    force = scene.role("forces", nation) if nation else None
    if force is not None and re.match(r",? and [A-Z]\w+ [a-z]", scene.document.text[mention.span.end :][:40]):
        return scene.known(mention, force, f"'{name}' shares a noun with the nation told beside it")
    if mention.possessor is not None and wording.kind_of_name == "organisation" and " " not in name:
        name = wording.bare  # "the Prosecutor General's Office"
    if wording.kind_of_name == "person" and mention.name is not None and " " not in name:
        rest = REST.match(scene.document.text, mention.name.end)
        name += rest[0] if rest is not None else ""
    if wording.kind_of_name == "person":
        reason, actor_id = f"'{name}' is the name of a person whom the roster does not list", f"person:{slug(name)}"
    else:
        what = wording.kind_of_name.replace("_", " ") or "group or person"
        reason, actor_id = f"the roster has no '{name}'; kept as an unlisted {what}", f"unlisted:{slug(name)}"
    shown = name if wording.kind_of_name == "person" else _numbered(mention, name, scene)
    told = scene.told(mention, shown, reason, wording.kind_of_name, actor_id)
    return replace(told, named=True, noun=wording.noun)


def _numbered(mention: Mention, name: str, scene: Scene) -> str:
    """ "9th Armored Division", "Light Infantry Battalion 129": a unit's number is a part of its name."""
    if mention.name is None or name.split()[-1].casefold() not in scene.roster.words.any_state:
        return name
    text = scene.document.text
    before = re.search(r"\b\d+(?:st|nd|rd|th) $", text[: mention.name.start][-8:])
    after = re.match(r" \d+\b(?![.,]\d)", text[mention.name.end : mention.name.end + 8])
    return f"{before[0] if before else ''}{name}{after[0] if after and not before else ''}"


def forces_of(mention: Mention, actor: Actor, wording: Wording, scene: Scene) -> Referent:
    """The forces of a government: "Russia's jets", "Damascus troops"."""
    role = ROLES.get(wording.noun_class or "", "forces")
    country = actor.countries[0] if actor.countries else ""
    force = scene.role(role, country) or scene.role("forces", country) if country else None
    return scene.known(mention, force or actor, f"'{mention.span.text}' are the forces of {actor.name}")


def person(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """Somebody by what they are: "a commander in the Army of Conquest", "the officer", "an Al-Nusra spokesman"."""
    if not _is_person(mention, wording, scene) or _has_own_name(mention, wording, scene) or same_source(wording):
        return None
    group = group_of(mention, wording, scene)
    if group is None and mention.definite and not mention.plural:
        words = scene.roster.words
        alike = {noun for row in words.alike if wording.noun in row for noun in row} | {wording.noun}
        before = scene.discourse.antecedent(
            mention, Sought(kinds=(PERSON,), reach=REACH["noun"], nouns=frozenset(alike))
        )
        if before is not None:
            return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")
    what = wording.role if mention.plural else indefinite(wording.role)
    if group is None:
        reason = f"'{mention.span.text}': nothing tells whose {wording.noun} this is"
        what = _possessed_by_noun(mention, wording, scene) or what + _place_of(mention, wording, scene)
        return replace(scene.told(mention, what, reason, "person"), noun=wording.noun)
    name = f"{what} {wording.preposition} {with_article(group.ref.name, scene)}"
    if (
        mention.name is not None
        and not mention.anchors
        and mention.possessor is None
        and wording.bare.split()[-1].casefold() in {wording.noun, f"{wording.noun}s"}
    ):
        name = wording.bare if mention.plural else indefinite(wording.bare)  # "a PYD spokesman"
    told = scene.told(
        mention, name, f"'{mention.span.text}' is somebody of {group.ref.name}: {group.ref.reason}", "person"
    )
    return replace(told, group=group.ref, noun=wording.noun)


def same_source(wording: Wording) -> bool:
    """ "According to the same source": who spoke last, whoever that is."""
    return wording.noun == "source" and "same" in wording.adjectives


def _possessed_by_noun(mention: Mention, wording: Wording, scene: Scene) -> str:
    """ "The airport's director"; not "our sources"."""
    whose = mention.possessor.head.casefold() if mention.possessor is not None else ""
    pronoun = any(whose in forms for forms in scene.roster.words.pronouns.values())
    return wording.bare if whose and not pronoun else ""


def by_own_words(found: Referent, mention: Mention, wording: Wording, scene: Scene) -> Referent:
    """ "The navy said": the reader is told which body of the state's forces it was."""
    body = wording.term in scene.roster.words.branches and wording.term not in found.ref.name.casefold()
    name = wording.bare if mention.possessor is None or mention.possessor.name is not None else wording.role
    return replace(found, ref=replace(found.ref, name=name)) if body and scene.speaks(mention) else found


def _is_person(mention: Mention, wording: Wording, scene: Scene) -> bool:
    """Somebody by what they are; "a police officer said" is one as well, "police officers were hurt" are the police."""
    officer = wording.noun_class == "police" and scene.roster.word_class(wording.noun) == "person"
    return wording.noun_class == "person" or (officer and scene.speaks(mention))


def _place_of(mention: Mention, wording: Wording, scene: Scene) -> str:
    """ "a source at the police command of Tarn": where somebody sits who is told by nothing else."""
    if wording.role != wording.noun or mention.modifiers:
        return ""
    found = PLACE_OF.match(scene.document.text[mention.span.end : mention.span.end + 80])
    return found[0].rstrip() if found is not None else ""


def indefinite(words: str) -> str:
    """With "a" or "an" before them."""
    return f"an {words}" if VOWEL.match(words) else f"a {words}"


def with_article(name: str, scene: Scene) -> str:
    """English puts "the" before names that end in a common noun: "the Army of Conquest", "the Levant Front"."""
    common = name.split()[-1].casefold() in scene.roster.words.articles
    return f"the {name}" if common or " of " in name else name


def _has_own_name(mention: Mention, wording: Wording, scene: Scene) -> bool:
    """Whether the name is the person's own ("activist Hadi Abdullah"), not the group's ("an Al-Nusra commander")."""
    if wording.name is None or mention.name is None:
        return False
    actor = scene.lookup(wording.name)
    if actor is not None:
        return actor.kind == "person"
    behind = scene.document.text[mention.name.end : mention.span.end].casefold()
    return wording.noun[: max(3, len(wording.noun) - 2)] not in behind


def group_of(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """Whom a person belongs to: the group behind "in" or "of", the possessor or the name before the noun."""
    for anchor in mention.anchors:
        if anchor.kind == "actor":
            return scene.group_behind(scene.resolve(anchor))
    if mention.possessor is not None:
        whose = owner(mention.possessor, scene)
        return whose if whose.ref.id is not None or mention.possessor.name is not None else None
    if wording.name is not None:
        actor = scene.lookup(wording.name)
        if actor is not None:
            return scene.known(mention, actor, f"'{wording.name}' is a name of {actor.name} in the roster")
        return _unlisted(mention, replace(wording, kind_of_name="rebel_group"), wording.name, scene)
    return None


def possessed(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "Assad's forces", "its fighters", "its allies": what belongs to an actor is the actor, its allies are not."""
    if mention.possessor is None or wording.noun_class is None:
        return None
    own = _own_name(mention, scene)
    if own is not None:
        return scene.known(mention, own, f"'{mention.span.text}' holds a name of {own.name}", named=True)
    words = scene.roster.words
    for noun, nouns in (("allies", words.allies), ("opponents", words.opponents)):
        if wording.noun in nouns:
            whose = owner(mention.possessor, scene)
            name = f"{noun} of {whose.ref.name}"
            return scene.told(mention, name, f"{name}, not named: {whose.ref.reason}")
    if wording.noun_class not in OWN:
        return None
    whose = owner(mention.possessor, scene)
    actor = scene.roster.get(whose.ref.id) if whose.ref.id else None
    ministry = actor is not None and "ministry" in actor.name.casefold()
    if actor is not None and (ministry or actor.kind in {"government", "person"}):
        force = forces_of(mention, _government(actor, scene), wording, scene)
        return by_own_words(force, mention, wording, scene)
    if whose.ref.id is None:
        return None
    return scene.same(mention, whose, f"'{mention.span.text}' are those of {whose.ref.name}: {whose.ref.reason}")


def _own_name(mention: Mention, scene: Scene) -> Actor | None:
    """ "Yemen's Houthi movement", "Lebanon's Hezbollah fighters": who is named behind the country."""
    owner_ = mention.possessor.span.text if mention.possessor is not None else ""
    words = re.sub(r"^['’]s?\s", "", mention.span.text.partition(owner_)[2]).split()
    named = (scene.lookup(" ".join(words[:count])) for count in range(len(words), 0, -1))
    found = next((actor for actor in named if actor is not None), None)
    return found if found is not None and found.kind in GROUPS else None


def _government(actor: Actor, scene: Scene) -> Actor:
    """A ruler's government."""
    wholes = [whole for whole in scene.roster.wholes(actor.id, scene.on) if whole.kind == "government"]
    return wholes[0] if actor.kind == "person" and wholes else actor


def owner(possessor: Mention, scene: Scene) -> Referent:
    """Who possesses: an actor, or the country whose name or ruler stands there."""
    text = re.sub(r"['’]s?$", "", possessor.span.text.strip()).casefold().removeprefix("the ")
    code = scene.roster.adjectives.get(text)
    ruler = scene.roster.leaders.get(text)
    if ruler is not None and (not scene.countries or ruler in scene.countries):
        code = ruler
    actor = scene.roster.role(code, "government", scene.on) if code else None
    if actor is not None:
        return scene.known(possessor, actor, f"'{possessor.span.text}' stands for {actor.name}")
    return scene.group_behind(scene.resolve(possessor))
