// Puts the page together and keeps all parts in step with the state.
import { byId, h, put, words } from "./core/dom.js";
import { count } from "./core/text.js";
import { readRecords } from "./core/records.js";
import { dayText } from "./core/words.js";
import { readSides } from "./core/control.js";
import { createStore } from "./core/state.js";
import { createStrip } from "./map/legend.js";
import { createMap } from "./map/map.js";
import { drawPatterns } from "./map/symbols.js";
import { createTray } from "./map/tray.js";
import { createTimeline } from "./map/timeline.js";
import { clear, createFilterbar } from "./panels/filterbar.js";
import { createDetail } from "./panels/detail.js";
import { createList } from "./panels/list.js";
import { createTable } from "./panels/table.js";
import { createReports } from "./panels/report.js";
import { createHelp } from "./panels/help.js";

const VIEWS = [
  ["events", "Events", (records) => records.events.length],
  ["control", "Control", (records) => new Set(records.holdings.map((holding) => holding.place.id || holding.place.name)).size],
  ["reports", "Reports", (records) => records.documents.length],
];

function drawFacts(records) {
  const facts = [count(records.documents.length, "report"), count(records.claims.length, "claim"), count(records.events.length, "event")];
  const days = records.days.asOf ? `, as of ${dayText(records.days.asOf)}` : "";
  put(byId("facts"), `${facts.join(" · ")}${days}. `, h("b", {}, "What reports say, not what is established."));
  byId("notes").hidden = !records.notes.length;
  if (records.notes.length)
    put(
      byId("notes"),
      h("details", { class: "notes", open: records.notes.length < 3 }, h("summary", {}, count(records.notes.length, "note"), " on this data"), h("ul", {}, records.notes.map((note) => h("li", {}, words(note))))),
    );
  const map = records.outlines ? [`Outlines: ${records.outlines.source}. `, "They show who administers an area, not whose it is; disputed lines are dashed. No endorsement is meant."] : [];
  const engines = records.engines.length ? h("details", {}, h("summary", {}, "How it was read"), h("p", {}, `Read by ${records.engines.join("; ")}.`)) : null;
  put(byId("foot"), h("p", {}, records.credits.map((credit, at) => [at ? " · " : null, words(credit)])), map.length ? h("p", {}, map) : null, engines);
}

function drawTabs(records, store) {
  const buttons = VIEWS.map(([name, text, number]) =>
    h("button", { type: "button", dataset: { view: name }, onclick: () => store.update({ view: name }, true) }, text, h("span", { class: "pill" }, String(number(records)))),
  );
  put(byId("views"), buttons);
  return (state) => buttons.forEach((button) => (button.dataset.view === state.view ? button.setAttribute("aria-current", "page") : button.removeAttribute("aria-current")));
}

function mapPane(records, map, strip, timeline, tray) {
  const body = map ? map.element : h("div", { class: "map no-map empty" }, h("h2", {}, "Nothing to draw"), h("p", {}, records.events.length ? "No place in these reports has coordinates. Add a gazetteer of the country and run again." : "There are no events."));
  return h("details", { class: "map-pane", open: true }, h("summary", {}, "Map and day"), h("section", { class: "map-column", "aria-label": "Map and day" }, body, map && strip, timeline && timeline.element, tray.element));
}

function start() {
  const records = readRecords();
  const store = createStore(records);
  const sides = readSides(records);
  document.body.append(drawPatterns());
  drawFacts(records);
  const drawTab = drawTabs(records, store);
  const filterbar = createFilterbar(byId("filters"), records, store);
  const map = records.outlines ? createMap(records, sides, store) : null;
  const timeline = createTimeline(records, store);
  const tray = createTray(records, store);
  const list = createList(records, store);
  const table = createTable(records, sides, store);
  const detail = createDetail(records, store);
  const reports = createReports(records, store);
  const explore = h("div", { class: "explore" }, list.element, table.element, mapPane(records, map, createStrip(records, sides), timeline, tray), detail.element);
  put(byId("content"), h("div", { class: "views-body" }, explore, reports.element));
  const go = (view) => () => store.update({ view }, true);
  const help = createHelp({
    "/": filterbar.focus,
    1: go("events"),
    2: go("control"),
    3: go("reports"),
    j: () => list.step(1),
    k: () => list.step(-1),
    "[": () => timeline && timeline.move(-1),
    "]": () => timeline && timeline.move(1),
    p: () => timeline && timeline.toggle(),
    m: () => map && map.focus(),
    c: () => clear(store),
    Escape: () => (store.state.event || store.state.hold ? detail.close() : store.state.place ? store.update({ place: "" }) : null),
  });
  byId("tools").append(help.button);
  document.body.append(help.dialog);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("content").focus();
  });
  const draw = (state, changed) => {
    const any = (...names) => !changed || names.some((name) => changed.has(name));
    const moved = changed && [...changed].every((name) => name === "map" || name === "bounds") && !state.inView;
    document.body.dataset.view = state.view;
    drawTab(state);
    if (!moved) {
      filterbar.draw(state);
      list.draw(state, changed);
      table.draw(state);
      tray.draw(state);
      if (timeline) timeline.draw(state);
    }
    if (map && any("view", "day", "place", "q", "from", "to", "inView", "onDay", "type", "actor", "outlet", "standing", "status", "event", "hold")) map.draw();
    if (map && changed && any("event", "hold")) map.reveal(state);
    if (any("event", "hold", "view")) detail.draw(state);
    document.body.classList.toggle("with-detail", Boolean(state.event || state.hold));
    if (state.view === "reports" && any("view", "doc", "claim")) reports.draw(state);
    if (changed && (changed.has("event") || changed.has("hold")) && (state.event || state.hold)) detail.focus();
    if (changed && changed.has("view") && state.view === "reports" && state.claim) reports.focus();
  };
  store.listen(draw);
  draw(store.state);
}

start();
