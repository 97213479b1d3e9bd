/* Four helps for authors in Wagtail's editor; each form works without them: a scenario shows its map, captions can be
   filled from a file, a file that is too large is refused before it travels, and a save waits for the autosave. */

const MAP_WAIT = 600;

function prefixOf(block) {
  return block.querySelector("[name$='-start']")?.name.replace(/-start$/, "");
}

async function drawMap(block, place) {
  const prefix = prefixOf(block);
  if (!prefix) return;
  const body = new FormData();
  body.append("prefix", prefix);
  for (const field of block.querySelectorAll("input[name], textarea[name], select[name]")) {
    if (field.name.startsWith(`${prefix}-`)) body.append(field.name, field.value);
  }
  const config = JSON.parse(document.getElementById("wagtail-config").textContent);
  const asked = (place.dataset.asked = String(Number(place.dataset.asked ?? 0) + 1));
  const address = new URL("../scenario-map/", new URL(config.ADMIN_URLS.PAGES, location.href));
  const answer = await fetch(address, {
    method: "POST",
    body,
    headers: { [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN },
    credentials: "same-origin",
  });
  if (answer.ok && place.dataset.asked === asked) place.innerHTML = await answer.text();
}

function addMap(block) {
  const place = document.createElement("div");
  place.className = "scenario-map";
  place.setAttribute("aria-live", "off");
  block.append(place);
  block.dataset.mapped = "yes";
  let waiting;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => drawMap(block, place), MAP_WAIT);
  };
  block.addEventListener("input", later);
  block.addEventListener("click", (event) => event.target.closest("button") && later());
  new IntersectionObserver((entries, watcher) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    drawMap(block, place);
  }).observe(place);
}

function look() {
  document.querySelectorAll(".scenario-block:not([data-mapped])").forEach(addMap);
}

new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
look();

document.addEventListener("change", async (event) => {
  const file = event.target.files?.[0];
  if (!file) return;
  if (event.target.closest("[data-reads-captions]")) {
    const box = event.target.closest("[data-reads-captions]").parentElement.querySelector("textarea");
    box.value = await file.text();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  const field = event.target;
  if (!field.dataset.largestBytes) return;
  const tooLarge = file.size > Number(field.dataset.largestBytes);
  field.setCustomValidity(tooLarge ? field.dataset.tooLarge : "");
  if (tooLarge) {
    field.reportValidity();
    field.value = "";
  }
}, true);

/* A save that overtakes an autosave leaves two versions, and the next page warns of one from "another window" that nobody
   opened. So it waits until the autosave has been answered, and none begins after it. */
let autosaving = false;
let leaving = false;
let held;

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-edit-form]")) return;
  leaving = !autosaving;
  if (leaving) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held = { form, submitter };
}, true);

document.addEventListener("w-autosave:save", (event) => {
  if (leaving) event.preventDefault();
  else autosaving = true;
});

for (const answered of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(answered, () => {
    autosaving = false;
    if (!held) return;
    const { form, submitter } = held;
    held = undefined;
    // A button that shows it is at work was disabled by now, and would not be sent with its name.
    if (submitter) submitter.disabled = false;
    form.requestSubmit(submitter);
  });
}

window.addEventListener("pageshow", () => (leaving = false));
