/* What could not be sent yet: kept on this device, sealed with a key that the site holds for this person's session, and
   sent when the site can be reached again. On every page of somebody signed in; without anything that waits it asks the
   site for nothing. */

import * as vault from "./vault.js";

const place = document.getElementById("waiting");
const words = place?.dataset ?? {};
const said = document.getElementById("said");
const toast = document.getElementById("toast");
const isPlayer = Boolean(document.querySelector("[data-tenths]"));
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("learning") : null;

const FIRST_PAUSE = 4000; // milliseconds; each one after it is twice as long
const AFTER_THE_NEWS = 1000; // a device often says that it is connected before anything can be reached

const held = new Map(); // id → what waits, of this person alone
const keys = new Map(); // uuid → the key, of this person alone
let current = ""; // uuid of the key that seals from now on
let isStranger = false; // somebody else is signed in at this browser by now
let isSignedOut = false;
let again = 0; // timer
let pause = FIRST_PAUSE;

const SENT = "sent", MEND = "mend", LATER = "later", STOP = "stop", REFUSED = "refused";

function token() {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? cookie[1] : document.querySelector("[name='csrfmiddlewaretoken']")?.value ?? "";
}

/** A request that gives up: a line that neither carries nor breaks is no line. Null when the site was not reached. */
export async function post(address, body, headers = {}) {
  try {
    return await fetch(address, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token(), ...headers },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(15000),
    });
  } catch {
    return null;
  }
}

// ---- the keys ----

/** Ask for this session's key and for those of what this person left here before. False when it could not be known. */
async function openKeys(found) {
  const asked = new URLSearchParams([...new Set([...found.map((record) => record.key), ...keys.keys()])].map((name) => ["key", name]));
  const answer = await post(place.dataset.keys, asked);
  if (answer?.status === 401 || answer?.status === 403) isSignedOut = true;
  if (!answer?.ok || answer.headers.get("Content-Type") !== "application/json") return false;
  const told = await answer.json();
  isSignedOut = false;
  if (current && !told.keys[current] && !told.unknown.includes(current) && !told.lost.includes(current)) {
    forget();
    isStranger = true;
    return false;
  }
  for (const [name, key] of Object.entries(told.keys)) if (!keys.has(name)) keys.set(name, await vault.imported(key));
  current = told.current;
  await tidy(found, told);
  return true;
}

/** Nobody can read what an unknown key sealed; of what a lost one sealed its person is told. */
async function tidy(found, told) {
  const litter = found.filter((record) => told.unknown.includes(record.key) || told.lost.includes(record.key));
  if (!litter.length) return;
  await vault.remove(litter.map((record) => record.id));
  const lost = litter.filter((record) => told.lost.includes(record.key)).length;
  if (lost) tell(counted("lost", lost));
}

function forget() {
  held.clear();
  keys.clear();
  current = "";
}

// ---- what waits ----

async function readBack(found) {
  for (const record of found) {
    const key = keys.get(record.key);
    if (!key || held.has(record.id)) continue;
    const item = await vault.unsealed(record, key);
    if (item) held.set(item.id, { ...item, kept: true });
    else await vault.remove([record.id]);
  }
}

async function persist(item) {
  if (!keys.has(current)) return;
  const { kept, ...plain } = item;
  try {
    await vault.keep(plain, current, keys.get(current));
    item.kept = true;
  } catch {
    item.kept = false; // this browser keeps nothing: it stays on the page
  }
}

/** Keep something until it is sent. `once`: it takes the place of what waits for the same address. */
export async function wait(item, { once = false } = {}) {
  const before = once && [...held.values()].find((other) => other.action === item.action);
  const whole = { ...item, id: before ? before.id : crypto.randomUUID(), page: location.pathname };
  held.set(whole.id, whole);
  await persist(whole);
  show();
  if (!whole.draft) later();
  return whole;
}

/** What waits for an address was sent in another way. */
export async function settled(action) {
  const gone = [...held.values()].filter((item) => item.action === action).map((item) => item.id);
  await drop(gone);
}

async function drop(ids) {
  if (!ids.length) return;
  for (const id of ids) held.delete(id);
  try {
    await vault.remove(ids);
  } catch { /* nothing was kept */ }
  show();
}

export function waiting() {
  return [...held.values()].filter((item) => !item.draft);
}

/** What stays here until its person sends it themselves: it is never sent from here. */
export function staying(action) {
  return [...held.values()].filter((item) => item.stays && item.action === action);
}

function toSend() {
  return [...held.values()].filter((item) => !item.stays);
}

export function wasSignedOut() {
  return isSignedOut;
}

// ---- sending ----

let going = null;
let cameBack = false; // the connection, since the sending began that is under way

/** Send what waits, the first given first; one tab at a time. Resolves when nothing more can be done now. */
export function flush() {
  going ??= inTurn().finally(() => { going = null; });
  return going;
}

/** A sending that began without the connection fails: with it, it begins again at once. */
async function inTurn() {
  do {
    cameBack = false;
    await (navigator.locks ? navigator.locks.request("learning-waiting", sendAll) : sendAll());
  } while (cameBack);
}

async function sendAll() {
  clearTimeout(again);
  const found = await inVault();
  if (isStranger || !(held.size || (found.length && !keys.size))) return;
  if (!(await openKeys(found))) return stopped();
  for (const item of held.values()) if (!item.kept) await persist(item);
  const present = new Set((await inVault()).map((record) => record.id));
  for (const item of [...held.values()]) if (item.kept && !present.has(item.id)) held.delete(item.id); // sent by another tab
  await readBack(found);
  for (const item of toSend().sort((one, two) => one.given - two.given)) {
    const outcome = await send(item);
    if (outcome === STOP || outcome === LATER) return stopped();
  }
  pause = FIRST_PAUSE;
  show();
}

function stopped() {
  show();
  later();
}

function later() {
  clearTimeout(again);
  if (isStranger || isSignedOut || (!toSend().length && keys.size)) return;
  again = setTimeout(flush, pause);
  pause = Math.min(pause * 2, 60000);
}

async function send(item) {
  const block = item.anchor && location.pathname === item.page ? document.getElementById(item.anchor) : null;
  const fields = block ? item.fields : [...item.fields, ["handed_in", "on"]];
  const answer = await post(item.action, new URLSearchParams(fields), block ? { "HX-Request": "true" } : {});
  const outcome = outcomeOf(answer, block);
  if (outcome === STOP) isSignedOut = answer.status !== 403;
  if (outcome === SENT || outcome === REFUSED) await drop([item.id]);
  if (outcome === REFUSED) tell(words.refused);
  if (outcome === MEND && !item.mend) await persist(Object.assign(item, { mend: true, draft: false }));
  if (block && (outcome === SENT || outcome === MEND)) {
    document.dispatchEvent(new CustomEvent("learning:answered", { detail: { item, status: answer.status, html: await answer.text() } }));
  }
  return outcome;
}

function outcomeOf(answer, block) {
  if (!answer || answer.status >= 500 || answer.status === 429 || answer.status === 408) return LATER;
  if (answer.headers.has("HX-Redirect") || answer.redirected || answer.status === 401 || answer.status === 403) return STOP;
  if (answer.status === (block ? 200 : 204)) return SENT;
  return answer.status === 422 ? MEND : REFUSED;
}

async function inVault() {
  try {
    return await vault.records();
  } catch {
    return [];
  }
}

// ---- what the page says ----

function counted(kind, count) {
  return (count === 1 ? words[`${kind}One`] : words[`${kind}Many`]).replace("{n}", count);
}

function tell(text) {
  toast.textContent = text;
}

function sentence() {
  const all = waiting();
  if (isStranger) return words.stranger;
  const mend = all.filter((item) => item.mend);
  const answers = all.filter((item) => !item.mend && item.kind !== "reading" && item.kind !== "place").length;
  const rest = all.length - mend.length;
  if (rest) {
    const lead = answers ? counted("count", answers) : words.reading;
    const safe = all.every((item) => item.kept) ? words.safe : words.onPage;
    return `${lead}. ${isSignedOut ? words.signedOut : safe}`;
  }
  if (mend.length) return words.mend;
  return navigator.onLine || !isPlayer ? "" : words.offline;
}

let last = "";

/** Say what waits: in the bar of the player, below the header elsewhere, and once aloud. */
export function show() {
  const text = sentence();
  const waits = document.querySelector("#bar .waits span") ?? document.getElementById("waits");
  if (!waits) return;
  if (waits.id === "waits") {
    waits.hidden = !text;
    waits.querySelector("span").textContent = text;
  } else {
    waits.dataset.saved ??= waits.textContent;
    if (!text && last) waits.dataset.saved = words.saved.replace("{time}", clock());
    waits.textContent = text || waits.dataset.saved;
    waits.closest(".waits").classList.toggle("held", Boolean(text));
  }
  showMending();
  if (text !== last && (text || last)) said.textContent = text || words.saved.replace("{time}", clock());
  last = text;
}

function showMending() {
  const link = document.getElementById("waits-mend");
  const item = waiting().find((one) => one.mend && one.page !== location.pathname);
  if (!link) return;
  link.hidden = !item;
  if (item) link.href = `${item.page}#${item.anchor}`;
}

export function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

// ---- signing out ----

const dialog = document.getElementById("sign-out-waits");

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!place || new URL(form.action, location.href).pathname !== place.dataset.signOut || form.dataset.asked) return;
  event.preventDefault();
  await keepDrafts();
  await sendOrAsk(form);
}, true);

async function sendOrAsk(form) {
  await flush();
  if (held.size) ask(form);
  else goOut(form);
}

function goOut(form) {
  tabs?.postMessage("signed out");
  form.dataset.asked = "yes";
  form.submit();
}

function ask(form) {
  const mends = waiting().some((item) => item.mend);
  dialog.querySelector("[data-what]").textContent = sentence() || words.staying;
  dialog.querySelector("[data-when='offline']").hidden = navigator.onLine;
  dialog.querySelector("[data-when='mend']").hidden = !mends || !navigator.onLine;
  dialog.querySelector("[data-when='later']").hidden = mends || !navigator.onLine || !toSend().length;
  dialog.onclose = async () => {
    if (dialog.returnValue === "again") await sendOrAsk(form);
    if (dialog.returnValue !== "discard") return;
    await drop([...held.keys()]);
    document.dispatchEvent(new CustomEvent("learning:discarded"));
    if (navigator.onLine) goOut(form);
    else tell(words.discarded);
  };
  dialog.returnValue = "";
  dialog.showModal();
}

/** Let the page hand over what is typed and not sent; resolves when it is kept. */
function keepDrafts() {
  const kept = [];
  document.dispatchEvent(new CustomEvent("learning:keep", { detail: { waitUntil: (promise) => kept.push(promise) } }));
  return Promise.allSettled(kept);
}

// Signed out in another tab: nothing personal stays on the screen, and the keys go.
if (tabs) {
  tabs.onmessage = () => {
    forget();
    document.body.hidden = true;
    setTimeout(() => location.replace("/"), 1500);
  };
}

// ---- when ----

addEventListener("online", () => { [pause, cameBack] = [AFTER_THE_NEWS, true]; show(); ready.then(flush); });
addEventListener("offline", show);
document.addEventListener("visibilitychange", () => { if (!document.hidden && held.size) ready.then(flush); });
document.addEventListener("htmx:afterSettle", show);
// A page that comes back as it was left may be of somebody who has signed out since.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

/** Resolves when what this person left here before is known. */
export const ready = place ? start() : Promise.resolve();

async function start() {
  const found = await inVault();
  if (!found.length && !isPlayer) return;
  if (await openKeys(found)) await readBack(found);
  for (const item of held.values()) if (!item.kept) await persist(item);
  show();
}

ready.then(flush);
