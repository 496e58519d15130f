// Drag in the week, by mouse, pen and touch: a card to another day or onto another card, a kind from the library to a day.

import { check, clearCheck, dayOf, held, isNowhere, say, send } from "./week_moves.js";

const STARTS_AFTER_PX = 6;
const LONG_PRESS_MS = 350;
const EDGE_PX = 56;
const CONTROLS = "button, summary, input, select, textarea, .menu, .session a";

let drag; // { thing, id, x, y, ghost?, timer?, day?, card? }

function begin() {
  clearTimeout(drag.timer);
  const { element } = drag.thing;
  const { left, top, width } = element.getBoundingClientRect();
  drag.ghost = element.cloneNode(true);
  for (const each of [drag.ghost, ...drag.ghost.querySelectorAll("[id]")]) each.removeAttribute("id");
  drag.ghost.className += " drag-ghost";
  drag.ghost.ariaHidden = "true";
  Object.assign(drag.ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
  document.body.append(drag.ghost);
  element.dataset.picked = "";
  document.documentElement.dataset.dragging = "";
}

function end() {
  clearTimeout(drag.timer);
  drag.ghost?.remove();
  delete drag.thing.element.dataset.picked;
  delete document.documentElement.dataset.dragging;
  clearCheck();
  drag = undefined;
}

function over(x, y) {
  const under = document.elementFromPoint(x, y);
  const day = dayOf(under);
  const card = under?.closest(".session") ?? null;
  if (day === drag.day && card === drag.card) return;
  Object.assign(drag, { day, card });
  if (day) check(drag.thing, day, card);
  else clearCheck();
}

document.addEventListener("pointerdown", (event) => {
  if (drag || !event.isPrimary || event.button !== 0) return;
  const element = event.target.closest(".week-editor [data-session], .library-item");
  if (!element || (event.target.closest(CONTROLS) && !element.matches(".library-item"))) return;
  drag = { thing: held(element), id: event.pointerId, x: event.clientX, y: event.clientY };
  if (event.pointerType === "touch") drag.timer = setTimeout(begin, LONG_PRESS_MS);
});

document.addEventListener("pointermove", (event) => {
  if (drag?.id !== event.pointerId) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.ghost) {
    if (Math.hypot(dx, dy) < STARTS_AFTER_PX) return;
    if (drag.timer) return end(); // the finger scrolls
    begin();
  }
  drag.ghost.style.transform = `translate(${dx}px, ${dy}px)`;
  if (event.clientY < EDGE_PX) window.scrollBy(0, -EDGE_PX / 4);
  if (event.clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, EDGE_PX / 4);
  over(event.clientX, event.clientY);
});

document.addEventListener("pointerup", (event) => {
  if (drag?.id !== event.pointerId) return;
  const { thing, ghost, day, card } = drag;
  end();
  if (!ghost) return;
  // The click that ends a drag is none; where it does not come, nothing waits for it.
  const swallow = (click) => {
    click.preventDefault();
    click.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
  if (isNowhere(thing, day, card)) say(`${thing.title} stays where it was.`);
  else send(thing, day, card);
});

document.addEventListener("pointercancel", (event) => {
  if (drag?.id === event.pointerId) end();
});
document.addEventListener("keydown", (event) => {
  if (drag?.ghost && event.key === "Escape") end();
});
document.addEventListener("touchmove", (event) => drag?.ghost && event.preventDefault(), { passive: false });
for (const name of ["contextmenu", "dragstart", "selectstart"]) {
  document.addEventListener(name, (event) => (drag?.ghost || (drag?.timer && name === "contextmenu")) && event.preventDefault());
}
