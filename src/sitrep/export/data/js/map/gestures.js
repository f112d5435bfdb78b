// Moving the map: drag, wheel, pinch and keys. Everything calls `change` with a new view.
import { zoomed } from "./projection.js";

const KEY_STEP = 80;

function local(element, event) {
  const box = element.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** Attaches the gestures. `read` gives the view, `change` takes a new one, `fit` shows everything. */
export function attachGestures(element, read, change, fit) {
  const fingers = new Map();
  let moved = 0;
  const middle = () => {
    const all = [...fingers.values()];
    return [all.reduce((sum, point) => sum + point[0], 0) / all.length, all.reduce((sum, point) => sum + point[1], 0) / all.length];
  };
  const spread = () => {
    const [one, other] = [...fingers.values()];
    return Math.hypot(one[0] - other[0], one[1] - other[1]);
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, local(element, event));
    moved = 0;
  });
  element.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = { middle: middle(), spread: fingers.size === 2 ? spread() : 0 };
    fingers.set(event.pointerId, local(element, event));
    const after = middle();
    const [right, down] = [after[0] - before.middle[0], after[1] - before.middle[1]];
    moved += Math.abs(right) + Math.abs(down);
    // A click on a mark must stay a click: the pointer is only held once it really moves.
    if (moved > 4 && !element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    const view = read();
    let next = { ...view, x: view.x - right / view.scale, y: view.y + down / view.scale };
    if (before.spread) next = zoomed(next, spread() / before.spread, after[0], after[1]);
    change(next);
  });
  const lift = (event) => fingers.delete(event.pointerId);
  element.addEventListener("pointerup", lift);
  element.addEventListener("pointercancel", lift);
  element.addEventListener("lostpointercapture", lift);
  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      change(zoomed(read(), Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), ...local(element, event)));
    },
    { passive: false },
  );
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const view = read();
    const step = KEY_STEP / view.scale;
    const centre = [view.width / 2, view.height / 2];
    const moves = {
      ArrowLeft: () => ({ ...view, x: view.x - step }),
      ArrowRight: () => ({ ...view, x: view.x + step }),
      ArrowUp: () => ({ ...view, y: view.y + step }),
      ArrowDown: () => ({ ...view, y: view.y - step }),
      "+": () => zoomed(view, 1.5, ...centre),
      "=": () => zoomed(view, 1.5, ...centre),
      "-": () => zoomed(view, 1 / 1.5, ...centre),
    };
    if (event.key === "0") fit();
    else if (moves[event.key]) change(moves[event.key]());
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
