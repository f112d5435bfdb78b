"""Segments: what of a report is reporting, and what else stands on its page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.model.text import Document, Segment
from sitrep.read.segments import segment

SHARED = Path(__file__).parents[3] / "shared"

LONG = (
    "The army withdrew from the hill above the town on Sunday after three days of shelling by the rebels, residents "
    "said, and left two tanks and most of its ammunition behind."
)
MORE = (
    "Rebels entered the western quarter before dawn and took the police station without a fight, a doctor at the "
    "hospital told this reporter, while families fled along the river road."
)


def segments_of(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Kind and words of each segment."""
    document = Document(id="d", text=text, sha256="", title=title)
    return [(part.kind, text[part.start : part.end]) for part in segment(document)]


def kinds_of(text: str, title: str | None = None) -> list[str]:
    return [kind for kind, _ in segments_of(text, title)]


def whole(text: str) -> list[Segment]:
    return list(segment(Document(id="d", text=text, sha256="")))


CHUNKS = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                LONG, MORE, "\r\n", "\n\n", "\u2028", "\u00a0", "🙂 ", "خرج الجيش من المدينة. ", "7 Comments",
                "• x says:", "“", "”", "KABUL, Afghanistan (May 3) - ", "Tags: a", "(For more information, see x)",
                "Photo: y", "12 May 2014 ",
            ]
        ),
    ),
    max_size=14,
)  # fmt: skip


@given(CHUNKS)
@settings(deadline=None)  # the first call loads the rules
def test_segments_cover_the_text_in_order(chunks: list[str]) -> None:
    """Whatever the text: no two segments overlap, and only space lies outside them."""
    text = "".join(chunks)
    at = 0
    for part in whole(text):
        assert at <= part.start < part.end <= len(text)
        assert not text[at : part.start].strip()
        at = part.end
    assert not text[at:].strip()


@given(CHUNKS)
@settings(deadline=None)  # the first call loads the rules
def test_a_copy_points_to_words_of_the_text(chunks: list[str]) -> None:
    """The span that a copy points to slices to its words."""
    text = "".join(chunks)
    for part in whole(text):
        if part.copy_of is not None:
            assert text[part.copy_of.start : part.copy_of.end] == part.copy_of.text
            assert part.copy_of.end <= part.start


@given(CHUNKS)
@settings(deadline=None)  # the first call loads the rules
def test_the_same_text_gives_the_same_segments(chunks: list[str]) -> None:
    """Nothing but the text decides."""
    assert whole("".join(chunks)) == whole("".join(chunks))


def test_an_empty_text_has_no_segments() -> None:
    """Neither has one of space only."""
    assert whole("") == whole(" \r\n\u00a0\u2028") == []


def test_a_report_from_top_to_bottom() -> None:
    """Headline, standfirst, caption, dateline, body, heading, body."""
    text = (
        f"Army leaves hill above town\n\nResidents tell of three days of shelling and of families on the road.\n\n"
        f"A tank near the bridge. (YouTube/Northern Front)\n\nAMMAN – {LONG}\n\nOn the river road\n\n{MORE}"
    )
    assert kinds_of(text) == ["headline", "standfirst", "caption", "dateline", "body", "heading", "body"]


@pytest.mark.parametrize(
    "dateline",
    [
        "BEIRUT –", "KABUL, Afghanistan (Sept. 1) -", "(Reuters) -", "AMMAN/BEIRUT, June 2 (Reuters) -",
        "Kyiv, Ukraine —", "MOSCOW (Interfax)", "Damascus, SANA –", "ADEN, MARCH 4 --", "12 June 2014",
        "AFP Saturday 4 Oct 2014",
    ],
)  # fmt: skip
def test_a_dateline_is_a_segment_of_its_own(dateline: str) -> None:
    """It stands before the paragraph's rest, which is body."""
    assert segments_of(f"Army leaves hill\n\n{dateline} {LONG}\n\n{MORE}")[1:3] == [
        ("dateline", dateline),
        ("body", LONG),
    ]


@pytest.mark.parametrize(
    "start", ["The hill – the last one –", "ISIS, which holds the hill,", "Rebels – who lost ten men –"]
)
def test_a_sentence_with_dashes_is_no_dateline(start: str) -> None:
    """Dashes and capitals alone do not make one."""
    assert "dateline" not in kinds_of(f"Army leaves hill\n\n{start} left it to the police. {LONG}\n\n{MORE}")


def test_a_release_header_is_boilerplate() -> None:
    """Office, number and "For Immediate Release" say nothing; separators may be Unicode's."""
    lines = ("Joint Office - North", "2031-01-XY-14", "For Immediate Release", "Download PDF", "", LONG)
    text = "Force takes two men\n" + "\u2028".join(lines)
    assert kinds_of(text) == ["headline", "boilerplate", "boilerplate", "boilerplate", "boilerplate", "body"]


COMMENTS = [
    "7 Comments\n\n• gull says:\n\nThe army bombed the school and killed thirty people, believe me.\n\nThey fired.",
    "Comments (2)\n\ngull_watcher\n\nThe army bombed the school and killed thirty people, believe me.",
    "gull says:\n\nThe army bombed the school and killed thirty people.\n\ntern says:\n\nRebels seized the port.",
    "gull • 3 hours ago\nThe army bombed the school.\nReply\ntern • 2 hours ago\nRebels seized the port.\nReply",
    "3 thoughts on “Army leaves hill”\n\nThe army bombed the school and killed thirty people, believe me.",
]


@pytest.mark.parametrize("comments", COMMENTS)
def test_readers_comments_are_never_reporting(comments: str) -> None:
    """Once they begin, nothing after them is reporting, down to the site's footer."""
    body = f"{LONG}\n\n{MORE}"
    text = f"Army leaves hill\n\n{body}\n\n{comments}\n\n© 2014 Valley Herald\n\nRebels took the dam on Friday."
    cut = len(f"Army leaves hill\n\n{body}")
    assert {part.kind for part in whole(text) if part.start > cut} <= {"comments", "boilerplate", "tags"}
    assert [part.kind for part in whole(text) if part.end <= cut] == ["headline", "body", "body"]


def test_a_counter_above_the_report_opens_no_comments() -> None:
    """ "7 Comments" under a headline is a link; what follows is the report."""
    assert kinds_of(f"Army leaves hill\n\n7 Comments\n\n{LONG}\n\n{MORE}") == [
        "headline",
        "boilerplate",
        "body",
        "body",
    ]


def test_a_speaker_with_a_colon_opens_no_comments() -> None:
    """One "X says:" is a way to bring in a quotation."""
    text = f"{LONG}\n\n{MORE}\n\nThe commander says:\n\n“We took the hill on Sunday and lost nobody in the assault.”"
    assert "comments" not in kinds_of(text)


def test_statements_brought_in_one_after_another_open_no_comments() -> None:
    """What follows them is a quotation, which comments hardly are."""
    said = "Commander Omar says:\n\n“We took the hill at dawn.”\n\nThe army wrote:\n\n“They were driven back.”"
    assert "comments" not in kinds_of(f"{LONG}\n\n{MORE}\n\n{said}")


def test_a_picture_may_stand_above_the_headline() -> None:
    """The headline is found below its caption."""
    text = f"Fighters near the bridge, May 3, 2014. REUTERS/Omar Said\n\nArmy leaves hill\n\n{LONG}\n\n{MORE}"
    assert kinds_of(text) == ["caption", "headline", "body", "body"]


def test_links_in_brackets_are_cut_out_of_the_body() -> None:
    """What stands before and after stays body."""
    link = "(For more information, see our reports: Siege of port endsArmy retakes dam)"
    assert segments_of(f"{LONG} {link} {MORE}") == [("body", LONG), ("related", link), ("body", MORE)]


def test_headlines_under_read_more_are_related() -> None:
    """They would read like reporting."""
    text = f"{LONG}\n\n{MORE}\n\nRelated articles\n\nRebels seize port of Aden\n\nArmy shells market in Taiz"
    assert kinds_of(text)[2:] == ["related", "related", "related"]


def test_headlines_glued_together_are_related() -> None:
    """A paragraph of headlines without breaks or stops is a list of links."""
    assert (
        kinds_of(f"{LONG}\n\nRebels seize port of AdenArmy shells market in TaizTruce holds in valley")[1] == "related"
    )


def test_the_author_is_told_at_the_end_only() -> None:
    """A biography ends a report; the same words inside it are body."""
    about = "Petra Voss is a senior fellow at the Harbour Institute and covers the war."
    assert kinds_of(f"{LONG}\n\n{MORE}\n\n{about}")[-1] == "biography"
    assert kinds_of(f"{LONG}\n\n{about}\n\n{MORE}") == ["body", "body", "body"]


def test_tags_are_no_reporting() -> None:
    """Neither those that are called so nor a list of short lines at the end."""
    assert kinds_of(f"{LONG}\n\nTags: Yemen, Taiz")[-1] == "tags"
    assert kinds_of(f"{LONG}\n\nYemen\n\nTaiz siege\n\nRed Sea\n\nTruce")[1:] == ["tags"] * 4


def test_a_list_that_the_report_announces_is_body() -> None:
    """Villages named one a line after a colon belong to the report."""
    text = f"{LONG}\n\nThe army took these villages on Sunday after the rebels had left:\n\nAlma\n\nBirka\n\nCedar"
    assert "tags" not in kinds_of(text)


@pytest.mark.parametrize("name", ["CXYab_JQAAAnkpP", "IMG_2031", "IMG_2031.jpg", "DSC00412", "CFYffZNWMAEniyd"])
def test_names_of_pictures_are_told_by_their_shape(name: str) -> None:
    """A lone token that is no word; the line that announces it is a caption."""
    assert kinds_of(f"{LONG}\n\nThe base after the fight:\n\n{name}")[1:] == ["caption", "image_name"]


@pytest.mark.parametrize("word", ["Qarmatiyya", "Liveuamap", "Al-Hasakah", "COVID-19", "McDonald"])
def test_words_are_no_names_of_pictures(word: str) -> None:
    """Names with capitals, hyphens or digits stay what they are."""
    assert "image_name" not in kinds_of(f"{LONG}\n\n{word}\n\n{MORE}")


def test_a_pull_quote_points_to_the_words_it_repeats() -> None:
    """Also where a name is spelt otherwise and the marks are left out."""
    said = "“Our guns were turned on Mashtal first and then on Birka, and by noon nothing moved there any more.”"
    pulled = "Our guns were turned on Mashtel first and then on Birka, and by noon nothing moved there any more."
    text = f"Army leaves hill\n\n{LONG}\n\n{said}\n\n{MORE}\n\n{pulled}"
    last = whole(text)[-1]
    assert last.kind == "pull_quote"
    assert last.copy_of is not None
    assert last.copy_of.text == said


def test_two_operations_told_in_one_mould_are_no_copies() -> None:
    """Where the place or the number differs, the second is another event."""
    one = "In Khost province, the force searched a compound “on a tip” and took two men of the network to a base."
    for other in (one.replace("Khost", "Zabul"), one.replace("two", "14"), one.replace("two", "three")):
        assert [part.copy_of for part in whole(f"{LONG}\n\n{one}\n\n{other}")] == [None] * 3


def test_a_caption_shown_again_is_a_copy() -> None:
    """It keeps its kind and points to the first."""
    caption = "A tank near the bridge. (YouTube/Northern Front)"
    last = whole(f"Army leaves hill\n\n{caption}\n\n{LONG}\n\n{caption}")[-1]
    assert last.kind == "caption"
    assert last.copy_of is not None
    assert last.copy_of.text == caption


def test_a_title_glued_to_the_report_is_cut_off() -> None:
    """The known title, with a date before it."""
    title = "Army leaves hill above town"
    text = f"Wed 05 Apr 2017 {title}. {LONG} {MORE}"
    assert segments_of(text, title + " - Valley Herald") == [
        ("dateline", "Wed 05 Apr 2017"), ("headline", f"{title}."), ("body", f"{LONG} {MORE}"),
    ]  # fmt: skip


def test_a_headline_between_dates_is_found_without_a_title() -> None:
    """A short sentence after a date, or what stands before an agency's date stamp."""
    assert kinds_of(f"6 October 2016 Army leaves hill above town. {LONG} {MORE}") == ["dateline", "headline", "body"]
    assert kinds_of(f"Army leaves hill above town AFP Thursday 6 Oct 2016 {LONG} {MORE}") == [
        "headline",
        "dateline",
        "body",
    ]


def test_upper_case_wires_are_read() -> None:
    """Headline, dateline and body in capitals, broken at a column."""
    text = (
        "ARMY LEAVES HILL\n\nADEN, MARCH 4 (REUTERS) - THE ARMY LEFT THE HILL ABOVE THE TOWN\nON SUNDAY AFTER "
        "THREE DAYS OF SHELLING BY THE REBELS, RESIDENTS\nSAID. IT "
        "LEFT TWO TANKS AND MOST OF ITS AMMUNITION BEHIND, AND THE\nPOLICE FLED."
    )
    assert kinds_of(text) == ["headline", "dateline", "body"]


def test_lines_broken_at_a_column_are_one_paragraph() -> None:
    """With LF and with CRLF; the words keep their line ends."""
    for end in ("\n", "\r\n"):
        wrapped = end.join(
            [
                "The army withdrew from the hill above the town on Sunday after three",
                "days of shelling by the rebels, residents said.",
            ]
        )
        assert segments_of(f"Army leaves hill{end}{end}{wrapped}{end}{end}{MORE}")[1] == ("body", wrapped)


def test_site_lines_are_boilerplate() -> None:
    """Share buttons, cookies, copyright."""
    text = f"{LONG}\n\nShare this article\n\n{MORE}\n\nWe use cookies to improve your visit.\n\n© 2014 Valley Herald"
    assert kinds_of(text) == ["body", "boilerplate", "body", "boilerplate", "boilerplate"]


def test_in_doubt_a_paragraph_is_body() -> None:
    """Paragraphs that no rule knows are reporting."""
    assert set(kinds_of(f"{LONG}\n\nNobody claimed it.\n\n“We saw it,” he said.\n\n{MORE}")) == {"body"}


def seed(name: str) -> list[Segment]:
    path = SHARED / "seeds" / name
    if not path.exists():
        pytest.skip("../shared is not here")
    return whole(path.read_bytes().decode("utf-8"))


def test_the_first_seed_report() -> None:
    """All of it is reporting; its second caption and its pull quote are copies, and nothing else is."""
    parts = seed("000_4fee710319d38640.txt")
    kinds = Counter(part.kind for part in parts)
    assert kinds == {
        "headline": 1, "standfirst": 1, "dateline": 1, "heading": 3, "caption": 5, "body": 31, "pull_quote": 1,
    }  # fmt: skip
    assert [part.kind for part in parts if part.copy_of is not None] == ["caption", "pull_quote"]


def test_the_second_seed_report() -> None:
    """Five paragraphs are body; links, pictures' names, the biography, tags and comments are not reporting."""
    parts = seed("004_c12c16cae7d44d1e.txt")
    kinds = Counter(part.kind for part in parts)
    assert (kinds["body"], kinds["image_name"], kinds["related"], kinds["biography"]) == (5, 10, 1, 1)
    author = next(index for index, part in enumerate(parts) if part.kind == "biography")
    assert {part.kind for part in parts[author:]} == {"biography", "tags", "comments"}
    assert not {part.kind for part in parts[:author]} & {"tags", "comments"}
