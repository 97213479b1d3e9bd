/* A button that prints the page; without a script the browser's own Print does. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
