// Outlines: land, coasts, borders, provinces and disputed lines as SVG paths in projected degrees.
import { svg } from "../core/dom.js";
import { north } from "./projection.js";

const CLASSES = { c: "coast", p: "province", b: "border", d: "disputed" };

function points(line, units) {
  const found = [];
  let [x, y] = [0, 0];
  for (let at = 1; at < line.length; at += 2) {
    x += line[at];
    y += line[at + 1];
    found.push([x / units, -north(y / units)]);
  }
  return found;
}

function path(list) {
  return list.map(([x, y], at) => `${at ? "L" : "M"}${x.toFixed(4)} ${y.toFixed(4)}`).join("");
}

function ringPath(ring, arcs) {
  const joined = [];
  for (const number of ring) {
    const arc = number >= 0 ? arcs[number] : [...arcs[-1 - number]].reverse();
    joined.push(...(joined.length ? arc.slice(1) : arc));
  }
  return `${path(joined)}Z`;
}

/** The rest of the world, coarse, drawn only outside the window that is drawn in full. */
function drawFar(outlines) {
  const { west, south, east, north: top } = outlines.window;
  const [low, high] = [-north(south), -north(top)];
  const hole = `M-400 -400H400V400H-400ZM${west} ${high}H${east}V${low}H${west}Z`;
  const rings = (outlines.far || []).map((ring) => `${path(points(ring, outlines.far_units_per_degree))}Z`).join("");
  return [
    svg("clipPath", { id: "near-clip" }, svg("path", { d: `M${west} ${high}H${east}V${low}H${west}Z` })),
    svg("clipPath", { id: "far-clip" }, svg("path", { d: hole, "clip-rule": "evenodd" })),
    svg("g", { "clip-path": "url(#far-clip)" }, svg("path", { class: "land far", d: rings })),
  ];
}

/** The group of outlines; move and scale it with one transform, lines keep their width. */
export function drawOutlines(outlines) {
  const whole = svg("g", { class: "outlines", "aria-hidden": "true" });
  if (!outlines) return whole;
  const group = svg("g", { "clip-path": outlines.window ? "url(#near-clip)" : null });
  const units = outlines.units_per_degree;
  if (outlines.window) whole.append(...drawFar(outlines));
  const arcs = (outlines.arcs || []).map((arc) => points(arc, units));
  const land = (outlines.provinces || []).map((province) => province[5].map((ring) => ringPath(ring, arcs)).join(""));
  group.append(svg("path", { class: "land", d: land.join(""), "fill-rule": "evenodd" }));
  const lines = { province: [], coast: [], border: [], disputed: [] };
  (outlines.arcs || []).forEach((arc, number) => {
    const kind = CLASSES[arc[0]];
    if (kind) lines[kind].push(path(arcs[number]));
  });
  for (const line of outlines.disputed || []) lines.disputed.push(path(points(line, units)));
  group.append(svg("path", { class: "line-disputed-under", d: lines.disputed.join("") }));
  for (const [kind, found] of Object.entries(lines)) group.append(svg("path", { class: `line-${kind}`, d: found.join("") }));
  whole.append(group);
  return whole;
}

/** Names of provinces and countries with the point of their label and their area in square degrees. */
export function outlineNames(outlines) {
  if (!outlines) return [];
  const units = outlines.units_per_degree;
  const countries = new Map();
  const names = [];
  for (const [name, country, x, y, area] of outlines.provinces || []) {
    const size = area / units / units;
    if (name) names.push({ name, lon: x / units, lat: y / units, size, kind: "province" });
    const known = countries.get(country) || { x: 0, y: 0, size: 0 };
    countries.set(country, { x: known.x + (x / units) * size, y: known.y + (y / units) * size, size: known.size + size });
  }
  for (const [name, { x, y, size }] of countries) names.push({ name, lon: x / size, lat: y / size, size, kind: "country" });
  return names;
}
