// The morning page while others work: every 15 seconds, and after each answer, it asks whether something changed.
// A row that says the same stays as it is, with its focus, its tick and an open text; `data-version` tells.

const EVERY_MS = 15_000;
const SOON_MS = 400;
const live = document.getElementById("live");
const page = () => document.getElementById("morning");
let timer;
let asking = false;

const isBusy = (element) => element.contains(document.activeElement) && element.querySelector(".aside");

async function look() {
  clearTimeout(timer);
  if (!page() || asking) return;
  if (!document.hidden) {
    asking = true;
    try {
      const url = new URL(page().dataset.live, location.href);
      url.searchParams.set("since", page().dataset.version);
      const answer = await fetch(url, { headers: { "HX-Request": "true" } });
      if (answer.status === 200) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // No connection: the next time will tell.
    } finally {
      asking = false;
    }
  }
  timer = setTimeout(look, EVERY_MS);
}

function take(answered) {
  const news = answered.getElementById("morning");
  if (!news) return;
  const changed = takeRows(news);
  takeFolds(news);
  for (const id of ["morning-failures", "morning-written"]) document.getElementById(id).replaceWith(news.querySelector(`#${id}`));
  page().dataset.version = news.dataset.version;
  count();
  if (changed) live.textContent = changed === 1 ? "1 line changed." : `${changed} lines changed.`;
}

function takeRows(news) {
  const list = document.getElementById("needs");
  const focused = document.activeElement.closest("[data-row]");
  const index = [...list.children].indexOf(focused);
  const fresh = [...news.querySelectorAll("#needs > li")];
  const stays = new Set(fresh.map((row) => row.id));
  let changed = 0;
  for (const row of [...list.children]) {
    if (stays.has(row.id)) continue;
    row.remove();
    changed += 1;
  }
  let before = null;
  for (const row of fresh.reverse()) {
    const old = document.getElementById(row.id);
    if (old && (old.dataset.version === row.dataset.version || isBusy(old))) {
      if (old.nextElementSibling !== before) list.insertBefore(old, before);
      before = old;
      continue;
    }
    const tick = old?.querySelector("[data-key=x]");
    const hadFocus = old?.contains(document.activeElement);
    if (tick?.checked) row.querySelector("[data-key=x]").checked = true;
    if (old) old.replaceWith(row);
    if (row.nextElementSibling !== before || !old) list.insertBefore(row, before);
    htmx.process(row);
    if (hadFocus) row.focus();
    before = row;
    changed += 1;
  }
  if (focused && !focused.isConnected && document.activeElement === document.body) {
    (list.children[index] ?? list.lastElementChild)?.focus();
  }
  return changed;
}

function takeFolds(news) {
  const folds = [...news.querySelectorAll(".fold")];
  for (const old of page().querySelectorAll(":scope > .fold")) {
    if (!folds.some((fold) => fold.id === old.id)) old.remove();
  }
  let after = null;
  for (const fold of folds.reverse()) {
    const old = document.getElementById(fold.id);
    if (old && old.dataset.count === fold.dataset.count) {
      after = old;
      continue;
    }
    const wasOpen = old?.open;
    const hadFocus = old?.contains(document.activeElement);
    old?.remove();
    page().insertBefore(fold, after);
    htmx.process(fold);
    fold.open = Boolean(wasOpen);
    if (hadFocus) fold.querySelector("summary").focus();
    after = fold;
  }
}

function count() {
  document.getElementById("needs-count").textContent = document.getElementById("needs").children.length;
}

document.addEventListener("visibilitychange", () => document.hidden || look());
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig?.verb !== "post" || !page()) return;
  count();
  clearTimeout(timer);
  timer = setTimeout(look, SOON_MS);
});
if (page()) timer = setTimeout(look, EVERY_MS);
