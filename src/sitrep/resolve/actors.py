"""Mentions to actors: names through the roster, generic phrases through the report's country, the rest through what was
said before. Every answer carries the sentence that says why; what nothing resolves keeps its words and has no id."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef
from sitrep.model.record import replace
from sitrep.model.text import Document, Mention
from sitrep.resolve.who import around, generics, names, pointing
from sitrep.resolve.who.discourse import Referent, document_countries
from sitrep.resolve.who.scene import Scene
from sitrep.resolve.who.wording import word_it

__all__ = ["Referent", "document_countries", "referents", "resolve_actors"]

#: In this order; the first rule that has an answer gives it.
RULES = (
    pointing.pronoun,
    around.nobody,
    generics.label,
    around.ministry,
    around.named_body,
    around.widened,
    around.possessive,
    generics.nation,
    names.called,
    around.titled,
    pointing.tellers,
    names.person,
    names.possessed,
    names.named,
    pointing.account,
    pointing.body,
    pointing.individual,
    pointing.linked,
    pointing.collective,
    generics.force,
    generics.fighters,
    generics.people,
)


def resolve_actors(
    mentions: Sequence[Mention], document: Document, roster: Roster, countries: Sequence[str] = ()
) -> dict[Mention, ActorRef]:
    """Who each mention of an actor or of people stands for, in text order; other kinds of mention are left out.

    `countries`: those that the report is about, likeliest first, where the caller knows them better (from its places);
    else they are worked out from names and words. Unknown names become `unlisted:…`, named persons `person:…`,
    civilians `civilians:CC`; a description that nothing resolves keeps its words and has no id.
    """
    return {mention: found.ref for mention, found in referents(mentions, document, roster, countries).items()}


def referents(
    mentions: Sequence[Mention], document: Document, roster: Roster, countries: Sequence[str] = ()
) -> dict[Mention, Referent]:
    """As `resolve_actors`, with the kind of each (`nobody` for words that name none) and the group of a person."""
    resolver = _Resolver(document, roster, tuple(countries) or document_countries(document, mentions, roster))
    ordered = sorted(
        (mention for mention in mentions if mention.kind in {"actor", "people"}),
        key=lambda mention: (mention.span.start, mention.span.end, mention.kind, mention.head),
    )
    resolver.look_ahead(ordered)
    return {mention: resolver.resolve(mention) for mention in ordered}


class _Resolver:
    """Resolves the mentions of one document. A mention inside another is resolved before it."""

    def __init__(self, document: Document, roster: Roster, countries: tuple[str, ...]) -> None:
        self.scene = Scene(document, roster, countries, self.resolve)
        self._done: dict[Mention, Referent] = {}

    def look_ahead(self, mentions: Sequence[Mention]) -> None:
        """Notes the monitors that the report names: "a monitor said" often stands before the name."""
        names = {mention.name.text for mention in mentions if mention.name is not None}
        found = (self.scene.lookup(name) for name in sorted(names))
        self.scene.monitors = frozenset(actor for actor in found if actor is not None and actor.kind == "monitor")

    def resolve(self, mention: Mention) -> Referent:
        """The mention's referent, worked out once."""
        if mention not in self._done:
            found = self._found(mention)
            self._done[mention] = found
            self.scene.discourse.add(mention, found)
        return self._done[mention]

    def _found(self, mention: Mention) -> Referent:
        wording = word_it(mention, self.scene.document, self.scene.roster)
        for rule in RULES:
            found = rule(mention, wording, self.scene)
            if found is not None:
                found = found if found.noun else replace(found, noun=wording.noun)
                somebody = found.kind in names.PERSON or (not found.kind and found.ref.id is not None)
                return replace(found, body=self._body(mention)) if somebody else found
        return self.scene.told(mention, wording.bare, f"'{mention.span.text}': a description that nothing resolves")

    def _body(self, mention: Mention) -> ActorRef | None:
        """ "Army spokesman Adel Karim" says "we" for the army."""
        if mention.body is not None:
            whose = self.scene.group_behind(self.resolve(mention.body)).ref
            return whose if whose.id is not None else None
        actor = around.body_before(mention, self.scene) if mention.name is not None else None
        return self.scene.known(mention, actor, f"in the title of '{mention.span.text}'").ref if actor else None
