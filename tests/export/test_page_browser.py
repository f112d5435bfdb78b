"""The page in a real browser: nothing leaves it, everyone can use it, and the right words are marked."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_sample import IDS, claims, documents, sample_view
from playwright.sync_api import Browser, Page

from sitrep.export.page import render_page
from sitrep.export.view import PageView
from sitrep.model.control import Holder
from sitrep.model.record import replace

pytestmark = pytest.mark.browser
VIEWS = ("#", "#event=e-toll", "#view=control&day=2015-04-25&hold=2", "#view=reports", "#q=zebra")
MIDDLE = """at => {
    const box = [...CSS.highlights.get("trigger")][at].getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""
CLICK_TIME = """() => {
    const before = performance.now();
    document.querySelector("[type=checkbox]").click();
    return performance.now() - before;
}"""
RANGES = "name => [...CSS.highlights.get(name)].map(range => range.toString())"


def show(page: Page, report: Path, address: str = "#") -> None:
    """Opens the page afresh at an address and waits for its first drawing."""
    page.goto("about:blank")
    page.goto(report.as_uri() + address)
    page.locator("body[data-view]").wait_for()
    page.wait_for_timeout(150)


def serious(page: Page) -> list[str]:
    """What axe finds serious or critical."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in {"serious", "critical"}]


def test_no_request_leaves_the_page(page: Page, report: Path) -> None:
    """Opening every view and every claim asks for nothing but the file itself."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in VIEWS:
        show(page, report, address)
    assert {url.split("#")[0] for url in asked} <= {report.as_uri(), "about:blank"}
    assert report.as_uri() in {url.split("#")[0] for url in asked}


def test_hostile_text_does_nothing(page: Page, report: Path) -> None:
    """A script in a report is shown as its characters, and a script address makes no link."""
    show(page, report, f"#view=reports&doc={quote(IDS['courier'])}")
    assert "<script>window.hacked = 1</script>" in page.locator(".report-text").inner_text()
    show(page, report, f"#view=reports&doc={quote(IDS['arabic'])}")
    assert page.locator(".report-head a").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(browser: Browser, report: Path, address: str, width: int, scheme: Any) -> None:
    """No serious or critical fault in light, dark and at phone width."""
    context = browser.new_context(viewport={"width": width, "height": 860}, color_scheme=scheme)
    opened = context.new_page()
    show(opened, report, address)
    found = serious(opened)
    context.close()
    assert found == []


def test_highlights_are_the_exact_words(page: Page, report: Path) -> None:
    """Behind emoji and in Arabic the marked words are the claim's own, character for character."""
    for document in documents():
        show(page, report, f"#view=reports&doc={quote(document.id)}")
        own = [claim for claim in claims().values() if claim.document == document.id]
        assert sorted(page.evaluate(RANGES, "claim")) == sorted(claim.evidence.text for claim in own)
        assert sorted(page.evaluate(RANGES, "trigger")) == sorted(claim.trigger.text for claim in own)


def test_marks_stand_in_where_highlights_are_missing(page: Page, report: Path) -> None:
    """A browser without the Highlight API gets elements around the same words."""
    page.add_init_script("delete window.Highlight")
    show(page, report, f"#view=reports&doc={quote(IDS['arabic'])}")
    assert page.locator("mark.mark-trigger").all_inner_texts() == ["سقوط", "تسيطر", "قتلوا"]
    page.locator("mark.mark-trigger").nth(1).click()
    assert page.locator(".claim.chosen mark").inner_text() == "تسيطر"


def test_text_and_claim_lead_to_each_other(page: Page, report: Path) -> None:
    """A click on marked words chooses their claim; "Find in the text" marks a claim's words."""
    show(page, report, f"#view=reports&doc={quote(IDS['courier'])}")
    box = page.evaluate(MIDDLE, 2)
    words = page.evaluate(RANGES, "trigger")[2]
    page.mouse.click(*box)
    assert page.locator(".claim.chosen mark").inner_text() == words
    page.locator(".claim", has_text="storm").get_by_role("button", name="Find in the text").click()
    assert page.evaluate(RANGES, "chosen") == [claims()["planned"].evidence.text]


def test_what_is_not_reporting_is_labelled(page: Page, report: Path) -> None:
    """Comments and biography are named as such in the text."""
    show(page, report, f"#view=reports&doc={quote(IDS['courier'])}")
    notes = page.locator(".silent .block-note").all_inner_texts()
    assert [note.split(":")[0] for note in notes] == ["Byline", "About the author", "Reader comments"]


def test_keyboard_journey(page: Page, report: Path) -> None:
    """From the skip link to an event, its claim in the report and back, without a mouse."""
    show(page, report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "detail-title"
    assert "Maarrin" in page.locator("#detail-title").inner_text()
    page.get_by_role("button", name="Show in the report").last.focus()
    page.keyboard.press("Enter")
    assert page.locator("#report-title").is_visible()
    page.go_back()
    assert page.locator("#detail-title").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".detail").is_hidden()
    assert page.evaluate("document.activeElement.dataset.event") == "e-gain"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").is_hidden()


def test_filters_stand_in_the_address(page: Page, report: Path) -> None:
    """A chosen filter narrows the list, counts itself, is kept in the link and comes off again."""
    show(page, report)
    page.locator(".facet", has_text="Standing").locator("summary").click()
    page.get_by_label("disputed").check()
    assert page.locator(".event-row").count() == 2
    page.wait_for_url("**standing=disputed**")
    linked = page.url.split("#")[1]
    show(page, report, f"#{linked}")
    assert page.locator(".list-pane h2").inner_text().startswith("2 of 9 events")
    page.get_by_role("button", name="Clear all").click()
    assert page.locator(".event-row").count() == 9


def test_search_folds_case_accents_and_scripts(page: Page, report: Path) -> None:
    """Search finds Arabic words of a claim, and Latin ones whatever their case or accents."""
    show(page, report)
    for query, number in (("MÂARRIN jets", 0), ("tell SÀBUN", 1), ("سقوط", 1)):
        page.get_by_role("searchbox").fill(query)
        page.wait_for_timeout(300)
        assert page.locator(".event-row").count() == number
    page.get_by_role("searchbox").fill("zebra")
    page.wait_for_timeout(300)
    assert page.get_by_text("Nothing matches").is_visible()


def test_dates_leave_out_undated_events_and_say_so(page: Page, report: Path) -> None:
    """A date range cannot judge an event without a day: it is left out, and counted."""
    show(page, report, "#from=2015-04-27")
    assert page.locator(".event-row").count() == 2
    assert "4 events without a day left out" in page.locator(".chips").inner_text()


def test_the_day_moves_control(page: Page, report: Path) -> None:
    """Before the change one holder, in the window both, after it the other."""
    holders = {}
    for day in ("2015-04-24", "2015-04-25", "2015-04-26"):
        show(page, report, f"#view=control&day={day}")
        rows = page.locator("tbody tr", has_text="Maarrin")
        holders[day] = [rows.nth(at).locator("td").first.inner_text().split("\n")[-1] for at in range(rows.count())]
    assert [sorted(" ".join(one).split()) for one in holders.values()] == [
        ["Army"],
        ["Army", "Front", "Northern"],
        ["Front", "Northern"],
    ]


def test_day_steps_by_key_and_by_unit(page: Page, report: Path) -> None:
    """Brackets step the day, by the unit chosen; the ends hold."""
    show(page, report, "#day=2015-04-24")
    page.keyboard.press("]")
    assert page.locator(".day-text").inner_text() == "25 Apr 2015"
    page.get_by_label("Step", exact=True).select_option("week")
    page.locator("#content").focus()
    page.keyboard.press("[")
    page.keyboard.press("[")
    assert page.locator(".day-text").inner_text() == "20 Apr 2015"


def test_unlocated_places_stand_in_the_tray_with_their_area(page: Page, report: Path) -> None:
    """A village that no gazetteer knows is listed with its province and is no mark on the map."""
    show(page, report)
    assert page.locator(".tray-place").all_inner_texts() == ["Tell Sabun\nin Idlib province\n1 event"]
    labels = [one.get_attribute("aria-label") or "" for one in page.locator(".mark").all()]
    assert not any("Tell Sabun" in one for one in labels)


def test_circles_have_their_radius(page: Page, report: Path) -> None:
    """An exact place has no circle; an area's circle is as large as the uncertainty, measured on the scale bar."""
    show(page, report, "#map=9/35.75/36.40")
    radius = float(page.locator(".mark[data-place='p:zayzun'] circle.area").get_attribute("r") or 0)
    assert radius == pytest.approx(2**9 * 14 / 111.32 / 0.8116, rel=0.01)
    assert page.locator(".mark[data-place='p:maarrin'] circle.area").count() == 0


def test_a_country_is_never_a_point(page: Page, tmp_path: Path) -> None:
    """A place known by its country only stays off the map, even where it has coordinates."""
    view = sample_view()
    place = view.events[0].place
    assert place is not None
    far = replace(place, id="p:land", name="Ruritania", precision="country", lat=35.0, lon=37.0, within=None)
    path = tmp_path / "report.html"
    path.write_text(render_page(replace(view, events=(replace(view.events[0], place=far),))), encoding="utf-8")
    show(page, path)
    assert page.locator(".mark[data-place='p:land']").count() == 0
    assert "Ruritania\na whole country" in page.locator(".tray").inner_text()


def test_labels_do_not_overlap(page: Page, report: Path) -> None:
    """No two place labels share any pixel, even when the map is far out."""
    for address in ("#", "#map=6/35.7/36.6"):
        show(page, report, address)
        boxes = [one.bounding_box() for one in page.locator(".place-label").all()]
        found = [
            (box["x"], box["y"] + 2, box["x"] + box["width"], box["y"] + box["height"] - 2) for box in boxes if box
        ]
        assert found
        for at, one in enumerate(found):
            for other in found[at + 1 :]:
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_no_claim_is_worded_as_a_fact(page: Page, report: Path) -> None:
    """Every claim names who says it, how it is meant, and that confidence is about reading."""
    show(page, report, "#event=e-gain")
    for card in page.locator(".detail .claim").all():
        assert card.locator(".says").count() == 1
        assert "said" in card.locator(".status").inner_text()
    assert page.locator(".accounts .account").count() == 2


def test_an_empty_run_says_what_to_do(page: Page, tmp_path: Path) -> None:
    """Without events the page says how many reports were read and what to check."""
    for view, words in (
        (PageView(documents=(), claims=(), events=(), holdings=()), "No reports were read"),
        (PageView(documents=documents(), claims=(), events=(), holdings=()), "3 reports were read"),
    ):
        path = tmp_path / "report.html"
        path.write_text(render_page(view), encoding="utf-8")
        show(page, path)
        assert words in page.locator(".list-pane").inner_text()


def test_phone_shows_the_list_first_and_no_sideways_scroll(browser: Browser, report: Path) -> None:
    """At phone width the list comes before the map and nothing is wider than the screen."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    for address in VIEWS:
        show(opened, report, address)
        assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    show(opened, report)
    tops = opened.evaluate(
        "['.list-pane', '.map-pane'].map(one => document.querySelector(one).getBoundingClientRect().top)"
    )
    context.close()
    assert tops[0] < tops[1]


def large_view() -> PageView:
    """Two thousand claims, each with its event, over fifty copies of the first report."""
    view = sample_view()
    courier = view.documents[0]
    reports = tuple(replace(courier, id=f"copy-{number:02}.txt") for number in range(50))
    seized = claims()["seized"]
    said = tuple(replace(seized, id=f"c-{number:04}", document=reports[number % 50].id) for number in range(2000))
    day = dt.timedelta(days=1)
    event = view.events[0]
    assert event.start
    events = []
    for number, one in enumerate(said):
        on = event.start + day * (number % 90)
        events.append(replace(event, id=f"e-{number:04}", claims=(one.id,), start=on, end=on, disputes=()))
    return replace(view, documents=reports, claims=said, events=tuple(events), segments=())


def test_two_thousand_claims_stay_usable(page: Page, tmp_path: Path) -> None:
    """A big page draws and filters within a few seconds even on a busy machine."""
    path = tmp_path / "report.html"
    path.write_text(render_page(large_view()), encoding="utf-8")
    assert path.stat().st_size < 8_000_000
    show(page, path)
    spent = page.evaluate(CLICK_TIME)
    assert page.locator(".event-row").count() == 120
    assert spent < 3000


def test_data_in_the_browser_is_the_data_given(page: Page, report: Path) -> None:
    """What the browser reads back from the page equals the records."""
    show(page, report)
    data = json.loads(
        page.locator("#data").inner_text() or page.evaluate("document.getElementById('data').textContent")
    )
    assert {one["id"] for one in data["claims"]} == {one.id for one in claims().values()}


def test_known_sides_choose_their_letter_first(page: Page, tmp_path: Path) -> None:
    """A holder of no known side does not take the letter or colour of a side."""
    view = sample_view()
    alone = replace(view.holdings[0], side=None, holder=Holder(id="a:group", name="Group of a kind"))
    path = tmp_path / "report.html"
    path.write_text(render_page(replace(view, holdings=(alone, *view.holdings[1:]))), encoding="utf-8")
    show(page, path)
    sides = page.locator(".strip-side").all_text_contents()
    assert sides == ["GGovernment (Ruritania)", "OOpposition (Ruritania)", "RGroup of a kind"]


def test_crowded_places_keep_their_place(page: Page, report: Path) -> None:
    """Far out, symbols that would overlap turn small; every place is still drawn where it lies."""
    show(page, report, "#map=4/35.75/36.60&day=2015-04-27")
    marks = page.locator(".mark")
    assert marks.count() == 5
    centre = page.evaluate("document.querySelector('.map-picture').viewBox.baseVal.width / 2")
    moved = marks.and_(page.locator("[data-place='p:maarrin']")).get_attribute("transform") or ""
    assert float(moved.removeprefix("translate(").split()[0]) == pytest.approx(centre + (36.67 - 36.60) * 2**4, abs=0.2)
    assert page.locator(".mark .badge").count() < 4
