import { APPS, withIngestProcesses } from '../supervision/apps.table.js';
import { explainVerdict, judgeHome } from '../domain/home/home-check.js';
import type { HomeFolder } from './home-folder.store.js';
import { acquireHomeLock } from './home-lock.store.js';
import type { Log } from '../supervision/log.writer.js';
import { endLeftoverPostmaster } from '../postgres/leftover.postmaster.js';
import { endProcess, type ProcessRecords } from '../supervision/process-records.store.js';
import { StartRefused } from '../start-refused.error.js';

/** Entries that can exist next to a home, such as those of a mounted disk. */
const HARMLESS = /^\.|^lost\+found$/;

/** Rejects a folder that contains foreign files, before anything in it, including permissions, is changed. */
export async function refuseStrangeFolder(home: HomeFolder): Promise<void> {
  if (!home.isFresh()) return;
  const strangers = (await home.strangers()).filter((name) => !HARMLESS.test(name));
  if (strangers.length > 0) {
    throw new StartRefused(
      `${home.path} holds other things (${strangers.slice(0, 3).join(', ')}${strangers.length > 3 ? ', …' : ''}) and is no home of Dutycycle.\n` +
        'Set DUTYCYCLE_HOME to an empty or new folder.',
    );
  }
}

/** Rejects a home that this product must not open. */
export async function refuseForeignVersion(
  home: HomeFolder,
  productVersion: string,
  postgresMajor?: number,
): Promise<void> {
  const facts = await home.facts();
  const verdict = judgeHome(postgresMajor === undefined ? { productVersion: facts.productVersion } : facts, {
    productVersion,
    postgresMajor: postgresMajor ?? 0,
  });
  if (!verdict.usable) throw new StartRefused(explainVerdict(verdict, home.path));
}

/**
 * Locks the home for this process, and ends what a killed supervisor left running in it.
 * @returns the function that releases the home
 */
export async function enterHome(
  home: HomeFolder,
  records: ProcessRecords,
  log: Log,
): Promise<() => Promise<void>> {
  await home.open();
  const lock = await acquireHomeLock(home.pathOf('run'));
  if ('heldBy' in lock) {
    throw new StartRefused(
      `Dutycycle already runs on ${home.path} (process ${lock.heldBy.pid}). Stop that one first, or set DUTYCYCLE_HOME to another folder.`,
    );
  }
  const several = (await home.readRecord().catch(() => undefined))?.ingestProcesses ?? 1;
  for (const app of withIngestProcesses(APPS, several, several)) {
    const left = await records.findRunning(app.name);
    if (left) {
      log.say(`Stopping the ${app.name} that an earlier start left running.`);
      await endProcess(left, { polite: 'SIGTERM', graceMs: app.stopGraceMs, hard: 'SIGKILL' });
    }
    await records.remove(app.name);
  }
  await endLeftoverPostmaster(home.path, records, log);
  return lock.release;
}
