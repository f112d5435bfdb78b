// Exact words in a text: painted with the CSS Custom Highlight API, or with <mark> where the browser lacks it.
import { h } from "../core/dom.js";
import { toUtf16, utf16Offsets } from "../core/text.js";

/** Whether the browser paints ranges by itself. */
export function paintsRanges() {
  return typeof Highlight === "function" && Boolean(CSS.highlights);
}

/** A report's text as blocks whose text nodes know their place: offsets count Unicode characters. */
export function createTextMap(text) {
  const offsets = utf16Offsets(text);
  const blocks = [];
  return {
    text,
    /** The text of a stretch, and a node for it that later ranges can find. */
    node(start, end) {
      const from = toUtf16(offsets, start);
      const to = toUtf16(offsets, end);
      const node = document.createTextNode(text.slice(from, to));
      blocks.push({ from, to, node });
      return node;
    },
    /** Live ranges over the nodes for a span; one for each block that it touches. */
    ranges(span) {
      const from = toUtf16(offsets, span.start);
      const to = toUtf16(offsets, span.end);
      return blocks
        .filter((block) => block.from < to && from < block.to)
        .map((block) => {
          const range = document.createRange();
          range.setStart(block.node, Math.max(0, from - block.from));
          range.setEnd(block.node, Math.min(block.to, to) - block.from);
          return range;
        });
    },
    /** The UTF-16 place in the whole text of a place in a node; -1 where the node is none of the text's. */
    positionOf(node, offset) {
      const block = blocks.find((one) => one.node === node);
      return block ? block.from + offset : -1;
    },
    /** Where a span lies in UTF-16. */
    extent: (span) => [toUtf16(offsets, span.start), toUtf16(offsets, span.end)],
    blocks,
  };
}

/** Paints spans by name: {name: [span, …]}; later names lie above earlier ones. */
export function paint(map, layers) {
  if (paintsRanges()) {
    Object.entries(layers).forEach(([name, spans], priority) => {
      const highlight = new Highlight(...spans.flatMap((span) => map.ranges(span)));
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
    });
    return;
  }
  paintMarks(map, layers);
}

/** The same with elements: each block's text cut at every edge of a span, the pieces marked. */
function paintMarks(map, layers) {
  for (const block of map.blocks) {
    const holder = block.holder || block.node.parentNode;
    block.holder = holder;
    const spans = Object.entries(layers).flatMap(([name, found]) => found.map((span) => [name, ...map.extent(span)]));
    const edges = new Set([block.from, block.to]);
    for (const [, from, to] of spans) for (const edge of [from, to]) if (edge > block.from && edge < block.to) edges.add(edge);
    const cuts = [...edges].sort((one, other) => one - other);
    holder.replaceChildren();
    for (let at = 0; at + 1 < cuts.length; at += 1) {
      const piece = map.text.slice(cuts[at], cuts[at + 1]);
      const over = spans.filter(([, from, to]) => from <= cuts[at] && to >= cuts[at + 1]).map(([name]) => `mark-${name}`);
      holder.append(over.length ? h("mark", { class: [...new Set(over)].join(" "), dataset: { at: String(cuts[at]) } }, piece) : piece);
    }
  }
}

/** The UTF-16 place in the whole text under a pointer; -1 outside the text. */
export function positionAt(map, event) {
  if (event.target instanceof Element && event.target.dataset.at) return Number(event.target.dataset.at);
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(event.clientX, event.clientY);
    return caret ? map.positionOf(caret.offsetNode, caret.offset) : -1;
  }
  const range = document.caretRangeFromPoint ? document.caretRangeFromPoint(event.clientX, event.clientY) : null;
  return range ? map.positionOf(range.startContainer, range.startOffset) : -1;
}
