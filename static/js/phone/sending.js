// Sends what the phone kept: from pages and from the service worker, on load, when the network is back, when the page is seen.
// An entry leaves the phone only when the server has said that it is in its database. Sent twice, it is there once.

import * as box from "./box.js";

const TIMEOUT_MS = 10_000;
const SHOWN_FOR_MS = 6 * 3600 * 1000;
// The entry itself is at fault, and another sending would end the same way: its author has to look at it.
const AT_FAULT = new Set([409, 413, 422]);

async function ask(url, options = {}) {
  const reply = await fetch(url, {
    credentials: "same-origin",
    redirect: "error",
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...options,
  });
  const type = reply.headers.get("Content-Type") ?? "";
  // Whatever else sits in the network's way answers with pages.
  const body = type.startsWith("application/json") ? await reply.json() : null;
  return { status: reply.status, body, after_s: Number(reply.headers.get("Retry-After")) || 0 };
}

const isSaved = ({ status, body }) => status === 200 && typeof body?.is_latest === "boolean";

async function sendOne(state, entry) {
  const sent = { ...entry, person: state.person, sent_at: new Date().toISOString() };
  return ask("/phone/entries/", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": state.csrf },
    body: JSON.stringify(sent),
  });
}

// Most pages have nothing to send, and what the page without network shows changes once a day.
async function hasNothingToDo() {
  const name = await box.person();
  if (!name || Math.abs(Date.now() - (await box.shownSince(name))) > SHOWN_FOR_MS) return false;
  return !(await box.kept(name)).some(({ problem }) => !problem);
}

async function send() {
  if (await hasNothingToDo()) return { stopped: "" };
  const { status, body: state, after_s } = await ask("/phone/state/");
  if (status !== 200 || !state?.person) return { stopped: status === 401 ? "signed_out" : "no_answer", after_s };
  await box.setShown(state.person, state);
  for (const { entry, problem } of await box.kept(state.person)) {
    if (problem) continue;
    const reply = await sendOne(state, entry);
    if (isSaved(reply)) {
      await box.forget(entry.client_id);
      box.said({ saved: entry.client_id });
    } else if (AT_FAULT.has(reply.status)) {
      const why = reply.body?.error?.message ?? `${reply.status}`;
      await box.refuse(state.person, entry, why);
      box.said({ refused: entry.client_id, why });
    } else {
      return { stopped: reply.status === 401 ? "signed_out" : "no_answer", after_s: reply.after_s };
    }
  }
  return { stopped: "" };
}

// `stopped` says why something still waits: "signed_out", "no_answer", or nothing. One sender at a time is enough.
export async function sendAll() {
  try {
    return await navigator.locks.request("fallow-phone", { ifAvailable: true }, (lock) =>
      lock ? send() : { stopped: "busy" },
    );
  } catch {
    return { stopped: "no_answer" };
  }
}
