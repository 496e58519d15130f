// Menus (<details class="menu">) close on Escape, on a click elsewhere, and when focus leaves them.

const openMenus = () => document.querySelectorAll(".menu[open]");

function closeOutside({ target }) {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
}

document.addEventListener("click", closeOutside);
document.addEventListener("focusin", closeOutside);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On a phone the tabs of a place scroll in one line: the one that is open is in sight.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
