// The reports: each text as published with the words of every claim marked, beside the claims themselves.
import { h, put, words } from "../core/dom.js";
import { capital, count } from "../core/text.js";
import { WORDS, dayText, eventHeading, label } from "../core/words.js";
import { titleOf } from "../core/records.js";
import { claimCard } from "./claim.js";
import { createTextMap, paint, positionAt } from "./highlight.js";

/** The blocks of a text: its segments where known, with the gaps between them, else its lines. */
function blocksOf(text, segments) {
  const length = [...text].length;
  if (!segments.length) return lineBlocks(text);
  const blocks = [];
  let at = 0;
  for (const segment of [...segments].sort((one, other) => (one.start || 0) - (other.start || 0))) {
    const start = Math.max(at, segment.start || 0);
    if (start > at) blocks.push({ kind: "gap", start: at, end: start });
    if (segment.end > start) blocks.push({ kind: segment.kind, start, end: segment.end, copy: Boolean(segment.copy_of) });
    at = Math.max(at, segment.end);
  }
  if (at < length) blocks.push({ kind: "gap", start: at, end: length });
  return blocks;
}

function lineBlocks(text) {
  const blocks = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const length = [...line].length;
    blocks.push({ kind: line.trim() ? "body" : "gap", start, end: start + length });
    start += length;
  }
  return blocks;
}

function drawBlock(map, block) {
  const node = map.node(block.start, block.end);
  const silent = block.kind !== "gap" && !WORDS.reporting.includes(block.kind);
  if (block.kind === "gap") return h("div", { class: "gap", dir: "auto" }, h("span", { class: "words" }, node));
  const note = silent ? `${label("segment", block.kind)}: not reporting, no claims are read from it` : block.copy ? `${label("segment", block.kind)}: repeats words of the report` : "";
  return h("div", { class: `block block-${block.kind}${silent ? " silent" : ""}` }, note ? h("p", { class: "block-note" }, note) : null, h("div", { dir: "auto", class: "block-text" }, h("span", { class: "words" }, node)));
}

function safeLink(url) {
  return /^https?:\/\//i.test(url) ? h("a", { href: url, rel: "noopener noreferrer external", target: "_blank" }, "Open the original ↗") : words(url);
}

function head(records, document) {
  const facts = [
    document.outlet ? words(document.outlet, { class: "outlet" }) : "outlet not known",
    document.published ? [`published ${dayText(document.published)}`, document.published_from ? h("span", { class: "fine" }, ` (from ${document.published_from})`) : null] : h("b", {}, "no publication date: relative days stay open"),
    document.language ? `language ${document.language}` : null,
    document.url ? safeLink(document.url) : null,
  ].filter(Boolean);
  return h(
    "header",
    { class: "report-head" },
    h("h2", { id: "report-title", tabindex: -1, dir: "auto" }, titleOf(records, document)),
    h("p", {}, facts.map((fact, at) => [at ? " · " : null, fact])),
    (document.warnings || []).map((warning) => h("p", { class: "warning" }, capital(warning))),
    h("details", { class: "why" }, h("summary", {}, "Identity of the file"), h("p", { class: "fine digest" }, words(document.id), h("br", {}), `SHA-256 ${document.sha256 || "not recorded"}`)),
  );
}

function spansOf(claim) {
  return [...(claim.agents || []), ...(claim.targets || []), ...(claim.places || []), ...(claim.sources || []), ...(claim.time && claim.time.span ? [claim.time.span] : []), ...(claim.casualties || []).map((one) => one.span), ...(claim.materiel || []).map((one) => one.span), ...(claim.quantities || []).map((one) => one.span)].filter((span) => span && span.end > (span.start || 0));
}

function documentList(records, current, choose) {
  const item = (document) => {
    const number = (records.claimsOfDocument.get(document.id) || []).length;
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "doc-row", "aria-current": document.id === current ? "true" : null, onclick: () => choose(document.id) },
        h("span", { class: "doc-title", dir: "auto" }, titleOf(records, document)),
        h("span", { class: "fine" }, words(document.outlet || "outlet not known"), ` · ${document.published ? dayText(document.published) : "no date"} · ${count(number, "claim")}`),
      ),
    );
  };
  return h("ol", { class: "docs" }, records.documents.map(item));
}

/** What the marks in the text mean. */
function markKey() {
  return h("p", { class: "fine key" }, "In the text: ", h("mark", {}, "words of a claim"), ", ", h("u", {}, "the word that reports it"), ". Click marked words to see their claim.");
}

/** The reports' element and its `draw(state, changed)`. */
export function createReports(records, store) {
  const docs = h("nav", { class: "pane docs-pane", "aria-label": "Reports" });
  const reading = h("article", { class: "pane reading", tabindex: 0, "aria-label": "Report text" });
  const side = h("section", { class: "pane claims-pane", "aria-label": "Claims of this report" });
  const element = h("div", { class: "reports" }, docs, reading, side);
  let drawn = null;
  let map = null;
  const chooseDocument = (id) => {
    store.update({ doc: id, claim: "" }, true);
    focus();
  };
  const focus = () => (element.querySelector("#report-title") || reading).focus();
  const chooseClaim = (id) => store.update({ claim: id });
  const claimsOf = (id) => records.claimsOfDocument.get(id) || [];

  const drawDocument = (document) => {
    map = createTextMap(document.text || "");
    const blocks = blocksOf(document.text || "", records.parts.get(document.id) || []);
    const body = h("div", { class: "report-text", lang: document.language || null }, blocks.map((block) => drawBlock(map, block)));
    body.addEventListener("click", (event) => {
      const at = positionAt(map, event);
      const under = claimsOf(document.id).filter((claim) => {
        const [from, to] = map.extent(claim.evidence);
        return at >= from && at < to;
      });
      if (!under.length) return;
      under.sort((one, other) => one.evidence.end - one.evidence.start - (other.evidence.end - other.evidence.start));
      const now = under.findIndex((claim) => claim.id === store.state.claim);
      chooseClaim(under[(now + 1) % under.length].id);
    });
    put(reading, head(records, document), body);
    reading.scrollTop = 0;
  };
  const drawClaims = (document, chosen) => {
    const claims = claimsOf(document.id);
    const card = (claim) => {
      const event = records.event.get(records.eventOfClaim.get(claim.id));
      const made = claimCard(records, claim, { level: "h3", chosen: claim.id === chosen });
      const find = h("button", { type: "button", class: "link", onclick: () => { chooseClaim(claim.id); showWords(claim); } }, "Find in the text");
      const toEvent = event ? h("button", { type: "button", class: "link", onclick: () => store.update({ view: "events", event: event.id, hold: "" }, true) }, `Event: ${eventHeading(event)}`) : null;
      made.append(h("p", { class: "claim-links" }, find, toEvent));
      return made;
    };
    put(side, h("h2", { class: "pane-title" }, count(claims.length, "claim"), h("span", { class: "fine" }, " in this report")), claims.length ? markKey() : null, claims.length ? claims.map(card) : h("p", { class: "empty" }, "Nothing in this report was read as a claim."));
  };
  const showWords = (claim) => {
    const [range] = map.ranges(claim.evidence);
    const block = range && range.startContainer.parentElement;
    if (block) block.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };
  const mark = (document, chosen) => {
    const claims = claimsOf(document.id);
    const claim = records.claim.get(chosen);
    const own = claim && claim.document === document.id ? claim : null;
    paint(map, {
      claim: claims.map((one) => one.evidence),
      chosen: own ? [own.evidence] : [],
      slot: own ? spansOf(own) : [],
      trigger: own ? [own.trigger] : claims.map((one) => one.trigger),
    });
    return own;
  };
  const draw = (state) => {
    const document = records.document.get(state.doc) || records.documents[0];
    if (!document) {
      put(reading, h("div", { class: "empty" }, h("h2", {}, "No reports were read"), h("p", {}, "Give the program a folder that holds reports, and make this page again.")));
      return;
    }
    put(docs, h("h2", { class: "pane-title" }, count(records.documents.length, "report")), documentList(records, document.id, chooseDocument));
    if (drawn !== document.id) drawDocument(document);
    drawn = document.id;
    drawClaims(document, state.claim);
    const own = mark(document, state.claim);
    if (!own) return;
    requestAnimationFrame(() => {
      showWords(own);
      const card = side.querySelector(".claim.chosen");
      if (card) card.scrollIntoView({ block: "nearest" });
    });
  };
  return { element, draw, focus };
}
