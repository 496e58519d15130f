// What this phone keeps: entries that wait for the network, and what the page without network shows.
// All of it is sealed with a key that the browser never hands out, one per person. No text of it lies here in the open.

const NAME = "fallow-phone";
const STORES = ["keys", "entries", "notes"];
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const channel = new BroadcastChannel(NAME);

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const { result } = request;
      // Another tab signs out: what it deletes must not be held open here.
      result.onversionchange = () => {
        result.close();
        opened = undefined;
      };
      resolve(result);
    };
  });
  return opened;
}

// Resolves once the transaction is on the disk, to what `work` asked for last.
async function inStore(store, mode, work) {
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  const request = work(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

const read = (store, key) => inStore(store, "readonly", (rows) => rows.get(key));
const write = (store, key, value) => inStore(store, "readwrite", (rows) => rows.put(value, key));
const remove = (store, key) => inStore(store, "readwrite", (rows) => rows.delete(key));

async function keyOf(person) {
  const known = await read("keys", person);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two tabs may make one at once; the first one in holds.
  await inStore("keys", "readwrite", (rows) => {
    rows.get(person).onsuccess = ({ target }) => target.result ?? rows.put(made, person);
  });
  return read("keys", person);
}

async function sealed(person, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = encoder.encode(JSON.stringify(value));
  return { person, iv, text: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(person), text) };
}

async function unsealed({ person, iv, text }) {
  return JSON.parse(decoder.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyOf(person), text)));
}

// What happened to an entry is told to every page of this phone, to this one too.
const listeners = new Set();
channel.onmessage = ({ data }) => listeners.forEach((heard) => heard(data));
export const listen = (heard) => listeners.add(heard);
export function said(what) {
  channel.postMessage(what);
  listeners.forEach((heard) => heard(what));
}

export const person = async () => (await read("notes", "person")) ?? null;
export const setPerson = (name) => write("notes", "person", name);

export async function keep(name, entry) {
  await write("entries", entry.client_id, { ...(await sealed(name, { entry, problem: "" })), at: Date.now() });
}

// The entries of one person, oldest first: `{ entry, problem }`; those of others are neither read nor counted.
export async function kept(name) {
  const rows = (await inStore("entries", "readonly", (all) => all.getAll())).filter((row) => row.person === name);
  return Promise.all(rows.sort((a, b) => a.at - b.at).map(unsealed));
}

export async function refuse(name, entry, problem) {
  const row = await read("entries", entry.client_id);
  if (row) await write("entries", entry.client_id, { ...row, ...(await sealed(name, { entry, problem })) });
}

export const forget = (clientId) => remove("entries", clientId);

export const setShown = async (name, what) =>
  write("notes", "shown", { ...(await sealed(name, what)), at: Date.now() });

// Since when the phone has that, in milliseconds; 0 where it never had it for this person.
export async function shownSince(name) {
  const row = await read("notes", "shown");
  return row?.person === name ? row.at : 0;
}

// What the page without network shows to this person, as far as it was ever loaded for them.
export async function shown(name) {
  const row = await read("notes", "shown");
  return row?.person === name ? unsealed(row) : null;
}

// Nothing stays: keys, entries, what was shown, and the pages that were kept.
export async function clear() {
  (await opened)?.close();
  opened = undefined;
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
  if ("caches" in globalThis) for (const name of await caches.keys()) await caches.delete(name);
}
