// A report with the words of its claims painted; a click leads from words to claim and back.
import { createTextMap, paint, positionAt } from "/static/page/js/panels/highlight.js";

const { text, claims } = JSON.parse(document.getElementById("evidence").textContent);
const body = document.getElementById("report-text");
const map = createTextMap(text);
for (const holder of body.querySelectorAll("[data-from]")) holder.replaceChildren(map.node(Number(holder.dataset.from), Number(holder.dataset.to)));

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
let chosen = null;

function choose(id, towards) {
  chosen = claims.find((claim) => claim.id === id) || null;
  paint(map, {
    claim: claims.map((claim) => claim.evidence),
    chosen: chosen ? [chosen.evidence] : [],
    slot: chosen ? chosen.slots : [],
    trigger: chosen ? [chosen.trigger] : claims.map((claim) => claim.trigger),
  });
  body.dataset.painted = id || "";
  for (const card of document.querySelectorAll(".claim")) card.classList.toggle("chosen", card.dataset.claim === id);
  if (!chosen) return;
  const address = new URL(location.href);
  address.searchParams.set("claim", id);
  history.replaceState(history.state, "", address);
  const [range] = map.ranges(chosen.evidence);
  if (towards !== "words") show(document.getElementById(id), towards);
  if (towards !== "card" && range) show(range, towards);
}

/** Brings a card or words to the middle of what scrolls around them: their pane, on a phone the page. */
function show(target, towards) {
  const pane = (target.startContainer ? target.startContainer.parentElement : target).closest(".pane");
  const box = pane.scrollHeight > pane.clientHeight ? pane : document.scrollingElement;
  const { top, height } = target.getBoundingClientRect();
  const middle = box.clientHeight / 2 + (box === pane ? pane.getBoundingClientRect().top : 0);
  box.scrollBy({ top: top + Math.min(height, box.clientHeight) / 2 - middle, behavior: still || towards === "both" ? "auto" : "smooth" });
}

body.addEventListener("click", (event) => {
  const at = positionAt(map, event);
  const under = claims.filter((claim) => {
    const [from, to] = map.extent(claim.evidence);
    return at >= from && at < to;
  });
  if (!under.length) return;
  under.sort((one, other) => one.evidence.end - one.evidence.start - (other.evidence.end - other.evidence.start));
  choose(under[(under.indexOf(chosen) + 1) % under.length].id, "card");
});
document.addEventListener("click", (event) => {
  const find = event.target.closest("[data-find]");
  if (find) choose(find.dataset.find, "words");
});
choose(new URLSearchParams(location.search).get("claim"), "both");
