import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Returns the maximum time in milliseconds that a process's event loop was blocked since the last call.
 * @param metrics URL of the process's Prometheus metrics
 */
async function readMaxBlockingMs(metrics: string): Promise<number> {
  const text = await (await fetch(metrics)).text();
  const seconds = /^dutycycle_nodejs_eventloop_lag_max_seconds\S* (\S+)$/m.exec(text)?.[1];
  if (seconds === undefined) throw new Error(`${metrics} has no metric of the event loop's delay`);
  return Number(seconds) * 1000;
}

/** Returns how many milliseconds longer the event loop is blocked during some work than when it is idle. */
export async function measureExtraBlocking(
  metrics: string,
  idleMs: number,
  work: () => Promise<void>,
): Promise<number> {
  await readMaxBlockingMs(metrics);
  await sleep(idleMs);
  const idle = await readMaxBlockingMs(metrics);
  await work();
  return (await readMaxBlockingMs(metrics)) - idle;
}
