import { readFile } from 'node:fs/promises';

/**
 * Returns the proportional set size of a process in MiB: its own memory plus its share of shared memory. Undefined
 * without /proc.
 */
export async function readPssMib(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kib = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}
