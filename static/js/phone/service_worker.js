// Makes the phone's page open without network, and sends what was kept. `ASSETS`, `SHELL` and `VERSION` stand above.

const CACHE = `fallow-${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...ASSETS])));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
    await sendAll();
  };
  event.waitUntil(tidy());
});

// Pages of people are never kept: without network every address opens the one page that is about nobody.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(SHELL)));
  } else if (ASSETS.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreSearch: true })));
  }
});

self.addEventListener("message", (event) => {
  if (event.data === "send") event.waitUntil(sendAll());
});

// A reminder: the server wrote the words, and nothing in them is about anybody. One of a kind at a time.
self.addEventListener("push", (event) => {
  const { title, body, tag, url, stop, no_more: noMore } = event.data?.json() ?? {};
  if (!title) return;
  const actions = stop ? [{ action: "stop", title: noMore }] : [];
  event.waitUntil(self.registration.showNotification(title, { body, tag, actions, data: { url, stop } }));
});

self.addEventListener("notificationclick", (event) => {
  const { url, stop } = event.notification.data ?? {};
  event.notification.close();
  event.waitUntil(event.action === "stop" ? end(stop) : show(url));
});

async function show(path) {
  const here = new URL(path ?? "/today/", self.location.origin);
  if (here.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: "window" });
  const there = windows.find((each) => new URL(each.url).pathname === here.pathname);
  // A page that is left open may show yesterday.
  await (there ? there.navigate(here.href).then((page) => page?.focus()) : self.clients.openWindow(here.href));
}

// One tap, as in a mail; where that does not get through, the page asks.
async function end(path) {
  const answer = await fetch(path, { method: "POST" }).catch(() => null);
  if (!answer?.ok) await show(path);
}
