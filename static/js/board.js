// The squad board by keyboard: one stop for the tab key, arrows from week to week, Home and End, Page Up and Down.

const PAGE_ROWS = 10;
const links = (row) => [...row.querySelectorAll("a")];
const table = () => document.querySelector("[data-board]");

function begin() {
  const board = table();
  if (!board || board.role === "grid") return;
  board.role = "grid";
  for (const link of board.querySelectorAll("tbody a")) link.tabIndex = -1;
  board.querySelector("tbody a").tabIndex = 0;
}

function go(link) {
  if (!link) return;
  for (const stop of table().querySelectorAll('tbody a[tabindex="0"]')) stop.tabIndex = -1;
  link.tabIndex = 0;
  link.focus();
  link.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** The link of a row in this column, or the nearest before it. */
function inColumn(row, column) {
  if (!row) return undefined;
  const before = links(row).filter((link) => link.closest("th, td").cellIndex <= column);
  return before.at(-1);
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest("[data-board] tbody a");
  if (!link || event.altKey || event.metaKey) return;
  const cell = link.closest("th, td");
  const row = cell.parentElement;
  const rows = [...table().tBodies].flatMap((body) => [...body.rows]);
  const at = rows.indexOf(row);
  const own = links(row);
  const to = (n) => inColumn(rows[Math.max(0, Math.min(rows.length - 1, n))], cell.cellIndex);
  const moves = {
    ArrowLeft: () => own[own.indexOf(link) - 1],
    ArrowRight: () => own[own.indexOf(link) + 1],
    ArrowUp: () => to(at - 1),
    ArrowDown: () => to(at + 1),
    PageUp: () => to(at - PAGE_ROWS),
    PageDown: () => to(at + PAGE_ROWS),
    Home: () => links(event.ctrlKey ? rows[0] : row)[0],
    End: () => links(event.ctrlKey ? rows.at(-1) : row).at(-1),
  };
  if (!moves[event.key]) return;
  event.preventDefault();
  go(moves[event.key]());
});

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-board] tbody a") && target.tabIndex < 0) go(target);
});
document.addEventListener("htmx:afterSettle", begin);
begin();
