// The map: outlines, marks of places on the chosen day, labels, buttons, scale and legend.
import { h, icon, put, svg } from "../core/dom.js";
import { filtered } from "../core/filters.js";
import { drawable, placeKey } from "../core/records.js";
import { attachGestures } from "./gestures.js";
import { furniture, placeLabels, symbolBox } from "./labels.js";
import { drawOutlines, outlineNames } from "./outlines.js";
import { circlePixels, crowd, drawMark, placeMarks } from "./places.js";
import { boundsOf, bulk, fitting, latitude, north, scaleBar, toPixel, zoomed } from "./projection.js";
import { createLegend } from "./legend.js";

const FONT = "12px system-ui, sans-serif";

/** The map's element and its `draw(state, changed)`. */
export function createMap(records, sides, store) {
  let view = { x: 0, y: 0, scale: 10, width: 0, height: 0 };
  let moved = false;
  let waiting = 0;
  const names = outlineNames(records.outlines);
  const outlines = drawOutlines(records.outlines);
  const areaNames = svg("g", { class: "area-names", "aria-hidden": "true" });
  const marks = svg("g", { class: "marks", role: "group", "aria-label": "Places on the map" });
  const labels = svg("g", { class: "labels", "aria-hidden": "true" });
  const picture = svg("svg", { class: "map-picture", role: "group", "aria-label": "Map" }, outlines, areaNames, marks, labels);
  const bar = h("div", { class: "scale-bar" });
  const surface = h(
    "div",
    { class: "map-surface", tabindex: 0, role: "group", "aria-label": "Map. Arrow keys move it, plus and minus zoom, 0 shows everything. Tab goes to its places." },
    picture,
  );
  const choose = (key) => store.update({ place: store.state.place === key ? "" : key }, true);

  const redraw = () => {
    waiting = 0;
    if (!view.width) return;
    const state = store.state;
    outlines.setAttribute("transform", `translate(${view.width / 2 - view.x * view.scale} ${view.height / 2 + view.y * view.scale}) scale(${view.scale})`);
    const shown = placeMarks(records, sides, state, filtered(records, state));
    const focused = marks.contains(document.activeElement) ? document.activeElement.dataset.place : "";
    const chosen = chosenPlace(records, state);
    crowd(view, shown, chosen);
    put(marks, shown.map((mark) => drawMark(view, mark, chosen === mark.place.key, choose)));
    roving(marks, focused);
    drawLabels(view, shown, names, { labels, areaNames });
    const { km, pixels } = scaleBar(view, 110);
    put(bar, h("span", {}, `${km.toLocaleString("en")} km`));
    bar.style.width = `${pixels.toFixed(0)}px`;
  };
  const ask = () => {
    if (!waiting) waiting = requestAnimationFrame(redraw);
  };
  const show = (next, byReader) => {
    view = next;
    if (byReader) moved = true;
    ask();
    clearTimeout(show.later);
    show.later = setTimeout(() => {
      const spot = moved ? `${Math.log2(view.scale).toFixed(2)}/${latitude(view.y).toFixed(3)}/${view.x.toFixed(3)}` : "";
      store.update({ map: spot, bounds: boundsOf(view) });
    }, 150);
  };
  const fit = (everything) => {
    const places = [...records.places.values()].filter(drawable);
    moved = Boolean(everything);
    show(fitting(view, everything ? places : bulk(places)));
  };
  const reveal = (state) => {
    const place = records.places.get(chosenPlace(records, state));
    if (!place || !drawable(place) || !view.width) return ask();
    const [x, y] = toPixel(view, place.lon, place.lat);
    if (x > 30 && y > 30 && x < view.width - 60 && y < view.height - 30) return ask();
    return show({ ...view, x: place.lon, y: north(place.lat) }, true);
  };
  const fromAddress = (spot) => {
    const [zoom, lat, lon] = (spot || "").split("/").map(Number);
    if (![zoom, lat, lon].every(Number.isFinite)) return fit();
    return show({ ...view, x: lon, y: north(lat), scale: 2 ** zoom }, true);
  };
  attachGestures(surface, () => view, (next) => show(next, true), () => fit(true));
  const zoom = (factor) => show(zoomed(view, factor, view.width / 2, view.height / 2), true);
  const buttons = h(
    "div",
    { class: "map-buttons" },
    h("button", { type: "button", "aria-label": "Zoom in", title: "Zoom in (+)", onclick: () => zoom(1.6) }, icon("M10 4v12M4 10h12")),
    h("button", { type: "button", "aria-label": "Zoom out", title: "Zoom out (−)", onclick: () => zoom(1 / 1.6) }, icon("M4 10h12")),
    h("button", { type: "button", "aria-label": "Show all places", title: "Show all places (0)", onclick: () => fit(true) }, icon("M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4")),
  );
  new ResizeObserver(() => {
    const box = surface.getBoundingClientRect();
    if (!box.width || !box.height) return;
    const first = !view.width;
    view = { ...view, width: box.width, height: box.height };
    picture.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
    if (first) fromAddress(store.state.map);
    else if (moved) show(view);
    else fit();
  }).observe(surface);
  const element = h("div", { class: "map" }, surface, buttons, bar, createLegend(records, sides));
  return { element, draw: ask, reveal, fit, focus: () => surface.focus() };
}

/** The key of the place that the reader is on: the filter's, the open event's or the open line of control's. */
function chosenPlace(records, state) {
  const event = records.event.get(state.event);
  if (event && event.place) return placeKey(event.place);
  if (state.hold !== "") return placeKey(records.holdings[Number(state.hold)].place);
  return state.place;
}

/** Only one mark is in the order of Tab; arrow keys go from mark to mark. */
function roving(marks, focused) {
  const all = [...marks.children].sort((one, other) => (one.getAttribute("aria-label") < other.getAttribute("aria-label") ? -1 : 1));
  if (!all.length) return;
  const current = all.find((mark) => mark.dataset.place === focused);
  (current || all[0]).setAttribute("tabindex", "0");
  if (current) current.focus();
  for (const [number, mark] of all.entries())
    mark.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Enter" || event.key === " ") mark.dispatchEvent(new MouseEvent("click"));
      else if (step) {
        const next = all[(number + step + all.length) % all.length];
        mark.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
}

function drawLabels(view, shown, names, layers) {
  const inside = (x, y) => x > -50 && y > -50 && x < view.width + 50 && y < view.height + 50;
  const taken = furniture(view);
  const wanted = [];
  for (const mark of shown) {
    const [x, y] = toPixel(view, mark.place.lon, mark.place.lat);
    if (!inside(x, y)) continue;
    const size = mark.small ? 6 : mark.control ? (mark.control.besiegedBy ? 18 : 13) : circlePixels(view, mark.place) ? 12 : 8;
    const badge = mark.number && mark.control && !mark.small;
    taken.push(symbolBox(x + (badge ? 4 : 0), y - (badge ? 3 : 0), size));
    wanted.push({ x, y, text: mark.place.name, gap: size + (badge ? 8 : 0), rank: (mark.small ? 500 : 1000) + (mark.control ? 100 : 0) + mark.number, font: `600 ${FONT}` });
  }
  const background = names
    .map((name) => ({ ...name, at: toPixel(view, name.lon, name.lat), pixels: Math.sqrt(name.size) * view.scale }))
    .filter((name) => inside(...name.at) && (name.kind === "country" ? name.pixels < 2500 && name.pixels > 40 : name.pixels > 70))
    .map((name) => ({ x: name.at[0], y: name.at[1], text: name.kind === "country" ? name.name.toUpperCase() : name.name, gap: 0, rank: name.kind === "country" ? 20 : name.size, centred: true, kind: name.kind, font: name.kind === "country" ? `600 ${FONT}` : FONT }));
  const placed = placeLabels([...wanted, ...background], taken, view);
  const text = (one) => svg("text", { x: one.left.toFixed(1), y: one.baseline.toFixed(1), class: one.kind ? `name-${one.kind}` : "place-label" }, one.text);
  put(layers.labels, placed.filter((one) => !one.kind).map(text));
  put(layers.areaNames, placed.filter((one) => one.kind).map(text));
}
