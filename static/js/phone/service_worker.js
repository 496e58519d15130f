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
