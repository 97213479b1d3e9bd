/* Leave quickly: the link works without this. Here it saves what waits, takes this page out of the history, and
   answers to Shift pressed three times, unless that was switched off in this browser. */

const SWITCH = "leave-by-shift";
const WITHIN = 5000; // milliseconds between the first press and the third

const link = document.querySelector("[data-leave]");
const said = document.getElementById("said");

function allowed() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

const LONGEST = 300; // milliseconds that keeping something on the device may take

/** Forms that were changed and say that they may be sent at any time go out with a request that outlives the page; a
    page that can keep them on the device does so as well. Resolves when that is done, or soon after. */
function saveWhatWaits() {
  const kept = [];
  document.dispatchEvent(new CustomEvent("learning:leave", { detail: { waitUntil: (promise) => kept.push(promise) } }));
  for (const form of document.querySelectorAll("form[data-save-on-leave]")) {
    if (!form.dataset.changed) continue;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, credentials: "same-origin" }).catch(() => {});
  }
  return Promise.race([Promise.allSettled(kept), new Promise((resolve) => { setTimeout(resolve, LONGEST); })]);
}

/** The screen is empty at once; the page goes as soon as what was typed is safe. */
export async function leave() {
  document.title = "";
  document.body.hidden = true;
  await saveWhatWaits();
  location.replace(link.href);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-save-on-leave]");
  if (form) form.dataset.changed = "yes";
});

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  let presses = 0;
  let first = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = 0; // Shift was held for a capital letter or a selection
      return;
    }
    if (event.repeat || !allowed()) return;
    if (event.timeStamp - first > WITHIN) presses = 0;
    if (presses === 0) first = event.timeStamp;
    presses += 1;
    if (presses === 3) {
      leave();
    } else if (said) {
      said.textContent = presses === 1 ? link.dataset.saidFirst : link.dataset.saidSecond;
    }
  });
  document.addEventListener("pointerdown", () => { presses = 0; });
}

const box = document.querySelector("[data-leave-switch]");
if (box) {
  box.checked = allowed();
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(SWITCH);
      else localStorage.setItem(SWITCH, "off");
    } catch {
      box.checked = true; // this browser keeps nothing, so the shortcut stays
    }
  });
}

// Coming back with the "back" button may show the page as it was left: hidden.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.body.hidden) location.reload();
});
