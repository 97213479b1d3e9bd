/* Where focus goes: to the error summary of a page that came back with errors, and after each htmx change to the
   first error or else to the new heading, if it asks for that with tabindex="-1". */

function lead(element) {
  const asked = element.hasAttribute("tabindex");
  if (!asked && !element.matches("a, button, input, select, textarea, summary")) element.tabIndex = -1;
  element.focus();
}

function target(root) {
  const wanted = ["[data-focus]", ".errors", "[aria-invalid='true']", "h1[tabindex='-1'], h2[tabindex='-1'], h3[tabindex='-1']"];
  for (const selector of wanted) {
    const found = root.matches?.(selector) ? root : root.querySelector?.(selector);
    if (found) return found;
  }
  return null;
}

const summary = document.querySelector(".errors[tabindex='-1']");
if (summary) lead(summary);

document.addEventListener("htmx:afterSettle", (event) => {
  const found = target(event.detail.elt);
  if (found) lead(found);
});
