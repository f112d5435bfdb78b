"""The desk as an analyst uses it, in a real browser. Nothing is asked of any other server (see `open_page`)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
import rdflib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sitrep.serve.desk import Desk
from sitrep.serve.find.filters import Filter

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def disputed(desk: Desk) -> str:
    """An event whose accounts differ."""
    index = desk.snapshot.index
    return index.ids[int(index.find(Filter(standing=["disputed"])).order[0])]


def map_ready(page: Page) -> int:
    """Waits for the map; returns how many events it shows."""
    expect(page.locator("#map[data-ready]")).to_be_visible(timeout=20_000)
    return int(page.locator("#map").get_attribute("data-events") or 0)


def test_reading_a_contradiction(open_page: Open) -> None:
    """From the list by its facet to the accounts side by side, to the exact words in the report, and back."""
    page = open_page("/events")
    total = page.locator(".event-row").count()
    assert map_ready(page) > 0
    page.locator("summary", has_text="Standing").click()
    page.locator('input[name="standing"][value="disputed"]').check()
    page.wait_for_url("**standing=disputed**")
    assert 0 < page.locator(".event-row").count() < total
    page.locator(".event-row").first.click()
    page.wait_for_url("**event=e-**")
    expect(page.locator(".account").nth(1)).to_be_visible()
    quoted = page.locator(".account blockquote").first.inner_text()
    page.locator(".account a", has_text="Show in the report").first.click()
    expect(page.locator(".claim.chosen blockquote")).to_have_text(quoted)
    expect(page.locator(".claim.chosen .claim-title")).to_be_in_viewport()
    assert page.evaluate("() => document.documentElement.scrollTop") == 0  # panes scroll, the page does not
    claim = page.locator(".claim.chosen").get_attribute("data-claim")
    expect(page.locator(f'#report-text[data-painted="{claim}"]')).to_be_visible()
    painted = page.evaluate("() => [...CSS.highlights.get('chosen')].map((range) => range.toString()).join('')")
    assert painted == quoted
    page.locator(".claim").last.get_by_text("Find in the text").click()
    words = page.evaluate("() => [...CSS.highlights.get('chosen')].map((range) => range.toString()).join('')")
    assert words == page.locator(".claim.chosen blockquote").inner_text()


def test_correcting_a_place_moves_the_event_and_undo_moves_it_back(open_page: Open, desk: Desk) -> None:
    """The machine's reading stays beside the person's in the history."""
    index = desk.snapshot.index
    row = next(at for at in range(index.size) if index.claims[at] == 1 and index.place_of(at)[0] and index.exact[at])
    page = open_page(f"/events?event={index.ids[row]}")
    page.keyboard.press("c")
    field = page.locator('textarea[aria-label="Where, one a line"]').first
    field.fill("Aleppo")
    page.locator(".offers button", has_text="(city, SY)").first.click()
    page.locator(".slot-form", has=page.locator('textarea[aria-label="Where, one a line"]')).first.get_by_role(
        "button", name="Correct"
    ).click()
    expect(page.locator(".history")).to_contain_text("Aleppo")
    expect(page.locator(".detail .slots").first).to_contain_text("Aleppo")
    page.locator(".history").get_by_role("button", name="Undo").click()
    expect(page.locator(".detail .slots").first).not_to_contain_text("Aleppo")
    assert [each.kind for each in desk.log()] == ["correct", "undo"]


def test_merging_two_events_and_undoing_it(open_page: Open, desk: Desk) -> None:
    """Ticked in the list; afterwards there is one event fewer, then as many as before."""
    total = desk.snapshot.index.size
    page = open_page("/events?type=air_strike")
    boxes = page.locator('.tick input[type="checkbox"]')
    before = boxes.all()
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.locator("#bulk").get_by_role("button", name="Merge").click()
    expect(boxes).not_to_have_count(len(before))  # one fewer, or less where a third is like both
    page.goto(page.url.split("/events")[0] + "/decisions")
    expect(page.locator(".history li").first).to_contain_text("merged")
    assert desk.snapshot.index.size < total
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".history li").first).to_contain_text("undone")
    assert desk.snapshot.index.size == total


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser uses it
def test_exporting_what_is_in_view(open_page: Open) -> None:
    """The files hold the events of the filter with the map's window, and no others."""
    page = open_page("/events")
    map_ready(page)
    page.locator("#in-view").check()
    page.wait_for_url("**box=**")
    before = page.url
    page.locator(".maplibregl-ctrl-zoom-in").click()
    page.wait_for_url(lambda url: url != before and "box=" in url)
    page.wait_for_timeout(1500)  # the zoom is animated and the address follows its end
    shown = int(page.locator("h1.pane-title").inner_text().split()[0])
    page.locator("summary", has_text="Export").click()

    def saved(title: str) -> Path:
        with page.expect_download() as download:
            page.locator(".export button", has_text=title).click()
        return Path(download.value.path())

    frame = geopandas.read_file(saved("Events, GeoJSON"), engine="pyogrio")
    assert len(frame) == shown > 0
    assert frame.geometry.notna().all()
    rows = list(csv.DictReader(saved("Claims, CSV").read_text(encoding="utf-8").splitlines()))
    assert {row["event"] for row in rows} == set(frame["id"])
    header = saved("Events as ACLED has them").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert (len(header), header[0], header[-1]) == (31, "event_id_cnty", "timestamp")
    graph = rdflib.Graph().parse(data=saved("Provenance").read_text(encoding="utf-8"), format="json-ld")
    collections = graph.subjects(rdflib.RDF.type, rdflib.URIRef("http://www.w3.org/ns/prov#Collection"))
    assert {str(each).rpartition(":")[2] for each in collections} == set(frame["id"])


def test_reviewing_by_keyboard_alone(open_page: Open, desk: Desk) -> None:
    """Moving decides nothing; accept, unsure and undo each take one key, and the queue goes on by itself."""
    page = open_page("/review")
    first = page.locator("#detail-title").inner_text()
    page.keyboard.press("j")
    page.wait_for_url("**event=**")
    assert desk.log() == ()
    page.keyboard.press("k")
    expect(page.locator("#detail-title")).to_have_text(first)
    waiting = int(page.locator("h1").inner_text().split()[0])
    page.keyboard.press("a")
    expect(page.locator("h1")).to_have_text(f"{waiting - 1} events waiting")
    page.keyboard.press("u")
    expect(page.locator(".list-pane .aside")).to_contain_text("1 unsure")
    page.keyboard.press("z")
    expect(page.locator(".list-pane .aside")).not_to_contain_text("1 unsure")
    assert [each.kind for each in desk.log()] == ["accept", "unsure", "undo"]


def test_a_phone_shows_the_list_first_and_nothing_sticks_out(open_page: Open) -> None:
    """At 390 pixels, with the event over the whole width when one is opened."""
    page = open_page("/events", width=390)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.locator(".event-row").first.click()
    expect(page.locator("#detail-title")).to_be_visible()
    expect(page.locator(".list-pane")).to_be_hidden()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Open, desk: Desk, scheme: str) -> None:
    """On every page."""
    page = open_page("/login", scheme=scheme)
    base = page.url.split("/events")[0]
    with desk.view() as (_, view):
        report, event = view.documents()[0].id, disputed(desk)
    found = []
    for path in (
        "/events",
        f"/events?event={event}",
        f"/events/{event}",
        "/control",
        "/review",
        "/reports",
        f"/reports/{report}",
        "/decisions",
        "/export/acled/about?standing=disputed",
    ):
        page.goto(base + path)
        violations = Axe().run(page).response["violations"]
        found += [
            (path, each["id"], each["nodes"][0]["target"])
            for each in violations
            if each["impact"] in ("serious", "critical")
        ]
    assert found == []


def test_the_address_holds_the_whole_view(open_page: Open) -> None:
    """Opened elsewhere it shows the same."""
    page = open_page("/events?q=IDL%C3%8DB&from=2015-04-01&sort=newest&map=8.5/35.9/36.6")
    map_ready(page)
    listed = page.locator(".event-row").all_inner_texts()
    again = open_page("/" + page.url.split("/", 3)[3])
    assert again.locator(".event-row").all_inner_texts() == listed
    assert "map=8.5" in again.url


def test_time_steps_and_play_change_the_day_of_control(open_page: Open) -> None:
    """By key and by button; the address follows."""
    page = open_page("/events?day=2015-04-20")
    map_ready(page)
    page.keyboard.press("]")
    expect(page.locator("#control-day")).to_have_value("2015-04-21")
    page.locator("#step").select_option("month")
    page.locator('[data-shift="-1"]').click()
    expect(page.locator("#control-day")).to_have_value("2015-03-24")  # the first day of the data, not before it
    assert "day=2015-03-24" in page.url
    page.locator("#play").click()
    expect(page.locator("#control-day")).not_to_have_value("2015-03-24")
    page.locator("#play").click()


def test_the_days_of_the_filter_move_on_by_key(open_page: Open) -> None:
    """A month before, and back; the search stays."""
    page = open_page("/events?from=2015-05-01&to=2015-05-31&q=Idlib")
    page.keyboard.press("{")
    page.wait_for_url("**from=2015-04-01&to=2015-04-30**")
    expect(page.locator('input[name="from"][type=date]')).to_have_value("2015-04-01")
    page.keyboard.press("}")
    page.wait_for_url("**from=2015-05-01&to=2015-05-31**")
    assert "q=Idlib" in page.url


def test_control_follows_the_filter_and_keeps_its_day(open_page: Open) -> None:
    """The same bar as on the page of events; what holds is carried from view to view."""
    page = open_page("/control?day=2015-05-01")
    rows = page.locator(".control tbody tr")
    total = rows.count()
    page.locator("input[type=search]").fill("Ariha")
    page.wait_for_url("**q=Ariha**")
    expect(rows).not_to_have_count(total)
    assert "day=2015-05-01" in page.url
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    page.wait_for_url("**day=2015-05-02**")
    assert "q=Ariha" in page.url
    page.locator(".desk-views a", has_text="Events").click()
    expect(page.locator("input[type=search]")).to_have_value("Ariha")
    assert "day=2015-05-02" in page.url
