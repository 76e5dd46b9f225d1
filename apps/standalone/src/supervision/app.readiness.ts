import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 2_000;

/** Whether that address answers 200. */
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
 * Waits until the address answers 200.
 * @param giveUp asked before every look; throws to end the waiting
 */
export async function waitUntilReady(url: string, giveUp: () => void): Promise<void> {
  for (;;) {
    giveUp();
    if (await isReady(url)) return;
    await sleep(LOOK_EVERY_MS);
  }
}
