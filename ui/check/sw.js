// Keeps the check page for the time without a network: pages, styles, and the last signed lists of the office.
// Fresh first, kept copy when the network fails; lists carry their own date and signature, so an old one is told as old.
const CACHE = "jemput-check-2";
const SHELL = [
  "/v",
  "/V1",
  "/v/app/boot.js",
  "/v/app/app.js",
  "/v/app/app_bg.wasm",
  "/v/app/manifest.webmanifest",
  "/static/tokens.css",
  "/static/kit.css",
  "/static/icons.svg",
  "/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "/static/fonts/atkinson-hyperlegible-mono-latin-wght-normal.woff2",
  "/v/office",
  "/v/keys",
];
const KEPT = ["/v", "/V1", "/v/office", "/v/keys"];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(SHELL))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function freshOrKept(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(request, answer.clone());
    }
    return answer;
  } catch (lost) {
    const kept = await cache.match(request);
    if (kept) {
      return kept;
    }
    throw lost;
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  const path = address.pathname;
  // Never the pages of single letters: what was typed there stays out of the phone's memory.
  const ours = KEPT.includes(path) || path.startsWith("/v/app/") || path.startsWith("/v/status/") || path.startsWith("/static/");
  if (event.request.method === "GET" && address.origin === self.location.origin && ours) {
    event.respondWith(freshOrKept(event.request));
  }
});
