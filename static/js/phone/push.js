// Messages to this phone: asked for only after a tap, told in words where the browser refuses.

const card = document.querySelector("[data-push]");
const part = (name) => card.querySelector(name);
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function show(state) {
  for (const each of card.querySelectorAll("[data-push-says]")) each.hidden = each.dataset.pushSays !== state;
  const isOn = state === "on";
  part("[data-push-buttons]").hidden = !able;
  part("[data-push-on]").hidden = isOn;
  for (const name of ["[data-push-off]", "[data-push-test]"]) part(name).hidden = !isOn;
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
}

// Of another key of the server: nothing that it signs now would be let through.
function isOfOurs(subscription) {
  const theirs = new Uint8Array(subscription.options.applicationServerKey ?? []);
  const ours = bytes(card.dataset.push);
  return theirs.length === ours.length && theirs.every((each, n) => each === ours[n]);
}

async function tell(subscription, more = {}) {
  const { endpoint, keys } = subscription.toJSON();
  const sent = new URLSearchParams({ endpoint, ...keys, ...more });
  sent.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const answer = await fetch(card.dataset.pushUrl, { method: "POST", body: sent });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer;
}

async function agree() {
  if ((await Notification.requestPermission()) !== "granted") return show("refused");
  const worker = await navigator.serviceWorker.ready;
  const key = bytes(card.dataset.push);
  const earlier = await worker.pushManager.getSubscription();
  if (earlier && !isOfOurs(earlier)) await earlier.unsubscribe();
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  try {
    await tell(subscription);
  } catch (error) {
    await subscription.unsubscribe();
    throw error;
  }
  show("on");
}

async function leave() {
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.getSubscription();
  if (subscription) {
    await tell(subscription, { forget: "on" });
    await subscription.unsubscribe();
  }
  show("off");
}

async function begin() {
  if (!able) return show("unable");
  if (Notification.permission === "denied") return show("refused");
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.getSubscription();
  // Only who agreed hears: somebody else may have tapped on this phone, or before signing out.
  if (!subscription || !isOfOurs(subscription)) return show("off");
  const { hears } = await (await tell(subscription, { ask: "on" })).json();
  show(hears ? "on" : "off");
}

const safely = (work) => () => work().catch(() => show("failed"));
if (card) {
  part("[data-push-on]").addEventListener("click", safely(agree));
  part("[data-push-off]").addEventListener("click", safely(leave));
  safely(begin)();
}
