// The records inside the page, indexed. A field that the file leaves out is read as empty.
import { distinct, fold, toUtf16, utf16Offsets } from "./text.js";

const DIVISIONS = { admin1: "province", admin2: "district" };
const DAY = 86400000;
const WELL_DATED = 31 * DAY;
const LONG_PAUSE = 90 * DAY;
/** At most this share of the days may lie before the campaign. */
const LITTLE = 0.2;

/** Reads the data that the page carries and links records to each other. */
export function readRecords() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const claims = data.claims || [];
  const events = data.events || [];
  const holdings = data.holdings || [];
  const documents = data.documents || [];
  const records = {
    title: data.title || "",
    notes: data.notes || [],
    credits: data.credits || [],
    engines: data.engines || [],
    outlines: data.outlines || null,
    claims,
    events,
    holdings,
    documents,
    claim: new Map(claims.map((claim) => [claim.id, claim])),
    event: new Map(events.map((event) => [event.id, event])),
    document: new Map(documents.map((document) => [document.id, document])),
    parts: new Map((data.segments || []).map((parts) => [parts.document, parts.segments || []])),
    eventOfClaim: new Map(),
    claimsOfDocument: new Map(documents.map((document) => [document.id, []])),
  };
  for (const event of events) for (const id of event.claims || []) records.eventOfClaim.set(id, event.id);
  for (const claim of claims) {
    if (!records.claimsOfDocument.has(claim.document)) records.claimsOfDocument.set(claim.document, []);
    records.claimsOfDocument.get(claim.document).push(claim);
  }
  records.places = readPlaces(records, data.areas || []);
  records.days = readDays(records);
  records.haystack = new Map(events.map((event) => [event.id, haystack(records, event)]));
  return records;
}

/** Who published a claim: the outlet, or the document where no outlet is known. */
export function outletOf(records, claim) {
  const document = records.document.get(claim.document);
  return (document && document.outlet) || (document && document.title) || claim.document;
}

/** A report's title: its own, else its headline, else the name of its file. */
export function titleOf(records, document) {
  if (document.title) return document.title;
  const headline = (records.parts.get(document.id) || []).find((segment) => segment.kind === "headline");
  if (!headline) return document.id;
  const offsets = utf16Offsets(document.text);
  return document.text.slice(toUtf16(offsets, headline.start || 0), toUtf16(offsets, headline.end)).trim() || document.id;
}

/** The name of a place; of a province or district with that word, since its chief town is often called the same. */
export function placeName(place) {
  const name = place.name || place.text || "";
  const division = DIVISIONS[place.precision];
  return division && !name.toLowerCase().includes(division) ? `${name} ${division}` : name;
}

/** The key of a place: its id, or its name where the gazetteer lacks it. */
export function placeKey(place) {
  return place.id || `name:${fold(place.name || place.text || "")}`;
}

/** The name of an actor's reference as a filter key. */
export function actorKey(actor) {
  return actor.id || `name:${fold(actor.name || actor.text || "")}`;
}

/** Whether the map may draw a place: a country is no point. */
export function drawable(place) {
  return place.lat !== undefined && place.lon !== undefined && place.precision !== "country" && place.precision !== "unlocated";
}

/** All places by key: what is known of each, its events and its holdings. */
function readPlaces(records, areas) {
  const places = new Map();
  const add = (place) => {
    const key = placeKey(place);
    if (!places.has(key)) places.set(key, { key, name: placeName(place), events: [], holdings: [] });
    const known = places.get(key);
    for (const field of ["lat", "lon", "precision", "radius_km", "kind", "within", "reason"])
      if (known[field] === undefined && place[field] !== undefined) known[field] = place[field];
    return known;
  };
  records.events.forEach((event) => event.place && add(event.place).events.push(event.id));
  records.holdings.forEach((holding, number) => add(holding.place).holdings.push(number));
  const names = new Map(areas.map((area) => [area.id, area.name]));
  for (const claim of records.claims)
    for (const place of [...(claim.places || []), ...(claim.origin || []), ...(claim.destination || [])]) {
      if (place.id && place.name && !names.has(place.id)) names.set(place.id, placeName(place));
      const known = places.get(placeKey(place));
      if (known) add(place);
    }
  for (const place of places.values()) place.withinName = place.within ? names.get(place.within) || "" : "";
  return places;
}

/** The days of the data: earliest and latest day of any claim, event or change of control. */
function readDays(records) {
  const days = [];
  const take = (...found) => days.push(...found.filter(Boolean));
  for (const event of records.events) take(event.start, event.end);
  for (const claim of records.claims) if (claim.time) take(claim.time.start, claim.time.end);
  for (const holding of records.holdings) take(holding.from, holding.from_latest, holding.until, holding.last_evidence);
  const spoken = records.events.filter((event) => event.status !== "planned" && event.status !== "hypothetical").map((event) => event.end);
  const evidence = records.holdings.map((holding) => holding.last_evidence);
  const published = records.documents.map((document) => document.published).filter(Boolean);
  days.sort();
  published.sort();
  const dated = records.events.filter((event) => event.start && event.end && Date.parse(event.end) - Date.parse(event.start) <= WELL_DATED).map((event) => event.start);
  const changes = records.holdings.map((holding) => holding.from);
  const told = [...spoken, ...evidence, ...published].filter(Boolean).sort();
  return {
    /** The last day that any report speaks for; plans do not count. */
    asOf: told[told.length - 1] || days[days.length - 1] || null,
    /** Where the campaign begins: what a report tells as history long before it does not stretch the timeline. */
    start: campaignStart([...dated, ...changes, ...published].filter(Boolean).sort()) || days[0] || null,
    first: [days[0], told[0]].filter(Boolean).sort()[0] || null,
    last: [days[days.length - 1], told[told.length - 1]].filter(Boolean).sort().pop() || null,
  };
}

/** The first day after the last long pause that has little before it. */
function campaignStart(days) {
  let start = days[0];
  for (let at = 1; at < days.length * LITTLE; at += 1) if (Date.parse(days[at]) - Date.parse(days[at - 1]) > LONG_PAUSE) start = days[at];
  return start;
}

/** Everything of an event that free text may find, folded. */
function haystack(records, event) {
  const claims = (event.claims || []).map((id) => records.claim.get(id)).filter(Boolean);
  const names = (list) => (list || []).flatMap((one) => [one.name, one.text]);
  const found = [
    event.type.replace(/_/g, " "),
    ...names(event.agents),
    ...names(event.targets),
    ...(event.place ? [event.place.name, event.place.text] : []),
    ...(event.outlets || []),
    ...(event.origins || []),
    ...claims.flatMap((claim) => [
      claim.evidence.text,
      outletOf(records, claim),
      ...names(claim.agents),
      ...names(claim.targets),
      ...names(claim.places),
      ...names(claim.sources),
    ]),
  ];
  return fold(distinct(found.filter(Boolean)).join(" \u0000 "));
}
