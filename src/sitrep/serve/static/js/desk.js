// What every page does: keys, fields that offer names, filters that apply as they change, citations, selection.
import { announce } from "/static/page/js/core/dom.js";

const TYPING = "input:not([type=checkbox]), textarea, select";
const PAUSE = 350;

const visible = (element) => element.offsetParent !== null || element.closest("summary, header");

/** The element of the page that a key works. */
function keyed(key) {
  return [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key && visible(element));
}

function step(number) {
  const rows = [...document.querySelectorAll(".event-row")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row === document.activeElement || row.getAttribute("aria-current"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + number))];
  next.focus();
  if (document.querySelector(".with-detail")) next.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches(TYPING)) {
    if (event.key !== "Escape") return;
    if (event.target.matches("[type=search]")) event.preventDefault(); // a browser would clear it
    event.target.blur();
    return;
  }
  const found = keyed(event.key);
  if (found) {
    event.preventDefault();
    if (found.matches("input")) found.focus();
    else found.click();
    if (found.matches("summary")) {
      const field = found.parentElement.querySelector("textarea");
      if (field) setTimeout(() => field.focus());
    }
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "g") location.assign("/review");
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  const more = target.closest("#more");
  if (more) more.setAttribute("aria-expanded", String(document.body.classList.toggle("filters-open")));
  if (target.closest("#keys-button")) document.getElementById("keys").showModal();
  const copy = target.closest("[data-copy]");
  if (copy) navigator.clipboard.writeText(copy.dataset.copy).then(() => announce("Citation copied"));
  for (const menu of document.querySelectorAll("details.facet[open]")) if (!menu.contains(target)) menu.open = false;
});

const NOT_CARRIED = ["event", "claim", "page", "by"];

/** The filter, the day and the map's position go along from view to view, as they are now and not as they were when the
 * page was made. */
function carry(event) {
  const link = event.target instanceof Element && event.target.closest(".desk-views a");
  if (!link) return;
  const now = new URLSearchParams(location.search);
  for (const name of NOT_CARRIED) now.delete(name);
  link.search = now.toString();
}
document.addEventListener("pointerdown", carry);
document.addEventListener("focusin", carry);

/** A menu with many values is read when it is opened. */
document.addEventListener(
  "toggle",
  async (event) => {
    const menu = event.target.open && event.target.querySelector(".menu[data-lazy]");
    if (!menu) return;
    const answer = await fetch(`/facets/${event.target.dataset.facet}${location.search}`);
    if (!answer.ok || !menu.hasAttribute("data-lazy")) return;
    menu.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    menu.removeAttribute("data-lazy");
  },
  true,
);

/** The answer to a question of the open menu's page holds that menu whole, so that it stays as it is. */
document.addEventListener("htmx:config:request", (event) => {
  const open = document.querySelector("details.facet[open][data-facet]");
  if (open) event.detail.ctx.request.headers["Desk-Open"] = open.dataset.facet;
});

let waiting = 0;

/** Sends a form that applies as it changes; its own submit does the same without scripts. */
function send(form, pause) {
  clearTimeout(waiting);
  waiting = setTimeout(() => form.requestSubmit(), pause);
}

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.id === "tick-all") for (const box of document.querySelectorAll('.tick input[type="checkbox"]')) box.checked = field.checked;
  // A search was sent as it was typed; leaving its field must not send it again over what was asked since.
  if (field.form && field.form.matches("[data-live]") && field.id !== "in-view" && field.type !== "search") send(field.form, 0);
});

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.matches('[data-live] input[type="search"]')) send(field.form, PAUSE);
  if (field.dataset.offers) offer(field);
});
document.addEventListener("focusin", (event) => event.target.dataset && event.target.dataset.offers && offer(event.target));

let asked = 0;

/** Offers places or actors below a field that holds one name a line. */
async function offer(field) {
  const word = field.value.slice(0, field.selectionStart).split("\n").pop();
  const mine = (asked += 1);
  const address = field.dataset.offers === "place" ? `/offers/places?q=${encodeURIComponent(word)}` : "/offers/actors";
  const answer = await fetch(address);
  if (mine !== asked || !answer.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const small = word.trim().toLowerCase();
  const values = [...parsed.querySelectorAll("option")].map((option) => option.value).filter((value) => field.dataset.offers === "place" || (small && value.toLowerCase().includes(small)));
  show(field, values.slice(0, 8));
}

function show(field, values) {
  let list = field.parentElement.querySelector(".offers");
  if (!list) {
    list = document.createElement("ul");
    list.className = "offers";
    field.after(list);
  }
  list.replaceChildren(
    ...values.map((value) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = value;
      button.addEventListener("click", () => {
        const lines = field.value.split("\n");
        const at = field.value.slice(0, field.selectionStart).split("\n").length - 1;
        lines[at] = value;
        field.value = lines.join("\n");
        list.replaceChildren();
        field.focus();
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
}

document.addEventListener("htmx:after:swap", () => {
  const title = document.getElementById("detail-title");
  const chosen = document.querySelector(".event-row[aria-current]");
  if (chosen && !document.activeElement.matches(TYPING)) chosen.scrollIntoView({ block: "nearest" });
  const count = document.querySelector(".pane-title");
  announce(title ? title.textContent : count ? count.textContent : "");
});
