import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

const SCRIPT = readFileSync(join(import.meta.dirname, '../public/push-worker.js'), 'utf8');
const ORIGIN = 'https://air.example';

interface OpenWindow {
  readonly url: string;
  readonly focus: () => void;
}

/**
 * Runs the service worker with a stand-in for its global scope, because a browser opens windows only after a real
 * click.
 * @param urls addresses of open windows
 * @returns the actions that a click on a notification with a path causes
 */
async function click(path: unknown, urls: readonly string[] = []): Promise<readonly string[]> {
  const done: string[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const windows: OpenWindow[] = urls.map((url) => ({ url, focus: () => void done.push(`focus ${url}`) }));
  const scope = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    location: { origin: ORIGIN },
    clients: {
      matchAll: () => Promise.resolve(windows),
      openWindow: (url: string) => Promise.resolve(void done.push(`open ${url}`)),
    },
  };
  runInNewContext(SCRIPT, { self: scope, URL });
  let work: Promise<unknown> = Promise.resolve();
  listeners.get('notificationclick')!({
    notification: { data: { path }, close: () => void done.push('close') },
    waitUntil: (started: Promise<unknown>) => (work = started),
  });
  await work;
  return done;
}

describe('a click on a push message', () => {
  it('opens the page of the object in a new window', async () => {
    expect(await click('/tickets/1', [`${ORIGIN}/today`])).toEqual(['close', `open ${ORIGIN}/tickets/1`]);
  });

  it('shows the window that already has the page', async () => {
    expect(await click('/tickets/1', [`${ORIGIN}/today`, `${ORIGIN}/tickets/1`])).toEqual([
      'close',
      `focus ${ORIGIN}/tickets/1`,
    ]);
  });

  it('opens the start page without a path', async () => {
    expect(await click(undefined)).toEqual(['close', `open ${ORIGIN}/`]);
  });

  it.each(['https://elsewhere.example/', '//elsewhere.example/', 'javascript:alert(1)'])(
    'never leads to another site: %s',
    async (path) => {
      expect(await click(path)).toEqual(['close']);
    },
  );
});
