import { setTimeout as sleep } from 'node:timers/promises';

const POLL_INTERVAL_MS = 100;
const RESPONSE_TIMEOUT_MS = 2_000;

/** Returns whether the URL responds with 200. */
export async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/**
 * Waits until the URL responds with 200.
 * @param checkStopped called before each attempt; throws to stop waiting
 */
export async function waitUntilReady(url: string, checkStopped: () => void): Promise<void> {
  for (;;) {
    checkStopped();
    if (await isReady(url)) return;
    await sleep(POLL_INTERVAL_MS);
  }
}
