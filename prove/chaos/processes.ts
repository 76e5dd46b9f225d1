import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_INTERVAL_MS = 20;

/** Waits until a condition is true. @throws Error with the condition's name after the timeout */
export async function until(
  what: string,
  isFulfilled: () => boolean | Promise<boolean>,
  seconds: number,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isFulfilled())) {
    if (Date.now() > deadline) throw new Error(`Timeout after ${seconds} s: ${what}`);
    await sleep(POLL_INTERVAL_MS);
  }
}

/** Kills a process and waits until it has ended. A zombie process counts as ended. */
export async function killAndWait(pid: number): Promise<string> {
  process.kill(pid, 'SIGKILL');
  await until(`process ${pid} is gone`, () => !isAlive(pid), 10);
  return `process ${pid} is gone`;
}

export function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && stateOf(pid) !== 'Z';
}

/**
 * Returns the state of a process as reported by Linux, such as `R`, `S` or `T`. Returns an empty string if there is no
 * such process.
 */
export function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
}

/** Returns the result of a connection attempt: `connected`, `no answer`, or the error code of the system. */
export function tryConnection(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (outcome: string): void => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(1000, () => end('no answer'));
    socket.once('connect', () => end('connected'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

/** Waits until a port refuses connections. */
export async function waitUntilRefused(port: number, what: string): Promise<string> {
  await until(`${what} refuses connections`, async () => (await tryConnection(port)) === 'ECONNREFUSED', 15);
  return `connection to ${what} refused`;
}
