// The panel beside the map: an event, or the evidence for who held a place.
import { h, icon, put, words } from "../core/dom.js";
import { distinct } from "../core/text.js";
import { confidenceText, dayText, daysText, label } from "../core/words.js";
import { placeName } from "../core/records.js";
import { claimCard } from "./claim.js";
import { eventDetail } from "./event.js";

/** The days of a line of control in words. */
export function holdingDays(holding) {
  const edge = (early, late) => (!late || early === late ? dayText(early) : `some day in ${daysText(early, late)}`);
  const from = holding.from ? edge(holding.from, holding.from_latest) : holding.from_latest ? `at the latest ${dayText(holding.from_latest)}` : "before the first evidence";
  if (!holding.until && !holding.until_earliest) return `since ${from}; not known to have ended`;
  const until = edge(holding.until_earliest || holding.until, holding.until || holding.until_earliest);
  return `since ${from}, until ${until}`;
}

function holdingDetail(records, holding, open) {
  const claims = (ids) => (ids || []).map((id) => records.claim.get(id)).filter(Boolean);
  const reasons = distinct(holding.reasons || []);
  const side = (title, ids, none) =>
    h("section", { class: "detail-part" }, h("h3", {}, title), claims(ids).length ? claims(ids).map((claim) => claimCard(records, claim, { open })) : h("p", { class: "fine" }, none));
  return [
    h("h2", { id: "detail-title", tabindex: -1 }, "Control of ", words(placeName(holding.place))),
    h("p", {}, label("state", holding.state), holding.holder ? [", ", words(holding.holder.name)] : null, `, ${holdingDays(holding)}.`, holding.besieged_by ? [" Besieged by ", words(holding.besieged_by.name), "."] : null),
    h("p", { class: "fine" }, holding.last_evidence ? `Last evidence: ${dayText(holding.last_evidence)}.` : "No day of evidence is known."),
    side("Claims for this", holding.because, "No claim is recorded for it."),
    side("Claims against this", holding.against, "No claim here speaks against it."),
    h("section", { class: "detail-part" }, h("h3", {}, "How this was inferred"), h("p", {}, confidenceText(holding.confidence).replace("it read these words rightly", "the reports are read rightly").replace(" This is about the reading, not about the truth of the report.", " It is an inference from reports, not an observation.")), reasons.length ? h("ul", { class: "reasons" }, reasons.map((reason) => h("li", {}, words(reason)))) : null),
  ];
}

/** The panel's element and its `draw(state)`. */
export function createDetail(records, store) {
  const body = h("div", { class: "detail-body" });
  const close = () => {
    const { event, hold } = store.state;
    store.update({ event: "", hold: "" }, true);
    const back = event ? document.querySelector(`[data-event="${CSS.escape(event)}"]`) : document.querySelector(`[data-hold="${CSS.escape(hold)}"]`);
    if (back) back.focus();
  };
  const element = h(
    "aside",
    { class: "detail", "aria-label": "Details", hidden: true },
    h("div", { class: "detail-head" }, h("button", { type: "button", class: "close", onclick: close, title: "Close (Esc)" }, icon("M6 6l8 8M14 6l-8 8"), " Close")),
    body,
  );
  const open = (claim) => store.update({ view: "reports", doc: claim.document, claim: claim.id }, true);
  const goTo = (id) => store.update({ event: id, hold: "" }, true);
  const draw = (state) => {
    const event = records.event.get(state.event);
    const holding = state.hold === "" ? null : records.holdings[Number(state.hold)];
    element.hidden = !event && !holding;
    if (event) put(body, eventDetail(records, event, open, goTo));
    else if (holding) put(body, holdingDetail(records, holding, open));
    else put(body);
    body.scrollTop = 0;
  };
  const focus = () => {
    const title = body.querySelector("h2");
    if (title) title.focus({ preventScroll: false });
  };
  return { element, draw, close, focus };
}
