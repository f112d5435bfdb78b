// Shortcuts: a sheet on "?", and single keys that can be switched off.
import { h } from "../core/dom.js";

const SHEET = [
  ["?", "This sheet"],
  ["/", "Search"],
  ["1 2 3", "Events, control, reports"],
  ["j k", "Next, previous event"],
  ["Enter", "Open what has the focus"],
  ["Esc", "Close details or this sheet"],
  ["[ ]", "Step the day back, forward"],
  ["p", "Play or pause the days"],
  ["m", "Go to the map: arrow keys move it, + and − zoom, 0 shows everything, Tab goes to its places"],
  ["c", "Clear all filters"],
];

/** The sheet and its key listener. `actions` maps keys to what they do. */
export function createHelp(actions) {
  let on = true;
  const box = h("input", { type: "checkbox", checked: true, onchange: () => { on = box.checked; } });
  const dialog = h(
    "dialog",
    { class: "sheet", "aria-labelledby": "sheet-title" },
    h("h2", { id: "sheet-title" }, "Keyboard"),
    h("dl", { class: "keys" }, SHEET.map(([keys, text]) => [h("dt", {}, keys.split(" ").map((key) => h("kbd", {}, key))), h("dd", {}, text)])),
    h("label", { class: "check" }, box, "Single-key shortcuts on"),
    h("p", {}, h("button", { type: "button", class: "primary", onclick: () => dialog.close() }, "Close")),
  );
  const all = { ...actions, "?": () => (dialog.open ? dialog.close() : dialog.showModal()) };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]):not([type=range]), select, textarea");
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      else if (!dialog.open && all.Escape) all.Escape();
      return;
    }
    if (typing || !on || !all[event.key] || (dialog.open && event.key !== "?")) return;
    event.preventDefault();
    all[event.key]();
  });
  const button = h("button", { type: "button", class: "quiet", title: "Keyboard shortcuts (?)", onclick: () => dialog.showModal() }, h("kbd", { "aria-hidden": "true" }, "?"), " Keys");
  return { dialog, button };
}
