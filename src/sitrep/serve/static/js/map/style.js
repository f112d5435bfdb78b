// How the ground, events and control look, in light and in dark.
const LIGHT = { water: "#d9e4ea", land: "#f5f2ea", coast: "#94a5ae", border: "#8d8574", province: "#cfc8b8", ink: "#2a2f35", halo: "#f9f7f1", area: "#75705f" };
const DARK = { water: "#10161b", land: "#23292e", coast: "#4d5c66", border: "#79806f", province: "#39414a", ink: "#eef0f1", halo: "#171b1f", area: "#98a2ab" };
const CROWDED = 9; // below this zoom marks of control that crowd give way to those with more claims
const FONT = ["Noto Sans, system-ui, sans-serif"];

const line = (kind, color, width, extra = {}) => ({ id: kind, type: "line", source: "ground", filter: ["==", ["get", "kind"], kind], paint: { "line-color": color, "line-width": width, ...extra } });
const empty = () => ({ type: "geojson", data: { type: "FeatureCollection", features: [] } });

/** The whole style. Disputed borders are dashed; a circle is the size of what is not known. */
export function styleOf(isDark) {
  const color = isDark ? DARK : LIGHT;
  const several = [">", ["get", "count"], 1];
  return {
    version: 8,
    sources: { ground: { type: "geojson", data: "/map/ground" }, events: empty(), control: empty() },
    layers: [
      { id: "water", type: "background", paint: { "background-color": color.water } },
      { id: "land", type: "fill", source: "ground", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": color.land, "fill-antialias": false } },
      line("province", color.province, 0.8),
      line("coast", color.coast, 0.8),
      line("border", color.border, 1.4),
      line("disputed", color.border, 1.5, { "line-dasharray": [3, 2.5] }),
      { id: "names", type: "symbol", source: "ground", filter: ["==", ["get", "kind"], "name"], layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12, "symbol-sort-key": ["-", 0, ["get", "area"]], "text-padding": 14 }, paint: { "text-color": color.area, "text-halo-color": color.land, "text-halo-width": 1 } },
      { id: "doubt", type: "fill", source: "events", filter: ["has", "circle"], paint: { "fill-color": color.ink, "fill-opacity": 0.035 } },
      { id: "doubt-edge", type: "line", source: "events", filter: ["has", "circle"], paint: { "line-color": color.ink, "line-opacity": 0.55, "line-width": 1.2, "line-dasharray": [3, 2] } },
      { id: "points", type: "circle", source: "events", filter: ["!", ["has", "circle"]], paint: { "circle-color": ["case", ["get", "exact"], color.ink, color.halo], "circle-stroke-color": ["case", ["get", "exact"], color.halo, color.ink], "circle-stroke-width": ["case", ["==", ["get", "place"], ""], 4, 1.6], "circle-stroke-opacity": ["case", ["==", ["get", "place"], ""], 0.5, 1], "circle-radius": ["case", several, ["min", 26, ["+", 8, ["*", 2.2, ["ln", ["get", "count"]]]]], 6] } },
      { id: "counts", type: "symbol", source: "events", filter: ["all", ["!", ["has", "circle"]], several], layout: { "text-field": ["to-string", ["get", "count"]], "text-font": FONT, "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": ["case", ["get", "exact"], color.halo, color.ink] } },
      { id: "control", type: "symbol", source: "control", layout: { "icon-image": ["concat", ["get", "state"], "|", ["get", "side"], "|", ["case", ["==", ["get", "besieged"], ""], "", "siege"]], "icon-allow-overlap": ["step", ["zoom"], false, CROWDED, true], "symbol-sort-key": ["-", 0, ["get", "claims"]], "icon-padding": 0, "icon-offset": [0, -20], "text-field": ["get", "name"], "text-font": FONT, "text-size": 12, "text-offset": [0, -3.4], "text-optional": true }, paint: { "text-color": color.ink, "text-halo-color": color.halo, "text-halo-width": 1.6 } },
    ],
  };
}
