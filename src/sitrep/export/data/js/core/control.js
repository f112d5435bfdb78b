// Control on a day. A change has an earliest and a latest day: between the two the day of the change is not known.
import { sideText } from "./words.js";

const PALETTE = 6;

/** Whole days from one day to another. */
export function daysBetween(start, end) {
  return Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / 86400000);
}

/** How a line of control stands to a day: "sure", "perhaps" (inside a window of change) or "no". */
export function standsOn(holding, day) {
  const from = holding.from;
  const fromLatest = holding.from_latest || from;
  const until = holding.until;
  const untilEarliest = holding.until_earliest || until;
  if ((from && day < from) || (until && day >= until)) return "no";
  if ((fromLatest && day < fromLatest) || (untilEarliest && day >= untilEarliest)) return "perhaps";
  return "sure";
}

/** The lines of control that speak for a place on a day, and the state to show; null where none does. */
export function controlOn(records, place, day) {
  const lines = place.holdings.map((number) => ({ number, holding: records.holdings[number] }));
  const found = lines
    .map((line) => ({ ...line, stands: standsOn(line.holding, day) }))
    .filter((line) => line.stands !== "no");
  if (!found.length) return null;
  const sure = found.filter((line) => line.stands === "sure");
  const chosen = sure.length ? sure : found;
  const besieged = chosen.find((line) => line.holding.besieged_by);
  const state = sure.length || found.length === 1 ? chosen[0].holding.state : changes(found) ? "changing" : found[0].holding.state;
  return { lines: chosen, state, uncertain: !sure.length, besiegedBy: besieged ? besieged.holding.besieged_by : null };
}

function changes(found) {
  return new Set(found.map(({ holding }) => `${holding.state} ${sideKey(holding)}`)).size > 1;
}

/** What decides the colour of a holder: the side, or the holder where no side is known. */
export function sideKey(holding) {
  if (holding.side) return holding.side;
  return holding.holder ? holding.holder.id || holding.holder.name : "";
}

/** Sides with a colour number and letters, so that no side is told by colour alone. */
export function readSides(records) {
  const names = new Map();
  for (const holding of records.holdings) {
    const key = sideKey(holding);
    if (key) names.set(key, holding.side ? sideText(holding.side) : holding.holder.name);
  }
  const named = new Set(records.holdings.map((holding) => holding.side).filter(Boolean));
  const taken = new Set();
  const sides = new Map();
  // Known sides choose their letter and colour before holders of no known side.
  const order = [...names.keys()].sort((one, other) => named.has(other) - named.has(one) || (one < other ? -1 : 1));
  order.forEach((key, number) => {
    const name = names.get(key);
    const letters = [...name].filter((letter) => /\p{L}/u.test(letter)).map((letter) => letter.toUpperCase());
    const letter = letters.find((one) => !taken.has(one)) || String(number + 1);
    taken.add(letter);
    sides.set(key, { key, name, letter, color: number % PALETTE });
  });
  return sides;
}

/** "Army X", or "Army X or Army Y" while a place changes hands, or "nobody named". */
export function holderText(control) {
  const held = [...new Set(control.lines.map(({ holding }) => (holding.holder ? holding.holder.name : "")))].filter(Boolean);
  return held.join(" or ") || "no holder named";
}
