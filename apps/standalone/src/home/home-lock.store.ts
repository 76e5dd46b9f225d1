import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameProcess, parseProcessRecord, type ProcessRecord } from '../domain/start/process-identity.js';
import { observeProcess } from '../supervision/process-records.store.js';

/** Matches the lock files of a home. */
const LOCK = /^lock\.([1-9]\d*)$/;
/** The holder of the lock in a file with a fixed name. Earlier versions have no other lock. */
const HOLDER = 'supervisor.json';

/** Returns the process that has locked the home; undefined if there is none, or if it has died. */
export async function findLockHolder(runFolder: string): Promise<ProcessRecord | undefined> {
  return findHolder(runFolder, await findLastNumber(runFolder));
}

/**
 * Locks the home for this process. Locks are numbered, and the process with the highest number holds the home. If it has
 * ended, the next number is free, and only one process can create its file. A released lock stays as an empty file, so
 * that numbers are never used again: a start that saw a dead process and then paused would otherwise take over a home
 * that other processes have taken in the meantime.
 * @returns the function that releases the home, or the process that has locked it
 */
export async function acquireHomeLock(
  runFolder: string,
): Promise<{ release: () => Promise<void> } | { heldBy: ProcessRecord }> {
  const own = observeProcess(process.pid);
  if (!own) throw new Error('The state of this process can’t be read');
  // The file is written in full before it gets its name, because another start may read it immediately.
  const ownPath = join(runFolder, `.lock.${randomUUID()}`);
  await writeFile(ownPath, JSON.stringify(own), { mode: 0o600 });
  try {
    for (;;) {
      const last = await findLastNumber(runFolder);
      const heldBy = await findHolder(runFolder, last);
      if (heldBy) return { heldBy };
      const number = last + 1;
      if (!(await takeNumber(runFolder, number, ownPath))) continue;
      await rename(ownPath, join(runFolder, HOLDER));
      return { release: () => releaseLock(runFolder, number) };
    }
  } finally {
    await rm(ownPath, { force: true });
  }
}

/** Takes a number for this process. @returns false if another process was faster */
async function takeNumber(runFolder: string, number: number, ownPath: string): Promise<boolean> {
  const path = join(runFolder, nameOf(number));
  if (!(await tryLink(ownPath, path))) return false;
  const locks = await listLocks(runFolder);
  if (locks.some((other) => other > number)) {
    await rm(path, { force: true });
    return false;
  }
  const earlier = locks.filter((other) => other < number);
  await Promise.all(earlier.map((other) => rm(join(runFolder, nameOf(other)), { force: true })));
  return true;
}

async function listLocks(runFolder: string): Promise<number[]> {
  const names = await readdir(runFolder).catch(() => []);
  return names.flatMap((name) => {
    const match = LOCK.exec(name);
    return match ? [Number(match[1])] : [];
  });
}

/** Returns the highest number of a lock; 0 if there is none. */
async function findLastNumber(runFolder: string): Promise<number> {
  return Math.max(0, ...(await listLocks(runFolder)));
}

async function findHolder(runFolder: string, last: number): Promise<ProcessRecord | undefined> {
  return (await findRunning(runFolder, nameOf(last))) ?? findRunning(runFolder, HOLDER);
}

const nameOf = (number: number): string => `lock.${number}`;

async function findRunning(runFolder: string, name: string): Promise<ProcessRecord | undefined> {
  const record = parseProcessRecord(await readFile(join(runFolder, name), 'utf8').catch(() => ''));
  return record && isSameProcess(record, observeProcess(record.pid)) ? record : undefined;
}

/** Gives a file a second name. @returns false if the name is taken */
async function tryLink(existing: string, name: string): Promise<boolean> {
  try {
    await link(existing, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function releaseLock(runFolder: string, number: number): Promise<void> {
  await rm(join(runFolder, HOLDER), { force: true });
  await truncate(join(runFolder, nameOf(number))).catch((error: unknown) => {
    // The home was deleted while the product was running.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}
