// What the reader chose, kept in the address so that a link shows the same.
import { FACETS } from "./filters.js";

const TEXTS = ["view", "order", "q", "from", "to", "place", "day", "event", "hold", "doc", "claim", "map"];
const FLAGS = ["inView", "onDay"];
const EMPTY = { view: "events", order: "oldest", q: "", from: "", to: "", place: "", day: "", event: "", hold: "", doc: "", claim: "", map: "", inView: false, onDay: false };
const ADDRESS_PAUSE = 200;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The state that nothing was chosen in. */
export function emptyState() {
  const lists = Object.fromEntries(FACETS.map((facet) => [facet.name, []]));
  return { ...EMPTY, ...lists, bounds: null };
}

/** The state that an address tells; what it does not understand it leaves out. */
export function parseHash(hash, records) {
  const found = new URLSearchParams(hash.replace(/^#/, ""));
  const state = emptyState();
  for (const name of TEXTS) if (found.has(name)) state[name] = found.get(name);
  for (const name of FLAGS) state[name] = found.get(name) === "1";
  for (const facet of FACETS) state[facet.name] = found.getAll(facet.name);
  if (!["events", "control", "reports"].includes(state.view)) state.view = "events";
  if (!["oldest", "newest", "claims"].includes(state.order)) state.order = EMPTY.order;
  for (const name of ["from", "to", "day"]) if (!ISO_DAY.test(state[name]) || Number.isNaN(Date.parse(state[name]))) state[name] = "";
  if (!records.event.has(state.event)) state.event = "";
  if (!records.claim.has(state.claim)) state.claim = "";
  if (!records.document.has(state.doc)) state.doc = "";
  if (!records.places.has(state.place)) state.place = "";
  if (!records.holdings[Number(state.hold)] || state.hold === "") state.hold = "";
  const { first, last, asOf } = records.days;
  if (!state.day) state.day = asOf || "";
  else if (state.day > last) state.day = last;
  else if (state.day < first) state.day = first;
  return state;
}

/** The address of a state. */
export function toHash(state, records) {
  const made = new URLSearchParams();
  for (const name of TEXTS) {
    if (!state[name] || state[name] === EMPTY[name]) continue;
    if (name === "day" && state.day === records.days.asOf) continue;
    made.set(name, state[name]);
  }
  for (const name of FLAGS) if (state[name]) made.set(name, "1");
  for (const facet of FACETS) for (const value of state[facet.name]) made.append(facet.name, value);
  return `#${made}`;
}

/** Keeps the state, the address and whoever listens in step. */
export function createStore(records) {
  const listeners = [];
  let waiting = 0;
  const write = (how) => {
    clearTimeout(waiting);
    waiting = 0;
    const address = toHash(store.state, records);
    if (address !== location.hash) history[how](null, "", address);
  };
  const store = {
    state: parseHash(location.hash, records),
    listen: (listener) => listeners.push(listener),
    /** Changes the state; `push` makes the browser's Back return to what was before. */
    update(changes, push) {
      const before = store.state;
      const changed = Object.keys(changes).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(changes[name]));
      if (!changed.length) return;
      // Browsers refuse too many changes of the address at once: small ones are written when they pause.
      if (push && waiting) write("replaceState");
      store.state = { ...before, ...changes };
      if (push) write("pushState");
      else {
        clearTimeout(waiting);
        waiting = setTimeout(() => write("replaceState"), ADDRESS_PAUSE);
      }
      listeners.forEach((listener) => listener(store.state, new Set(changed)));
    },
  };
  addEventListener("popstate", () => {
    clearTimeout(waiting);
    waiting = 0;
    const bounds = store.state.bounds;
    const before = store.state;
    store.state = { ...parseHash(location.hash, records), bounds };
    const changed = Object.keys(store.state).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(store.state[name]));
    listeners.forEach((listener) => listener(store.state, new Set(changed)));
  });
  return store;
}
