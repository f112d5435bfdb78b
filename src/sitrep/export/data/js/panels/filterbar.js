// The filters that list, map, table and timeline share.
import { h, icon, put, words } from "../core/dom.js";
import { FACETS, actorNames, anyFilter, facetCounts, undatedLeftOut } from "../core/filters.js";
import { count } from "../core/text.js";
import { label } from "../core/words.js";
import { emptyState } from "../core/state.js";

const TYPING_PAUSE = 160;

/** Fills the filter section and gives its `draw(state, number of events that pass)`. */
export function createFilterbar(element, records, store) {
  const actors = actorNames(records);
  const nameOf = (facet, value) => (facet.table ? label(facet.table, value) : actors.get(value) || value);
  const search = h("input", { type: "search", id: "search", placeholder: "Search words, actors, places…", "aria-label": "Search", autocomplete: "off", spellcheck: "false", oninput: () => later() });
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => store.update({ q: search.value.trim() }), TYPING_PAUSE);
  };
  const date = (name, text) => h("input", { type: "date", "aria-label": text, min: records.days.first, max: records.days.last, onchange: (event) => store.update({ [name]: event.target.value }) });
  const from = date("from", "From day");
  const to = date("to", "To day");
  const check = (name, text, title) => {
    const box = h("input", { type: "checkbox", onchange: () => store.update({ [name]: box.checked }) });
    return { box, element: h("label", { class: "check", title }, box, text) };
  };
  const inView = check("inView", "In map view", "Only what the map shows now");
  const onDay = check("onDay", "On the day shown", "Only events that may have happened on the day of the timeline");
  const menus = FACETS.map((facet) => createMenu(facet, records, store, nameOf));
  const chips = h("div", { class: "chips" });
  const reset = h("button", { type: "button", class: "quiet", onclick: () => clear(store) }, "Clear all");
  put(
    element,
    h(
      "details",
      { class: "filter-fold", open: matchMedia("(min-width: 1000px)").matches },
      h("summary", {}, "Filters"),
      h(
        "div",
        { class: "filter-row" },
        h("div", { class: "search" }, icon("M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM12.7 12.7L17 17"), search),
        menus.map((menu) => menu.element),
        h("div", { class: "dates" }, h("label", { class: "small-label" }, "From ", from), h("label", { class: "small-label" }, "to ", to)),
        inView.element,
        onDay.element,
      ),
    ),
    chips,
  );
  document.addEventListener("click", (event) => menus.forEach((menu) => menu.element.contains(event.target) || (menu.element.open = false)));
  const draw = (state) => {
    if (document.activeElement !== search) search.value = state.q;
    from.value = state.from;
    to.value = state.to;
    inView.box.checked = state.inView;
    onDay.box.checked = state.onDay;
    menus.forEach((menu) => menu.draw(state));
    const found = chosenChips(state, records, nameOf, store);
    const undated = undatedLeftOut(records, state);
    const note = undated ? h("span", { class: "fine" }, `${count(undated, "event")} without a day left out by the dates`) : null;
    put(chips, found, note, anyFilter(state) ? reset : null);
  };
  return { draw, focus: () => openAndFocus(element, search) };
}

function openAndFocus(element, search) {
  element.querySelector("details").open = true;
  search.focus();
  search.select();
}

/** Takes every filter away. */
export function clear(store) {
  const empty = emptyState();
  const names = ["q", "from", "to", "place", "inView", "onDay", ...FACETS.map((facet) => facet.name)];
  store.update(Object.fromEntries(names.map((name) => [name, empty[name]])));
}

function createMenu(facet, records, store, nameOf) {
  const summary = h("summary", {});
  const list = h("div", { class: "menu", role: "group", "aria-label": facet.label });
  const element = h("details", { class: "facet" }, summary, list);
  const toggle = (value, on) => {
    const chosen = store.state[facet.name].filter((one) => one !== value);
    store.update({ [facet.name]: on ? [...chosen, value] : chosen });
  };
  const boxes = new Map();
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    element.open = false;
    summary.focus();
    event.stopPropagation();
  });
  const draw = (state) => {
    const chosen = state[facet.name];
    put(summary, facet.label, chosen.length ? h("span", { class: "pill strong" }, String(chosen.length)) : null);
    const counts = facetCounts(records, state, facet);
    element.hidden = !counts.length;
    for (const [value, number] of counts) {
      if (!boxes.has(value)) {
        const box = h("input", { type: "checkbox", onchange: () => toggle(value, box.checked) });
        const tally = h("span", { class: "tally" });
        const row = h("label", { class: "menu-row" }, box, words(nameOf(facet, value)), tally);
        boxes.set(value, { box, tally, row });
        list.append(row);
      }
      const { box, tally, row } = boxes.get(value);
      box.checked = chosen.includes(value);
      tally.textContent = String(number);
      row.classList.toggle("none", !number && !box.checked);
    }
  };
  return { element, draw };
}

function chosenChips(state, records, nameOf, store) {
  const chip = (text, changes) =>
    h("button", { type: "button", class: "chip", "aria-label": `Remove filter: ${text}`, onclick: () => store.update(changes) }, words(text), icon("M6 6l8 8M14 6l-8 8"));
  const found = [];
  if (state.q) found.push(chip(`“${state.q}”`, { q: "" }));
  for (const facet of FACETS)
    for (const value of state[facet.name]) found.push(chip(nameOf(facet, value), { [facet.name]: state[facet.name].filter((one) => one !== value) }));
  if (state.place) found.push(chip(`at ${records.places.get(state.place).name}`, { place: "" }));
  if (state.from) found.push(chip(`from ${state.from}`, { from: "" }));
  if (state.to) found.push(chip(`to ${state.to}`, { to: "" }));
  if (state.inView) found.push(chip("in map view", { inView: false }));
  if (state.onDay) found.push(chip("on the day shown", { onDay: false }));
  return found;
}
