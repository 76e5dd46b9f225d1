import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that a process's event loop was held at most since it was asked last. @param metrics its page for Prometheus */
async function longestHold(metrics: string): Promise<number> {
  const text = await (await fetch(metrics)).text();
  const seconds = /^dutycycle_nodejs_eventloop_lag_max_seconds\S* (\S+)$/m.exec(text)?.[1];
  if (seconds === undefined) throw new Error(`${metrics} does not tell how long the event loop was held`);
  return Number(seconds) * 1000;
}

/** How much longer than when idle the event loop is held by some work. */
export async function extraHold(metrics: string, idleMs: number, work: () => Promise<void>): Promise<number> {
  await longestHold(metrics);
  await sleep(idleMs);
  const idle = await longestHold(metrics);
  await work();
  return (await longestHold(metrics)) - idle;
}
