// What the week's drag and keys share: where things are, what limits say of a move, and sending it.

export const root = () => document.querySelector(".week-editor");
export const dayOf = (element) => element?.closest("[data-day]") ?? null;
export const cardsOf = (day) => [...day.querySelectorAll(".session")];
export const nameOf = (day) => day.querySelector("[data-name]").dataset.name;

export const say = (text) => {
  document.getElementById("live").textContent = text;
};

// What is held is a session, a copy of one, or a kind from the library.
export function held(element, { copy = false } = {}) {
  const { session, kind, title } = element.dataset;
  return { element, session, kind, title, copy };
}

// A card that something is put on changes days with it; a copy or a new session goes to the day.
export function values(thing, day, card) {
  if (thing.kind) return { op: "add", kind: thing.kind, day: day.dataset.day };
  if (thing.copy) return { op: "copy", session: thing.session, day: day.dataset.day };
  if (card && card !== thing.element && card.dataset.session) {
    return { op: "exchange", session: thing.session, other: card.dataset.session };
  }
  return { op: "move", session: thing.session, day: day.dataset.day, reach: document.getElementById("reach").value };
}

export function isNowhere(thing, day, card) {
  return !day || (values(thing, day, card).op === "move" && dayOf(thing.element) === day);
}

let asked = 0;

// Shows on the day what limits would say, and resolves to their words; a later question makes an earlier one void.
export async function check(thing, day, card) {
  clearCheck();
  asked += 1;
  const mine = asked;
  day.dataset.target = "";
  if (card && !isNowhere(thing, day, card) && values(thing, day, card).op === "exchange") card.dataset.target = "";
  if (isNowhere(thing, day, card)) return "";
  const query = new URLSearchParams(values(thing, day, card));
  const reply = await fetch(`${root().dataset.check}?${query}`, { headers: { "HX-Request": "true" } });
  if (mine !== asked || !reply.ok) return "";
  const says = document.createElement("div");
  says.className = "day-says";
  says.innerHTML = await reply.text();
  if (mine !== asked) return "";
  day.querySelector(".day-head").after(says);
  return says.textContent.trim().replace(/\s+/g, " ");
}

export function clearCheck() {
  asked += 1;
  for (const each of document.querySelectorAll("[data-target]")) delete each.dataset.target;
  for (const each of document.querySelectorAll(".day-says")) each.remove();
}

export function send(thing, day, card) {
  const week = root();
  const { revision, step } = week.dataset;
  const sent = { ...values(thing, day, card), revision, ...(step ? { step } : {}) };
  window.htmx.ajax("POST", week.dataset.edit, { source: week, target: week, swap: "outerHTML", values: sent });
}
