import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isSameProcess,
  parseProcessRecord,
  readStartTicks,
  type ProcessRecord,
} from '../domain/start/process-identity.js';

const POLL_MS = 50;
const RETRY_MS = 1000;

/** Returns the current process with a pid; undefined if there is none, or only a zombie. */
export function observeProcess(pid: number): ProcessRecord | undefined {
  try {
    if (existsSync('/proc/self/stat')) {
      const ticks = readStartTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      return ticks === undefined ? undefined : { pid, startedAt: `${bootId()}/${ticks}` };
    }
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return started === '' ? undefined : { pid, startedAt: started };
  } catch {
    return undefined;
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/**
 * Records of a home's processes, one file each in `run/`. With them, a start finds processes that a killed supervisor
 * left running.
 */
export class ProcessRecords {
  constructor(private readonly folder: string) {}

  /**
   * Records a process. If that fails, as on a full disk, retries until it succeeds or the process is gone, because an
   * unrecorded process would be left running when the supervisor is killed.
   * @param onFailure called at the first failure
   */
  async write(name: string, pid: number, onFailure: (error: Error) => void): Promise<void> {
    for (let failures = 0; ; failures++) {
      const record = observeProcess(pid);
      // The process has already ended, and its parent handles the exit.
      if (!record) return;
      try {
        await this.replace(name, record);
        return;
      } catch (error) {
        if (failures === 0) onFailure(error as Error);
      }
      await sleep(RETRY_MS, undefined, { ref: false });
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  /** Returns the recorded process if it is still running; undefined if it has ended or its pid belongs to another program. */
  async findRunning(name: string): Promise<ProcessRecord | undefined> {
    const text = await readFile(this.pathOf(name), 'utf8').catch(() => '');
    const record = parseProcessRecord(text);
    return record && isSameProcess(record, observeProcess(record.pid)) ? record : undefined;
  }

  private async replace(name: string, record: ProcessRecord): Promise<void> {
    const path = this.pathOf(name);
    await writeFile(`${path}.part`, JSON.stringify(record), { mode: 0o600 });
    await rename(`${path}.part`, path);
  }

  private pathOf(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}

/**
 * Ends a process that is not a child: first with the signal `polite` and, if it is still running after `graceMs`, with
 * the signal `hard`.
 * @returns true if `polite` was sufficient
 */
export async function endProcess(
  record: ProcessRecord,
  { polite, graceMs, hard }: { polite: NodeJS.Signals; graceMs: number; hard: NodeJS.Signals },
): Promise<boolean> {
  const runs = () => isSameProcess(record, observeProcess(record.pid));
  const until = async (deadline: number) => {
    while (runs() && Date.now() < deadline) await sleep(POLL_MS);
    return !runs();
  };
  signal(record.pid, polite);
  if (await until(Date.now() + graceMs)) return true;
  signal(record.pid, hard);
  await until(Date.now() + graceMs);
  return false;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // The process ended between the check and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
