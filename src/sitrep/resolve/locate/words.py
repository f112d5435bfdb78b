"""What a phrase says of a place: its name, what sort of place it is, and how it points."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sitrep.lexicon.files import DATA, read_yaml
from sitrep.lexicon.spelling import normal_form
from sitrep.model.record import Record
from sitrep.model.text import Mention

#: Words before a name that do not belong to it.
LEADING = re.compile(r"^(?:the|a|an|of|in|at|nearby|greater)\s+", re.IGNORECASE)
#: "Rural Aleppo" is the province's land and not the city.
RURAL = re.compile(r"^rural\s+", re.IGNORECASE)
POINTS = r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?"
MEASURED = (
    rf"\d+(?:[.,]\d+)?\s*(?:km|kilomet(?:er|re)s?|miles?)\s+(?:(?:to\s+the\s+)?{POINTS}\s+)?(?:of|from|away\s+from)"
)
#: "…, which is located some 12 km west of the …", right behind a phrase.
BEHIND = re.compile(
    rf"\s*,?\s*(?:(?:which|that)\s+(?:is|lies|was)\s+)?(?:(?:located|situated|lying|just|about|some|to\s+the)\s+)*"
    rf"(?P<words>{POINTS}\s+of|{MEASURED}|near|outside|close\s+to)\s+(?:the\s+|nearby\s+)*",
    re.IGNORECASE,
)
LOCATING = re.compile(rf"^(?:in|inside|on|of|near|outside|around|between|close to|{POINTS}\s.*|.+\s(?:of|from))$")
#: Behind the place of a dateline: "KABUL, Afghanistan (May 18, 2011) –", "BEIRUT –". It is where the report was filed.
DATELINE = re.compile(r"(?:,\s+[\w. ]{2,25})?\s*(?:\([^)\n]{3,40}\)|[-–—:])")
DATELINE_SENTENCES = 6
#: Classes whose places are called "the town of M".
NAMED_BY_OF = frozenset({"settlement", "district", "admin1", "base", "area", "refugee_camp", "country"})
CODE = re.compile(r"[A-Z]{2,5}")
#: The first half of a Persian name that a tokeniser has cut off: "Pul-e " before "Khumri".
IZAFE = re.compile(r"([A-Z]\w+-(?:e|i|ye|y)[ -])$")
#: The other end of a road that a tokeniser has cut off: "the Muse–" before "Lashio road".
OTHER_END = re.compile(r"([A-Z][\w'’]+\s?[-–—])$")
#: No place's name has more spaces than this.
LONG_NAME = 4
#: Parts of the world whose names look like a side of something.
WORLD = re.compile(r"(?:[Tt]he )?((?:Middle|Far|Near) East)")
#: What a town is called by those who hold it.
HELD = frozenset({"bastion", "stronghold"})
COMMA = re.compile(r"\s*,\s*")
AT = re.compile(r"\s+at\s+(?:the\s+)?")
INNER = re.compile(rf"(?:the\s+)?(?P<words>{POINTS}\s+of)\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
SIDE = re.compile(r"\b(?=north|south|east|west)(north|south)?-?(east|west)?(?:ern)?\b")
#: Behind the place of who speaks.
SAYS = re.compile(r",?\s+(?:has\s+)?(?:said|says|told|reported|announced|confirmed|denied|claimed|added)\b")
#: "In northern parts of Syria": what stands before the name of the whole.
PARTS_OF = re.compile(
    rf"\b({POINTS})\s+(?:parts?|areas?|regions?|half|provinces|fringes|reaches)\s+of\s+(?:the\s+)?$", re.I
)
#: Before the place of something; "the mayor of M" and "from M" are elsewhere.
SCENE = re.compile(
    r"\b(?:in|into|inside|on|at|through|(?:centre|center|outskirts|edge|entrance|streets|parts?) of)\s+(?:the\s+)?$",
    re.I,
)
SCENE_REACH = 24
#: Behind a place, before one more: "the port and the town".
AND = re.compile(r"\s*,?\s+(?:and|or|as\s+well\s+as)\s+(?:(?:in|near|at|around)\s+)?(?:the\s+)?")
COMPASS = frozenset([
    "northern", "southern", "eastern", "western", "north", "south", "east", "west", "northeastern", "northwestern",
    "southeastern", "southwestern", "northwest", "northeast", "southwest", "southeast", "central",
])  # fmt: skip


class KindFile(Record, forbid_unknown_fields=True):
    """data/gazetteer/kinds.yml as it stands."""

    classes: Mapping[str, Mapping[str, tuple[str, ...]]]
    rural: tuple[str, ...]
    chiefs: tuple[str, ...]
    titled: Mapping[str, str]
    peoples: tuple[str, ...]


class Kinds:
    """Nouns of places, their kinds and classes."""

    def __init__(self, file: KindFile) -> None:
        self.kinds: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        for name, kinds in file.classes.items():
            for kind, nouns in kinds.items():
                self.classes[kind] = name
                self.kinds |= dict.fromkeys(nouns, kind)
        self.rural = frozenset(file.rural)
        self.chiefs = frozenset(file.chiefs)
        self._titled = dict(file.titled)
        self.peoples = frozenset(file.peoples)

    def title(self, name: str, kind: str) -> str:
        """A name with the word for what it is, where one says so: "Mastouma base"; "Idlib" alone."""
        noun = self._titled.get(kind)
        return name if noun is None or noun in name.lower() else f"{name} {noun}"

    def noun(self, words: str) -> str | None:
        """The noun in the singular as listed, or None."""
        for form in (words, words.removesuffix("s"), re.sub("ies$", "y", words), re.sub("es$", "", words)):
            if form in self.kinds:
                return form
        return None


@cache
def kinds() -> Kinds:
    """The table, read once."""
    return Kinds(read_yaml(DATA / "gazetteer" / "kinds.yml", KindFile))


@dataclass(frozen=True, slots=True)
class Described:
    """A mention as the resolver sees it.

    `name` without article and noun, "" where it has none; `noun` the longest listed term ("military base"), "" for a
    bare name; `sort` its class ("base"), "" for a bare name; `relation` and `anchors` place it ("south of", Idlib).
    `dateline`: where the report was filed; `apposed`: the name that it explains ("Goma, the provincial capital").
    `spoken`: where those are who say it, and not what they speak of ("officials in Kigali said").
    `scene`: "in" or the like stands before it, so that something is there.
    `side`: the part of it that is meant ("eastern" Ukraine); `joined`: the place that "and" stands between.
    """

    mention: Mention
    name: str
    noun: str
    kind: str
    sort: str
    relation: str | None = None
    anchors: tuple[Mention, ...] = ()
    dateline: bool = False
    apposed: Mention | None = None
    side: str = ""
    spoken: bool = False
    scene: bool = False
    joined: Mention | None = None

    @property
    def bare(self) -> bool:
        """A name alone, which says nothing of what it names."""
        return not self.noun


def describe(mention: Mention, known: Callable[[str], bool], people: Callable[[str], int] = lambda _: 0) -> Described:
    """Name and noun of a mention, whichever of its fields hold them.

    `known`: whether some place has a name; `people`: how many live in the largest of that name.
    """
    table = kinds()
    head = "" if mention.name is not None and mention.head == mention.name.text.lower() else mention.head.lower()
    noun = _term(head, mention.modifiers)
    kind = table.kinds.get(noun, "")
    name = "" if kind == "capital" else _strip(_own_name(mention, noun, people), known, kind == "admin1")
    if noun in HELD and known(name):
        noun = ""  # "the rebel bastion of Douma" is Douma
    if RURAL.match(name) and not known(name):
        name, noun = RURAL.sub("", name), noun or "countryside"
    if name:
        name = _whole_name(mention, noun, known) or name
    if name and not noun and not known(name):
        name, noun = _split(name)
    if noun and name.lower() in table.peoples and not known(name):
        name = ""  # "the Kurdish town" is called something else
    if not normal_form(name) or (noun and CODE.fullmatch(name) and not known(name)):
        name = ""  # "the ISAF outpost": a force's initials name no place
    if WORLD.fullmatch(mention.span.text):
        name, noun = WORLD.sub(r"\1", mention.span.text), ""
    kind = table.kinds.get(noun, "")
    shown, side = noun or ("" if name else head), side_of(mention.span.text.replace(name, ""))
    sort = table.classes.get(kind, "")
    return Described(mention, name, shown, kind, sort, mention.relation, mention.anchors, side=side)


def side_of(words: str) -> str:
    """The part that the first compass word of a phrase means: "north-western" for "the northwest", "" without one."""
    found = SIDE.search(words.lower())
    return f"{found[1] or ''}{found[2] or ''}ern" if found else ""


def _own_name(mention: Mention, noun: str, people: Callable[[str], int]) -> str:
    """The name as written; "the Damascus suburb of Daraya" and "the town of Marea" take it from behind "of"."""
    kind = kinds().kinds.get(noun, "")
    behind = mention.anchors[0] if mention.relation == "of" and mention.anchors else None
    of = behind.name if behind is not None and _is_name_of(behind, kind) else None
    quarter = kind in {"neighbourhood", "district"}
    part = quarter and (mention.plural or not mention.definite)  # "a neighbourhood of Aleppo", "districts of Homs"
    own = mention.name is not None and kind != "neighbourhood"  # "the Donetsk region of Ukraine" has its name before it
    # "The Barzeh neighbourhood of Damascus", "the Damascus neighbourhood of Barzeh": the smaller one is in the larger.
    if of is not None and mention.name is not None and kind == "neighbourhood":
        first, second = people(mention.name.text), people(of.text)
        own = first < second or (first == second and noun != "suburb")
    if of is not None and kinds().classes.get(kind) in NAMED_BY_OF and not part and not own:
        return of.text
    return mention.name.text if mention.name is not None else ""


def _is_name_of(behind: Mention, kind: str) -> bool:
    """Whether what stands behind "of" is the name: not in "a village of the province of Aleppo"."""
    noun = kinds().noun(behind.head.lower())
    return noun is None or kinds().classes.get(kinds().kinds[noun]) == kinds().classes.get(kind)


def _whole_name(mention: Mention, noun: str, known: Callable[[str], bool]) -> str:
    """The name with the parts of it that are written small, which a reading takes for other words: "Deir ezzor"."""
    if mention.name is None:
        return ""
    if mention.name.start < mention.span.start:
        return ""
    rest = mention.span.text[mention.name.start - mention.span.start :]
    whole = re.sub(rf"\s+{re.escape(noun)}s?$", "", rest, flags=re.IGNORECASE) if noun else rest
    return whole if whole != mention.name.text and whole.count(" ") < LONG_NAME and known(whole) else ""


def mend(described: Described, text: str, others: Sequence[Mention]) -> Described:
    """The relation that stands right behind a phrase, where the parse has missed it: "the base, located south of M"."""
    if described.relation is not None and described.sort != "road" and not LOCATING.search(described.relation):
        described = replace(described, relation=None, anchors=())  # "from the city to its surroundings"
    if described.relation is not None and described.relation not in {"in", "on"}:
        return described
    mention = described.mention
    if (
        mention.sentence <= DATELINE_SENTENCES
        and DATELINE.match(text, mention.span.end)
        and mention.span.text.isupper()
    ):
        described = replace(described, dateline=True)
    before = [each for each in others if each.name and COMMA.fullmatch(text, each.span.end, mention.span.start)]
    described = replace(described, apposed=before[-1] if before and not described.name else None)
    scene = bool(SCENE.search(text, max(0, mention.span.start - SCENE_REACH), mention.span.start))
    described = replace(described, spoken=bool(SAYS.match(text, mention.span.end)), scene=scene)
    peers = [each for each in others if AND.fullmatch(text, each.span.end, mention.span.start)]
    described = replace(described, joined=peers[-1] if peers else None)
    parts = PARTS_OF.search(text, max(0, mention.span.start - 60), mention.span.start)
    described = replace(described, side=side_of(parts[1]) if parts else described.side)
    at = AT.match(text, mention.span.end)
    if at and not described.name and described.sort in {"base", "checkpoint", "crossing"}:
        hosts = [each.name for each in others if each.name is not None and each.name.start == at.end()]
        described = replace(described, name=hosts[0].text if hosts else "")  # "the camp at Boulikessi"
    izafe = IZAFE.search(text[max(0, mention.name.start - 30) : mention.name.start]) if mention.name else None
    if izafe and described.name:
        described = replace(described, name=f"{izafe[1]}{described.name}")
    end = OTHER_END.search(text[max(0, mention.name.start - 30) : mention.name.start]) if mention.name else None
    if end and described.name and described.sort == "road":
        described = replace(described, name=f"{end[1]}{described.name}")
    inner = INNER.match(mention.span.text)
    if inner and mention.head in COMPASS:  # "west of M" read as one phrase
        start = mention.span.start + inner.end()
        described = replace(described, name="", noun="area", kind="region", sort="area")
        return _placed(described, inner["words"], start, others)
    found = BEHIND.match(text, mention.span.end)
    return _placed(described, found["words"], found.end(), others) if found else described


def _placed(described: Described, words: str, at: int, others: Sequence[Mention]) -> Described:
    """With the relation to the mention that begins where its words end, if there is one."""
    near = [
        each for each in others if at - 4 <= each.span.start <= at and each.span.end > at and each != described.mention
    ]
    if not near:
        return described
    anchor = max(near, key=lambda each: (each.span.end, -each.span.start))
    return replace(described, relation=" ".join(words.lower().split()), anchors=(anchor,))


def _strip(name: str, known: Callable[[str], bool], division: bool) -> str:
    """Without article and compass words: "the Al-Ghab" → "Al-Ghab", "Eastern Aleppo" → "Aleppo", not "East Ghouta"."""
    plain = re.sub(r"(?:'s|’s)$", "", " ".join(name.split()))
    while LEADING.match(plain) and LEADING.sub("", plain):
        plain = LEADING.sub("", plain)
    first, _, rest = plain.partition(" ")
    if first.lower() in COMPASS and not known(plain) and not (division and first.istitle()):
        return rest  # but "North Kivu province" is so called
    return plain


def _term(head: str, modifiers: tuple[str, ...]) -> str:
    """The longest listed term that ends with the head: "main gate", "military base"."""
    words = [word for word in modifiers if word not in COMPASS][-2:]
    for start in range(len(words) + 1):
        found = kinds().noun(" ".join([*words[start:], head]))
        if found:
            return found
    return ""


def _split(name: str) -> tuple[str, str]:
    """A noun at either end of a name: "Idlib city" → Idlib, city; "Camp Bastion" → Bastion, camp."""
    words = name.split()
    for size in (3, 2, 1):
        if len(words) > size:
            last = kinds().noun(" ".join(words[-size:]).lower())
            if last:
                return " ".join(words[:-size]), last
    if len(words) > 1 and words[0].lower() in {"camp", "fob", "mount", "lake", "river", "fort", "outpost", "firebase"}:
        return " ".join(words[1:]), kinds().noun(words[0].lower()) or ""
    if len(words) > 2 and words[1].lower() == "of" and kinds().noun(words[0].lower()):
        return " ".join(words[2:]), kinds().noun(words[0].lower()) or ""
    return name, ""
