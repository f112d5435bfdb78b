// Wording: labels from words.json, days, figures and who says what. Nothing is ever worded as a fact.
import { capital, count, distinct } from "./text.js";
import { outletOf } from "./records.js";

export const WORDS = JSON.parse(document.getElementById("words").textContent);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The label of a code in one of the tables of words.json; an unknown code is shown as its own words. */
export function label(table, code) {
  return (WORDS[table] && WORDS[table][code]) || capital(String(code || "").replace(/_/g, " "));
}

/** "25 Apr 2015". */
export function dayText(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** An interval of days, both included: "25–26 Apr 2015", "on or after 25 Apr 2015", "no day given". */
export function daysText(start, end) {
  if (!start && !end) return "no day given";
  if (!start) return `on or before ${dayText(end)}`;
  if (!end) return `on or after ${dayText(start)}`;
  if (start === end) return dayText(start);
  const [startYear, startMonth, startDate] = start.split("-").map(Number);
  const [endYear, endMonth, endDate] = end.split("-").map(Number);
  if (startYear === endYear && startMonth === endMonth) return `${startDate}–${endDate} ${MONTHS[endMonth - 1]} ${endYear}`;
  if (startYear === endYear) return `${startDate} ${MONTHS[startMonth - 1]} – ${dayText(end)}`;
  return `${dayText(start)} – ${dayText(end)}`;
}

/** A figure with its bounds: "15", "15 or more", "up to 60", "15–60", "number not told". */
export function rangeText(low, high) {
  const number = (value) => value.toLocaleString("en");
  if (low === undefined && high === undefined) return "number not told";
  if (high === undefined) return `${number(low)} or more`;
  if (low === undefined) return `up to ${number(high)}`;
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

/** A toll in words: "15–60 killed (civilians), best figure 20". */
export function tollText(toll) {
  const whom = toll.group ? ` (${toll.group.name || toll.group.text})` : "";
  const best = toll.best !== undefined && toll.low !== toll.high ? `, best figure ${toll.best.toLocaleString("en")}` : "";
  return `${rangeText(toll.low, toll.high)} ${label("outcome", toll.outcome).toLowerCase()}${whom}${best}`;
}

/** Materiel in words: "3–5 × tank captured". */
export function stockText(stock) {
  const best = stock.best !== undefined && stock.low !== stock.high ? `, best figure ${stock.best}` : "";
  return `${rangeText(stock.low, stock.high)} × ${stock.item} ${label("outcome", stock.outcome).toLowerCase()}${best}`;
}

/** The chain behind a claim, nearest to the event first, the publisher last: ["trusted sources", "SOHR", "The Outlet"]. */
export function chain(records, claim) {
  return [...(claim.sources || []).map((source) => source.name || source.text), outletOf(records, claim)];
}

/** The chain as a sentence: "The Outlet quotes SOHR, citing trusted sources". */
export function chainSentence(records, claim) {
  const links = chain(records, claim);
  const outlet = links.pop();
  if (!links.length) return `${outlet} writes`;
  return `${outlet} quotes ${links.reverse().join(", citing ")}`;
}

/** What the targets of a type are to its agents: most are who it is against. */
export function targetWord(type) {
  return WORDS.targets[type] || "Against";
}

/** What a claim says of its own reality: "said to have happened", "said to be so". */
export function statusText(claim) {
  const table = WORDS.stateTypes.includes(claim.type) ? "stateStatus" : "status";
  return label(table, claim.status);
}

/** Confidence as a sentence: about the reading, not about the truth. */
export function confidenceText(confidence) {
  const value = confidence === undefined ? 0.5 : confidence;
  const sentence = WORDS.confidence.find(([from]) => value >= from)[1];
  return `${sentence} (${value.toFixed(2)}). This is about the reading, not about the truth of the report.`;
}

/** Names of actors, without repeats. */
export function names(actors) {
  return distinct((actors || []).map((actor) => actor.name || actor.text));
}

/** "Territory gain reported", "Air strike denied", "Offensive said to be planned". */
export function eventHeading(event) {
  const what = WORDS.headings[event.type] || label("types", event.type);
  if (event.standing === "denied" || event.status === "denied") return `${what}: denied`;
  if (event.status === "planned") return `${what}: said to be planned`;
  if (event.status === "hypothetical") return `${what}: spoken of as possible`;
  return `${what} reported`;
}

/** "syria:opposition" as words: "Opposition (Syria)". */
export function sideText(side) {
  const [war, name] = side.includes(":") ? side.split(":", 2) : ["", side];
  const words = capital(name.replace(/[-_]/g, " "));
  return war ? `${words} (${capital(war.replace(/[-_]/g, " "))})` : words;
}

/** How sure the map is of a place, with its size: "near the place, within 5 km". */
export function precisionText(place) {
  const size = place.radius_km && place.precision !== "exact" ? `, within about ${Number(place.radius_km.toPrecision(2))} km` : "";
  return label("precision", place.precision || "unlocated").replace(/^./, (letter) => letter.toLowerCase()) + size;
}

/** "2 claims in 2 reports". */
export function backing(event) {
  return `${count((event.claims || []).length, "claim")} in ${count((event.documents || []).length, "report")}`;
}
