// One event with everything said of it: standing, figures and who gave them, accounts side by side, claims.
import { h, words } from "../core/dom.js";
import { capital, count, distinct } from "../core/text.js";
import { WORDS, backing, chainSentence, daysText, eventHeading, label, precisionText, rangeText, stockText, tollText } from "../core/words.js";
import { placeKey, placeName } from "../core/records.js";
import { agentsTargets, claimCard, claimLine } from "./claim.js";

/** A standing as a badge: shape, words and colour. */
export function standingBadge(standing) {
  return h("span", { class: `standing standing-${standing}`, title: WORDS.standingHelp[standing] }, label("standing", standing));
}

function claimsOf(records, ids) {
  return (ids || []).map((id) => records.claim.get(id)).filter(Boolean);
}

function section(title, ...content) {
  return h("section", { class: "detail-part" }, h("h3", {}, title), content);
}

function figureRows(records, figures) {
  return figures.map((figure) =>
    h("li", {}, h("b", {}, rangeText(figure.low, figure.high)), ": ", distinct(claimsOf(records, figure.claims).map((claim) => chainSentence(records, claim))).map((text, at) => [at ? "; " : null, words(text)])),
  );
}

function tolls(records, event) {
  const line = (text, figures) => h("li", {}, h("span", { class: "toll" }, words(text)), (figures || []).length ? h("ul", { class: "figures" }, figureRows(records, figures)) : null);
  const rows = [...(event.casualties || []).map((toll) => line(tollText(toll), toll.figures)), ...(event.materiel || []).map((stock) => line(stockText(stock), stock.figures))];
  return rows.length ? section("Figures, and who gave them", h("ul", { class: "tolls" }, rows)) : null;
}

function accountValue(field, value) {
  if (field === "type") return label("types", value);
  if (field === "status") return label("status", value);
  return capital(value);
}

function disputes(records, event, open) {
  if (!(event.disputes || []).length) return null;
  return section(
    "Accounts that differ",
    event.disputes.map((dispute) =>
      h(
        "div",
        { class: "dispute" },
        h("h4", {}, label("field", dispute.field)),
        h(
          "div",
          { class: "accounts" },
          dispute.accounts.map((account) =>
            h("div", { class: "account" }, h("p", { class: "account-value" }, words(accountValue(dispute.field, account.value))), claimsOf(records, account.claims).map((claim) => claimLine(records, claim, open))),
          ),
        ),
      ),
    ),
  );
}

function linked(records, event, goTo) {
  const known = (event.linked || []).filter((link) => records.event.has(link.id));
  if (!known.length) return null;
  return section(
    "Same episode",
    h(
      "ul",
      { class: "plain" },
      known.map((link) => {
        const other = records.event.get(link.id);
        const where = other.place ? `, ${placeName(other.place)}` : "";
        return h("li", {}, h("button", { type: "button", class: "link", onclick: () => goTo(link.id) }, words(`${eventHeading(other)}${where}, ${daysText(other.start, other.end)}`)), h("span", { class: "fine" }, ` ${link.how}`));
      }),
    ),
  );
}

function summary(records, event) {
  const origins = event.origins || [];
  const place = event.place;
  const known = place && records.places.get(placeKey(place));
  return h(
    "dl",
    { class: "slots" },
    h("dt", {}, "When"),
    h("dd", {}, daysText(event.start, event.end)),
    h("dt", {}, "Where"),
    h("dd", {}, place ? [words(placeName(place)), h("span", { class: "fine" }, ` ${precisionText(place)}`), known && known.withinName && known.withinName !== known.name ? h("span", { class: "fine" }, ", in ", words(known.withinName)) : null] : "no place given"),
    agentsTargets(event) ? [h("dt", {}, "Who"), h("dd", {}, agentsTargets(event))] : null,
    h("dt", {}, "Published by"),
    h("dd", {}, (event.outlets || []).map((outlet, at) => [at ? ", " : null, words(outlet)]), (event.outlets || []).length ? null : "outlet not known"),
    origins.length ? [h("dt", {}, "First said by"), h("dd", {}, origins.map((origin, at) => [at ? ", " : null, words(origin)]))] : null,
  );
}

/** The whole of an event. `open(claim)` shows a claim in its report, `goTo(id)` another event. */
export function eventDetail(records, event, open, goTo) {
  const claims = claimsOf(records, event.claims);
  const reasons = distinct(event.reasons || []);
  const { place } = event;
  return [
    h("h2", { id: "detail-title", tabindex: -1 }, eventHeading(event), place ? [" · ", words(placeName(place))] : null),
    h("p", { class: "detail-standing" }, standingBadge(event.standing), h("span", { class: "fine" }, ` ${WORDS.standingHelp[event.standing] || ""}`)),
    summary(records, event),
    tolls(records, event),
    disputes(records, event, open),
    section(count(claims.length, "claim"), claims.map((claim) => claimCard(records, claim, { open }))),
    linked(records, event, goTo),
    reasons.length ? section("Why these claims are one event", h("ul", { class: "reasons" }, reasons.map((reason) => h("li", {}, words(reason))))) : null,
  ];
}

/** An event as a row of the list. */
export function eventRow(records, event, chosen, choose) {
  const place = event.place;
  const people = (event.casualties || []).map(tollText);
  return h(
    "li",
    { class: "event-item" },
    h(
      "button",
      { type: "button", class: "event-row", "aria-current": chosen ? "true" : null, dataset: { event: event.id }, onclick: () => choose(event.id) },
      h("span", { class: "event-top" }, h("span", { class: "event-day" }, daysText(event.start, event.end)), standingBadge(event.standing)),
      h("span", { class: "event-what" }, eventHeading(event), place ? [h("span", { class: "event-sep" }, " · "), words(placeName(place))] : null),
      agentsTargets(event) ? h("span", { class: "event-who" }, agentsTargets(event)) : null,
      people.length ? h("span", { class: "event-toll" }, words(people.join("; "))) : null,
      h("span", { class: "fine" }, backing(event), place && place.precision !== "exact" ? ` · ${precisionText(place)}` : "", place ? "" : " · no place given"),
    ),
  );
}
