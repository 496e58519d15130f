// The palette: Ctrl K (Cmd K) finds any athlete or page. Arrows choose, Enter opens, Escape closes.

const palette = document.getElementById("palette");

if (palette) {
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  let asked = 0;

  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const mine = (asked += 1);
    const url = `${palette.dataset.url}?${new URLSearchParams({ q: input.value })}`;
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" } });
      // A later question may have been answered first; a page instead of a list says that the sign-in is over.
      if (mine !== asked) return;
      if (!answer.ok || answer.redirected) return location.assign(palette.dataset.url);
      list.innerHTML = await answer.text();
      choose(options()[0]);
    } catch {
      if (mine === asked) list.replaceChildren();
    }
  }

  function open(event) {
    event.preventDefault();
    if (palette.open) return;
    palette.showModal();
    input.select();
    ask();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) open(event);
  });
  document.querySelector("[data-palette-open]").addEventListener("click", open);
  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.indexOf(chosen());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      choose(all[(at + step + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      chosen()?.querySelector("a").click();
    } else if (event.key === "Escape") {
      // A search field would only empty itself.
      event.preventDefault();
      palette.close();
    }
  });
  palette.addEventListener("click", ({ target }) => {
    if (target === palette) palette.close();
  });
}
