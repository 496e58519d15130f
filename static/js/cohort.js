// Moving a cohort: cards go into the next phase by drag, or by Shift and the right arrow; a whole column is ticked at
// once, and a form that moves is sent once. Without this module ticks, a list of moves and a button do the same.

const live = document.getElementById("live");
const ticks = (place) => [...place.querySelectorAll('input[name="athlete"]')];
const cohort = () => document.querySelector("[data-cohort]");
const say = (text) => (live.textContent = text);

function sayTicked() {
  const ticked = ticks(cohort()).filter((tick) => tick.checked).length;
  say(`${ticked} ticked`);
}

/** These cards, and those ticked beside them in their column, go to the next phase: what would change is shown first. */
function advance(card) {
  const tick = card.querySelector('input[name="athlete"]');
  if (!tick.checked) for (const other of ticks(cohort())) other.checked = other === tick;
  cohort().elements.move.value = "advance";
  cohort().requestSubmit();
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-tick-column]")) {
    for (const tick of ticks(target.closest(".phase"))) tick.checked = target.checked;
  }
  if (target.matches('[data-tick-column], [data-cohort] [name="athlete"]')) sayTicked();
});

document.addEventListener("keydown", (event) => {
  const card = event.target.closest(".cohort-card");
  if (!card || !event.target.matches('[name="athlete"]')) return;
  const own = ticks(card.closest(".phase"));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) own[own.indexOf(event.target) + step]?.focus();
  else if (event.key === "ArrowRight" && event.shiftKey) advance(card);
  else return;
  event.preventDefault();
});

let dragged = null;
const next = () => dragged?.closest(".phase").nextElementSibling;

document.addEventListener("dragstart", ({ target, dataTransfer }) => {
  const card = target.closest?.(".cohort-card[draggable]");
  if (!card) return;
  dragged = card;
  dataTransfer.effectAllowed = "move";
  next()?.classList.add("is-next");
  say(next() ? `To ${next().querySelector("h2 > span").textContent}` : "");
});
document.addEventListener("dragover", (event) => {
  if (dragged && event.target.closest(".phase") === next()) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!dragged || event.target.closest(".phase") !== next()) return;
  event.preventDefault();
  advance(dragged);
});
document.addEventListener("dragend", () => {
  next()?.classList.remove("is-next");
  dragged = null;
});

const allow = (form, allowed) => {
  for (const button of form.querySelectorAll("button")) button.disabled = !allowed;
};
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-once]")) allow(target, false);
});
// A page that the browser kept for its Back button can be sent again.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const form of document.querySelectorAll("[data-once]")) allow(form, true);
});

document.querySelector("[data-go-on]")?.requestSubmit();
document.documentElement.classList.add("has-cohort-keys");
