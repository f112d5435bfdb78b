// One set of filters for list, map, table and timeline.
import { fold } from "./text.js";
import { actorKey, drawable, placeKey } from "./records.js";

/** The facets: name, label, and the values that an event has for it (as pairs of key and words' table). */
export const FACETS = [
  { name: "type", label: "Type", table: "types", values: (event) => [event.type] },
  { name: "actor", label: "Actor", values: (event) => [...(event.agents || []), ...(event.targets || [])].map(actorKey) },
  { name: "outlet", label: "Outlet", values: (event) => event.outlets || [] },
  { name: "standing", label: "Standing", table: "standing", values: (event) => [event.standing] },
  { name: "status", label: "Status", table: "status", values: (event) => [event.status] },
];

/** Names of actors by filter key. */
export function actorNames(records) {
  const found = new Map();
  for (const event of records.events)
    for (const actor of [...(event.agents || []), ...(event.targets || [])])
      if (!found.has(actorKey(actor))) found.set(actorKey(actor), actor.name || actor.text);
  return found;
}

/** Whether every word of a search stands in folded text. */
export function findsAll(folded, query) {
  return fold(query).split(/\s+/).filter(Boolean).every((word) => folded.includes(word));
}

function meetsDays(event, from, to) {
  if (!from && !to) return true;
  if (!event.start && !event.end) return false;
  const start = event.start || event.end;
  const end = event.end || event.start;
  return (!from || end >= from) && (!to || start <= to);
}

/** Whether a place lies, or reaches, inside bounds {west, south, east, north}. */
export function inBounds(place, bounds) {
  if (!bounds) return true;
  if (!place || !drawable(place)) return false;
  const high = (place.radius_km || 0) / 111.32;
  const wide = high / Math.max(0.05, Math.cos((place.lat * Math.PI) / 180));
  return (
    place.lon + wide >= bounds.west && place.lon - wide <= bounds.east && place.lat + high >= bounds.south && place.lat - high <= bounds.north
  );
}

/** Whether an event passes the state's filters; `except` names a facet to leave out, for its counts. */
export function passes(records, event, state, except) {
  for (const facet of FACETS) {
    const chosen = state[facet.name];
    if (facet.name === except || !chosen.length) continue;
    if (!facet.values(event).some((value) => chosen.includes(value))) return false;
  }
  if (state.place && (!event.place || placeKey(event.place) !== state.place)) return false;
  if (state.q && !findsAll(records.haystack.get(event.id), state.q)) return false;
  if (!meetsDays(event, state.from, state.to)) return false;
  if (state.onDay && !meetsDays(event, state.day, state.day)) return false;
  if (state.inView && !inBounds(event.place && records.places.get(placeKey(event.place)), state.bounds)) return false;
  return true;
}

/** The events that pass. */
export function filtered(records, state) {
  return records.events.filter((event) => passes(records, event, state));
}

/** For each facet, how many events each value would leave, most first. */
export function facetCounts(records, state, facet) {
  const counts = new Map();
  for (const event of records.events)
    for (const value of new Set(facet.values(event))) {
      if (!counts.has(value)) counts.set(value, 0);
      if (passes(records, event, state, facet.name)) counts.set(value, counts.get(value) + 1);
    }
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

/** How many events the date range alone leaves out because they have no day. */
export function undatedLeftOut(records, state) {
  if (!state.from && !state.to && !state.onDay) return 0;
  const open = { ...state, from: "", to: "", onDay: false };
  return records.events.filter((event) => !event.start && !event.end && passes(records, event, open)).length;
}

/** Whether a place of the control table passes: text, place, actor as holder, what is in view. */
export function placePasses(records, place, state, holders) {
  if (state.place && place.key !== state.place) return false;
  if (state.q && !findsAll(fold([place.name, ...holders.map((holder) => holder.name)].join(" ")), state.q)) return false;
  if (state.actor.length && !holders.some((holder) => state.actor.includes(actorKey(holder)))) return false;
  return !state.inView || inBounds(place, state.bounds);
}

/** Whether any filter is set. */
export function anyFilter(state) {
  return Boolean(state.q || state.from || state.to || state.place || state.inView || state.onDay || FACETS.some((facet) => state[facet.name].length));
}
