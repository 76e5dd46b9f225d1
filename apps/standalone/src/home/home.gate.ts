import { APPS, withIngestProcesses } from '../supervision/apps.table.js';
import { explainVerdict, checkHome } from '../domain/home/home-check.js';
import type { HomeFolder } from './home-folder.store.js';
import { acquireHomeLock } from './home-lock.store.js';
import type { Log } from '../supervision/log.writer.js';
import { endLeftoverPostmaster } from '../postgres/leftover.postmaster.js';
import { endProcess, type ProcessRecords } from '../supervision/process-records.store.js';
import { StartRejected } from '../start-rejected.error.js';

/** Entries that can exist next to a home, such as those of a mounted disk. */
const HARMLESS_ENTRIES = /^\.|^lost\+found$/;

/** Rejects a folder that contains foreign files, before anything in it, including permissions, is changed. */
export async function assertNoForeignFiles(home: HomeFolder): Promise<void> {
  if (!home.isFresh()) return;
  const foreignFiles = (await home.listForeignEntries()).filter((name) => !HARMLESS_ENTRIES.test(name));
  if (foreignFiles.length > 0) {
    throw new StartRejected(
      `${home.path} contains other files (${foreignFiles.slice(0, 3).join(', ')}${foreignFiles.length > 3 ? ', …' : ''}) and is not a home of Dutycycle.\n` +
        'Set DUTYCYCLE_HOME to an empty or new folder.',
    );
  }
}

/** Rejects a home that this product must not open. */
export async function assertCompatibleVersion(
  home: HomeFolder,
  productVersion: string,
  postgresMajor?: number,
): Promise<void> {
  const facts = await home.readFacts();
  const verdict = checkHome(postgresMajor === undefined ? { productVersion: facts.productVersion } : facts, {
    productVersion,
    postgresMajor: postgresMajor ?? 0,
  });
  if (!verdict.usable) throw new StartRejected(explainVerdict(verdict, home.path));
}

/**
 * Locks the home for this process, and ends processes that a killed supervisor left running in it.
 * @returns the function that releases the home
 */
export async function lockHome(
  home: HomeFolder,
  records: ProcessRecords,
  log: Log,
): Promise<() => Promise<void>> {
  await home.open();
  const lock = await acquireHomeLock(home.pathOf('run'));
  if ('heldBy' in lock) {
    throw new StartRejected(
      `Dutycycle is already running on ${home.path} (process ${lock.heldBy.pid}). Stop that process first, or set DUTYCYCLE_HOME to another folder.`,
    );
  }
  const processCount = (await home.readRecord().catch(() => undefined))?.ingestProcesses ?? 1;
  for (const app of withIngestProcesses(APPS, processCount, processCount)) {
    const leftover = await records.findRunning(app.name);
    if (leftover) {
      log.print(`Stopping the ${app.name} that an earlier start left running.`);
      await endProcess(leftover, { polite: 'SIGTERM', graceMs: app.stopGraceMs, hard: 'SIGKILL' });
    }
    await records.remove(app.name);
  }
  await endLeftoverPostmaster(home.path, records, log);
  return lock.release;
}
