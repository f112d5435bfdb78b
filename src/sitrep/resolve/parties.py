"""Who of a report's actors is a party to a claim: somebody of a group acts for it, a body speaks through its people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sitrep.extract.match.triggers import Hit
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, Claim
from sitrep.model.record import replace
from sitrep.model.text import Mention
from sitrep.read.syntax.phrases import lemma_of
from sitrep.resolve.actors import Referent

#: Kinds of actors that report and do not fight.
BYSTANDERS = frozenset({"monitor", "outlet", "organisation", "person", "civilians"})
#: Nouns for those who report for an outlet.
REPORTERS = frozenset(
    {"correspondent", "reporter", "journalist", "photographer", "cameraman", "stringer", "crew", "team"}
)
BODIES = frozenset({"monitor", "organisation"})
#: Both who fight each other, told before: "the two sides exchanged fire", "a truce between the warring parties".
BOTH = re.compile(
    r"(?:the (?:two|warring|opposing)|both|two)(?: (?:warring|opposing|rival))? (?:sides|parties|armies|camps)",
    re.IGNORECASE,
)
#: Claims of which those who fight each other are both the doers.
SHARED = frozenset({"agreement", "control"})
#: Words of a clash by which those who are named together fight each other.
MUTUAL = frozenset({"clash", "skirmish", "exchange", "trade"})
#: Nouns for those who belong to a body that is told beside them: "rescue workers from the civil defence", "its staff".
OWN = frozenset([
    "staff", "crew", "worker", "employee", "volunteer", "personnel", "member", "man", "medic", "paramedic", "rescuer", "team",
])  # fmt: skip


class Cast:
    """The actors of one report by mention. Words that name nobody are left out of `actors`."""

    def __init__(self, found: Mapping[Mention, Referent], roster: Roster) -> None:
        self.roster, self._found = roster, found
        self.actors = {mention: each.ref for mention, each in found.items() if each.kind != "nobody"}

    def party(self, mention: Mention) -> ActorRef | None:
        """Whom a mention stands for as a party: "a Taliban commander" is captured of the Taliban. A named person, and
        somebody of a body that does not fight, stays who they are."""
        found, ref = self._found.get(mention), self.actors.get(mention)
        body = self._own(mention) if found is not None and found.kind in {"civilians", "people"} else None
        if body is not None and ref is not None:
            return replace(body, text=ref.text, start=ref.start, end=ref.end)
        if found is not None and ref is not None and found.kind == "civilians":
            return replace(ref, name="civilians")  # "a 65-year-old woman", "two aid workers": one party, by one name
        if found is None or found.named or found.group is None or ref is None or ref.id is not None:
            return ref
        actor = self.roster.get(found.group.id) if found.group.id else None
        if actor is None or actor.kind in BYSTANDERS:
            return ref
        return replace(found.group, text=ref.text, start=ref.start, end=ref.end, reason=ref.reason)

    def _own(self, mention: Mention) -> ActorRef | None:
        """The body that "its crew", "workers from the civil defence", "men from the committees" belong to."""
        told = [mention.possessor, *(mention.anchors if mention.relation in {"from", "of", "with", "for"} else ())]
        bodies = [each for each in told if each in self.actors and self._found[each].kind not in BYSTANDERS - BODIES]
        return self.actors[bodies[0]] if bodies and mention.head in OWN else None

    def spoken_for(self, mention: Mention) -> ActorRef | None:
        """Who speaks, or the group of the person who does: "a commander in the Army of Conquest" speaks for the Army."""
        ref = self.actors.get(mention)
        if ref is None or ref.id is not None:
            return ref
        named = [mention, *(other for other, known in self.actors.items() if known.name == ref.name)]
        groups = [self.actors[anchor] for each in named for anchor in each.anchors if anchor in self.actors]
        return groups[0] if groups else None

    def relayed(self, mention: Mention) -> ActorRef | None:
        """Who speaks, or the outlet whose reporter does: "an AFP correspondent". "The reporter" of nobody else is the
        publisher's own, whom the chain leaves out."""
        found, ref = self._found.get(mention), self.actors.get(mention)
        if found is None or ref is None or found.noun not in REPORTERS or found.named:
            return ref
        if found.group is not None:
            actor = self.roster.get(found.group.id) if found.group.id else None
            outlet = actor is not None and actor.kind == "outlet"
            return replace(found.group, text=ref.text, start=ref.start, end=ref.end) if outlet else ref
        return None if mention.definite or mention.span.text.lower().startswith("our ") else ref

    def body(self, mention: Mention) -> ActorRef | None:
        """The monitor or organisation whose named person speaks, where the report says so in full: "director of the …"."""
        speaker = self._found.get(mention)
        if speaker is None or speaker.group is None or speaker.ref.id is None:
            return None
        actor = self.roster.get(speaker.group.id) if speaker.group.id else None
        told = re.search(r"\b(?:of|for|from|with)\b", mention.span.text)
        return speaker.group if told and actor is not None and actor.kind in BODIES else None


def facing(hit: Hit) -> bool:
    """ "Rebels and the army clashed", "clashes between Armenian and Azerbaijani troops": of two named together one fights
    the other."""
    alone = not hit.functions.get("with") and not hit.functions.get("against")
    mutual = alone and hit.token.pos_ == "VERB" and lemma_of(hit.token) in MUTUAL
    return hit.kind.type == "armed_clash" and (mutual or bool(hit.functions.get("between")))


def key(ref: ActorRef) -> str:
    """An actor by id or by words; partisan labels are all one."""
    return ref.id or ("“" if ref.name.startswith("“") else ref.name)


def sides_told(claims: Sequence[Claim]) -> list[Claim]:
    """ "The two sides" as who fought whom in the claim before: the first named acts, the other suffers it, of a truce both act.

    `claims` in text order. Without such a claim the words stay as they are.
    """
    found: list[Claim] = []
    pair: tuple[ActorRef, ActorRef] | None = None
    for claim in claims:
        words = next((ref for ref in claim.agents if ref.id is None and BOTH.fullmatch(ref.text)), None)
        if words is not None and pair is not None:
            claim = _told_of(claim, words, pair)
        elif len(claim.agents) == len(claim.targets) == 1 and claim.type != "alliance":
            opposed = (*claim.agents, *claim.targets)
            pair = (opposed[0], opposed[1]) if all(ref.id is not None for ref in opposed) else pair
        found.append(claim)
    return found


def _told_of(claim: Claim, words: ActorRef, pair: tuple[ActorRef, ActorRef]) -> Claim:
    why = f"'{words.text}' are {pair[0].name} and {pair[1].name}, told before as fighting each other"
    first, second = (replace(words, id=ref.id, name=ref.name, reason=why) for ref in pair)
    rest = tuple(ref for ref in claim.agents if ref is not words)
    reasons = (*(reason for reason in claim.reasons if reason != words.reason), why)
    if claim.type in SHARED:
        return replace(claim, agents=(*rest, first, second), reasons=reasons)
    return replace(claim, agents=(*rest, first), targets=(second,), reasons=reasons)
