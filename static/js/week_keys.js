// The week by keyboard: arrows move the focus, m picks a card up, c a copy, e edits, Delete drops, u and r undo and redo.
// What is held moves with the arrows: left and right choose the day, up and down a card to change days with.

import { cardsOf, check, clearCheck, dayOf, held, isNowhere, nameOf, root, say, send } from "./week_moves.js";

const OFF = "fallow.keys.off";
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog";
const keysDialog = document.getElementById("keys");
const toggle = keysDialog.querySelector("[data-keys-toggle]");

let hand; // { thing, day, card } while something is held
let opener; // what the dialog was opened from

const days = () => [...root().querySelectorAll("[data-day]")];
const focused = () => document.activeElement.closest(".session, [data-day], .library-item");

// One card is a stop of the Tab key, the arrows lead to the others.
function rove(card = root().querySelector(".session")) {
  for (const each of root().querySelectorAll(".session")) each.tabIndex = each === card ? 0 : -1;
}

function focusOn(element) {
  if (!element) return;
  if (element.matches(".session")) rove(element);
  element.focus();
}

function step(key) {
  const here = focused();
  const day = dayOf(here);
  if (!day) return focusOn(cardsOf(root())[0]);
  const cards = cardsOf(day);
  const place = Math.max(0, cards.indexOf(here));
  if (key === "ArrowUp" || key === "ArrowDown") return focusOn(cards[place + (key === "ArrowUp" ? -1 : 1)]);
  const next = days()[days().indexOf(day) + (key === "ArrowLeft" ? -1 : 1)];
  if (next) focusOn(cardsOf(next)[Math.min(place, cardsOf(next).length - 1)] ?? next);
}

function pickUp(copy) {
  const element = focused();
  if (!element || !(element.dataset.session || element.dataset.kind)) return;
  hand = { thing: held(element, { copy }), day: dayOf(element) ?? days()[0], card: null };
  element.dataset.picked = "";
  const how = "Left and right choose the day, up and down a session to change days with, Enter drops it, Escape leaves it.";
  say(`${element.dataset.title} ${copy ? "copied" : "picked up"}. ${how}`);
  if (!dayOf(element)) show();
}

async function show() {
  const { thing, day, card } = hand;
  const where = card ? `${nameOf(day)}, instead of ${card.dataset.title}` : nameOf(day);
  const words = await check(thing, day, card);
  if (hand?.day === day && hand.card === card) say(`${where}. ${words}`);
}

function carry(key) {
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const next = days()[days().indexOf(hand.day) + (key === "ArrowLeft" ? -1 : 1)];
    if (next) Object.assign(hand, { day: next, card: null });
  } else {
    const { thing } = hand;
    const others = thing.session && !thing.copy ? cardsOf(hand.day).filter((c) => c !== thing.element && c.dataset.session) : [];
    const all = [null, ...others];
    hand.card = all[(all.indexOf(hand.card) + (key === "ArrowDown" ? 1 : all.length - 1)) % all.length];
  }
  hand.day.scrollIntoView({ block: "nearest" });
  show();
}

function letGo() {
  const { thing, day, card } = hand;
  delete thing.element.dataset.picked;
  clearCheck();
  hand = undefined;
  return { thing, day, card };
}

function drop() {
  const { thing, day, card } = letGo();
  if (isNowhere(thing, day, card)) say(`${thing.title} stays where it was.`);
  else send(thing, day, card);
}

function leave() {
  const { thing } = letGo();
  say(`${thing.title} stays where it was.`);
  thing.element.focus();
}

const press = (key, scope) => scope?.querySelector(`[data-key="${key}"]`)?.click();
const card = () => document.activeElement.closest(".session");

const keys = {
  m: () => pickUp(false),
  c: () => pickUp(true),
  e: () => press("e", card()),
  Delete: () => press("Delete", card()),
  u: () => press("u", root()),
  r: () => press("r", root()),
  "?": () => keysDialog.showModal(),
};
for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) keys[key] = () => step(key);

// Arrows scroll, and Delete is nobody's, unless a card, a day or the library has the focus.
const NEEDS_A_PLACE = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "m", "c", "e", "Delete"]);

function whileHeld(event) {
  if (event.key === "Enter") drop();
  else if (event.key === "Escape") leave();
  else if (event.key.startsWith("Arrow")) carry(event.key);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    if (hand) return whileHeld(event);
    if (localStorage.getItem(OFF) && event.key !== "?") return;
    if (!Object.hasOwn(keys, event.key)) return;
    const place = document.activeElement.matches(".session, [data-day], .library-item");
    if (NEEDS_A_PLACE.has(event.key) && !place) return;
    event.preventDefault();
    keys[event.key]();
  },
  { capture: true },
);

toggle.checked = !localStorage.getItem(OFF);
toggle.addEventListener("change", () => {
  if (toggle.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

// The forms beside the week open as a dialog; closed, the focus is back on the card they were about.
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.matches?.("[hx-target='#week-dialog']")) opener = target.closest(".session, .library-item") ?? opener;
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id === "week-dialog" && !target.open) target.showModal();
});
document.addEventListener("click", (event) => {
  const close = event.target.closest("dialog [data-close]");
  if (!close) return;
  event.preventDefault();
  close.closest("dialog").close();
});
document.addEventListener("close", ({ target }) => {
  if (target.id === "week-dialog") target.replaceChildren();
  if (opener?.isConnected) focusOn(opener);
}, { capture: true });
// A reply to what was closed meanwhile must not open the dialog again, nor write over what is open now.
document.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
  if (target.id === "week-dialog" && !detail.requestConfig.elt.isConnected) detail.shouldSwap = false;
});

function ready() {
  root().querySelector(".week-reach").hidden = false;
  const changed = root().querySelector(".session[data-focus]");
  rove(changed ?? undefined);
}

ready();
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!target.matches?.(".week-editor")) return;
  hand = undefined;
  ready();
});
