/* The player without this works: plain forms. Here each answer carries when it was given, in tenths of a second since
   the attempt started (counted on from what the page said, so that a wrong clock does no harm), and a reflection is
   saved when the person leaves its box. */

const start = Number(document.querySelector("[data-tenths]")?.dataset.tenths ?? 0);
const opened = performance.now();

function tenths() {
  return Math.round(start + (performance.now() - opened) / 100);
}

// Capturing: the value must stand before htmx or the browser reads the form.
document.addEventListener("submit", (event) => stamp(event.target), true);
document.addEventListener("change", (event) => stamp(event.target.closest("form")), true);
document.addEventListener("learning:leave", () => document.querySelectorAll("form").forEach(stamp));

// Typing a reason or other words chooses the button that they belong to.
document.addEventListener("input", (event) => {
  const button = event.target.closest(".asked .choice")?.querySelector("input[type='radio']");
  if (button && event.target !== button) button.checked = true;
});

function stamp(form) {
  const field = form?.querySelector("[data-sequence]");
  if (field) field.value = tenths();
}
