"""Pages: main text, title, outlet and day; never an invented day, never a crash."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.ingest.decode import decode
from sitrep.ingest.web import flat_text, read_page

FIRST = "The army withdrew from the hill above the town on Sunday after three days of shelling, residents said."
SECOND = "“We saw the last tank leave at dawn,” said a shopkeeper who asked not to be named for fear of reprisals."


def page(head: str = "", body: str = "", before: str = "") -> str:
    return (
        f"<html><head><title>Army leaves hill</title>{head}</head><body><nav>Home News Sport</nav>{before}"
        f"<article><h1>Army leaves hill</h1><p>{FIRST}</p><p>{SECOND}</p>{body}</article></body></html>"
    )


def test_the_main_text_and_its_headline() -> None:
    """Without menus; a blank line between paragraphs."""
    assert read_page(page()).text == f"Army leaves hill\n\n{FIRST}\n\n{SECOND}"


def test_readers_comments_are_left_out() -> None:
    """Where the page marks them."""
    found = read_page(
        page(body="</article><div id='comments' class='comments'><p>gull says: they bombed the school</p></div>")
    )
    assert "gull" not in found.text


@pytest.mark.parametrize(
    ("head", "before", "url", "place"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2015-04-27T10:00:00+02:00"}]}</script>',
            "",
            None,
            "JSON-LD",
        ),
        (
            '<meta property="article:published_time" content="2015-04-27T10:00:00Z">',
            "",
            None,
            "meta tag article:published_time",
        ),
        ('<meta name="date" content="2015/04/27">', "", None, "meta tag date"),
        ('<meta name="pubdate" content="Mon, 27 Apr 2015 10:00:00 GMT">', "", None, "meta tag pubdate"),
        ("", '<time datetime="2015-04-27">yesterday</time>', None, "<time> element"),
        ("", "", "https://example.org/2015/04/27/hill.html", "address"),
    ],
)
def test_the_day_is_where_the_page_states_it(head: str, before: str, url: str | None, place: str) -> None:
    """And the place is kept."""
    facts = read_page(page(head, before=before), url).facts
    assert facts.published == dt.date(2015, 4, 27)
    assert facts.published_from is not None
    assert place in facts.published_from


@pytest.mark.parametrize(
    "body",
    [
        "<p>Published 27 April 2015</p>", "<p>Copyright 2015</p>", "<footer>2015-04-27</footer>",
        '<time datetime="2015-04-27">a</time><aside><time datetime="2016-01-02">b</time></aside>',
    ],
)  # fmt: skip
def test_no_day_is_guessed(body: str) -> None:
    """Numbers in the text and marks that disagree tell nothing."""
    assert read_page(page(body=body)).facts.published is None


def test_days_that_disagree_are_told() -> None:
    """The surer one is taken."""
    head = '<meta property="article:published_time" content="2015-04-27">'
    facts = read_page(page(head), "https://example.org/2014/01/02/hill.html").facts
    assert facts.published == dt.date(2015, 4, 27)
    assert "2014-01-02" in facts.warnings[0]


def test_the_outlet_is_the_sites_name() -> None:
    """As the page gives it."""
    assert read_page(page('<meta property="og:site_name" content="Valley Herald">')).facts.outlet == "Valley Herald"


def test_deep_pages_are_read_flat() -> None:
    """The text is there, in time, with a warning; trafilatura would return nothing."""
    deep = f"<html><body><nav>Menu</nav>{'<div>' * 5000}<p>{FIRST}</p>{'</div>' * 5000}</body></html>"
    found = read_page(deep)
    assert found.text == FIRST
    assert "nested 5,00" in found.facts.warnings[0]


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + FIRST + "</p>" * 50_000, f"<p>{FIRST}</p>" * 45_000, "<script " * 300_000 + FIRST,
        "<" * 1_000_000 + FIRST, FIRST + "<!--" * 200_000, f"<table>{'<tr><td>' * 20_000}{FIRST}",
        f"<a href='{'x' * 1_000_000}'>{FIRST}</a>",
        "&amp;" * 300_000 + FIRST,
    ],
    ids=["closing", "paragraphs", "scripts", "brackets", "comments", "table", "attribute", "entities"],
)  # fmt: skip
def test_hostile_pages_end_in_time(html: str) -> None:
    """Read or rejected, within seconds."""
    started = time.monotonic()
    try:
        assert read_page(html).text
    except InputError as error:
        assert "is a page without text" in str(error)
    assert time.monotonic() - started < 30


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "/", "!--", "-->", "p", "script", " ", FIRST, "&#0;", "&lt;", "<p>", "</p>", "\ud83d"[:0], "🙂"]
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_any_markup_is_read_or_rejected(pieces: list[str]) -> None:
    """Nothing else happens."""
    try:
        found = read_page("".join(pieces))
    except InputError:
        return
    assert found.text.strip()


def test_flat_text_keeps_what_is_shown() -> None:
    """Paragraphs apart, inline marks joined, scripts, menus and comments gone, entities resolved."""
    html = (
        "<head><title>T</title></head><nav>Menu</nav><p>One <b>two</b>th&eacute;e &lt; 5<!-- <p>no</p> --></p>"
        "<script>var a = '<p>';</script><div>four<br>five</div>"
    )
    assert flat_text(html) == "One twothée < 5\n\nfour\n\nfive"


def test_a_page_without_text_is_rejected() -> None:
    """One that needs a browser, say."""
    with pytest.raises(InputError, match="is a page without text"):
        read_page("<html><body><script>app()</script></body></html>")


@pytest.mark.parametrize(
    ("encoding", "declared", "text"),
    [
        ("cp1252", "windows-1252", "Résumé – café"), ("cp1252", "iso-8859-1", "“Résumé”"),
        ("cp1256", "windows-1256", "خرج الجيش"),
        ("iso8859-6", "ISO-8859-6", "خرج الجيش"), ("koi8-r", "koi8-r", "Армия ушла"),
        ("utf-8", "windows-1252", "Résumé – خرج"),
        ("utf-16", "utf-8", "Résumé"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_declares_unless_it_is_utf_8(encoding: str, declared: str, text: str) -> None:
    """ISO 8859-1 means Windows-1252, as in browsers; valid UTF-8 is UTF-8 whatever a page says."""
    html = f'<html><head><meta charset="{declared}"></head><body>{text}</body></html>'
    assert text in decode(html.encode(encoding), page=True)


def test_an_unknown_declared_encoding_is_named() -> None:
    """Names of Python's other codecs are not taken either."""
    for name in ("x-unknown", "rot13", "zip"):
        with pytest.raises(InputError, match=f"unknown encoding '{name}'"):
            decode(f'<meta charset="{name}">é'.encode("latin-1"), page=True)
