// The map: events of the present filter, control on the day shown. The list beside it holds the same events.
import * as maplibre from "/static/vendor/maplibre-gl.mjs";
import { styleOf } from "./style.js";
import { orderSides, stateImage } from "./symbols.js";
import { connectTime } from "./time.js";

const element = document.getElementById("map");
const LOOKS = new Set(["event", "claim", "page", "map", "day", "sort"]);
const PLACES_APART = 9; // from this zoom on the server draws each place by itself, and only those around the window
const EMPTY = { type: "FeatureCollection", features: [] };
const dark = matchMedia("(prefers-color-scheme: dark)");
let map = null;
let sequence = 0;
let drawnControl = null;
let drawnEvents = "";
let styled = null;

const byId = (id) => document.getElementById(id);
const address = (name, value) => `/map/${name}?${value}`;

const ahead = new Map(); // answers asked for before they were needed, by address

async function ask(url) {
  const answer = await fetch(url);
  return answer.ok ? answer.json() : EMPTY;
}

function read(url) {
  const answer = ahead.get(url) || ask(url);
  ahead.delete(url);
  return answer;
}

/** The filter of an address, without what is only looked at. */
function filterOf(search) {
  const found = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(search)) if (value && !LOOKS.has(name)) found.append(name, value);
  found.sort(); // an address and a form name the same filter in different orders
  return found;
}

/** Where the map asks for the events of a filter. */
function eventsAt(search) {
  const found = filterOf(search);
  const zoom = Math.max(0, map.getZoom());
  found.set("zoom", zoom.toFixed(1));
  if (zoom >= PLACES_APART) found.set("within", around().join(","));
  return address("events", found);
}

/** Where the map asks for control of the places of a filter. */
function controlAt(search, day) {
  const found = filterOf(search);
  if (day) found.set("day", day);
  return address("control", found);
}

/** The window with as much again on each side, in steps, so that small moves ask nothing new. */
function around() {
  const bounds = map.getBounds();
  const [wide, high] = [bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth()];
  const limit = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
  const [west, south] = [Math.floor(bounds.getWest() / wide) * wide - wide / 2, Math.floor(bounds.getSouth() / high) * high - high / 2];
  return [limit(west, 180), limit(south, 90), limit(west + 3 * wide, 180), limit(south + 3 * high, 90)];
}

const shownDay = () => (byId("control-day") || byId("day") || {}).value || "";

/** Fetches what the map shows now; an answer that a newer question overtook is dropped. */
export async function refresh() {
  if (!map) return;
  const mine = (sequence += 1);
  const events = eventsAt(location.search);
  const day = shownDay();
  const where = controlAt(location.search, day);
  const drawing = `${byId("results").dataset.version} ${where}`;
  const onControl = location.pathname === "/control";
  const [found, control] = await Promise.all([onControl ? EMPTY : read(events), drawnControl === drawing ? null : read(where)]);
  if (mine !== sequence) return;
  await styled;
  drawnEvents = events;
  map.getSource("events").setData(found);
  if (control) map.getSource("control").setData(control);
  drawnControl = drawing;
  element.dataset.events = String(found.features.reduce((sum, feature) => sum + (feature.geometry.type === "Point" ? feature.properties.count : 0), 0));
  element.dataset.ready = String(mine);
}

/** A filter is on its way: what the map will ask then is asked now, beside the page. */
function askAhead(event) {
  const { request } = event.detail.ctx;
  if (!map || request.method !== "GET") return;
  const target = new URL(request.action, location.href);
  if (target.pathname !== "/events") return;
  const form = request.form && request.body instanceof FormData ? request.body : null;
  const search = form ? new URLSearchParams(form).toString() : target.search;
  ahead.clear();
  for (const url of [eventsAt(search), controlAt(search, shownDay())]) ahead.set(url, ask(url));
}

function redraw() {
  drawnControl = null;
  refresh();
}

function go(changes) {
  const target = new URL(location.href);
  target.pathname = "/events";
  target.searchParams.delete("page");
  for (const [name, value] of Object.entries(changes)) target.searchParams.set(name, value);
  const link = document.createElement("a");
  link.href = target.pathname + target.search;
  link.hidden = true;
  byId("content").append(link);
  if (window.htmx) window.htmx.process(link);
  link.click();
}

function clicked(event) {
  const [feature] = map.queryRenderedFeatures(event.point, { layers: ["points", "control"] });
  if (!feature) return;
  const { place, event: id, count, hold } = feature.properties;
  if (hold) location.assign(`/control/${hold}`);
  else if (id) go({ event: id });
  else if (place) go({ place });
  else map.easeTo({ center: feature.geometry.coordinates, zoom: map.getZoom() + 2 });
  if (count > 1 && place) byId("content").focus();
}

function remember() {
  const { lng, lat } = map.getCenter();
  const at = `${map.getZoom().toFixed(1)}/${lat.toFixed(3)}/${lng.toFixed(3)}`;
  const now = new URL(location.href);
  now.searchParams.set("map", at);
  history.replaceState(history.state, "", now);
  if (byId("map-at")) byId("map-at").value = at;
  const inView = byId("in-view");
  if (inView && inView.checked) keepView();
}

function keepView() {
  const bounds = map.getBounds();
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((value) => Math.max(-180, Math.min(180, value)).toFixed(4)).join(",");
  if (byId("box").value === box) return;
  byId("box").value = box;
  byId("filters").requestSubmit();
}

function firstView() {
  const [zoom, lat, lon] = (new URLSearchParams(location.search).get("map") || "").split("/").map(Number);
  if (Number.isFinite(zoom) && Number.isFinite(lat) && Number.isFinite(lon)) return { zoom, center: [lon, lat] };
  const { west, south, east, north } = element.dataset;
  return { bounds: [Number(west) - 0.05, Number(south) - 0.05, Number(east) + 0.05, Number(north) + 0.05], fitBoundsOptions: { padding: 50, maxZoom: 10 } };
}

function start() {
  orderSides(element.dataset.sides.split(" ").filter(Boolean));
  maplibre.setWorkerUrl("/static/vendor/maplibre-gl-worker.mjs");
  map = new maplibre.Map({ container: element, style: styleOf(dark.matches), ...firstView(), attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0, maxZoom: 14, minZoom: 1 });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl());
  map.setMissingStyleImageResolver((id) => {
    const image = stateImage(id, dark.matches);
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: 2 });
  });
  styled = new Promise((done) => map.once("style.load", done)); // earlier than "load", which waits for the ground
  map.on("zoomend", refresh);
  map.on("moveend", () => {
    remember();
    if (eventsAt(location.search) !== drawnEvents) refresh();
  });
  map.on("click", clicked);
  for (const layer of ["points", "control"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  dark.addEventListener("change", () => map.setStyle(styleOf(dark.matches), { diff: false }).once("styledata", redraw));
}

try {
  start();
  refresh();
} catch (error) {
  element.textContent = `No map here: this browser draws no WebGL (${error.message}). The list holds the same events.`;
  element.classList.add("no-map");
}
document.addEventListener("htmx:config:request", askAhead);
document.addEventListener("htmx:after:swap", refresh);
document.addEventListener("change", (event) => {
  if (event.target.id !== "in-view" || !map) return;
  if (event.target.checked) keepView();
  else {
    byId("box").value = "";
    byId("filters").requestSubmit();
  }
});
connectTime(refresh);
