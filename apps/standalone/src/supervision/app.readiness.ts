import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 2_000;

/** Returns whether the URL responds with 200. */
export async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/**
 * Waits until the URL responds with 200.
 * @param giveUp called before each attempt; throws to stop waiting
 */
export async function waitUntilReady(url: string, giveUp: () => void): Promise<void> {
  for (;;) {
    giveUp();
    if (await isReady(url)) return;
    await sleep(LOOK_EVERY_MS);
  }
}
