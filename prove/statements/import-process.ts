import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const WORKER = fileURLToPath(new URL('./import.worker.js', import.meta.url));

export interface ImportFigures {
  readonly cpuSeconds: number;
  readonly seconds: number;
  /** Peak of the process, including the open items. */
  readonly mebibytes: number;
  readonly lines: number;
}

/** Reads and matches a statement file in a new process. */
export async function importInProcess(itemFile: string, statementFile: string): Promise<ImportFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [WORKER, itemFile, statementFile]);
  return JSON.parse(stdout) as ImportFigures;
}
