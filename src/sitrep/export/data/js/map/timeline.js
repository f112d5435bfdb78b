// The day: typed, stepped, dragged or played. Bars show how many reported events fall on each day.
import { h, icon, put, svg } from "../core/dom.js";
import { addDays, addMonths } from "../core/days.js";
import { daysBetween } from "../core/control.js";
import { filtered } from "../core/filters.js";
import { dayText } from "../core/words.js";

const PLAY = "M6 4l10 6-10 6z";
const PAUSE = "M6 4v12M13 4v12";
/** Events known less well than this are in no bar: they would fill the strip evenly. */
const LONGEST_BAR_DAYS = 7;
const MOST_BARS = 160;

function step(day, unit, number) {
  if (unit === "month") return addMonths(day, number);
  return addDays(day, number * (unit === "week" ? 7 : 1));
}

/** The timeline's element and its `draw(state)`; `move(n)` steps the day. Null where the data has no day at all. */
export function createTimeline(records, store) {
  const { first, last } = records.days;
  if (!first) return null;
  let range = { low: records.days.start || first, length: 1 };
  let unit = "day";
  let playing = 0;
  const hold = (day) => (day < first ? first : day > last ? last : day);
  const go = (day) => store.update({ day: hold(day) });
  const move = (number) => go(step(store.state.day || last, unit, number));
  const slider = h("input", { type: "range", min: 0, max: 1, step: 1, class: "day-slider", "aria-label": "Day", oninput: () => go(addDays(range.low, Number(slider.value))) });
  const typed = h("input", { type: "date", min: first, max: last, "aria-label": "Day, typed", onchange: () => typed.value && go(typed.value) });
  const units = h(
    "select",
    { "aria-label": "Step", onchange: () => { unit = units.value; } },
    ["day", "week", "month"].map((name) => h("option", { value: name }, name)),
  );
  const play = h("button", { type: "button", class: "play", onclick: () => (playing ? stop() : start()) });
  const dressPlay = () => {
    put(play, icon(playing ? PAUSE : PLAY));
    play.setAttribute("aria-label", playing ? "Pause" : "Play the days");
    play.title = playing ? "Pause (p)" : "Play (p)";
  };
  const stop = () => {
    clearInterval(playing);
    playing = 0;
    dressPlay();
  };
  const start = () => {
    const end = addDays(range.low, range.length);
    if (store.state.day >= end) go(range.low);
    playing = setInterval(() => (store.state.day >= end ? stop() : move(1)), 700);
    dressPlay();
  };
  const bars = svg("svg", { class: "bars", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  const ends = h("div", { class: "ends fine" });
  const readout = h("output", { class: "day-text" });
  const element = h(
    "section",
    { class: "timeline", "aria-label": "Day shown" },
    h(
      "div",
      { class: "timeline-tools" },
      play,
      h("button", { type: "button", "aria-label": "Step back", title: "Step back ([)", onclick: () => move(-1) }, icon("M12 4l-6 6 6 6")),
      readout,
      h("button", { type: "button", "aria-label": "Step forward", title: "Step forward (])", onclick: () => move(1) }, icon("M8 4l6 6-6 6")),
      h("label", { class: "small-label" }, "Step ", units),
      h("label", { class: "small-label" }, "Go to ", typed),
    ),
    h("div", { class: "track" }, bars, slider),
    ends,
  );
  const draw = (state) => {
    range = rangeOf(records, state);
    const { low, length } = range;
    put(ends, h("span", {}, dayText(low), low > first && !state.from ? " (type an earlier day to go back further)" : ""), h("span", {}, dayText(addDays(low, length))));
    slider.max = String(length);
    slider.value = String(daysBetween(low, state.day));
    slider.setAttribute("aria-valuetext", dayText(state.day));
    typed.value = state.day;
    put(readout, dayText(state.day));
    const counts = dayCounts(filtered(records, { ...state, onDay: false }), low, length);
    bars.setAttribute("viewBox", `0 0 ${counts.length} 10`);
    put(bars, svg("path", { d: barPath(counts) }));
  };
  dressPlay();
  return { element, draw, move, toggle: () => (playing ? stop() : start()) };
}

/** The days of the slider: the campaign, or what the date filter leaves; the day shown is always inside. */
function rangeOf(records, state) {
  const low = [state.from || records.days.start, state.day].sort()[0];
  const high = [state.to || records.days.last, state.day].sort()[1];
  return { low, length: Math.max(1, daysBetween(low, high)) };
}

/** How many events fall on each bar: a day, or several where the campaign is long. */
function dayCounts(events, first, length) {
  const size = Math.ceil((length + 1) / MOST_BARS);
  const counts = new Array(Math.ceil((length + 1) / size)).fill(0);
  for (const event of events) {
    if (!event.start || !event.end || daysBetween(event.start, event.end) > LONGEST_BAR_DAYS) continue;
    if (event.end < first) continue;
    const from = Math.floor(Math.max(0, daysBetween(first, event.start)) / size);
    const to = Math.floor(Math.min(length, daysBetween(first, event.end)) / size);
    for (let bar = from; bar <= to; bar += 1) counts[bar] += 1;
  }
  return counts;
}

function barPath(counts) {
  const most = Math.max(1, ...counts);
  return counts.map((number, day) => (number ? `M${day + 0.1} 10V${(10 - (9.5 * number) / most).toFixed(2)}H${day + 0.9}V10Z` : "")).join("");
}
