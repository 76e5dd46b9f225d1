import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameProcess, parseProcessRecord, type ProcessRecord } from '../domain/start/process-identity.js';
import { observeProcess } from '../supervision/process-records.store.js';

const LOCK = 'supervisor.json';

/** Returns the process that has locked the home; undefined if there is none, or if it has died. */
export async function findLockHolder(runFolder: string): Promise<ProcessRecord | undefined> {
  const record = await readRecord(join(runFolder, LOCK));
  return record && isSameProcess(record, observeProcess(record.pid)) ? record : undefined;
}

/**
 * Locks the home for this process. The lock is a file that only one process can create. The file of a dead process is
 * moved aside, and put back if another start was faster, so that two concurrent starts never both succeed.
 * @returns the function that releases the home, or the process that has locked it
 */
export async function acquireHomeLock(
  runFolder: string,
): Promise<{ release: () => Promise<void> } | { heldBy: ProcessRecord }> {
  const path = join(runFolder, LOCK);
  const own = observeProcess(process.pid);
  if (!own) throw new Error('The state of this process can’t be read');
  const text = JSON.stringify(own);
  const ownLockPath = join(runFolder, `.${LOCK}.${randomUUID()}`);
  await writeFile(ownLockPath, text, { mode: 0o600 });
  try {
    for (;;) {
      try {
        await link(ownLockPath, path);
        return { release: () => releaseLock(path, text) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const seen = await readFile(path, 'utf8').catch(() => undefined);
      if (seen === undefined) continue;
      const holder = parseProcessRecord(seen);
      if (holder && isSameProcess(holder, observeProcess(holder.pid))) return { heldBy: holder };
      await removeStaleLock(path, seen, runFolder);
    }
  } finally {
    await rm(ownLockPath, { force: true });
  }
}

async function removeStaleLock(path: string, stale: string, runFolder: string): Promise<void> {
  const stalePath = join(runFolder, `.${LOCK}.${randomUUID()}`);
  try {
    await rename(path, stalePath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(stalePath, 'utf8')) !== stale) await link(stalePath, path).catch(() => undefined);
  await rm(stalePath, { force: true });
}

async function releaseLock(path: string, text: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => '')) === text) await rm(path, { force: true });
}

async function readRecord(path: string): Promise<ProcessRecord | undefined> {
  return parseProcessRecord(await readFile(path, 'utf8').catch(() => ''));
}
