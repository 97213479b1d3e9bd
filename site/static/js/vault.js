/* Where what waits is kept on the device: IndexedDB, each record sealed with AES-GCM. A record holds its random id, the
   uuid of the key that sealed it, and bytes. The key itself comes from the site, stays in memory, and cannot be read
   out of it even there. */

const DATABASE = "learning";
const STORE = "waiting";
const BLOCK = 512; // lengths are rounded up, so that they tell little

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
  return opened;
}

async function within(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const asked = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** Every record in this browser, whoever sealed it. */
export function records() {
  return within("readonly", (store) => store.getAll());
}

export function remove(ids) {
  return within("readwrite", (store) => { for (const id of ids) store.delete(id); });
}

/** A key as the site hands it out, in a form that seals and opens and never shows itself. */
export function imported(base64) {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function padded(text) {
  const bytes = new TextEncoder().encode(text);
  const whole = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK).fill(0x20);
  whole.set(bytes);
  return whole;
}

/** Seal an item and keep it under its id, in the place of what stood there. */
export async function keep(item, name, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const also = new TextEncoder().encode(`${item.id} ${name}`);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: also }, key, padded(JSON.stringify(item)));
  await within("readwrite", (store) => store.put({ id: item.id, key: name, iv, sealed }));
}

/** The item again, or null where the key does not open it or the record was changed. */
export async function unsealed(record, key) {
  const also = new TextEncoder().encode(`${record.id} ${record.key}`);
  try {
    const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv, additionalData: also }, key, record.sealed);
    return JSON.parse(new TextDecoder().decode(open));
  } catch {
    return null;
  }
}
