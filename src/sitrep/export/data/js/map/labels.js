// Labels that do not overlap: the important ones first, each at the first of its positions that is free.

const HEIGHT = 17;
let pen = null;

function widthOf(text, font) {
  if (!pen) pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return pen.measureText(text).width;
}

function overlaps(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Boxes of the symbols: labels keep off them. */
export function symbolBox(x, y, radius) {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function candidates(label, width) {
  const { x, y, gap } = label;
  const box = (left, middle) => ({ left, right: left + width, top: middle - HEIGHT / 2, bottom: middle + HEIGHT / 2 });
  if (label.centred) return [box(x - width / 2, y)];
  const reach = gap + 4;
  return [
    box(x + reach, y),
    box(x - reach - width, y),
    box(x - width / 2, y - reach - HEIGHT / 2),
    box(x - width / 2, y + reach + HEIGHT / 2),
    box(x + reach * 0.8, y - reach * 0.8),
    box(x + reach * 0.8, y + reach * 0.8),
    box(x - reach * 0.8 - width, y - reach * 0.8),
    box(x - reach * 0.8 - width, y + reach * 0.8),
  ];
}

/** Boxes of what lies over the map: buttons at one corner, legend and scale at the others. */
export function furniture({ width, height }) {
  return [
    { left: width - 52, right: width, top: 0, bottom: 124 },
    { left: 0, right: 190, top: height - 54, bottom: height },
    { left: width - 140, right: width, top: height - 34, bottom: height },
  ];
}

/** Places labels [{x, y, text, gap, rank, centred, font}] among taken boxes within a frame; those without room are left out. */
export function placeLabels(labels, taken, frame) {
  const boxes = [...taken];
  const placed = [];
  for (const label of [...labels].sort((one, other) => other.rank - one.rank)) {
    const width = widthOf(label.text, label.font) + 8;
    const free = candidates(label, width).find(
      (box) =>
        box.left >= 2 && box.right <= frame.width - 2 && box.top >= 2 && box.bottom <= frame.height - 2 && !boxes.some((other) => overlaps(box, other)),
    );
    if (!free) continue;
    boxes.push(free);
    placed.push({ ...label, left: free.left + 4, baseline: free.bottom - 4.5, box: free });
  }
  return placed;
}
