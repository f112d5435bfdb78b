// Elements made from text only: nothing here parses HTML, so a report's words can never become markup.

const SVG = "http://www.w3.org/2000/svg";

function apply(element, properties) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

function fill(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** An HTML element: name, attributes (`on…` are listeners), children (text or nodes, nested lists allowed). */
export function h(name, properties, ...children) {
  const element = document.createElement(name);
  apply(element, properties);
  fill(element, children);
  return element;
}

/** An SVG element, made the same way. */
export function svg(name, properties, ...children) {
  const element = document.createElementNS(SVG, name);
  apply(element, properties);
  fill(element, children);
  return element;
}

/** Replaces an element's content. */
export function put(element, ...children) {
  element.replaceChildren();
  fill(element, children);
  return element;
}

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Words from a report or a name in any script: isolated, so that right-to-left text turns nothing around it. */
export function words(text, properties) {
  return h("bdi", properties, text);
}

/** A small drawing of lines, from path data; hidden from screen readers since its button is labelled. */
export function icon(path) {
  return svg("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true", focusable: "false" }, svg("path", { d: path }));
}

/** Says something to screen readers. */
export function announce(text) {
  const place = byId("announce");
  if (place.textContent !== text) place.textContent = text;
}
