import { existsSync } from 'node:fs';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessRecord } from '../domain/start/process-identity.js';
import { serverRoleOf } from '../domain/start/server-processes.js';
import type { Log } from '../supervision/log.writer.js';
import { endProcess, observeProcess, type ProcessRecords } from '../supervision/process-records.store.js';

export const POSTMASTER_RECORD = 'postgres';
const FAST_STOP_MS = 60_000;
const ORPHAN_STOP_MS = 5_000;

/**
 * Ends the server that a killed supervisor left running on this home's data, and removes files that a killed server
 * left behind.
 */
export async function endLeftoverPostmaster(home: string, records: ProcessRecords, log: Log): Promise<void> {
  const data = await realpath(join(home, 'postgres', 'data')).catch(() => undefined);
  const recorded = await records.findRunning(POSTMASTER_RECORD);
  if (recorded) await endPostmaster(recorded, log);
  await records.remove(POSTMASTER_RECORD);
  if (data !== undefined) await clearDataFolder(data, log);
}

/**
 * Prepares a data directory for a new postmaster: ends a postmaster that still uses it, then the workers of a killed
 * one, and removes the lock file only when no process is left. PostgreSQL alone would fail to start while old workers
 * occupy its shared memory, while the killed process is a zombie, and whenever its pid belongs to another program.
 * @param data the real path of the data directory, as passed to the postmaster
 */
export async function clearDataFolder(data: string, log: Log): Promise<void> {
  // Other systems do not reveal a process's working folder, so PostgreSQL's own checks must suffice.
  if (!existsSync('/proc/self/cwd')) return;
  for (const { record, role } of await findServers(data)) {
    if (role === 'postmaster') await endPostmaster(record, log);
  }
  const orphans = await findServers(data);
  await Promise.all(
    orphans.map(({ record }) =>
      endProcess(record, { polite: 'SIGQUIT', graceMs: ORPHAN_STOP_MS, hard: 'SIGKILL' }),
    ),
  );
  if ((await findServers(data)).length === 0) await rm(join(data, 'postmaster.pid'), { force: true });
}

async function endPostmaster(running: ProcessRecord, log: Log): Promise<void> {
  log.print('Stopping the PostgreSQL that an earlier start left running.');
  await endProcess(running, { polite: 'SIGINT', graceMs: FAST_STOP_MS, hard: 'SIGQUIT' });
}

/**
 * Finds all processes that serve this data directory, by command line and working folder, because the pid files can be
 * stale.
 */
async function findServers(data: string) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const record = observeProcess(pid);
      const [commandLine, folder] = await Promise.all([
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
      ]);
      const role = serverRoleOf({ commandLine, folder }, data);
      return record && role && record.pid !== process.pid ? [{ record, role }] : [];
    }),
  );
  return found.flat();
}
