/* Menus are <details> and open without this. Here Escape closes one and gives focus back, and so does a press elsewhere. */

function close(menu, giveBack) {
  menu.open = false;
  if (giveBack) menu.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector(".menu[open]");
  if (menu) close(menu, menu.contains(document.activeElement));
});

document.addEventListener("pointerdown", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) close(menu, false);
  }
});

/* "Show password" exists only where a script can do it. */
for (const box of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(box.dataset.shows);
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("change", () => { field.type = box.checked ? "text" : "password"; });
  field.form?.addEventListener("submit", () => { field.type = "password"; });
}
