// One claim: who says it, how it is meant, its exact words, and how the program read them.
import { h, words } from "../core/dom.js";
import { chain, chainSentence, confidenceText, daysText, label, names, precisionText, rangeText, statusText, targetWord } from "../core/words.js";
import { placeName, titleOf } from "../core/records.js";
import { distinct, toUtf16, utf16Offsets } from "../core/text.js";

/** The source chain as steps: nearest to the event first, the publisher last. */
export function chainSteps(records, claim) {
  const links = chain(records, claim);
  return h(
    "p",
    { class: "chain" },
    h("span", { class: "visually-hidden" }, `${chainSentence(records, claim)}: `),
    h(
      "span",
      { "aria-hidden": "true" },
      links.map((link, at) => [at ? h("span", { class: "arrow" }, " → ") : null, words(link, { class: at === links.length - 1 ? "outlet" : "source" })]),
      h("span", { class: "says" }, " says"),
    ),
  );
}

/** The exact words of a claim, with its trigger marked. */
export function quote(claim) {
  const { text, start } = claim.evidence;
  const offsets = utf16Offsets(text);
  const length = offsets ? offsets.length - 1 : text.length;
  const from = claim.trigger.start - start;
  const to = claim.trigger.end - start;
  const inside = from >= 0 && to <= length && from < to;
  const cut = (at) => toUtf16(offsets, at);
  const content = inside ? [text.slice(0, cut(from)), h("mark", {}, text.slice(cut(from), cut(to))), text.slice(cut(to))] : [text];
  return h("blockquote", { dir: "auto" }, content);
}

function row(name, value) {
  return value && value.length ? [h("dt", {}, name), h("dd", {}, value)] : [];
}

function placeList(places) {
  return (places || []).map((place) => h("div", {}, words(placeName(place)), h("span", { class: "fine" }, ` ${precisionText(place)}${place.reason ? ` – ${place.reason}` : ""}`)));
}

function actorList(actors) {
  return (actors || []).map((actor) => h("div", {}, words(actor.name || actor.text), actor.reason ? h("span", { class: "fine" }, ` – ${actor.reason}`) : null));
}

function figures(claim) {
  const people = (claim.casualties || []).map((one) => h("div", {}, `${rangeText(one.low, one.high)} ${label("outcome", one.outcome).toLowerCase()} `, words(`(${one.group.name || one.group.text})`), h("span", { class: "fine" }, " “", words(one.text), "”")));
  const things = (claim.materiel || []).map((one) => h("div", {}, `${rangeText(one.low, one.high)} × `, words(one.item), ` ${label("outcome", one.outcome).toLowerCase()}`));
  const others = (claim.quantities || []).map((one) => h("div", {}, `${rangeText(one.low, one.high)} `, words(one.unit)));
  return [...people, ...things, ...others];
}

function when(claim) {
  if (!claim.time) return [h("span", { class: "fine" }, "no day given")];
  const { start, end, text, reason } = claim.time;
  return [daysText(start, end), h("span", { class: "fine" }, text ? [" “", words(text), "”"] : null, reason ? ` – ${reason}` : null)];
}

/** The slots of a claim as a definition list. */
function slots(claim) {
  return h(
    "dl",
    { class: "slots" },
    row("Who", actorList(claim.agents)),
    row(targetWord(claim.type), actorList(claim.targets)),
    row("Where", placeList(claim.places)),
    row("From", placeList(claim.origin)),
    row("To", placeList(claim.destination)),
    row("When", when(claim)),
    row("Figures", figures(claim)),
    row("Said in", claim.medium ? [words(claim.medium)] : []),
  );
}

function remarks(claim) {
  const found = [];
  if (claim.part) found.push("Speaks of a part of the place only.");
  if (claim.copy_of) found.push("Repeats earlier words of the same report; counted once.");
  if (["headline", "caption", "pull_quote", "standfirst"].includes(claim.segment)) found.push(`Stands in the ${label("segment", claim.segment).toLowerCase()}.`);
  return found.map((text) => h("p", { class: "fine" }, text));
}

/** A claim as an article. `options.open` is called with the claim to show it in its report. */
export function claimCard(records, claim, options) {
  const { open, level = "h4", chosen = false } = options;
  const document = records.document.get(claim.document);
  const published = document && document.published ? `published ${daysText(document.published, document.published)}` : "no publication date";
  const reasons = distinct(claim.reasons || []);
  return h(
    "article",
    { class: `claim${chosen ? " chosen" : ""}`, dataset: { claim: claim.id }, "aria-label": `${label("types", claim.type)}, ${statusText(claim)}. ${chainSentence(records, claim)}` },
    chainSteps(records, claim),
    h(level, { class: "claim-title" }, label("types", claim.type), " ", h("span", { class: `status status-${claim.status}` }, statusText(claim))),
    quote(claim),
    h("p", { class: "fine" }, words(document ? titleOf(records, document) : claim.document), ` · ${published}`),
    slots(claim),
    remarks(claim),
    h(
      "details",
      { class: "why" },
      h("summary", {}, "How this was read"),
      h("p", {}, confidenceText(claim.confidence)),
      reasons.length ? h("ul", {}, reasons.map((reason) => h("li", {}, words(reason)))) : null,
    ),
    open ? h("button", { type: "button", class: "link", onclick: () => open(claim) }, "Show in the report") : null,
  );
}

/** One line for a claim: chain and words. */
export function claimLine(records, claim, open) {
  return h(
    "div",
    { class: "claim-line" },
    chainSteps(records, claim),
    quote(claim),
    h("button", { type: "button", class: "link", onclick: () => open(claim), "aria-label": `Show in the report: ${chainSentence(records, claim)}` }, "Show in the report"),
  );
}

/** "A and B → C", as names. */
export function agentsTargets(record) {
  const agents = names(record.agents);
  const targets = names(record.targets);
  const list = (found) => found.map((name, at) => [at ? ", " : null, words(name)]);
  if (!agents.length && !targets.length) return null;
  return [
    agents.length ? list(agents) : h("span", { class: "fine" }, "nobody named"),
    targets.length ? [h("span", { class: "arrow", "aria-hidden": "true" }, " → "), h("span", { class: "visually-hidden" }, ` ${targetWord(record.type).toLowerCase()} `), list(targets)] : null,
  ];
}
