import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isWorthShowing, prefixLine, toReadableLine } from '../domain/start/log-lines.js';

const ROTATE_AT_BYTES = 20 * 1024 * 1024;

/** Writes to the terminal and to the home's log folder. */
export class Log {
  private readonly sizes = new Map<string, number>();

  /**
   * @param folder the home's `log`
   * @param verbose whether to display the apps' structured lines on the terminal too
   * @param terminal output for the user
   */
  constructor(
    private readonly folder: string,
    private readonly verbose: boolean,
    private readonly terminal: (text: string) => void = (text) => process.stdout.write(text),
  ) {}

  /** Writes a line for the user. */
  print(text: string): void {
    this.terminal(`${text}\n`);
    this.note(text);
  }

  /** Writes a line to the supervisor's log file only. */
  note(text: string): void {
    this.append('supervisor', `${new Date().toISOString()} ${text}`);
  }

  /** Writes a line of an app. */
  line(app: string, line: string): void {
    this.append(app, line);
    if (this.verbose) this.terminal(`${prefixLine(app, line)}\n`);
    else if (isWorthShowing(line)) this.terminal(`${prefixLine(app, toReadableLine(line))}\n`);
  }

  /** Writes synchronously and without a stream, because the last lines before a crash matter most. */
  private append(name: string, line: string): void {
    const file = join(this.folder, `${name}.log`);
    const size = this.sizes.get(name) ?? sizeOf(file);
    try {
      if (size > ROTATE_AT_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
      this.sizes.set(name, (size > ROTATE_AT_BYTES ? 0 : size) + Buffer.byteLength(line) + 1);
    } catch {
      // A full disk must not end the supervisor because of its log.
    }
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
