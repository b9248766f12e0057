// Keeps the shell of the app, so that an installed one opens at once and says by itself when nobody answers.
const SHELL = "ratoon-shell-1";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add("/")));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((keys) => Promise.all(keys.filter((key) => key !== SHELL).map((key) => caches.delete(key))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && !url.pathname.startsWith("/api/") && !url.pathname.startsWith("/auth/")) {
    event.respondWith(fresh(event.request));
  } else if (url.pathname.startsWith("/assets/app/")) {
    event.respondWith(kept(event.request));
  }
});

/** The newest page; the kept one where nobody answers. What only an older one has asked for is let go. */
async function fresh(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      const cache = await caches.open(SHELL);
      const before = await cache.match("/");
      if (before && (await before.text()) !== (await answer.clone().text())) {
        const all = await cache.keys();
        await Promise.all(
          all.filter((one) => new URL(one.url).pathname.startsWith("/assets/app/")).map((one) => cache.delete(one)),
        );
      }
      await cache.put("/", answer.clone());
    }
    return answer;
  } catch {
    return (await caches.match("/")) ?? Response.error();
  }
}

/** What has a digest in its name never changes. */
async function kept(request) {
  const before = await caches.match(request);
  if (before) return before;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(SHELL);
    await cache.put(request, answer.clone());
  }
  return answer;
}
