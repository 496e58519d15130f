// The roster: Escape leaves a cell's form, a refused form comes back into its cell, one tick ticks the page.

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest("[data-cell-form]")?.querySelector("[data-cancel]").click();
});

document.addEventListener("htmx:beforeSwap", ({ detail, target }) => {
  if (detail.xhr.status === 422 && target.matches(".cell")) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

document.addEventListener("htmx:afterSettle", ({ target }) => {
  document.getElementById(target.id)?.querySelector("[data-cell-form] :is(input:not([type=hidden]), select)")?.focus();
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-tick-all]")) return;
  for (const tick of document.querySelectorAll('[form="bulk"][name="athlete"]')) tick.checked = target.checked;
});
