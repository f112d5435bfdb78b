// The tray: places that the map cannot show, each with the area it lies in. Nothing is put on the map by guess.
import { h, put, words } from "../core/dom.js";
import { byName, count } from "../core/text.js";
import { filtered } from "../core/filters.js";
import { drawable } from "../core/records.js";

/** Why a place is not on the map. */
function why(place) {
  if (place.withinName) return h("span", { class: "fine" }, "in ", words(place.withinName));
  if (place.precision === "country") return h("span", { class: "fine" }, "a whole country");
  return h("span", { class: "fine" }, "no area known");
}

/** Names stand before mere descriptions ("their positions"). */
function named(place) {
  return /^\p{Ll}|^\d/u.test(place.name) ? 0 : 1;
}

/** The tray's element and its `draw(state)`. */
export function createTray(records, store) {
  const summary = h("summary", {});
  const list = h("ul", {});
  const element = h("details", { class: "tray", open: true }, summary, h("p", { class: "fine" }, "Named in the reports, but nothing tells where they lie. They are not drawn, so that no false point misleads."), list);
  const draw = (state) => {
    const events = new Set(filtered(records, { ...state, inView: false }).map((event) => event.id));
    const places = [...records.places.values()].filter((place) => !drawable(place));
    const shown = places
      .map((place) => ({ place, number: place.events.filter((id) => events.has(id)).length }))
      .filter(({ place, number }) => number || place.holdings.length)
      .sort((one, other) => named(other.place) - named(one.place) || other.number - one.number || byName(one.place.name, other.place.name));
    const nowhere = records.events.filter((event) => !event.place && events.has(event.id)).length;
    element.hidden = !shown.length && !nowhere;
    put(summary, "Not on the map ", h("span", { class: "pill" }, String(shown.length + (nowhere ? 1 : 0))));
    put(
      list,
      shown.map(({ place, number }) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "tray-place", "aria-pressed": state.place === place.key ? "true" : "false", onclick: () => store.update({ place: state.place === place.key ? "" : place.key }, true) },
            words(place.name, { class: "tray-name" }),
            why(place),
            number ? h("span", { class: "pill" }, count(number, "event")) : null,
          ),
        ),
      ),
      nowhere ? h("li", { class: "tray-none fine" }, `${count(nowhere, "event")} without any place`) : null,
    );
  };
  return { element, draw };
}
