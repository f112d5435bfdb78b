// The legend: a strip that is always there, and the same symbols explained on demand.
import { h, svg } from "../core/dom.js";
import { WORDS, label } from "../core/words.js";
import { symbolPicture } from "./symbols.js";

const STATES = ["held", "claimed", "contested", "changing", "unknown"];

function circlePicture() {
  return svg(
    "svg",
    { class: "symbol-picture", viewBox: "-14 -14 28 28", width: 28, height: 28, "aria-hidden": "true", focusable: "false" },
    svg("circle", { r: 11, class: "area area-events" }),
  );
}

/** Every symbol with its name and what it means; `short` ones are in the strip too. */
function entries(records, sides) {
  const two = [...sides.values()].slice(0, 2);
  const found = [...sides.values()].map((side) => ({ picture: () => symbolPicture("held", [side]), name: side.name, help: "Colour and letter of this side.", side: true }));
  if (records.holdings.length) {
    for (const state of STATES) found.push({ picture: () => symbolPicture(state, two), name: label("state", state), help: WORDS.stateHelp[state] });
    found.push({ picture: () => symbolPicture("held", two, true), name: "Besieged", help: "A ring around the symbol; the holder stays the holder." });
  }
  found.push({ picture: () => symbolPicture("event", []), name: "Events", help: "A place with reported events. A number counts them." });
  found.push({ picture: circlePicture, name: "Known only roughly", help: "The place lies somewhere inside the circle." });
  return found;
}

/** The strip: always in sight. */
export function createStrip(records, sides) {
  return h(
    "ul",
    { class: "strip", "aria-label": "Legend" },
    entries(records, sides).map(({ picture, name, side }) => h("li", { class: side ? "strip-side" : null }, picture(), name)),
  );
}

/** The explanations, folded. */
export function createLegend(records, sides) {
  return h(
    "details",
    { class: "legend" },
    h("summary", {}, "What the symbols mean"),
    h("ul", {}, entries(records, sides).map(({ picture, name, help }) => h("li", {}, picture(), h("span", {}, h("b", {}, name), " ", help)))),
    h("p", { class: "fine" }, "Where symbols crowd, some are drawn small at their own place. Zoom in to see them whole."),
  );
}
