/* The keys of the list of findings: they act on the finding that is shown as the present one. Every answer is a button
   of the form itself, so that all of it works without this. */

const form = () => document.getElementById("case-names");
const all = () => [...(form()?.querySelectorAll("[data-finding]") ?? [])];
const now = () => all().find((one) => one.hasAttribute("data-now")) ?? all()[0];

/** With this one finding is open at a time, and the rest a line each. */
function fold() {
  const list = form()?.querySelector(".finds");
  if (!list) return;
  list.dataset.folded = "";
  if (!all().some((one) => one.hasAttribute("data-now"))) all()[0]?.setAttribute("data-now", "");
}

function show(finding) {
  if (!finding) return;
  for (const one of all()) one.toggleAttribute("data-now", one === finding);
  finding.querySelector("[data-replace]").focus();
  finding.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const found = all();
  show(found[Math.min(Math.max(found.indexOf(now()) + by, 0), found.length - 1)]);
}

function keep() {
  const summary = now()?.querySelector("[data-keep]");
  if (!summary) return;
  summary.parentElement.open = true;
  summary.parentElement.querySelector("input").focus();
}

const keys = {
  n: () => step(1),
  p: () => step(-1),
  r: () => now()?.querySelector("[data-replace]").click(),
  g: () => now()?.querySelector("[data-general]").select(),
  x: keep,
  u: () => form().querySelector("[data-undo]")?.click(),
  e: () => form().querySelector("[data-edit]").click(),
};

document.addEventListener("keydown", (event) => {
  const act = keys[event.key.toLowerCase()];
  const isWriting = event.target.matches("input:not([type=hidden]), textarea, select");
  if (!form() || !act || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-show]")) show(event.target.closest("[data-finding]"));
});

document.addEventListener("htmx:afterSettle", fold);
fold();

// Whatever of a finding has the focus, it is the present one.
document.addEventListener("focusin", (event) => {
  const finding = event.target.closest?.("[data-finding]");
  if (finding && !event.target.matches("[data-show]")) for (const one of all()) one.toggleAttribute("data-now", one === finding);
});

// Enter in a box means the button beside it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("#case-names input[type=text]")) return;
  event.preventDefault();
  event.target.closest(".keeps, [data-finding]").querySelector("button[type=submit]").click();
});
