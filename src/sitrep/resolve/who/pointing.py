"""Words that point back: pronouns, "the group", "the individual", "the report" for who gave it; and the group behind "of"."""

from __future__ import annotations

import re
from itertools import takewhile

from sitrep.model.text import Mention
from sitrep.resolve.who.discourse import FORCES, GROUPS, REACH, VOICES, Referent, Sought
from sitrep.resolve.who.names import FIGHTING, PERSON, indefinite, same_source, with_article
from sitrep.resolve.who.scene import Scene
from sitrep.resolve.who.wording import Wording

CROWDS = frozenset({"civilians", "protesters", "rioters"})
#: Kinds in order of preference for nouns that point back.
POINTS_BACK = {
    "collective": (GROUPS, frozenset({"side"}), VOICES),
    "monitor": (frozenset({"monitor"}),),
    "outlet": (frozenset({"outlet"}),),
    "organisation": (frozenset({"organisation"}), frozenset({"monitor"}), GROUPS),
    "armed": (GROUPS,),
}
#: Forms that do not mean who does what their clause tells: "fired at them", not "fired from their posts".
OBJECTS = frozenset({"them", "him", "us", "whom"})
BODIES = frozenset({"group", "faction", "brigade", "militia"})
STATES = frozenset({"state_forces", "external_forces", "government"})
#: "dozens of them", "one of whom": as the pronoun alone.
OF_THEM = re.compile(r"\b(?:of|among|amongst)\s+(them|whom|us)$", re.IGNORECASE)

BASED = re.compile(r"[-‐‑–]based\b")
#: A person is named by so many words.
NAMED = 2
#: "Forces loyal to the strongman Khalifa Haftar", "commanded by Gen Khalifa Haftar".
LOYAL = re.compile(
    r"\s+(?:that are |who are )?(?:still )?(?:(?:loyal|allegiant) to|(?P<led>commanded|led|headed) by)"
    r" (?:the )?(?P<name>[\w'’-]+(?: [\w'’-]+){0,4})"
)


def pronoun(mention: Mention, _: Wording, scene: Scene) -> Referent | None:
    """ "they", "its", "he", "dozens of them": the nearest fitting actor; "we": the speaker's group, "I": the speaker."""
    words = scene.roster.words.pronouns
    some = OF_THEM.search(mention.span.text)
    form = (some[1] if some else mention.head).casefold()
    if mention.span.text.endswith("US"):
        return None  # "US air strikes"
    if mention.name is not None or not any(form in forms for forms in words.values()):
        return None
    if form in words["speakers"] or form in words["speaker"]:
        speaker = _own(mention, scene) if mention.speaker is None else scene.resolve(mention.speaker)
        if speaker is None or (mention.speaker is None and speaker.kind in VOICES):  # an outlet's "our reporter"
            return scene.told(mention, "", f"'{mention.span.text}': nothing tells who speaks")
        meant = scene.group_behind(speaker) if form in words["speakers"] else speaker
        return scene.same(mention, meant, f"'{mention.span.text}' is said by {speaker.ref.name}")
    met = (mention.role == "object" or form in OBJECTS) and mention.role != "subject"
    met = met and not form.endswith(("self", "selves"))
    spoke = (PERSON | CROWDS,) if some and scene.speaks(mention) else ()
    sought = Sought(
        kinds=(*spoke, *_kinds(form, mention, scene)),
        reach=REACH["pronoun"],
        but=scene.discourse.subjects_before(mention, scene.document.text) if met else frozenset(),
        single=form in words["person"] and form != "who",
        rather_single=form in words["one"],
        rather_many=form in words["many"],
        loose=form in words["many"],
        speaking=scene.speaks(mention),
    )
    before = scene.discourse.antecedent(mention, sought)
    if before is None and some and scene.speaks(mention):
        return scene.told(mention, mention.span.text, f"'{mention.span.text}': nothing tells who they are")
    if before is None:
        return scene.told(mention, "", f"'{mention.span.text}': nobody told before fits it", "nobody")
    return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")


def speaking(mention: Mention, scene: Scene) -> Referent | None:
    """Who speaks here: the speaker of the quotation, else who publishes the report."""
    if mention.speaker is not None:
        return scene.group_behind(scene.resolve(mention.speaker))
    return scene.publisher(mention)


def _own(mention: Mention, scene: Scene) -> Referent | None:
    """Who says "we" outside quotations: the publisher, or the one state or group whose outlet that is."""
    speaker = speaking(mention, scene)
    if speaker is None or speaker.kind not in VOICES or speaker.ref.id is None:
        return speaker
    wholes = [actor for actor in scene.roster.wholes(speaker.ref.id, scene.on) if actor.kind in FORCES]
    party = wholes[0] if len(wholes) == 1 and scene.roster.side(speaker.ref.id, scene.on) else None
    return scene.known(mention, party, f"the report is by {speaker.ref.name}, of {party.name}") if party else speaker


def _kinds(form: str, mention: Mention, scene: Scene) -> tuple[frozenset[str], ...]:
    """Kinds that a pronoun may stand for. What says something is a voice before it is a force."""
    words = scene.roster.words.pronouns
    if form in words["person"]:
        return (PERSON,)
    if form in words["one"]:
        forces = (FORCES if _has_men(mention, scene) else FORCES | VOICES) - {"side"}
        return (VOICES, forces) if scene.speaks(mention) else (forces,)
    return (FORCES | VOICES | CROWDS,)


def _has_men(mention: Mention, scene: Scene) -> bool:
    """ "Its fighters", "its jets": those of no broadcaster."""
    text = scene.document.text[mention.span.end : mention.span.end + 20]
    return text[:1].isspace() and scene.roster.word_class("".join(text.split()[:1])) in FIGHTING


def account(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "according to the report", "the statement said", "the same source": who spoke last."""
    told = wording.noun in scene.roster.words.accounts or same_source(wording)
    if not told or mention.name is not None or not mention.definite:
        return None
    if mention.possessor is not None:
        whose = scene.resolve(mention.possessor)
        return scene.same(mention, whose, f"'{mention.span.text}' is given by {whose.ref.name}: {whose.ref.reason}")
    sought = Sought(kinds=(VOICES | PERSON, FORCES), reach=REACH["noun"], must_speak=True)
    before = scene.discourse.antecedent(mention, sought)
    if before is None:
        return None
    return scene.same(mention, before, f"'{mention.span.text}' is what '{before.ref.text}' gave")


def body(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "The ministry said", "the command said": the one that the report told of more fully before."""
    bare = mention.definite and not mention.anchors and wording.bare.casefold() == wording.noun
    if wording.noun not in scene.roster.words.bodies or not bare:
        return None
    before = scene.discourse.called(mention, wording.noun)
    if before is None:
        return None
    return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")


def tellers(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "The sources said", "the activists added": those who were told of more fully before."""
    noun = wording.bare.casefold()
    if not (mention.plural and mention.definite and scene.speaks(mention)) or " " in noun:
        return None
    before = scene.discourse.called(mention, noun)
    if before is None:
        return None
    return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")


def individual(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "the individual", "the men": those told of just before by what they are."""
    words = scene.roster.words
    if wording.noun not in words.individuals or not mention.definite or mention.anchors or mention.possessor:
        return None
    kinds = (frozenset({"side", "organisation"}) | GROUPS, PERSON)
    forces = scene.role("forces")
    state = scene.roster.side(forces.id, scene.on) if forces else None
    others = (i for i in scene.discourse.ids() if state is None or scene.roster.side(i, scene.on) != state)
    before = scene.discourse.antecedent(mention, Sought(kinds=kinds, reach=REACH["pronoun"], ids=frozenset(others)))
    if before is None:
        return None
    return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'")


def collective(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "the group", "the coalition", "the outlet": a name told before. "a coalition of rebels": those behind "of"."""
    if wording.noun_class not in POINTS_BACK or (wording.noun_class == "armed" and wording.noun not in BODIES):
        return None
    group = behind(mention, scene)
    if group is not None and mention.relation == "in" and not mention.definite:
        name = f"{indefinite(wording.noun)} in {with_article(group.ref.name, scene)}"
        return scene.told(mention, name, f"'{mention.span.text}' is a part of {group.ref.name} that is not named")
    if group is not None or (mention.plural and not scene.owns(mention)):
        return group
    if not mention.definite:
        return _sole(mention, wording, scene)
    before = _unit(mention, wording, scene) or scene.discourse.antecedent(mention, _sought(mention, wording, scene))
    if before is None:
        return _sole(mention, wording, scene)
    linked = f", which is linked to {wording.linked}" if wording.linked is not None else ""
    return scene.same(mention, before, f"'{mention.span.text}' points back to '{before.ref.text}'{linked}")


def _sought(mention: Mention, wording: Wording, scene: Scene) -> Sought:
    """A coalition is rather a coalition; a group that is linked to somebody must be; one that speaks rather spoke."""
    kinds = POINTS_BACK[wording.noun_class or "collective"]
    if wording.noun in scene.roster.words.coalitions:
        kinds = (frozenset({"coalition"}), GROUPS)
    ids = _linked_to(wording.linked, scene) if wording.linked is not None else None
    speaking = scene.speaks(mention)
    if speaking and BASED.search(mention.span.text):  # "the Britain-based group said": where a voice has its seat
        return Sought(kinds=(VOICES, GROUPS), reach=REACH["noun"], must_speak=True)
    if speaking and wording.noun_class == "collective":
        kinds = (GROUPS | VOICES, *kinds)
    doer = (
        frozenset[str]() if mention.role == "subject" else scene.discourse.subjects_before(mention, scene.document.text)
    )
    return Sought(kinds=kinds, reach=REACH["noun"], ids=ids, speaking=speaking, but=doer)


def _unit(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "the force", "the patrol": the force told before by such a word, not the group that it fights."""
    units = scene.roster.words.units
    if wording.noun not in units:
        return None
    kinds = (frozenset({"coalition", "state_forces", "external_forces"}),)
    return scene.discourse.antecedent(mention, Sought(kinds=kinds, reach=REACH["noun"], nouns=units, called=True))


def _sole(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "a monitor said": the one that the report names, be it later, where it names one only."""
    speaks = scene.speaks(mention) and wording.noun_class == "collective" and "monitoring" in wording.adjectives
    if not (wording.noun_class == "monitor" or speaks) or len(scene.monitors) != 1:
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


def linked(mention: Mention, wording: Wording, scene: Scene) -> Referent | None:
    """ "the Al-Qaeda-linked rebels": the group told before that is linked so; without one, the words say less."""
    if wording.linked is None or not mention.definite:
        return None
    ids = _linked_to(wording.linked, scene)
    before = scene.discourse.antecedent(mention, Sought(kinds=(GROUPS,), reach=REACH["noun"], ids=ids)) if ids else None
    if before is None:
        return None
    reason = f"'{mention.span.text}' points back to '{before.ref.text}', which is linked to {wording.linked}"
    return scene.same(mention, before, reason)


def behind(mention: Mention, scene: Scene) -> Referent | None:
    """The group behind the noun: "fighters from Jund al-Aqsa", "a coalition of rebels", "forces loyal to Haftar"."""
    for anchor in mention.anchors:
        if anchor.kind == "actor":
            inner = scene.resolve(anchor)
            if inner.kind in FORCES or (inner.kind == "" and inner.ref.id is not None):
                return scene.same(
                    mention, inner, f"'{mention.span.text}' are those of '{inner.ref.text}': {inner.ref.reason}"
                )
    found = LOYAL.match(scene.document.text[mention.span.end : mention.span.end + 100])
    words = found["name"].split() if found is not None else []
    for start, count in ((at, count) for at in range(len(words)) for count in range(len(words), at, -1)):
        actor = scene.lookup(" ".join(words[start:count]))
        if actor is not None and (actor.kind == "person" or not (found and found["led"])):
            meant = scene.group_behind(scene.known(mention, actor, f"'{mention.span.text}' are loyal to {actor.name}"))
            return scene.same(mention, meant, meant.ref.reason)
    return _loyal(mention, found, scene) if found is not None and not found["led"] else None


def _loyal(mention: Mention, found: re.Match[str], scene: Scene) -> Referent | None:
    """ "Soldiers loyal to Ahmed Gaddour": those of a person whom no list has are nobody else's."""
    words = list(takewhile(lambda word: word[:1].isupper(), found["name"].split()))
    titles = scene.roster.words.titles
    if len(words) < NAMED or words[0].casefold() in titles:
        return None  # "loyal to Damascus", "loyal to President Hadi"
    name = f"{mention.span.text}{found[0][: found.start('name') - found.start() + len(' '.join(words))]}"
    return scene.told(mention, name, f"'{name}': the roster has no '{' '.join(words)}'")
