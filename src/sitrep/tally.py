"""What a run has to tell about itself: counts, what stayed unresolved, and the warnings a user can act on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version

from sitrep.model.claims import ActorRef, Claim, PlaceRef
from sitrep.model.text import Document
from sitrep.store.runs import Counted, Library
from sitrep.store.writer import Results

#: What can change the extracted data; the rest only carries or prints it.
LIBRARIES = ("spacy", "sentencex", "trafilatura", "rapidfuzz", "anyascii", "py3langid")
UNLISTED = "unlisted:"
NAMES_SHOWN = 5


def libraries() -> tuple[Library, ...]:
    """The libraries that can change what comes out, with the versions installed."""
    return tuple(Library(name=name, version=version(name)) for name in LIBRARIES)


def counts(results: Results, refused: int) -> tuple[Counted, ...]:
    """How many records each stage made."""
    numbers = (
        ("documents", len(results.readings)),
        ("refused", refused),
        ("segments", sum(len(each.segments) for each in results.readings)),
        ("claims", len(claims_in(results))),
        ("events", len(results.events)),
        ("holdings", len(results.holdings)),
        ("places with control", len({each.place.id or each.place.name for each in results.holdings})),
    )
    return tuple(Counted(name=name, count=count) for name, count in numbers)


def claims_in(results: Results) -> tuple[Claim, ...]:
    """All claims that count, in the order of the documents."""
    return results.claims()


def claims_by_type(claims: Iterable[Claim]) -> tuple[Counted, ...]:
    """Claims of each type, most first."""
    return _counted(claim.type for claim in claims)


def unlocated(claims: Iterable[Claim]) -> tuple[Counted, ...]:
    """Names of places that nothing could put on the map, with how often they are told."""
    return _counted(place.name or place.text for place in _places(claims) if place.precision == "unlocated")


def unlisted(claims: Iterable[Claim]) -> tuple[Counted, ...]:
    """Names of groups that the roster lacks, with how often they are told."""
    return _counted(actor.name for actor in _actors(claims) if (actor.id or "").startswith(UNLISTED))


def warnings(results: Results) -> tuple[str, ...]:
    """Sentences for the user about these results: missing dates first, then what each document says of itself."""
    documents = tuple(reading.document for reading in results.readings)
    found = [*_undated(documents)]
    if documents and not claims_in(results):
        found.append(f"no claims found in {_reports(len(documents))}: nothing in them reads as an event of a conflict")
    found += [f"{document.id}: {warning}" for document in documents for warning in document.warnings]
    return tuple(found)


def _undated(documents: tuple[Document, ...]) -> list[str]:
    undated = [document.id for document in documents if document.published is None]
    if not undated:
        return []
    names = ", ".join(undated[:NAMES_SHOWN]) + (", …" if len(undated) > NAMES_SHOWN else "")
    return [
        f"{len(undated)} of {_reports(len(documents))} without a publication date ({names}): days such as “Monday” stay"
        " unresolved; supply dates with --published YYYY-MM-DD, a metadata.json beside the files or a `published` field"
    ]


def _reports(number: int) -> str:
    return "1 report" if number == 1 else f"{number} reports"


def _counted(names: Iterable[str]) -> tuple[Counted, ...]:
    ranked = sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))
    return tuple(Counted(name=name, count=count) for name, count in ranked)


def _places(claims: Iterable[Claim]) -> Iterable[PlaceRef]:
    return (place for claim in claims for place in (*claim.places, *claim.origin, *claim.destination))


def _actors(claims: Iterable[Claim]) -> Iterable[ActorRef]:
    return (actor for claim in claims for actor in (*claim.agents, *claim.targets, *claim.sources))
