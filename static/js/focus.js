// After an htmx swap: focus moves to what changed (`data-focus`) and the live region says it (`data-say`).

const live = document.getElementById("live");

const within = (element, attribute) => (element.matches(attribute) ? element : element.querySelector(attribute));

document.addEventListener("htmx:afterSettle", ({ target }) => {
  const changed = within(target, "[data-focus]");
  if (changed) {
    if (changed.tabIndex < 0) changed.tabIndex = -1;
    changed.focus();
  }
  const spoken = within(target, "[data-say]");
  if (spoken) live.textContent = spoken.dataset.say;
});
