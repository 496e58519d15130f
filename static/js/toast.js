// The toast: closes on its button, on Escape, and after a while when it offers nothing to undo.
// When a request fails it says so, in the words base.html keeps in two <template>s.

const LEAVES_AFTER_MS = 8000;
const place = document.getElementById("toast");
let timer;

const close = () => place.replaceChildren();
const show = (templateId) => place.replaceChildren(document.getElementById(templateId).content.cloneNode(true));

function wait() {
  clearTimeout(timer);
  if (place.firstElementChild && !place.querySelector("form")) timer = setTimeout(close, LEAVES_AFTER_MS);
}

new MutationObserver(wait).observe(place, { childList: true });
wait();

for (const event of ["pointerenter", "focusin"]) place.addEventListener(event, () => clearTimeout(timer));
for (const event of ["pointerleave", "focusout"]) place.addEventListener(event, wait);

place.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open], .menu[open]")) close();
});

document.addEventListener("htmx:responseError", () => show("toast-refused"));
document.addEventListener("htmx:sendError", () => show("toast-offline"));
