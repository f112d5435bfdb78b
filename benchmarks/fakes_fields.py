"""FA-KES articles, field by field: `python benchmarks/fakes_fields.py [DATA.jsonl] [--json]`; some minutes.

Each article is read as a user would read it; its claims are mapped to the fields that the set's crowd gave (the mapping is
this module), and compared. The labels are read only to score, and noisy: about half of the articles are marked as telling
what another source does not bear out, and what is counted is one incident of several. Compared are

location      the governorate, where the text names it (as in governorates.py)
actor         who did it, of six sides; articles whose label is "unknown" are left out
cause         shelling (from the ground or the air), explosion, execution, shooting, chemical and toxic gases
civilians     dead civilians, people of whom nothing is told among them; `noncivilians`, `children`, `women` likewise
killed        all of the dead, whoever they are; `near`: within a fifth

The date is not scored: it is what the articles are dated by. Halves are those of governorates.py: by a hash of the id.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from governorates import DATA, LABELS, article, governorate, in_first_half, names_of

from sitrep.lexicon.spelling import normal_form
from sitrep.model.claims import Casualty, Claim
from sitrep.resolve.claims import Tools, claims_of, load_tools

FIELDS = ("location", "actor", "cause", "civilians", "noncivilians", "children", "women", "killed", "near")
#: The labels' sides by words in the names that the roster has.
SIDES = {
    "the organization of the islamic state in": r"islamic state",
    "al-nusra front": r"nusra|fateh al-sham|tahrir al-sham",
    "self administration forces": r"kurd|ypg|syrian democratic|people's protection|pyd",
    "international coalition forces": r"coalition|us-led|united states|american|nato|french",
    "syrian government or russian troops": r"syrian (?:government|air|arab|army)|regime|russia|hezbollah|assad|iran",
    "armed opposition groups": r"rebel|opposition|free syrian|ahrar|jaysh|terrorist|militant|insurgent|islamist",
}
CAUSES = {
    "air_strike": "shelling", "shelling": "shelling", "bombing": "explosion", "suicide_bombing": "explosion",
    "violence_against_civilians": "execution", "armed_clash": "shooting", "assault": "shooting",
}  # fmt: skip
GASES = re.compile(r"\b(?:chemical|gas|gases|sarin|chlorine|toxic)\b", re.IGNORECASE)
CHILDREN = re.compile(r"\b(?:child(?:ren)?|boys?|girls?|bab(?:y|ies)|infants?|kids?|minors?)\b", re.IGNORECASE)
WOMEN = re.compile(r"\b(?:wom[ae]n|mothers?|wives|wife)\b", re.IGNORECASE)
#: Roster's words of people of whom nothing is told, and of no party.
UNARMED = frozenset({"civilians", "people", "protesters", "organisation", "person"})
#: How much less each later claim counts, and how many days a toll of one incident may stretch over.
FALL_OFF = 0.5
LONGEST = 31
NEAR = 0.2


@dataclass(frozen=True, slots=True)
class Coded:
    """One article as fields; the same shape for labels and claims."""

    location: str
    actor: str
    cause: str
    civilians: int
    noncivilians: int
    children: int
    women: int

    @property
    def killed(self) -> int:
        """All of the dead."""
        return self.civilians + self.noncivilians


def labelled(row: Mapping[str, str]) -> Coded:
    """The label of one article."""
    counts = (int(row[f"nb_{name}"]) for name in ("civilians", "noncivilians", "children", "women"))
    return Coded(row["location"], row["actor"], row["cause_of_death"], *counts)


def coded(claims: Sequence[Claim], tools: Tools) -> Coded:
    """What the claims say, as the label's fields."""
    told = [claim for claim in claims if claim.status in {"happened", "ongoing"} and not _long(claim)]
    deadly = [claim for claim in told if any(loss.outcome == "killed" for loss in claim.casualties)]
    code = governorate(told, tools.gazetteer)
    tolls = [_toll(claim, tools) for claim in deadly]
    most: Counter[str] = Counter()
    for toll in tolls:  # a toll is told again and again: the highest of each kind
        most |= toll
    return Coded(
        location=next((label for label, codes in LABELS.items() if code in codes), ""),
        actor=_most((_side(actor.name) for actor in claim.agents) for claim in (*deadly, *told)),
        cause=_most([_cause(claim)] for claim in told),
        civilians=most["civilians"], noncivilians=most["noncivilians"], children=most["children"], women=most["women"],
    )  # fmt: skip


def _long(claim: Claim) -> bool:
    """A toll of a war or of months is none of an incident."""
    time = claim.time
    return (
        time is not None and time.start is not None and time.end is not None and (time.end - time.start).days > LONGEST
    )


def _most(rows: Iterable[Iterable[str]]) -> str:
    """What is told most, the first more than the later ones."""
    votes: dict[str, float] = {}
    for number, row in enumerate(rows):
        for name in set(row) - {""}:
            votes[name] = votes.get(name, 0.0) + 1 / (1 + FALL_OFF * number)
    return max(votes, key=lambda name: votes[name], default="")


def _side(name: str) -> str:
    return next((side for side, words in SIDES.items() if re.search(words, name, re.IGNORECASE)), "")


def _cause(claim: Claim) -> str:
    gas = GASES.search(claim.evidence.text) is not None
    return "chemical and toxic gases" if gas and claim.type in CAUSES else CAUSES.get(claim.type, "")


def _toll(claim: Claim, tools: Tools) -> Counter[str]:
    found: Counter[str] = Counter()
    for loss in claim.casualties:
        if loss.outcome == "killed":
            found["civilians" if _unarmed(loss, tools) else "noncivilians"] += loss.low or 0
            for name, words in (("children", CHILDREN), ("women", WOMEN)):
                found[name] += (loss.low or 0) if words.search(loss.group.text) else 0
    return found


def _unarmed(loss: Casualty, tools: Tools) -> bool:
    words = [*re.findall(r"[a-z]+", loss.group.text.lower()), *re.findall(r"[a-z]+", loss.group.name.lower())]
    actor = tools.roster.get(loss.group.id) if loss.group.id else None
    classes = {tools.roster.word_class(word.removesuffix("s")) or tools.roster.word_class(word) for word in words}
    armed = classes & {"state_forces", "insurgents", "armed", "police"}
    return not armed and (actor is None or actor.kind in UNARMED)


def right(said: Coded, label: Coded) -> dict[str, bool]:
    """Which fields are as the label has them."""
    found = {name: getattr(said, name) == getattr(label, name) for name in FIELDS[:-1]}
    return found | {"near": abs(said.killed - label.killed) <= max(NEAR * label.killed, 0)}


@dataclass(frozen=True, slots=True)
class Judged:
    """One article: which fields are right, which can be asked for, and which half it is in."""

    right: Mapping[str, bool]
    asked: frozenset[str]
    developed_on: bool


def judge(rows: Sequence[Mapping[str, str]], tools: Tools) -> Iterator[Judged]:
    """Every article."""
    patterns = {label: names_of(label, tools.gazetteer) for label in LABELS}
    for row in rows:
        text = f"{row['article_title']}\n\n{row['article_content']}"
        label = labelled(row)
        forms = " ".join(normal_form(word) for word in re.findall(r"[\w'’-]+", text))
        unknown = {name for name in ("actor", "cause") if getattr(label, name) == "unknown"}
        if label.location not in patterns or patterns[label.location].search(forms) is None:
            unknown.add("location")
        said = coded(claims_of(article(dict(row), text), tools), tools)
        yield Judged(right(said, label), frozenset(FIELDS) - unknown, in_first_half(row["unit_id"]))


def shares(judged: Sequence[Judged]) -> dict[str, float]:
    """The share of articles with each field right, of those that can be asked for it."""
    asked = {name: [each for each in judged if name in each.asked] for name in FIELDS}
    return {
        name: round(sum(each.right[name] for each in row) / len(row), 3) if row else 0.0 for name, row in asked.items()
    }


def main() -> None:
    """Prints the shares of the whole and of both halves, and the data's digest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=DATA, metavar="DATA.jsonl")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    if not wanted.data.exists():
        parser.exit(2, f"{wanted.data}: not there; name the file of articles\n")
    rows = [json.loads(line) for line in wanted.data.read_text(encoding="utf-8").splitlines() if line.strip()]
    judged = list(judge(rows, load_tools()))
    columns = {
        "whole": shares(judged),
        "developed_on": shares([each for each in judged if each.developed_on]),
        "only_scored": shares([each for each in judged if not each.developed_on]),
    }
    digest = hashlib.sha256(wanted.data.read_bytes()).hexdigest()[:16]
    if wanted.json:
        print(json.dumps({"data": digest, "articles": len(judged), **columns}))
        return
    print(f"{'':13}" + "".join(f"{name:>14}" for name in columns))
    for field in FIELDS:
        print(f"{field:13}" + "".join(f"{column[field]:14.1%}" for column in columns.values()))
    print(f"{len(judged)} articles  data {digest}")


if __name__ == "__main__":
    main()
