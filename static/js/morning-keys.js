// The morning page by keyboard: j k move, a e d q s x act on the current row, u undoes, ? shows the keys.
// `[data-row]` is a row, `[data-key="a"]` inside it what the key clicks. A row that leaves hands focus to the next.

const OFF = "fallow.keys.off";
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const dialog = document.getElementById("keys");
const toggle = dialog?.querySelector("[data-keys-toggle]");

const rows = () => [...document.querySelectorAll("[data-row]")];
const currentRow = () => document.activeElement.closest("[data-row]");

function move(step) {
  const all = rows();
  const index = all.indexOf(currentRow());
  all[Math.max(0, Math.min(all.length - 1, index + step))]?.focus();
}

function press(key) {
  const scope = key === "u" ? document.getElementById("toast") : currentRow();
  scope?.querySelector(`[data-key="${key}"]`)?.click();
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  "?": () => dialog?.showModal(),
};
for (const key of "aedqsxu") keys[key] = () => press(key);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(`${TYPING}, dialog`)) return;
  if (localStorage.getItem(OFF) && event.key !== "?") return;
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

if (toggle) {
  toggle.checked = !localStorage.getItem(OFF);
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}

document.addEventListener("click", (event) => {
  if (!event.target.closest(".aside [data-close]")) return;
  const row = event.target.closest("[data-row]");
  if (!row) return;
  event.preventDefault();
  event.target.closest(".aside").remove();
  row.focus();
});

let leavingIndex = -1;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  leavingIndex = rows().indexOf(currentRow());
  // What cannot be sent comes back as a form with its errors. A conflict is told in the toast; its row stays.
  if (detail.xhr.status === 409 || detail.xhr.status === 422) {
    detail.shouldSwap = true;
    detail.isError = false;
    if (!detail.xhr.response.includes('class="aside')) detail.swapOverride = "none";
  }
});
// A reply that only removes the row settles nothing, hence the end of the request.
document.addEventListener("htmx:afterRequest", () => {
  const focusWasLost = document.activeElement === document.body;
  if (leavingIndex >= 0 && focusWasLost) (rows()[leavingIndex] ?? rows().at(-1))?.focus();
});
