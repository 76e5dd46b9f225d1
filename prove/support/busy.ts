import { cpus, loadavg } from 'node:os';

/** Waiting processes a core; beyond that, times measure other programs. */
const BUSY = 0.5;

/** Whether other programs keep this machine busy. Ask before starting the product. */
export function isMachineBusy(): boolean {
  return loadavg()[0]! / cpus().length > BUSY;
}
