// The day of control: typed, stepped by day, week or month, or played.
import { addDays, addMonths } from "/static/page/js/core/days.js";

const PLAY_PAUSE = 900;
const byId = (id) => document.getElementById(id);
let playing = 0;

function keep(day, refresh) {
  byId("control-day").value = day;
  if (byId("day")) byId("day").value = day;
  const now = new URL(location.href);
  now.searchParams.set("day", day);
  history.replaceState(history.state, "", now);
  refresh();
}

function shift(number, refresh) {
  const field = byId("control-day");
  if (!field || !field.value) return false;
  const step = byId("step").value;
  let next = step === "month" ? addMonths(field.value, number) : addDays(field.value, step === "week" ? 7 * number : number);
  if (field.max && next > field.max) next = field.max;
  if (field.min && next < field.min) next = field.min;
  if (next === field.value) return false;
  keep(next, refresh);
  return true;
}

function stop() {
  clearInterval(playing);
  playing = 0;
  const button = byId("play");
  if (button) {
    button.setAttribute("aria-pressed", "false");
    button.textContent = "▶";
  }
}

function play(refresh) {
  if (playing) return stop();
  const field = byId("control-day");
  if (field.value >= field.max && field.min) keep(field.min, refresh);
  byId("play").setAttribute("aria-pressed", "true");
  byId("play").textContent = "❚❚";
  playing = setInterval(() => shift(1, refresh) || stop(), PLAY_PAUSE);
  return undefined;
}

/** Connects the controls of the timeline; `refresh` draws the map anew. */
export function connectTime(refresh) {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("#play, [data-shift]");
    if (!button) return;
    if (button.id === "play") play(refresh);
    else shift(Number(button.dataset.shift), refresh);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "control-day" && event.target.value) keep(event.target.value, refresh);
  });
}
