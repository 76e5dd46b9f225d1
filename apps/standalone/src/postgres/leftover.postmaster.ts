import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.writer.js';
import { endProcess, observeProcess, type ProcessRecords } from '../process-records.store.js';

export const POSTMASTER_RECORD = 'postgres';
const FAST_STOP_MS = 60_000;

/** Ends the postmaster that a killed supervisor left running on this home's data. */
export async function endLeftoverPostmaster(home: string, records: ProcessRecords, log: Log): Promise<void> {
  const data = await realpath(join(home, 'postgres', 'data')).catch(() => undefined);
  const running =
    (await records.findRunning(POSTMASTER_RECORD)) ??
    (data === undefined ? undefined : await findByData(data));
  if (running) {
    log.say('Stopping the PostgreSQL that an earlier start left running.');
    await endProcess(running, { polite: 'SIGINT', graceMs: FAST_STOP_MS, hard: 'SIGQUIT' });
  }
  await records.remove(POSTMASTER_RECORD);
}

/** The supervisor may have died before it wrote the postmaster down; PostgreSQL's own pid file may in turn be stale, so the command line decides. */
async function findByData(data: string) {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text.split('\n')[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0').includes(data) ? observeProcess(pid) : undefined;
}
