import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { observeProcess } from '../supervision/process-records.store.js';
import { acquireHomeLock, findLockHolder } from './home-lock.store.js';

const DEAD = JSON.stringify({ pid: 999_999, startedAt: 'long ago' });
const ROUNDS = 30;
const MAX_DELAY_MS = 3;

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'dutycycle-lock-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Locks the folder several times within a few milliseconds. @returns the functions that release it */
async function lockAtOnce(starts: number): Promise<(() => Promise<void>)[]> {
  const locks = await Promise.all(
    Array.from({ length: starts }, async () => {
      await sleep(Math.random() * MAX_DELAY_MS);
      return acquireHomeLock(folder);
    }),
  );
  return locks.flatMap((lock) => ('release' in lock ? [lock.release] : []));
}

describe('the lock of a home', () => {
  it.each([
    ['free', undefined],
    ['of an earlier version', 'supervisor.json'],
    ['of a killed process', 'lock.3'],
  ])('%s is taken by one of several simultaneous starts', async (_what, stale) => {
    for (let round = 0; round < ROUNDS; round++) {
      if (stale) await writeFile(join(folder, stale), DEAD);
      const held = await lockAtOnce(12);
      expect(held).toHaveLength(1);
      expect(await findLockHolder(folder)).toEqual(observeProcess(process.pid));
      await held[0]!();
      await rm(folder, { recursive: true });
      folder = await mkdtemp(join(tmpdir(), 'dutycycle-lock-'));
    }
  });

  it('is taken again after each release', async () => {
    for (let round = 0; round < 3; round++) {
      const [release] = await lockAtOnce(1);
      expect(await lockAtOnce(2)).toEqual([]);
      await release!();
      expect(await findLockHolder(folder)).toBeUndefined();
    }
  });

  it('is released without an error after the home was deleted', async () => {
    const [release] = await lockAtOnce(1);
    await rm(folder, { recursive: true });
    await release!();
  });
});
