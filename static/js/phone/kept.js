// Forms that work without network: what is sent is kept on the phone first, and deleted there once it is saved.

import * as box from "./box.js";
import { sendAll } from "./sending.js";

const FIRST_RETRY_S = 15;
const LAST_RETRY_S = 300;
const NO_FIELD = new Set(["csrfmiddlewaretoken", "client_id"]);

const own = document.body.dataset.person;
const words = document.getElementById("phone-words")?.content;
const waiting = new Map(); // by client id, the form on this page that an entry came from
let retry;
let retry_s = FIRST_RETRY_S;

const word = (name) => words?.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
export const whose = async () => own ?? (await box.person());
export const localDay = (at = new Date()) =>
  `${at.getFullYear()}-${`${at.getMonth() + 1}`.padStart(2, "0")}-${`${at.getDate()}`.padStart(2, "0")}`;

function note(tone, text) {
  const found = document.createElement("p");
  found.className = "note";
  found.dataset.tone = tone;
  found.role = tone === "stop" ? "alert" : "status";
  found.textContent = text;
  return found;
}

function tell(form, tone, text) {
  form.previousElementSibling?.matches("[data-phone-says]") && form.previousElementSibling.remove();
  const says = document.createElement("div");
  says.dataset.phoneSays = "";
  says.className = "stack is-tight";
  says.append(note(tone, text));
  // The button that had the focus may be gone with its form.
  const had = form.contains(document.activeElement);
  form.before(says);
  if (had) {
    says.tabIndex = -1;
    says.focus();
  }
  return says;
}

function entryOf(form, submitter) {
  const fields = {};
  for (const [name, value] of new FormData(form, submitter)) {
    if (NO_FIELD.has(name) || value === "") continue;
    fields[name] = name in fields ? [fields[name], value].flat() : value;
  }
  return {
    client_id: crypto.randomUUID(),
    kind: form.dataset.kept,
    day: form.dataset.day || localDay(),
    session: form.dataset.session ?? "",
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    said_at: new Date().toISOString(),
    fields,
  };
}

const isAbout = (entry) => (other) =>
  other.kind === entry.kind && other.day === entry.day && other.session === entry.session;

async function take(form, entry) {
  const name = await whose();
  await box.keep(name, entry);
  // What was refused before is answered by this one.
  for (const old of await box.kept(name)) {
    if (old.problem && old.entry.client_id !== entry.client_id && isAbout(entry)(old.entry)) {
      await box.forget(old.entry.client_id);
    }
  }
  wait(form, entry);
  await sendNow();
}

function wait(form, entry) {
  waiting.set(entry.client_id, form);
  tell(form, "info", word("kept"));
  form.hidden = true;
}

// A page that is opened while something waits shows that instead of asking again.
export async function adopt() {
  const name = await whose();
  for (const { entry, problem } of name ? await box.kept(name) : []) {
    const forms = [...document.querySelectorAll(`form[data-kept="${entry.kind}"]:not([hidden])`)];
    const form = forms.find(({ dataset }) => isAbout(entry)({ ...dataset, kind: dataset.kept, session: dataset.session ?? "" }));
    if (form && !problem && !waiting.has(entry.client_id)) wait(form, entry);
  }
}

function saved(clientId) {
  const form = waiting.get(clientId);
  waiting.delete(clientId);
  if (!form?.isConnected) return;
  const says = tell(form, "positive", word("saved"));
  const { card, target } = form.dataset;
  if (card && window.htmx) {
    window.htmx.ajax("GET", card, { target, swap: "outerHTML" }).then(() => says.remove());
  } else if (form.dataset.after) {
    window.location.assign(form.dataset.after);
  }
}

function refused(clientId, why) {
  const form = waiting.get(clientId);
  if (!form?.isConnected) return;
  form.hidden = false;
  tell(form, "stop", `${word("refused")} ${why}`);
}

function heard({ saved: id, refused: bad, why }) {
  if (id) saved(id);
  if (bad) refused(bad, why);
  showWaiting();
}

// The list of what still waits, on pages that have a place for it.
async function showWaiting(stopped = "") {
  const place = document.querySelector("[data-phone-waiting]");
  const name = await whose();
  if (!place || !name) return;
  // What was refused is told beside its form, where that is on this page.
  const all = (await box.kept(name)).filter(({ entry, problem }) => !problem || !waiting.get(entry.client_id)?.isConnected);
  place.hidden = !all.length;
  place.replaceChildren();
  const open = all.filter(({ problem }) => !problem).length;
  if (open) {
    const why = stopped === "signed_out" ? word("signed-out") : word("waiting");
    place.append(note("info", `${word("count").replace("{n}", open)} ${why}`));
  }
  for (const { entry, problem } of all) {
    if (!problem) continue;
    const row = note("stop", `${entry.day}: ${word("refused")} ${problem}`);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button is-quiet" });
    button.textContent = word("delete");
    button.addEventListener("click", async () => {
      await box.forget(entry.client_id);
      showWaiting();
    });
    row.append(button);
    place.append(row);
  }
}

export async function sendNow() {
  clearTimeout(retry);
  const { stopped, after_s = 0 } = await sendAll();
  await showWaiting(stopped);
  if (stopped === "no_answer" || stopped === "busy") {
    retry = setTimeout(sendNow, 1000 * Math.max(after_s, retry_s));
    retry_s = Math.min(2 * retry_s, LAST_RETRY_S);
  } else {
    retry_s = FIRST_RETRY_S;
  }
}

async function signOut(form) {
  await sendAll();
  const name = await whose();
  const left = name ? await box.kept(name) : [];
  if (left.length && !window.confirm(word("sign-out").replace("{n}", left.length))) return;
  await box.clear();
  form.submit();
}

const canKeep = () => own !== undefined || document.body.hasAttribute("data-without-network");

document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    if (form.matches("[data-signs-out]")) {
      event.preventDefault();
      signOut(form).catch(() => form.submit());
    }
    if (!form.matches("[data-kept]") || !canKeep() || form.dataset.plain !== undefined) return;
    const entry = entryOf(form, submitter);
    if (!Object.keys(entry.fields).length) return; // the page says what is missing
    event.preventDefault();
    event.stopImmediatePropagation(); // htmx would send it as well
    take(form, entry).catch(() => {
      // A browser that keeps nothing sends as pages do.
      form.hidden = false;
      form.dataset.plain = "";
      form.requestSubmit(submitter);
    });
  },
  { capture: true },
);

box.listen(heard);
window.addEventListener("online", sendNow);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendNow());

export const started = (async () => {
  if (own) await box.setPerson(own);
  if (own && "serviceWorker" in navigator) {
    navigator.serviceWorker.register("/sw.js", { type: "module" }).catch(() => {});
  }
  await adopt();
  await sendNow();
})().catch(() => {});
