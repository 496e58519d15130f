// The page without network: the check-in of today, and the sessions that were last known, shown from what the phone keeps.

import * as box from "./box.js";
import { adopt, localDay, started, whose } from "./kept.js";

const checkIn = document.querySelector("[data-kept=check_in]");
const sessions = document.getElementById("sessions");
const blank = document.getElementById("session");

const PLACE = ".scale, .choices, .check, .field-row > div, .fold-body > div";

function fill(card, name, text) {
  const place = card.querySelector(`[data-fill="${name}"]`);
  if (text) place.textContent = text;
  else place.remove();
}

function sessionCard(known) {
  const card = blank.content.cloneNode(true);
  fill(card, "title", known.title);
  fill(card, "dose", [known.dose, known.effort].filter(Boolean).join(" · "));
  fill(card, "marks", known.marks);
  fill(card, "steps", known.steps.join("\n"));
  fill(card, "cue", known.cue);
  fill(card, "protects", known.protects);
  const form = card.querySelector("form");
  form.dataset.session = known.id;
  form.dataset.day = known.day;
  if (!known.has_fast_parts) form.querySelector("[data-fast]")?.remove();
  // Ids of a template would stand twice on the page, and a label would tick another session's field.
  for (const each of form.querySelectorAll("[id]")) each.id += `-${known.id}`;
  for (const each of form.querySelectorAll("label[for]")) each.htmlFor += `-${known.id}`;
  if (known.is_reported) form.remove();
  return card;
}

async function show() {
  await started;
  const name = await whose();
  const known = name ? await box.shown(name) : null;
  const today = localDay();
  document.getElementById("nobody").hidden = Boolean(known);
  checkIn.hidden = !known?.asks.length;
  checkIn.dataset.day = today;
  document.getElementById("day").textContent = new Date().toLocaleDateString(document.documentElement.lang, {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  if (!known) return;
  for (const field of [...checkIn.elements]) {
    if (field.name && !known.asks.includes(field.name)) field.closest(PLACE)?.remove();
  }
  sessions.replaceChildren(...known.sessions.filter(({ day }) => day === today).map(sessionCard));
  await adopt();
}

show();
document.getElementById("again").addEventListener("click", () => window.location.reload());
window.addEventListener("online", () => {
  document.getElementById("back").hidden = false;
});
