// The control table: who held what on the day shown, on which evidence.
import { h, put, words } from "../core/dom.js";
import { anyFilter, placePasses } from "../core/filters.js";
import { byName, count } from "../core/text.js";
import { controlOn, daysBetween } from "../core/control.js";
import { dayText, daysText, label } from "../core/words.js";
import { symbolPicture } from "../map/symbols.js";
import { sidesOf } from "../map/places.js";
import { clear } from "./filterbar.js";

function since(holding) {
  if (!holding.from) return "before any evidence";
  if (holding.from_latest && holding.from_latest !== holding.from) return daysText(holding.from, holding.from_latest);
  return dayText(holding.from);
}

function age(holding, day) {
  if (!holding.last_evidence) return "–";
  const days = daysBetween(holding.last_evidence, day);
  return [dayText(holding.last_evidence), days > 0 ? h("div", { class: "fine" }, `${count(days, "day")} before`) : null];
}

function tableRow(place, line, control, picture, state, choose) {
  const { holding, number } = line;
  const because = (holding.because || []).length;
  const against = (holding.against || []).length;
  return h(
    "tr",
    { class: state.hold === String(number) ? "chosen" : null },
    h("th", { scope: "row" }, words(place.name)),
    h("td", {}, h("span", { class: "holder" }, picture, holding.holder ? words(holding.holder.name) : "no holder named")),
    h("td", {}, label("state", holding.state), control.uncertain ? h("div", { class: "fine" }, "or changed already") : null, holding.besieged_by ? h("div", { class: "siege" }, "besieged by ", words(holding.besieged_by.name)) : null),
    h("td", {}, since(holding)),
    h("td", {}, age(holding, state.day)),
    h(
      "td",
      {},
      h(
        "button",
        { type: "button", class: "link", dataset: { hold: String(number) }, "aria-label": `${place.name}: ${count(because, "claim")} for, ${against} against`, onclick: () => choose(number) },
        `${because} for`,
        h("br", {}),
        `${against} against`,
      ),
    ),
  );
}

function nothing(records, state, store) {
  if (!records.holdings.length)
    return h("div", { class: "empty" }, h("h3", {}, "No report tells who holds a place"), h("p", {}, "Control is inferred from claims of gain, loss, siege and control. None was found; without evidence nothing is drawn."));
  return h(
    "div",
    { class: "empty" },
    h("h3", {}, "No evidence for this day"),
    h("p", {}, anyFilter(state) ? "No place passes the filters on this day." : "Move the day: no line of control reaches it."),
    anyFilter(state) ? h("button", { type: "button", class: "primary", onclick: () => clear(store) }, "Clear all filters") : null,
  );
}

/** The table's element and its `draw(state)`. */
export function createTable(records, sides, store) {
  const title = h("h2", { class: "pane-title" });
  const note = h("p", { class: "fine" });
  const body = h("tbody", {});
  const head = ["Place", "Holder", "State", "Since", "Last evidence", "Claims"].map((name) => h("th", { scope: "col" }, name));
  const table = h("div", { class: "table-wrap", tabindex: 0, role: "region", "aria-label": "Control on the day shown" }, h("table", {}, h("thead", {}, h("tr", {}, head)), body));
  const rest = h("div", { class: "rest" });
  const element = h("section", { class: "pane table-pane", "aria-label": "Control" }, title, note, table, rest);
  const choose = (number) => store.update({ hold: String(number), event: "" }, true);
  const draw = (state) => {
    const rows = [];
    let silent = 0;
    const places = [...records.places.values()].filter((place) => place.holdings.length).sort((one, other) => byName(one.name, other.name));
    for (const place of places) {
      const control = state.day ? controlOn(records, place, state.day) : null;
      const holders = control ? control.lines.map(({ holding }) => holding.holder).filter(Boolean) : [];
      if (!placePasses(records, place, state, holders)) continue;
      if (!control) silent += 1;
      else
        for (const line of control.lines) {
          const picture = symbolPicture(line.holding.state, sidesOf({ lines: [line] }, sides), Boolean(line.holding.besieged_by));
          rows.push(tableRow(place, line, control, picture, state, choose));
        }
    }
    put(title, "Control on ", state.day ? dayText(state.day) : "no day");
    put(note, "Inferred from what reports claim; not an observation. ", silent ? `${count(silent, "place")} without evidence for this day, so unknown.` : "");
    put(body, rows);
    table.hidden = !rows.length;
    put(rest, rows.length ? null : nothing(records, state, store));
  };
  return { element, draw };
}
