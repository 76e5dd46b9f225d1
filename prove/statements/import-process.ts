import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const WORKER = fileURLToPath(new URL('./import.worker.js', import.meta.url));

/** Limit of the heap. Without one, the collector lets garbage grow while the machine is busy. */
const HEAP_MEBIBYTES = 200;
/** Size of a semi-space for new objects. The young generation takes up to three times this size. */
const NEW_SPACE_MEBIBYTES = 4;

export interface ImportFigures {
  readonly cpuSeconds: number;
  readonly seconds: number;
  /** Peak memory of the process, including the open items. */
  readonly mebibytes: number;
  readonly lines: number;
}

/** Reads and matches a statement file in a new process. */
export async function importInProcess(itemFile: string, statementFile: string): Promise<ImportFigures> {
  const limits = [`--max-old-space-size=${HEAP_MEBIBYTES}`, `--max-semi-space-size=${NEW_SPACE_MEBIBYTES}`];
  const args = [...limits, WORKER, itemFile, statementFile];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as ImportFigures;
}
