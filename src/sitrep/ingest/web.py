"""HTML pages: the main text by trafilatura, and what the page itself tells about outlet and day."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html
import trafilatura

from sitrep.errors import InputError
from sitrep.ingest.metadata import Facts, merged, parse_day, plain_line
from sitrep.model.record import Record

#: libxml2 stops at 255 nested elements and trafilatura then returns nothing; and it slows down over very many elements
#: (27 s for 160,000 paragraphs). Such pages are read flat.
DEEPEST, MOST_ELEMENTS = 200, 40_000

_META_DAYS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "publishdate", "publish-date", "publish_date", "published_date",
    "pubdate", "originalpublicationdate", "date",
)  # fmt: skip
_ADDRESS_DAY = re.compile(r"[/_-](\d{4})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)")
_TAG = re.compile(r"/?\s*([A-Za-z][A-Za-z0-9:-]*)")

#: Elements whose text is never the report's, those that break no line, and those that may stay open or hold nothing.
_HIDDEN = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "nav", "aside", "form", "footer", "select",
    "button", "textarea", "title", "head",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u", "wbr",
})  # fmt: skip
_UNNESTED = frozenset({
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "br", "hr", "img", "input", "meta", "link", "source",
    "wbr", "col", "area", "base", "embed", "param", "track", "thead", "tbody", "tfoot", "colgroup",
})  # fmt: skip


class Page(Record):
    """A page's text and what it tells about itself."""

    text: str
    facts: Facts


def read_page(html: str, url: str | None = None) -> Page:
    """The main text of a page, its headline first, a blank line between paragraphs. Raises InputError without text."""
    depth, elements = _measure(html)
    text: str | None = None
    facts = Facts()
    warning: str | None = None
    if depth > DEEPEST or elements > MOST_ELEMENTS:
        reason = f"nested {depth:,} deep" if depth > DEEPEST else f"made of {elements:,} elements"
        warning = f"the page is {reason}; all its text was taken, check it for menus and comments"
    else:
        text, facts = _extracted(html, url)
        if not text:
            warning = "no main text was found on the page; all its text was taken, check it for menus and comments"
    if not text:
        text = flat_text(html)
    if not text:
        raise InputError("is a page without text (it may need a browser to show any); save its text instead")
    title = facts.title
    if title and not text[: len(title) + 200].casefold().count(title.casefold()):
        text = f"{title}\n\n{text}"
    return Page(text=text, facts=merged(facts, Facts(warnings=(warning,) if warning else ())))


def flat_text(html: str) -> str:
    """All text of a page that is shown, in order; in one pass, whatever the markup."""
    lines: list[str] = []
    for text, tag in _shown(html):
        if tag is not None and tag not in _INLINE:
            lines.append("\n")
        lines.append(" ".join(text.split(" ")))
    joined = entities.unescape("".join(lines)).replace("\0", "")
    paragraphs = (" ".join(line.split()) for line in joined.split("\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _shown(html: str) -> Iterator[tuple[str, str | None]]:
    """Stretches of text with the name of the tag before each; hidden elements and comments are passed over."""
    hidden: str | None = None
    comment = False
    for index, piece in enumerate(html.split("<")):
        if comment or (index and piece.startswith("!--")):
            comment = "-->" not in piece
            if not comment and hidden is None:
                yield piece.partition("-->")[2], None
            continue
        match = _TAG.match(piece) if index else None
        name = match[1].lower() if match else None
        if hidden is not None:
            if piece.startswith("/") and name == hidden:
                hidden = None
            else:
                continue
        elif name in _HIDDEN and not piece.startswith("/"):
            hidden = name
            continue
        if match is None:
            # A bare "<" in text, a doctype or a processing instruction.
            yield (piece if not index else "" if piece[:1] in "!?" else "<" + piece), None
        else:
            yield piece.partition(">")[2], name


def _measure(html: str) -> tuple[int, int]:
    """How deep the page's elements are nested and how many there are, about; in one pass."""
    depth = deepest = elements = 0
    for piece in html.split("<")[1:]:
        match = _TAG.match(piece)
        if match is None:
            continue
        closing = piece.startswith("/")
        elements += not closing
        if match[1].lower() not in _UNNESTED and not piece.partition(">")[0].endswith("/"):
            depth = max(0, depth + (-1 if closing else 1))
            deepest = max(deepest, depth)
    return deepest, elements


def _extracted(html: str, url: str | None) -> tuple[str | None, Facts]:
    """The main text and the facts by trafilatura and the page's own marks; no text where it finds none."""
    facts = Facts()
    text = None
    # What hostile markup makes lxml or trafilatura raise must not stop the other reports: the page is then read flat.
    with contextlib.suppress(ValueError, TypeError, AttributeError, LookupError, RecursionError, lxml.etree.LxmlError):
        tree = lxml.html.document_fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
        facts = _page_facts(tree, html, url)
        # Readers' comments are left out here already; repeated lines are kept, the segments mark them.
        found = trafilatura.extract(html, url=url, include_comments=False, include_tables=True, deduplicate=False)
        lines = (" ".join(line.split()) for line in (found or "").splitlines())
        text = "\n\n".join(line for line in lines if line)
    return text or None, facts


def _page_facts(tree: lxml.html.HtmlElement, html: str, url: str | None) -> Facts:
    """Title, outlet and address as trafilatura reads them; the day only where the page states it.

    Its date finder is not asked: it guesses among all numbers of a page.
    """
    found = trafilatura.extract_metadata(
        html, default_url=url, date_config={"extensive_search": False}, extensive=False
    )
    address = url or (found.url if found else None)
    days = list(_days(tree, address))
    published, place = days[0] if days else (None, None)
    others = sorted({day.isoformat() for day, _ in days[1:] if published and abs((day - published).days) > 1})
    warnings = (f"the page gives other days too ({', '.join(others)}); {place} was taken",) if others else ()
    return Facts(
        title=plain_line(found.title) if found and found.title else None,
        outlet=plain_line(found.sitename) if found and found.sitename else None,
        url=plain_line(address) if address else None,
        published=published,
        published_from=place,
        language=tree.get("lang"),
        warnings=warnings,
    )


def _days(tree: lxml.html.HtmlElement, address: str | None) -> Iterator[tuple[dt.date, str]]:
    """Each day that the page states as its own, the surest first, and where."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        for value in _json_days((script.text or "")[:500_000]):
            yield from _day(value, "the page's JSON-LD (datePublished)")
    metas: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.strip().lower(), meta.get("content"))
    for name in _META_DAYS:
        if name in metas:
            yield from _day(metas[name], f"the page's meta tag {name}")
    for element in tree.xpath("//*[@itemprop='datePublished'][@datetime]")[:1]:
        yield from _day(element.get("datetime"), "the page's datePublished mark")
    yield from _time_elements(tree)
    match = _ADDRESS_DAY.search(address or "")
    if match:
        yield from _day(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", "the page's address")


def _time_elements(tree: lxml.html.HtmlElement) -> Iterator[tuple[dt.date, str]]:
    """The day of <time>, where all those of the article's head, or all of the page, agree: others date other pieces."""
    head = tree.xpath("//time[@pubdate][@datetime] | //article//header//time[@datetime]")
    stated = [
        found for element in head or tree.xpath("//time[@datetime]") for found in _day(element.get("datetime"), "")
    ]
    if len({day for day, _ in stated}) == 1:
        yield stated[0][0], "the page's <time> element"


def _json_days(script: str) -> Iterator[str]:
    """The values of `datePublished` in a JSON-LD script."""
    try:
        waiting: list[Any] = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            if isinstance(item.get("datePublished"), str):
                yield item["datePublished"]
            waiting.extend(item.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))


def _day(value: str, place: str) -> Iterator[tuple[dt.date, str]]:
    """The day of an ISO 8601 or an RFC 2822 date, if it is one."""
    day = parse_day(value.strip().replace("/", "-"))
    if day is None:
        with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
            day = parse_day(email.utils.parsedate_to_datetime(value).date().isoformat())
    if day is not None:
        yield day, place
