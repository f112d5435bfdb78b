"""Phrases without a name: "regime troops", "militants", "residents", and partisan labels."""

from __future__ import annotations

import re

from sitrep.model.entities import Actor
from sitrep.model.text import Mention
from sitrep.resolve.who.discourse import GROUPS, REACH, Referent, Sought
from sitrep.resolve.who.names import FIGHTING, ROLES, by_own_words
from sitrep.resolve.who.pointing import behind, speaking
from sitrep.resolve.who.scene import Scene
from sitrep.resolve.who.wording import Wording

IN_COUNTRY = re.compile(r"\s+in\s+([A-Z]\w+)")
BACKED = re.compile(r"[‐‑–-](?:backed|supported|sponsored|aligned|funded|armed|trained|led)")
#: "The Israeli and Lebanese governments".
GOVERNMENTS = re.compile(r"(?:, \w+)*,? and \w+ governments\b")
PEOPLE = frozenset({"civilians", "people", "protesters", "rioters"})
STATES = frozenset({"state_forces", "external_forces", "government"})

#: "U.S. and coalition forces": the noun that a nation shares.
BESIDE = re.compile(r" and (?:[\w-]+ ){0,3}?(?:forces|troops|soldiers|personnel|warplanes|jets|aircraft|commandos)\b")


def nation(mention: Mention, _: Wording, scene: Scene) -> Referent | None:
    """ "Russian strikes", "under Ukrainian control": an adjective of nation that does or holds means the state's forces."""
    code = scene.roster.adjectives.get(mention.span.text.casefold())
    after = scene.document.text[mention.span.end :]
    if code is None or (mention.name is not None and not BESIDE.match(after)):
        return None
    country = scene.roster.countries.get(code) if BACKED.match(after) else None
    state = scene.lookup(country.names[0]) if country is not None else None
    if state is not None:
        return scene.known(mention, state, f"'{mention.span.text}' said of whom it backs means {state.name}")
    actor = scene.role("government" if GOVERNMENTS.match(after) else "forces", code)
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
    if (group := behind(mention, scene)) is not None:
        return group  # "terrorists of the Nusra Front"
    speaker = speaking(mention, scene)
    if found.means == "own" and speaker is not None:
        return scene.same(mention, speaker, f"{said} of {speaker.ref.name} for its own")
    before = _meant(mention, speaker, scene) if found.means != "own" and mention.definite else None
    if before is not None:
        return scene.same(mention, before, f"{said}; told of '{before.ref.text}', it means {before.ref.name}")
    hostile = wording.noun in scene.roster.words.hostile
    foe = _enemy(speaker, scene, hostile) if speaker is not None else None
    if foe is not None and speaker is not None and foe.kind != "side":
        return scene.known(mention, foe, f"{said}; said by {speaker.ref.name}, it means {foe.name}")
    who = f"said by {speaker.ref.name}, it means whoever fights it, {foe.name} or others" if speaker and foe else ""
    return scene.told(mention, f"“{wording.bare}”", f"{said}; {who or 'nothing tells whom the speaker means by it'}")


def _meant(mention: Mention, speaker: Referent | None, scene: Scene) -> Referent | None:
    """Whom the report has named just before: "ISIL attacked … the terrorists fled"; of several, nobody."""
    side = scene.roster.side(speaker.ref.id, scene.on) if speaker is not None and speaker.ref.id else None
    told = [i for i in scene.discourse.near(mention, REACH["pronoun"]) if _hostile(i, side, scene)]
    if len(told) != 1:
        return None
    return scene.discourse.antecedent(mention, Sought(kinds=(GROUPS,), reach=REACH["pronoun"], ids=frozenset(told)))


def _hostile(actor_id: str, side: str | None, scene: Scene) -> bool:
    """Whether an actor is an armed group that does not stand on the side."""
    actor = scene.roster.get(actor_id)
    if actor is None or actor.kind not in GROUPS:
        return False
    own = scene.roster.side(actor_id, scene.on)
    state = scene.role("forces")
    sides = {side} if side else {scene.roster.side(state.id, scene.on)} if state is not None else set()
    return own not in sides and actor.kind not in {"external_forces"}


def _enemy(speaker: Referent, scene: Scene, hostile: bool = True) -> Actor | None:
    """Whom the speaker's side fights in the report's war; None where that is not one party. `hostile`: called the
    enemy, which a state calls the state that fights it; "terrorists" are those at home."""
    side = scene.roster.side(speaker.ref.id, scene.on) if speaker.ref.id else None
    if side is None and speaker.kind == "rebel_group":  # a group that the roster lacks
        return scene.role("forces")
    known = scene.roster.get(speaker.ref.id) if speaker.ref.id and side else None
    for country in (*scene.countries, *(known.countries if known else ())) if side else ():
        forces, rebels = scene.role("forces", country), scene.role("rebels", country)
        if forces is None:
            continue
        if side == scene.roster.side(forces.id, scene.on):
            foe = scene.role("foe", country) if hostile else None
            if foe or rebels:
                return foe or rebels
        elif rebels is not None and side == scene.roster.side(rebels.id, scene.on):
            return forces
    return None


def force(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """Who fights for a state or a side: "Afghan police", "regime warplanes", "coalition jets", "the army"."""
    noun_class = wording.noun_class
    if noun_class not in FIGHTING | {"government"} or scene.roster.words.unsure & set(wording.adjectives):
        return None
    found = _force(mention, wording, scene)
    return by_own_words(found, mention, wording, scene) if found is not None and found.ref.id else found


def _force(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    noun_class = wording.noun_class
    group = behind(mention, scene) or _joint(mention, wording, scene)
    if group is not None:
        return group
    if noun_class == "government" and _not_the_states(wording, scene):
        return scene.told(mention, wording.bare, f"'{mention.span.text}' are not the government of the country")
    if scene.roster.words.hostile & set(wording.adjectives):
        return _of_enemy(mention, wording, scene)
    role = ROLES.get(noun_class or "", "forces")
    by_side = _by_side(wording, scene) if noun_class != "insurgents" else None
    country = _country(wording, scene) or _located(mention, scene)
    if by_side and country and re.search(r"\b(?:or|and)\b", mention.span.text):
        return scene.told(mention, wording.bare, f"'{mention.span.text}' names two parties")
    if by_side is not None:
        actor = scene.role(by_side[0], country) or scene.role(by_side[0])
        if actor is not None:
            return scene.known(mention, actor, f"'{by_side[1]}' in a report on {_where(scene)} means {actor.name}")
        if by_side[0] != "forces":
            return None  # of which the roster has none in this war: "Kurdish forces" are not the state's
    others = _of_others(mention, scene)
    if others is not None or noun_class == "armed":
        return others
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


def _of_others(mention: Mention, scene: Scene) -> Referent | None:
    """ "A squad of the mujahideen", "a unit of gunmen": those behind "of", of whom nothing tells whose they are."""
    for anchor in mention.anchors if mention.relation == "of" else ():
        inner = scene.resolve(anchor) if anchor.kind == "actor" else None
        if inner is not None and not inner.kind and inner.ref.id is None and inner.ref.name:
            return scene.same(mention, inner, f"'{mention.span.text}' are '{inner.ref.text}': {inner.ref.reason}")
    return None


def _not_the_states(wording: Wording, scene: Scene) -> bool:
    """ "The provincial government", "the Kremlin-installed administration"."""
    installed = any(re.search(r"[‐‑–-](?:installed|appointed)$", word) for word in wording.adjectives)
    return installed or bool(scene.roster.words.local & set(wording.adjectives))


def _joint(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "The army and popular committees": forces that are told of together by a name of the roster."""
    behind = scene.document.text[mention.span.end : mention.span.end + 40].split()[:4]
    if len(behind) < 2 or behind[0] != "and":
        return None
    for count in range(len(behind), 1, -1):
        name = " ".join((wording.bare, *behind[:count])).rstrip(".,;:")
        actor = scene.lookup(name)
        if actor is not None:
            return scene.known(mention, actor, f"'{name}' is a name of {actor.name} in the roster")
    return None


def _of_enemy(mention: Mention, wording: Wording, scene: Scene) -> Referent:
    """ "enemy soldiers": those whom the speaker's side fights, where that is one party."""
    speaker = speaking(mention, scene)
    foe = _enemy(speaker, scene) if speaker is not None else None
    if speaker is None or foe is None or foe.kind == "side":
        return scene.told(mention, wording.bare, f"'{mention.span.text}': nothing tells whose enemy is meant")
    return scene.known(mention, foe, f"'{mention.span.text}', said by {speaker.ref.name}, are those of {foe.name}")


def _country(wording: Wording, scene: Scene) -> str | None:
    """The country that an adjective before the noun names."""
    codes = scene.roster.adjectives
    return next((codes[word] for word in wording.adjectives if word in codes), None)


def _located(mention: Mention, scene: Scene) -> str | None:
    """The country named right behind: "police in Kenya's Lamu county"."""
    found = IN_COUNTRY.match(scene.document.text, mention.span.end)
    return scene.roster.adjectives.get(found[1].casefold()) if found is not None else None


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
    if actor is None or (wording.linked and scene.roster.adjectives.get(wording.linked.casefold()) in actor.countries):
        return None  # "Turkey-backed rebels" are not those of Turkey
    if wording.noun in scene.roster.words.anybodys:
        reason = f"'{mention.span.text}': states and groups have such, and nothing tells whose"
        return scene.told(mention, "", reason, "nobody")
    flying = _flying(mention, scene) if wording.noun_class == "aircraft" else None
    if flying is not None:
        return flying
    if mention.definite and (wording.noun in scene.roster.words.units or wording.term in scene.roster.words.units):
        units = Sought(
            kinds=(STATES | {"coalition"},), reach=REACH["noun"], nouns=scene.roster.words.units, called=True
        )
        before = scene.discourse.antecedent(mention, units)
        if before is not None:
            return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")
    if scene.roster.words.beside & set(wording.adjectives) or wording.noun in scene.roster.words.sent:
        return scene.told(mention, wording.bare, f"'{mention.span.text}': nothing tells who stands beside whom")
    bare = wording.noun_class == "aircraft" or wording.noun in scene.roster.words.any_state
    if bare and (other := _other_state(actor, scene)) is not None:
        if mention.definite:
            before = scene.discourse.antecedent(mention, Sought(kinds=(STATES,), reach=REACH["pronoun"]))
            if before is not None:
                return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")
        reason = f"'{mention.span.text}' may be those of {actor.name} or {other.name}, both told of in the report"
        return scene.told(mention, wording.bare, reason)
    return scene.known(mention, actor, f"'{mention.span.text}' in a report on {_where(scene)} means {actor.name}")


def _flying(mention: Mention, scene: Scene) -> Referent | None:
    """Bare aircraft over some countries are those of another state, or nobody knows whose."""
    country = next((scene.roster.countries[c] for c in scene.countries if c in scene.roster.countries), None)
    if country is None or "warplanes" not in country.roles:
        return None
    actor = scene.role("warplanes", country.code)
    if actor is None:
        reason = f"nothing tells whose '{mention.span.text}' are over {country.names[0]}"
        return scene.told(mention, "", reason, "nobody")
    return scene.known(mention, actor, f"'{mention.span.text}' over {country.names[0]} are those of {actor.name}")


def _other_state(actor: Actor, scene: Scene) -> Actor | None:
    """Another state's forces told of before that stand on another side."""
    for actor_id in scene.discourse.ids():
        other = scene.roster.get(actor_id)
        if other is None or other.kind not in STATES or set(other.countries) & set(actor.countries):
            continue
        if scene.roster.side(other.id, scene.on) != scene.roster.side(actor.id, scene.on):
            return other
    return None


def _where(scene: Scene) -> str:
    """The report's country in words; its code where the roster has no names for it."""
    code = scene.countries[0] if scene.countries else ""
    return scene.roster.countries[code].names[0] if code in scene.roster.countries else code or "no known country"


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
    why = f"{noun_class} of {where}, the country of the report"
    return scene.told(mention, name, why, noun_class, f"{noun_class}:{code}")
