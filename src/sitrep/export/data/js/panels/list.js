// The list of events that pass the filters.
import { announce, h, put } from "../core/dom.js";
import { count } from "../core/text.js";
import { anyFilter, filtered } from "../core/filters.js";
import { eventRow } from "./event.js";
import { clear } from "./filterbar.js";

const PAGE = 120;
const ORDERS = [
  ["oldest", "Oldest first"],
  ["newest", "Newest first"],
  ["claims", "Most claims first"],
];

/** Events in the order chosen; the records come oldest first, those without a day last. */
function ordered(events, order) {
  const dated = (event) => Boolean(event.start || event.end);
  if (order === "newest") return [...events.filter(dated).reverse(), ...events.filter((event) => !dated(event))];
  if (order === "claims") return [...events].sort((one, other) => (other.claims || []).length - (one.claims || []).length);
  return events;
}

function emptyMessage(records, state, store) {
  if (!records.documents.length)
    return h("div", { class: "empty" }, h("h3", {}, "No reports were read"), h("p", {}, "Give the program a folder that holds reports as .txt, .html, .csv or .jsonl, and make this page again."));
  if (!records.events.length)
    return h(
      "div",
      { class: "empty" },
      h("h3", {}, "No claims were found"),
      h("p", {}, `${count(records.documents.length, "report was", "reports were")} read, and none reports anything that the codebook knows.`),
      h("p", {}, "Open Reports above to see what was read. If a report does tell of fighting, check that its language is supported and that its text came through whole."),
    );
  return h(
    "div",
    { class: "empty" },
    h("h3", {}, "Nothing matches"),
    h("p", {}, state.inView ? "No event lies in the part of the map that is shown. Zoom out, or switch “In map view” off." : "No event passes all of the filters. Take one away, or clear them all."),
    anyFilter(state) ? h("button", { type: "button", class: "primary", onclick: () => clear(store) }, "Clear all filters") : null,
  );
}

/** The list's element and its `draw(state)`. */
export function createList(records, store) {
  const title = h("h2", { class: "pane-title" });
  const list = h("ol", { class: "events" });
  const rest = h("div", { class: "rest" });
  let shown = PAGE;
  const order = h(
    "select",
    { class: "order", "aria-label": "Order of events", onchange: () => store.update({ order: order.value }) },
    ORDERS.map(([value, text]) => h("option", { value }, text)),
  );
  const toMap = h("button", { type: "button", class: "link to-map", onclick: showMap }, "Map ↓");
  const element = h("section", { class: "pane list-pane", "aria-label": "Events" }, h("div", { class: "pane-head" }, title, toMap, order), list, rest);
  const choose = (id) => store.update({ event: id, hold: "" }, true);
  const draw = (state, changed) => {
    const events = ordered(filtered(records, state), state.order);
    order.value = state.order;
    const filterChanged = !changed || [...changed].some((name) => !["event", "hold", "map", "bounds", "day"].includes(name) || (name === "bounds" && state.inView));
    if (filterChanged) shown = PAGE;
    const at = events.findIndex((event) => event.id === state.event);
    if (at >= shown) shown = at + PAGE;
    const said = events.length === records.events.length ? count(events.length, "event") : `${events.length} of ${count(records.events.length, "event")}`;
    put(title, said, h("span", { class: "fine" }, " as reported"));
    announce(said);
    const focused = document.activeElement && list.contains(document.activeElement) ? document.activeElement.dataset.event : "";
    put(list, events.slice(0, shown).map((event) => eventRow(records, event, event.id === state.event, choose)));
    if (focused) refocus(list, focused);
    const more = h("button", { type: "button", class: "primary", onclick: () => { shown += PAGE; draw(store.state, new Set(["event"])); } }, `Show ${Math.min(PAGE, events.length - shown)} more`);
    put(rest, events.length ? null : emptyMessage(records, state, store), events.length > shown ? more : null);
  };
  const step = (number) => {
    const rows = [...list.querySelectorAll(".event-row")];
    if (!rows.length) return;
    const at = rows.findIndex((one) => one === document.activeElement || one.dataset.event === store.state.event);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + number))];
    next.focus();
    if (store.state.event) choose(next.dataset.event);
  };
  return { element, draw, step };
}

/** On a phone the map lies below the list: opens it and goes there. */
function showMap() {
  const pane = document.querySelector(".map-pane");
  pane.open = true;
  pane.scrollIntoView();
  pane.querySelector("summary").focus({ preventScroll: true });
}

function refocus(list, id) {
  const again = list.querySelector(`[data-event="${CSS.escape(id)}"]`);
  if (again) again.focus();
}
