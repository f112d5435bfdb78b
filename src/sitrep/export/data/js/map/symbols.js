// Symbols: each state has its own shape and pattern besides its colour and a letter; the legend uses the same drawings.
import { svg } from "../core/dom.js";

const PATTERNS = 6;

/** Fill patterns, once for the page: hatching per side for what is claimed, stripes for what is contested. */
export function drawPatterns() {
  const made = [];
  for (let number = 0; number < PATTERNS; number += 1)
    made.push(
      svg(
        "pattern",
        { id: `hatch-${number}`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { width: 5, height: 5, class: "pattern-ground" }),
        svg("rect", { width: 2, height: 5, class: `side-${number}` }),
      ),
    );
  made.push(
    svg(
      "pattern",
      { id: "stripes", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" },
      svg("rect", { width: 6, height: 6, class: "pattern-ground" }),
      svg("rect", { width: 3, height: 6, class: "stripe" }),
    ),
    svg(
      "pattern",
      { id: "dots", width: 5, height: 5, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 5, height: 5, class: "pattern-ground" }),
      svg("circle", { cx: 2.5, cy: 2.5, r: 1, class: "dot-fill" }),
    ),
  );
  return svg("svg", { class: "defs", width: 0, height: 0, "aria-hidden": "true", focusable: "false" }, svg("defs", {}, made));
}

function diamond(size) {
  return `M0 ${-size}L${size} 0L0 ${size}L${-size} 0Z`;
}

function letterOf(text, kind) {
  return svg("text", { class: `symbol-letter ${kind}`, y: 4, "text-anchor": "middle" }, text);
}

/** The shapes of one state at the origin. `sides` are the sides involved, each {letter, color}. */
export function stateShapes(state, sides, besieged) {
  const [side, second] = sides;
  const fill = side ? `side-${side.color}` : "side-none";
  const shapes = [];
  if (besieged) shapes.push(svg("circle", { r: 15, class: "siege-ring" }), svg("circle", { r: 15, class: "siege-ticks" }));
  if (state === "held") shapes.push(svg("circle", { r: 10, class: `symbol ${fill}` }), letterOf(side ? side.letter : "•", "on-fill"));
  else if (state === "claimed")
    shapes.push(
      svg("circle", { r: 10, class: `symbol claimed ${side ? `edge-${side.color}` : ""}`, fill: side ? `url(#hatch-${side.color})` : "url(#dots)" }),
      svg("circle", { r: 6.5, class: "letter-ground" }),
      letterOf(side ? side.letter : "•", "on-ground"),
    );
  else if (state === "contested") shapes.push(svg("path", { d: diamond(12), class: "symbol contested", fill: "url(#stripes)" }));
  else if (state === "changing")
    shapes.push(
      svg("path", { d: "M0 -12A12 12 0 0 0 0 12Z", class: `symbol ${fill}` }),
      svg("path", { d: "M0 -12A12 12 0 0 1 0 12Z", class: `symbol ${second ? `side-${second.color}` : "side-none"}` }),
      svg("text", { class: "symbol-letter on-fill small", x: -5.5, y: 3.5, "text-anchor": "middle" }, side ? side.letter : "?"),
      svg("text", { class: "symbol-letter on-fill small", x: 5.5, y: 3.5, "text-anchor": "middle" }, second ? second.letter : "?"),
    );
  else shapes.push(svg("circle", { r: 10, class: "symbol unknown" }), letterOf("?", "on-ground"));
  return shapes;
}

/** One state where symbols crowd: a small shape in the same colour; zooming in gives the whole symbol. */
export function smallShapes(state, sides) {
  const [side] = sides;
  const fill = side ? `side-${side.color}` : "side-none";
  if (state === "contested") return [svg("path", { d: diamond(6), class: "symbol contested", fill: "url(#stripes)" })];
  if (state === "unknown") return [svg("circle", { r: 4.5, class: "symbol unknown" })];
  if (state === "claimed") return [svg("circle", { r: 4.5, class: `symbol claimed hollow edge-${side ? side.color : 0}` })];
  if (state === "changing") return [svg("path", { d: diamond(5.5), class: `symbol ${fill}` })];
  return [svg("circle", { r: state ? 4.5 : 3.5, class: state ? `symbol ${fill}` : "symbol event-dot" })];
}

/** A place that has events but no control on the day: a small dot. */
export function eventShapes() {
  return [svg("circle", { r: 5.5, class: "symbol event-dot" })];
}

/** A symbol as a small picture for legends and tables. */
export function symbolPicture(state, sides, besieged) {
  const size = besieged ? 18 : 14;
  return svg(
    "svg",
    { class: "symbol-picture", viewBox: `${-size} ${-size} ${2 * size} ${2 * size}`, width: 2 * size, height: 2 * size, "aria-hidden": "true", focusable: "false" },
    state === "event" ? eventShapes() : stateShapes(state, sides, besieged),
  );
}
