"""What is not reporting yields no claims; what is said twice in a report is one event."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from outcomes import EXAMPLES, Outcome, outcome

from sitrep.model.text import REPORTING

PULLED = "Our guns now reach the whole of Tarn, the rebels stormed its mill"
REPORT = f"""Rebels storm the mill of Tarn

TARN – Rebels stormed the mill of Tarn on Monday, killing at least four soldiers, the town's council said.

“{PULLED}, and more will come,” a commander of the rebels told the council on Monday evening.

Army units withdrew from the mill towards the town after an hour of clashes, the council added.

{PULLED}

Mara Voss is an editor of the Upland Journal who writes about how the army seized Berel and shelled Tarn.

Tags: Tarn, army, shelling

2 Comments

  • tarn_fan says:

    They should have captured the whole town, 900 were killed there last year!

  • other says:

    Rebels seized the capital yesterday, mark my words.
"""


@pytest.fixture(params=["examples", "seeds"])
def dated(request: pytest.FixtureRequest) -> Outcome:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A report with everything around it that sites put there."""
    folder = tmp_path_factory.mktemp("invented")
    (folder / "in").mkdir()
    (folder / "in" / "report.txt").write_text(REPORT, encoding="utf-8")
    return outcome(folder / "in", folder / "out")


def aside(text: str) -> list[tuple[int, int]]:
    """Where biography, tags, comments and image names stand, found by their look and not by sitrep's own segments."""
    after = re.search(r"^\S+ \S+ is an editor of .*", text, re.M | re.S)
    names = re.finditer(r"^(?=\S*[a-z])(?=\S*[A-Z]{3})\S{15}$", text, re.M)
    return [match.span() for match in (*names, *([after] if after else []))]


def test_claims_stand_in_reporting_only(dated: Outcome) -> None:
    """By the segments that the run itself found."""
    for claim in dated.claims:
        around = [each for each in dated.segments[claim.document] if each.start <= claim.trigger.start < each.end]
        assert [each.kind for each in around if each.kind in REPORTING], claim.evidence.text


def test_no_claim_from_biography_comments_tags_or_image_names(seeds: Outcome) -> None:
    """The second seed has them all, the comments full of bombs."""
    found = {document: aside(text) for document, text in seeds.texts.items()}
    assert max(len(spans) for spans in found.values()) > 5
    wrong = [
        claim.evidence.text
        for claim in seeds.claims
        for start, end in found[claim.document]
        if claim.evidence.start < end and start < claim.evidence.end
    ]
    assert wrong == []


def test_no_claim_from_what_surrounds_an_invented_report(invented: Outcome) -> None:
    """The same on words of our own, which are always here."""
    text = invented.texts["report.txt"]
    (start, _), *_ = aside(text)
    assert invented.claims
    assert [claim.evidence.text for claim in invented.claims if claim.evidence.end > start] == []


def test_comments_of_a_page_are_not_even_read(examples: Outcome) -> None:
    """The example page has two that claim a capture and a toll."""
    page = next(name for name in examples.texts if name.endswith(".html"))
    source = (EXAMPLES / Path(page).name).read_text(encoding="utf-8")
    assert "mark my words" in source
    assert "mark my words" not in examples.texts[page]


def repeats_elsewhere(found: Outcome, document: str, start: int) -> None:
    """Claims from `start` on are in an event that words before `start` tell, too."""
    mine = [claim for claim in found.claims if claim.document == document]
    before = {claim.id for claim in mine if claim.trigger.start < start}
    assert before
    alone = [c.evidence.text for c in mine if c.trigger.start >= start and not before & set(found.event_of(c).claims)]
    assert alone == []


def test_the_pull_quote_of_the_first_seed_makes_no_second_event(seeds: Outcome) -> None:
    """Its last line repeats the body's quotation."""
    document = min(seeds.texts)
    repeats_elsewhere(seeds, document, seeds.texts[document].rstrip().rindex("\n"))


def test_a_pull_quote_makes_no_second_event(invented: Outcome) -> None:
    """The same on words of our own."""
    text = invented.texts["report.txt"]
    at = text.rindex(PULLED)
    assert text.index(PULLED) < at
    repeats_elsewhere(invented, "report.txt", at)


def test_every_claim_slices_to_its_words(dated: Outcome) -> None:
    """`text[start:end] == span.text` for every span of every claim, as stored."""
    for claim in dated.claims:
        text = dated.texts[claim.document]
        spans = [claim.trigger, claim.evidence, *claim.agents, *claim.targets, *claim.places, *claim.sources]
        spans += [each.span for each in (*claim.casualties, *claim.materiel, *claim.quantities)]
        spans += [*claim.origin, *claim.destination, *([claim.copy_of] if claim.copy_of else [])]
        spans += [claim.time.span] if claim.time and claim.time.span else []
        assert [each for each in spans if text[each.start : each.end] != each.text] == []


def test_a_copy_in_another_paper_adds_no_origin(examples: Outcome) -> None:
    """What a paper copied from a wire, it did not say first; what it reports itself may have it as origin."""
    copy = "0426-levant-herald-jisr.txt"
    told = [event for event in examples.events if copy in event.documents]
    assert told
    for event in told:
        own = [document for document in event.documents if "levant-herald" in document and document != copy]
        assert own or "Levant Herald" not in event.origins, event.id
