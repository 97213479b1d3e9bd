// Help in the editor of a module: the checklist and its links, whom a major change touches, and pasting from Word.
import { lists } from "./paste.js";

const later = (todo, wait) => {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(todo, wait);
  };
};

async function draw(place, address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) place.innerHTML = await answer.text();
}

// The checklist: drawn again when Wagtail has saved.
const checks = document.querySelector("[data-checks]");
if (checks) {
  const again = later(() => draw(checks, checks.dataset.checks), 300);
  document.addEventListener("w-autosave:success", again);
  checks.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-to-field], a[data-to-block]");
    if (!link) return;
    event.preventDefault();
    const { toBlock, toField } = link.dataset;
    lead(
      (toBlock && document.getElementById(`block-${toBlock}-section`)) ||
        (toField && document.querySelector(`[data-contentpath="${toField}"]`)),
    );
  });
}

// Opens the tab and every folded panel around a place, goes there and puts the cursor into its first field.
function lead(place) {
  if (!place) return;
  const tab = place.closest("[role=tabpanel]");
  if (tab?.hidden) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
  for (let around = place; around; around = around.parentElement?.closest("section")) {
    around.querySelector(":scope > .w-panel__header [data-panel-toggle][aria-expanded=false]")?.click();
  }
  requestAnimationFrame(() => {
    place.scrollIntoView({ block: "center" });
    place.querySelector("input:not([type=hidden]), textarea, select, [contenteditable=true]")?.focus({ preventScroll: true });
    place.classList.add("editor-found");
    setTimeout(() => place.classList.remove("editor-found"), 2500);
  });
}

// Whom a major change touches: for the day and the bridge module as they stand in the form.
const impact = document.querySelector("[data-impact]");
if (impact) {
  const form = impact.closest("form");
  const isMajor = () => form.querySelector("[name=change]:checked")?.value === "major";
  const show = later(() => {
    if (!isMajor()) return;
    const chosen = new URLSearchParams({
      part: "1",
      redo_by: form.querySelector("[name=redo_by]")?.value ?? "",
      bridge: form.querySelector("[name=bridge]")?.value ?? "",
    });
    draw(impact, `${impact.dataset.impact}?${chosen}`);
  }, 400);
  form.addEventListener("change", (event) => {
    if (["change", "redo_by", "bridge"].includes(event.target.name)) show();
  });
  show();
}

// Word and PowerPoint write lists as paragraphs; Draftail keeps lists that are lists.
document.addEventListener(
  "paste",
  (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!event.isTrusted || !html || !event.target.closest?.(".DraftEditor-root")) return;
    const clean = lists(html);
    if (clean === html) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const carried = new DataTransfer();
    carried.setData("text/html", clean);
    carried.setData("text/plain", event.clipboardData.getData("text/plain"));
    event.target.dispatchEvent(
      new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: carried }),
    );
  },
  true,
);
