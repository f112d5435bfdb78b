// The marks of places: a point only where the place is known exactly, else a circle of the size of the uncertainty.
import { svg } from "../core/dom.js";
import { count } from "../core/text.js";
import { label, precisionText } from "../core/words.js";
import { placePasses } from "../core/filters.js";
import { drawable } from "../core/records.js";
import { controlOn, holderText, sideKey } from "../core/control.js";
import { kmPixels, toPixel } from "./projection.js";
import { eventShapes, smallShapes, stateShapes } from "./symbols.js";

const SMALLEST_CIRCLE = 13;
/** Circles wider than this many pixels are hardly filled, so that many of them stay readable. */
const WIDE_CIRCLE = 110;

/** What the map shows of each place that it can draw: its control on the day and how many events pass. */
export function placeMarks(records, sides, state, events) {
  const passing = new Map();
  for (const event of events) passing.set(event.id, true);
  const marks = [];
  for (const place of records.places.values()) {
    if (!drawable(place)) continue;
    const number = place.events.filter((id) => passing.has(id)).length;
    const control = controlShown(records, place, state, number);
    if (!number && !control) continue;
    if (state.place && state.place !== place.key) marks.push({ place, control, number, sides: sidesOf(control, sides), faint: true });
    else marks.push({ place, control, number, sides: sidesOf(control, sides), faint: false });
  }
  return marks.sort((one, other) => (other.place.radius_km || 0) - (one.place.radius_km || 0) || (one.place.key < other.place.key ? -1 : 1));
}

/** Control of a place on the day, unless the filters leave out both the place and all of its events. */
function controlShown(records, place, state, number) {
  const control = state.day ? controlOn(records, place, state.day) : null;
  if (!control || number || state.place) return control;
  const holders = control.lines.map(({ holding }) => holding.holder).filter(Boolean);
  return placePasses(records, place, state, holders) ? control : null;
}

/** The sides that a state of control names, without repeats. */
export function sidesOf(control, sides) {
  if (!control) return [];
  return [...new Set(control.lines.map(({ holding }) => sides.get(sideKey(holding))).filter(Boolean))];
}

/** How much a mark matters where there is no room for all. */
function weight(mark) {
  if (mark.faint) return mark.number;
  const state = mark.control ? { contested: 300, changing: 300, claimed: 200, held: 150, unknown: 50 }[mark.control.state] : 0;
  return state + (mark.control && mark.control.besiegedBy ? 300 : 0) + Math.min(mark.number, 40);
}

/** Marks that would overlap a weightier one are drawn small, at their own place: nothing is moved or merged. */
export function crowd(view, marks, chosen) {
  const taken = [];
  const order = [...marks].sort((one, other) => (other.place.key === chosen) - (one.place.key === chosen) || weight(other) - weight(one) || (one.place.key < other.place.key ? -1 : 1));
  for (const mark of order) {
    const [x, y] = toPixel(view, mark.place.lon, mark.place.lat);
    const reach = mark.control ? (mark.control.besiegedBy ? 17 : 12) : 8;
    mark.small = taken.some((other) => Math.hypot(other.x - x, other.y - y) < other.reach + reach - 2);
    if (!mark.small) taken.push({ x, y, reach });
  }
}

/** What a mark says: "Idlib: held by Army X; near the place, within 5 km; 3 events". */
export function markText(mark) {
  const said = [mark.place.name];
  if (mark.control) {
    said.push(`${label("state", mark.control.state).toLowerCase()}, ${holderText(mark.control)}`);
    if (mark.control.besiegedBy) said.push(`besieged by ${mark.control.besiegedBy.name}`);
  }
  said.push(precisionText(mark.place));
  if (mark.number) said.push(count(mark.number, "event"));
  return said.join("; ");
}

function areaFill(mark, radius) {
  const [side] = mark.sides;
  if (radius > WIDE_CIRCLE) return `area area-wide ${side ? `area-side-${side.color}` : "area-events"}`;
  if (!mark.control) return "area area-events";
  if (mark.control.state === "contested") return "area area-contested";
  return side ? `area area-side-${side.color}` : "area area-events";
}

/** Pixels of the circle that stands for an imprecise place; 0 for an exact one. */
export function circlePixels(view, place) {
  if (place.precision === "exact") return 0;
  return Math.max(SMALLEST_CIRCLE, place.radius_km ? kmPixels(view, place.radius_km, place.lat) : 0);
}

/** The element of one mark; `choose` is called when it is chosen. */
export function drawMark(view, mark, chosen, choose) {
  const { place } = mark;
  const [x, y] = toPixel(view, place.lon, place.lat);
  const circle = circlePixels(view, place);
  const radius = mark.small && circle <= SMALLEST_CIRCLE ? 0 : circle;
  const shapes = [];
  if (radius) shapes.push(svg("circle", { r: radius.toFixed(1), class: areaFill(mark, radius) }));
  shapes.push(svg("circle", { r: 21, class: "focus-ring" }));
  if (chosen) shapes.push(svg("circle", { r: Math.max(19, Math.min(radius + 4, 400)).toFixed(1), class: "chosen-ring" }));
  if (mark.small) shapes.push(smallShapes(mark.control && mark.control.state, mark.sides));
  else if (mark.control) shapes.push(stateShapes(mark.control.state, mark.sides, Boolean(mark.control.besiegedBy)));
  else if (!radius) shapes.push(eventShapes());
  if (!mark.small && mark.number && (mark.number > 1 || mark.control || radius)) {
    const away = mark.control ? 11 : radius ? 0 : 7;
    shapes.push(
      svg("rect", { class: "badge", x: away - 1, y: away ? -away - 8 : -8, rx: 8, width: 9 + 7 * String(mark.number).length, height: 16, transform: away ? null : `translate(${-4 - 3.5 * String(mark.number).length} 0)` }),
      svg("text", { class: "badge-text", x: away ? away + 3.5 + 3.5 * String(mark.number).length : 0, y: away ? -away + 4 : 4, "text-anchor": "middle" }, String(mark.number)),
    );
  }
  return svg(
    "g",
    {
      class: `mark${mark.faint ? " faint" : ""}${mark.control && mark.control.uncertain ? " uncertain" : ""}`,
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
      role: "button",
      tabindex: -1,
      "aria-label": markText(mark),
      "aria-pressed": chosen ? "true" : "false",
      dataset: { place: place.key },
      onclick: () => choose(place.key),
    },
    svg("title", {}, markText(mark)),
    shapes,
  );
}
