/* What somebody writes of a case waits on this device alone, sealed with the key of their session (see vault.js), until
   it is sent or they sign out. It is never sent by itself. */

import * as waiting from "./waiting.js";

const ACTION = "case-draft"; // no address: it only names the one draft of this person
const LONGEST = 24 * 60 * 60 * 1000; // milliseconds that a draft is kept
const form = document.getElementById("case-form");
const says = document.getElementById("draft-says");
const sends = document.querySelector("[data-sends-case]");

function fields() {
  return [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
}

function isEmpty(found) {
  return !found.some(([name, value]) => value && form.elements[name]?.tagName === "TEXTAREA");
}

function say(words) {
  says.hidden = false;
  says.textContent = words;
}

let timer = 0;

async function keep() {
  clearTimeout(timer);
  const found = fields();
  if (isEmpty(found)) return;
  const item = await waiting.wait({ action: ACTION, draft: true, stays: true, given: Date.now(), fields: found }, { once: true });
  await waiting.flush(); // with the key, where it was not here yet
  say(item.kept === false ? says.dataset.none : says.dataset.saved.replace("{time}", waiting.clock()));
}

function fill(found) {
  for (const [name, value] of found) {
    for (const box of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (box.type === "radio" || box.type === "checkbox") box.checked ||= box.value === value;
      else box.value = value;
    }
  }
  for (const more of form.querySelectorAll("details")) more.open ||= [...more.querySelectorAll("textarea")].some((box) => box.value);
}

async function begin() {
  await waiting.ready;
  const kept = waiting.staying(ACTION)[0];
  if (kept && Date.now() - kept.given > LONGEST) await waiting.settled(ACTION);
  else if (kept && isEmpty(fields())) {
    fill(kept.fields);
    say(says.dataset.back);
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 800);
  });
  form.addEventListener("submit", keep);
  addEventListener("pagehide", keep);
  document.addEventListener("learning:keep", (event) => event.detail.waitUntil(keep()));
}

if (form) begin();
if (sends) sends.addEventListener("submit", () => waiting.settled(ACTION));
