/* The player without this works: plain forms. Here each answer carries when it was given, in tenths of a second since
   the attempt started (counted on from what the page said, so that a wrong clock does no harm); what was written is
   saved when its box is left, and before the page is; and what cannot be sent waits on the device (js/waiting.js). */

import { clock, flush, post, ready, settled, show, wait, waiting, wasSignedOut } from "./waiting.js";

const words = document.getElementById("waiting")?.dataset ?? {};
const said = document.getElementById("said");
const toast = document.getElementById("toast");
const start = Number(document.querySelector("[data-tenths]")?.dataset.tenths ?? 0);
const opened = performance.now();

function tenths() {
  return Math.floor(start + (performance.now() - opened) / 100);
}

function stamp(form) {
  const field = form?.querySelector("[data-sequence]");
  if (field) field.value = tenths();
}

// Capturing: the value must stand before htmx or the browser reads the form.
document.addEventListener("submit", (event) => stamp(event.target), true);
document.addEventListener("learning:leave", () => document.querySelectorAll("form").forEach(stamp));

// Typing a reason or other words chooses the button that they belong to.
document.addEventListener("input", (event) => {
  const button = event.target.closest(".asked .choice")?.querySelector("input[type='radio']");
  if (button && event.target !== button) button.checked = true;
});

// ---- what waits on the device ----

const ANSWERS = /^(?:how|span|suggestion|replace|keep)-\d+$/; // to what the screening asked
const SECRET = "csrfmiddlewaretoken"; // of one session: each sending takes the one of its own

function pathOf(form) {
  return new URL(form.getAttribute("action"), location.href).pathname;
}

/** What a form would send now, as it is kept: where to, what, and when it was given. */
function itemOf(form, entries = new FormData(form)) {
  const fields = [...entries].filter(([name, value]) => name !== SECRET && typeof value === "string");
  const kind = form.dataset.goesOn ?? (form.matches("[data-save-on-leave]") ? "text" : form.querySelector("[name='key']") ? "answer" : "other");
  return { kind, action: pathOf(form), anchor: form.closest("section[id]")?.id ?? "", fields, given: tenths() };
}

/** Keep what a form sends, and say so beside it. An answer is given once, so its form closes; the rest can be changed. */
async function keepForm(form, entries) {
  const isOnce = !form.querySelector("[name='option'], [name='walked']");
  await wait(itemOf(form, entries), { once: isOnce });
  delete form.dataset.changed;
  toast.textContent = "";
  if (isOnce) {
    sayKept(form);
    return;
  }
  const note = document.createElement("p");
  note.className = "waits held";
  note.tabIndex = -1;
  note.textContent = words.keptAnswer.replace("{time}", clock());
  for (const choices of form.querySelectorAll("fieldset")) choices.disabled = true;
  for (const button of form.querySelectorAll("button")) button.hidden = true;
  form.append(note);
  note.focus();
}

function sayKept(form) {
  const fresh = document.createElement("span");
  fresh.className = "saved";
  fresh.textContent = words.kept.replace("{time}", clock());
  const old = form.querySelector(".saved");
  if (old) old.replaceWith(fresh);
  else form.querySelector("button[type='submit']")?.after(fresh);
  said.textContent = fresh.textContent;
}

function isOurs(form) {
  return form?.matches?.("form[hx-post]") && form.querySelector("[data-sequence]");
}

document.addEventListener("htmx:configRequest", (event) => {
  if (isOurs(event.detail.elt)) event.detail.timeout = 15000;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isOurs(event.detail.elt) || navigator.onLine) return;
  event.preventDefault();
  keepForm(event.detail.elt, event.detail.requestConfig.formData);
});

for (const mishap of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(mishap, (event) => {
    const status = event.detail.xhr?.status ?? 0;
    if (!isOurs(event.detail.elt) || (status >= 400 && status < 500 && status !== 401)) return;
    event.stopPropagation(); // js/saved.js would say that it stays on this page alone
    keepForm(event.detail.elt, event.detail.requestConfig.formData).then(() => { if (status === 401) flush(); });
  }, true);
}

// htmx answered: what may have waited for the same address was overtaken.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && isOurs(event.detail.elt) && event.detail.elt.matches("[data-save-on-leave]")) settled(pathOf(event.detail.elt));
});

/** Put the pieces of the page that an answer brought in their places. Answers the fresh section. */
function put(section, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.getElementById(section.id);
  if (!fresh) return null;
  section.replaceWith(fresh);
  window.htmx?.process(fresh);
  for (const id of ["outcome", "bar"]) {
    const piece = page.getElementById(id);
    if (!piece) continue;
    piece.removeAttribute("hx-swap-oob");
    document.getElementById(id)?.replaceWith(piece);
  }
  show();
  return fresh;
}

// What waited was sent, and the site's answer is here: show it where it belongs, unless somebody is writing there.
document.addEventListener("learning:answered", (event) => {
  const { item, html, status } = event.detail;
  const section = document.getElementById(item.anchor);
  const box = section?.querySelector("textarea");
  const text = item.fields.find(([name]) => name === "text")?.[1];
  const isFresh = !box || box.value === text || box.value === box.defaultValue;
  if (!section || !isFresh || section.contains(document.activeElement) && box === document.activeElement) return;
  const had = section.contains(document.activeElement);
  const fresh = put(section, html);
  if (status === 422) fresh?.querySelector("form").setAttribute("data-changed", "yes");
  if (had) fresh?.querySelector("[data-focus]")?.focus();
});

// ---- what is written ----

/** Forms with words in them that were not sent yet; js/leave.js marks them as they change. */
function unsent() {
  return [...document.querySelectorAll("form[data-save-on-leave][data-changed]")];
}

/** Send the form beside the page. Answers the page's answer, or nothing when the site was not reached. */
async function send(form) {
  stamp(form);
  const answer = await post(form.action, new URLSearchParams(new FormData(form)), { "HX-Request": "true" });
  if (!answer || answer.status >= 500) return null;
  return { status: answer.status, html: await answer.text() };
}

function written(form) {
  return form.querySelector("textarea")?.value ?? "";
}

/** Show the piece of the page that an answer brought, and lead to it. */
function lead(form, html) {
  const fresh = put(form.closest("section[id]"), html);
  fresh.querySelector("form[data-save-on-leave]").dataset.changed = "yes";
  fresh.querySelector("[data-focus]")?.focus();
}

// A pause in typing keeps the words on the device, in case the page goes away before its box is left.
const pauses = new WeakMap();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-save-on-leave]");
  if (!form || event.target.closest(".asked")) return;
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => keepDraft(form), 1000));
});

function keepDraft(form) {
  clearTimeout(pauses.get(form));
  if (!form.isConnected || !form.dataset.changed) return null;
  stamp(form);
  const item = itemOf(form);
  item.fields = item.fields.filter(([name]) => !ANSWERS.test(name)); // nobody has pressed a button for these yet
  return wait({ ...item, draft: true }, { once: true });
}

document.addEventListener("learning:keep", (event) => {
  event.detail.waitUntil(Promise.all(unsent().map(keepDraft)));
});
document.addEventListener("learning:leave", (event) => {
  event.detail?.waitUntil(Promise.all(unsent().map(keepDraft)));
});

// Leaving the box saves quietly. What the screening asks about waits until the person saves or goes on.
document.addEventListener("change", async (event) => {
  const form = event.target.closest("form[data-save-on-leave]");
  if (!form || event.target.closest(".asked")) return;
  clearTimeout(pauses.get(form));
  const before = written(form);
  const answer = navigator.onLine ? await send(form) : null;
  if (!answer || answer.status === 401) {
    if (written(form) === before) await keepForm(form);
    if (answer) flush(); // signed out meanwhile: asking for the keys finds that out, and the bar says so
    return;
  }
  if (answer.status !== 200 || written(form) !== before) return;
  delete form.dataset.changed;
  await settled(pathOf(form));
  const fresh = new DOMParser().parseFromString(answer.html, "text/html").querySelector("[data-saved]");
  if (!fresh) return; // the words were taken back
  const place = form.querySelector(".saved");
  if (place) place.replaceWith(fresh);
  else form.querySelector("button[type='submit']").after(fresh);
  said.textContent = fresh.textContent.trim();
});

// ---- going on ----

/** Send what was written first. False when something in it is to be mended, and the page stays. */
async function sentFirst() {
  for (const form of unsent()) {
    const answer = await send(form);
    if (!answer || answer.status === 401) {
      await keepForm(form);
    } else if (answer.status === 200) {
      delete form.dataset.changed;
      await settled(pathOf(form));
    } else if (answer.status === 422) {
      lead(form, answer.html);
      return false;
    } else {
      toast.textContent = toast.dataset.refused;
      return false;
    }
  }
  return true;
}

/** The first block that begins in view, else the one that fills it: where somebody who pauses comes back to. */
function blockInView() {
  const blocks = [...document.querySelectorAll("article > [id^='b-']")];
  const top = (block) => block.getBoundingClientRect().top;
  const seen = blocks.find((block) => top(block) > -8 && top(block) < innerHeight / 2) ?? blocks.findLast((block) => top(block) < 0);
  return seen?.id.slice(2) ?? "";
}

// Going on, or pausing: first what was written, then what waits, then this; and to the next page only once it is saved.
document.addEventListener("submit", async (event) => {
  const going = event.target;
  if (going.matches("[hx-post]") || going.dataset.asked || !going.closest(".player")) return;
  if (!going.dataset.goesOn && unsent().length === 0) return;
  event.preventDefault();
  if (going.dataset.goesOn === "place") going.querySelector("[name='place']").value = blockInView() || going.querySelector("[name='place']").value;
  if (!(await sentFirst())) return;
  if (!going.dataset.goesOn) {
    going.submit();
    return;
  }
  await flush();
  const answer = waiting().some((item) => !item.mend) ? null : await post(going.action, new URLSearchParams(new FormData(going)), { "HX-Request": "true" });
  if (!answer || answer.status >= 500) {
    await keepGoing(going);
  } else if (answer.headers.has("Goes-To")) {
    goTo(answer.headers.get("Goes-To"));
  } else {
    going.submit();
  }
});

async function keepGoing(going) {
  await wait(itemOf(going), { once: true });
  const kept = going.dataset.goesOn === "place" ? words.keptPause : words.keptReading;
  toast.textContent = wasSignedOut() ? words.signedOut : kept;
}

function goTo(address) {
  const to = new URL(address, location.href);
  const stays = to.pathname === location.pathname;
  location.assign(to);
  if (stays) location.reload();
}

// Without a connection a link would end on the browser's own page about that, and this one would be gone.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || navigator.onLine || link.matches("[data-leave], [href^='#'], [href^='tel:'], [href^='sms:']")) return;
  event.preventDefault();
  toast.textContent = words.noPage;
});
addEventListener("online", () => { if ([words.noPage, words.keptReading, words.keptPause].includes(toast.textContent)) toast.textContent = ""; });

ready.then(show);
