"""Phrases without a name: pronouns, "the group", "regime troops", "militants", "residents", and partisan labels."""

from __future__ import annotations

import re

from sitrep.model.entities import Actor
from sitrep.model.text import Mention
from sitrep.resolve.who.discourse import FORCES, GROUPS, REACH, VOICES, Referent, Sought
from sitrep.resolve.who.names import FIGHTING, PERSON, ROLES, indefinite, with_article
from sitrep.resolve.who.scene import Scene
from sitrep.resolve.who.wording import Wording

PEOPLE = frozenset({"civilians", "people", "protesters", "rioters"})
CROWDS = PEOPLE - {"people"}
#: Kinds in order of preference for nouns that point back.
POINTS_BACK = {
    "collective": (GROUPS, frozenset({"side"}), VOICES),
    "monitor": (frozenset({"monitor"}),),
    "outlet": (frozenset({"outlet"}),),
    "organisation": (frozenset({"organisation"}), frozenset({"monitor"}), GROUPS),
    "armed": (GROUPS,),
}
STATES = frozenset({"state_forces", "external_forces", "government"})


def pronoun(mention: Mention, _: Wording, scene: Scene) -> Referent | None:
    """ "they", "its", "he": the nearest fitting actor; "we": the speaker's group, "I": the speaker."""
    words = scene.roster.words.pronouns
    form = mention.head.casefold()
    if mention.name is not None or not any(form in forms for forms in words.values()):
        return None
    if form in words["speakers"] or form in words["speaker"]:
        if mention.speaker is None:
            return scene.told(mention, "", f"'{mention.span.text}': nothing tells who speaks")
        speaker = scene.resolve(mention.speaker)
        meant = scene.group_behind(speaker) if form in words["speakers"] else speaker
        return scene.same(mention, meant, f"'{mention.span.text}' is said by {speaker.ref.name}")
    if form in words["person"]:
        kinds: tuple[frozenset[str], ...] = (PERSON,)
    elif form in words["one"]:
        kinds = ((FORCES | VOICES) - {"side"},)
    else:
        kinds = (FORCES | VOICES | CROWDS,)
    alone, rather = form in words["person"], form in words["one"]
    doer = None if form.endswith(("self", "selves")) else scene.discourse.subject_of(mention)
    sought = Sought(kinds=kinds, reach=REACH["pronoun"], but=doer, single=alone, rather_single=rather)
    before = scene.discourse.antecedent(mention, sought)
    if before is None:
        return scene.told(mention, "", f"'{mention.span.text}': nobody told before fits it")
    return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")


def nation(mention: Mention, _: Wording, scene: Scene) -> Referent | None:
    """ "Russian strikes", "under Ukrainian control": an adjective of nation that does or holds means the state's forces."""
    code = scene.roster.adjectives.get(mention.span.text.casefold())
    if code is None or mention.name is not None:
        return None
    actor = scene.role("forces", code)
    return scene.known(mention, actor, f"'{mention.span.text}' said of arms means {actor.name}") if actor else None


def label(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """A partisan word: whom it means is told by who says it; it is never shown as a name."""
    found = wording.label
    if found is None:
        return None
    said = f"'{mention.span.text}' is a partisan word"
    if found.country:
        actor = scene.role(found.means, found.country)
        return scene.known(mention, actor, f"{said} for {actor.name}") if actor else None
    speaker = _speaker(mention, scene)
    if speaker is not None and found.means == "own":
        return scene.same(mention, speaker, f"{said} of {speaker.ref.name} for its own")
    foe = _enemy(speaker, scene) if speaker is not None else None
    if foe is not None and speaker is not None:
        return scene.known(mention, foe, f"{said}; said by {speaker.ref.name}, it means {foe.name}")
    return scene.told(mention, f"“{wording.bare}”", f"{said}, and nothing tells whom the speaker means by it")


def _speaker(mention: Mention, scene: Scene) -> Referent | None:
    """Who speaks here: the speaker of the quotation, else the outlet where the roster knows it."""
    if mention.speaker is not None:
        return scene.group_behind(scene.resolve(mention.speaker))
    actor = scene.lookup(scene.document.outlet) if scene.document.outlet else None
    return scene.known(mention, actor, f"the report is by {actor.name}") if actor is not None else None


def _enemy(speaker: Referent, scene: Scene) -> Actor | None:
    """Whom the speaker's side fights in the report's war; None where that is not one party."""
    side = scene.roster.side(speaker.ref.id, scene.on) if speaker.ref.id else None
    for country in scene.countries if side else ():
        forces, rebels = scene.role("forces", country), scene.role("rebels", country)
        if forces is None or rebels is None:
            continue
        if side == scene.roster.side(forces.id, scene.on):
            return rebels
        if side == scene.roster.side(rebels.id, scene.on):
            return forces
    return None


def collective(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "the group", "the coalition", "the outlet": a name told before. "a coalition of rebels": those behind "of"."""
    if wording.noun_class not in POINTS_BACK or (
        wording.noun_class == "armed" and wording.noun not in {"group", "faction", "brigade", "militia"}
    ):
        return None
    behind = _behind(mention, scene)
    if behind is not None and mention.relation == "in" and not mention.definite:
        name = f"{indefinite(wording.noun)} in {with_article(behind.ref.name, scene)}"
        return scene.told(mention, name, f"'{mention.span.text}' is a part of {behind.ref.name} that is not named")
    if behind is not None or mention.plural:
        return behind
    if not mention.definite:
        return _sole(mention, wording, scene)
    kinds = POINTS_BACK[wording.noun_class]
    if wording.noun in scene.roster.words.coalitions:
        kinds = (frozenset({"coalition"}), GROUPS)
    ids = _linked_to(wording.linked, scene) if wording.linked is not None else None
    before = scene.discourse.antecedent(mention, Sought(kinds=kinds, reach=REACH["noun"], ids=ids))
    if before is None:
        return _sole(mention, wording, scene)
    linked = f", which is linked to {wording.linked}" if ids else ""
    return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'{linked}")


def _sole(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "a monitor said": the one that the report names, be it later, where it names one only."""
    if wording.noun_class != "monitor" or len(scene.monitors) != 1:
        return None
    (actor,) = scene.monitors
    return scene.known(mention, actor, f"{actor.name} is the only monitor that the report names")


def _linked_to(name: str, scene: Scene) -> frozenset[str]:
    """The actors told before that the roster ties to the named one in any way."""
    whole = scene.lookup(name)
    told = [scene.roster.get(actor_id) for actor_id in scene.discourse.ids()]
    return frozenset(
        actor.id for actor in told if actor and whole and any(part.whole == whole.id for part in actor.memberships)
    )  # fmt: skip


def _behind(mention: Mention, scene: Scene) -> Referent | None:
    """The group behind the noun: "fighters from Jund al-Aqsa", "a coalition of rebels"."""
    for anchor in mention.anchors:
        if anchor.kind == "actor":
            inner = scene.resolve(anchor)
            if inner.kind in FORCES or (inner.kind == "" and inner.ref.id is not None):
                return scene.same(
                    mention, inner, f"'{mention.span.text}' are those of '{inner.ref.text}': {inner.ref.reason}"
                )
    return None


def force(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """Who fights for a state or a side: "Afghan police", "regime warplanes", "coalition jets", "the army"."""
    noun_class = wording.noun_class
    if noun_class not in FIGHTING | {"government"} or scene.roster.words.unsure & set(wording.adjectives):
        return None
    behind = _behind(mention, scene)
    if behind is not None:
        return behind
    role = ROLES.get(noun_class or "", "forces")
    by_side = _by_side(wording, scene) if noun_class != "insurgents" else None
    country = _country(wording, scene)
    if by_side and country and re.search(r"\b(?:or|and)\b", mention.span.text):
        return scene.told(mention, wording.bare, f"'{mention.span.text}' names two parties")
    if by_side is not None:
        actor = scene.role(by_side[0], country) or scene.role(by_side[0])
        if actor is not None:
            return scene.known(mention, actor, f"'{by_side[1]}' in a report on {_where(scene)} means {actor.name}")
    if noun_class == "armed":
        return None
    if country is not None:
        actor = scene.role(role, country) or (
            scene.role("forces", country) if role in {"air_force", "police"} else None
        )
        if actor is not None:
            return scene.known(mention, actor, f"'{mention.span.text}' are {actor.name}, by the country named")
        return None  # those of a country for which the roster has none are not somebody else's
    if noun_class != "insurgents" and any(word.startswith("anti-") for word in wording.adjectives):
        return None
    return _of_report(mention, wording, role, scene)


def _country(wording: Wording, scene: Scene) -> str | None:
    """The country that an adjective before the noun names."""
    codes = scene.roster.adjectives
    return next((codes[word] for word in wording.adjectives if word in codes), None)


def _by_side(wording: Wording, scene: Scene) -> tuple[str, str] | None:
    """The role that an adjective gives, and that word: "pro-regime soldiers" → forces."""
    for word in reversed(wording.adjectives):
        for role, words in scene.roster.words.sides.items():
            if word in words:
                return role, word
    return None


def _of_report(mention: Mention, wording: Wording, role: str, scene: Scene) -> Referent | None:
    """A bare noun means the actor of the country that the report is about, unless two states fight in it."""
    actor = scene.role(role) or (scene.role("forces") if role in {"air_force", "government"} else None)
    if actor is None:
        return None
    if mention.definite and (wording.noun in scene.roster.words.units or wording.term in scene.roster.words.units):
        units = Sought(
            kinds=(STATES | {"coalition"},), reach=REACH["noun"], nouns=scene.roster.words.units, called=True
        )
        before = scene.discourse.antecedent(mention, units)
        if before is not None:
            return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")
    bare = wording.noun_class == "aircraft" or wording.noun in scene.roster.words.any_state
    if bare and (other := _other_state(actor, scene)) is not None:
        if mention.definite:
            before = scene.discourse.antecedent(mention, Sought(kinds=(STATES,), reach=REACH["pronoun"]))
            if before is not None:
                return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")
        reason = f"'{mention.span.text}' may be those of {actor.name} or {other.name}, both told of in the report"
        return scene.told(mention, wording.bare, reason)
    return scene.known(mention, actor, f"'{mention.span.text}' in a report on {_where(scene)} means {actor.name}")


def _other_state(actor: Actor, scene: Scene) -> Actor | None:
    """Another state's forces told of before that stand on another side."""
    for actor_id in scene.discourse.ids():
        other = scene.roster.get(actor_id)
        if (
            other is None
            or other.id == actor.id
            or other.kind not in STATES
            or set(other.countries) & set(actor.countries)
        ):
            continue
        if scene.roster.side(other.id, scene.on) != scene.roster.side(actor.id, scene.on):
            return other
    return None


def _where(scene: Scene) -> str:
    return scene.roster.countries[scene.countries[0]].names[0] if scene.countries else "no known country"


def fighters(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "the militants": the armed group told before; "militants": nobody in particular."""
    if wording.noun_class != "armed" or scene.roster.words.unsure & set(wording.adjectives):
        return None
    if mention.definite:
        before = scene.discourse.antecedent(mention, _fighters_like(wording, scene))
        if before is not None:
            return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")
    return scene.told(mention, wording.bare, f"'{mention.span.text}': nothing tells which group", "")


def _fighters_like(wording: Wording, scene: Scene) -> Sought:
    """ "Fighters" are anybody's; "militants", "jihadists" are a group's that does not fight for the state."""
    if wording.noun in scene.roster.words.any_side:
        return Sought(kinds=(GROUPS | {"side"},), reach=REACH["noun"])
    forces = scene.role("forces")
    state = scene.roster.side(forces.id, scene.on) if forces else None
    against = (i for i in scene.discourse.ids() if state is None or scene.roster.side(i, scene.on) != state)
    return Sought(kinds=(GROUPS,), reach=REACH["noun"], ids=frozenset(against))


def people(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """Civilians, protesters and people of whom nothing is told."""
    noun_class = wording.noun_class
    if noun_class not in PEOPLE:
        return None
    country = _country(wording, scene)
    code = country or (scene.countries[0] if scene.countries else None)
    name = "civilians" if wording.noun == "civilian" else wording.bare
    if noun_class == "people" or code is None:
        return scene.told(mention, name, f"'{mention.span.text}': nothing tells who they are", noun_class)
    where = scene.roster.countries[code].names[0] if code in scene.roster.countries else code
    return scene.told(
        mention, name, f"{noun_class} of {where}, the country of the report", noun_class, f"{noun_class}:{code}"
    )
