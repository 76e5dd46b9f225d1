// Shows push messages and opens their page. It handles no requests, so pages load as they do without it.

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('push', (event) => {
  const { title, path, tag } = readMessage(event.data);
  event.waitUntil(self.registration.showNotification(title, { tag, icon: '/favicon.svg', data: { path } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data?.path));
});

// Browsers require that every message is shown, so an unreadable one is shown without details.
function readMessage(data) {
  try {
    const { title, path, tag } = data.json();
    return { title: String(title), path: String(path), tag: String(tag) };
  } catch {
    return { title: 'Dutycycle', path: '/', tag: 'unreadable' };
  }
}

// A window with other content is kept, because it may contain unsaved input.
async function openPage(path) {
  const url = new URL(path ?? '/', self.location.origin);
  if (url.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find((each) => each.url === url.href);
  await (open === undefined ? self.clients.openWindow(url.href) : open.focus());
}
