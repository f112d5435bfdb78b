"""What every rule of actor resolution works with: roster, day and countries of the report, who was told before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from sitrep.lexicon.rosters import Roster
from sitrep.lexicon.spelling import slug
from sitrep.model.claims import ActorRef
from sitrep.model.entities import Actor
from sitrep.model.record import replace
from sitrep.model.text import Document, Mention
from sitrep.read.layout.bylines import agencies
from sitrep.resolve.who.discourse import Discourse, Referent, of_countries, on_day

#: What a party calls the desk that publishes for it: "Information Desk", "Press Service", "Media Centre".
DESK = re.compile(
    r"\W*\b(?:(?:central |general )?(?:information|press|media|public affairs|military media)"
    r" (?:desk|service|office|cent(?:re|er)|department|bureau|wing|release))\b(?: of(?: the)?\b)?\W*",
    re.IGNORECASE,
)
#: A publisher that is a state's own: "Ministry of Defence", "General Staff", "Armed Forces".
OFFICIAL = re.compile(r"\b(?:ministry|general staff|armed forces|presidency)\b", re.IGNORECASE)
#: Names of units that several armies have.
NUMBERED = re.compile(
    r"(?:the )?(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth) ", re.I
)
PUBLISHERS = frozenset({"monitor", "outlet", "organisation"})


class Scene:
    """One document while its actors are resolved. `resolve` is the resolver itself, for mentions inside mentions."""

    def __init__(
        self, document: Document, roster: Roster, countries: tuple[str, ...], resolve: Callable[[Mention], Referent]
    ) -> None:
        self.document, self.roster, self.countries, self.resolve = document, roster, countries, resolve
        self.monitors: frozenset[Actor] = frozenset()  # all that the report names
        self.on: dt.date | None = document.published
        self.discourse = Discourse()
        self._asked: dict[str, tuple[Actor, ...]] = {}
        self._publisher: list[Referent | None] = []

    def lookup(self, name: str) -> Actor | None:
        """The one actor of that name here; None where there is none or several remain."""
        if name not in self._asked:
            found = on_day(self.roster, name, self.on)
            if NUMBERED.match(name):  # every army has a fourth division
                found = tuple(actor for actor in found if set(actor.countries) & set(self.countries))
            self._asked[name] = found
        return self.pick(self._asked[name])

    def pick(self, actors: Sequence[Actor]) -> Actor | None:
        """The one meant among actors of one name: by the report's countries, then by who was told before."""
        here = of_countries(actors, self.countries)
        if len(here) > 1:
            here = tuple(actor for actor in here if self.discourse.has(actor.id)) or here
        return here[0] if len(here) == 1 else None

    def role(self, name: str, country: str | None = None) -> Actor | None:
        """Who plays a role ("forces", "rebels") in the country, or in the first of the report's that has it."""
        for code in [country] if country else self.countries:
            actor = self.roster.role(code, name, self.on)
            if actor is not None:
                return actor
        return None

    def publisher(self, mention: Mention) -> Referent | None:
        """The outlet or party that publishes the report and says "we" in it; None where nothing tells who that is."""
        if not self._publisher:
            self._publisher.append(self._published(mention))
        return self._publisher[0]

    def _published(self, mention: Mention) -> Referent | None:
        outlet = self.document.outlet or ""
        for name in (outlet, *agencies(self.document.text)):
            actor = self.pick(self.roster.outlet(name)) if name else None
            if actor is not None:
                return self.known(mention, actor, f"the report is by {actor.name}")
        bare = DESK.sub(" ", outlet).strip()
        actor = self.lookup(bare) if bare else None
        if actor is None and OFFICIAL.search(outlet):
            actor = self.role("forces")
        if actor is not None:
            return self.known(mention, actor, f"the report is by '{outlet}'")
        words = bare.casefold().split()
        if not words or words[-1] not in self.roster.words.kinds_by_word["rebel_group"]:
            return None
        return self.told(mention, bare, f"the report is by '{outlet}'", "rebel_group", f"unlisted:{slug(bare)}")

    def speaks(self, mention: Mention) -> bool:
        """Whether a verb of saying stands right behind the mention, or before it: "it said", "according to it"."""
        text, span = self.document.text, mention.span
        if _saying(self.roster.words.says).match(text, span.end):
            return True
        head = text[max(0, span.start - 40) : span.start].rstrip().casefold()
        last = re.search(r"(\w+)[,\s]*$", head)
        ends = mention.name is not None or text[span.end : span.end + 1] in {".", ","}  # not "said it had left"
        said = last is not None and last[1] in self.roster.words.says and ends
        return said or head.endswith(("according to", "citing", "quoting"))

    def owns(self, mention: Mention) -> bool:
        """Whether a plural before a noun is a possessive that lost its apostrophe: "the groups bases"."""
        if not mention.definite or not mention.span.text.endswith("s"):
            return False
        after = re.match(r"\s+([a-z]+)\b", self.document.text[mention.span.end : mention.span.end + 40])
        return after is not None and after[1] in self.roster.words.owned

    def group_behind(self, referent: Referent) -> Referent:
        """A person's group where it is known, else the referent itself."""
        group = referent.group or referent.body
        if group is None:
            return referent
        actor = self.roster.get(group.id) if group.id else None
        return Referent(ref=group, kind=actor.kind if actor else "rebel_group", named=True)

    def known(self, mention: Mention, actor: Actor, reason: str, named: bool = False) -> Referent:
        """The mention stands for an actor of the roster."""
        return Referent(
            ref=_ref(mention, actor.id, actor.name, reason),
            kind=actor.kind,
            group=self._body_of(actor, mention) if actor.kind == "person" else None,
            named=named,
            plural=mention.plural,
            speaks=self.speaks(mention),
        )

    def _body_of(self, actor: Actor, mention: Mention) -> ActorRef | None:
        """Whom a person of the roster belongs to on the day."""
        wholes = self.roster.wholes(actor.id, self.on)
        reason = f"{actor.name} belongs to it, by the roster"
        return _ref(mention, wholes[0].id, wholes[0].name, reason) if wholes else None

    def same(self, mention: Mention, referent: Referent, reason: str) -> Referent:
        """The mention stands for somebody told before, or spoken of by other words."""
        ref = _ref(mention, referent.ref.id, referent.ref.name, reason)
        return replace(referent, ref=ref, named=False, speaks=self.speaks(mention))

    def told(self, mention: Mention, name: str, reason: str, kind: str = "", actor_id: str | None = None) -> Referent:
        """The mention keeps words as its name; an id only where the caller gives one."""
        return Referent(
            ref=_ref(mention, actor_id, name or mention.span.text, reason),
            kind=kind,
            plural=mention.plural,
            speaks=self.speaks(mention),
        )


def _ref(mention: Mention, actor_id: str | None, name: str, reason: str) -> ActorRef:
    span = mention.span
    return ActorRef(id=actor_id, name=name, text=span.text, start=span.start, end=span.end, reason=reason)


@lru_cache(maxsize=4)
def _saying(says: frozenset[str]) -> re.Pattern[str]:
    """What stands right behind a speaker: "also said", "in Gaza said", ", who asked not to be named, said"."""
    aside = r"(?:, (?:who|which|speaking|writing)\b[^,.;:“”\"\n]{3,150},)?(?: (?:in|of|at|from) [^,.;:“”\"\n]{1,40}?)?"
    return re.compile(rf"{aside}[\s,]*(?:(?:also|later|further|then|had|has|have) )?(?:{'|'.join(sorted(says))})\b")
