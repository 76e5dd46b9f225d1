/** Turns a stream's chunks into whole lines. */
export class LineSplitter {
  private rest = '';

  /** @returns the lines that this chunk completed, without their ends */
  push(chunk: string): string[] {
    const lines = (this.rest + chunk).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.map(withoutReturn);
  }

  /** @returns the last line, if the stream ended in the middle of one */
  end(): string[] {
    const last = withoutReturn(this.rest);
    this.rest = '';
    return last === '' ? [] : [last];
  }
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** Pads the app's name, so that the lines of all apps stand under one another. */
export function prefixLine(app: string, line: string): string {
  return `${app.padEnd(9)} | ${line}`;
}

/** The words of a structured line, its error behind them; a line of any other kind as it is. */
export function toReadableLine(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const { msg, error, err } = JSON.parse(line) as {
      msg?: unknown;
      error?: unknown;
      err?: { message?: unknown };
    };
    if (typeof msg !== 'string') return line;
    const cause = typeof error === 'string' ? error : err?.message;
    return typeof cause === 'string' && !msg.includes(cause) ? `${msg}: ${cause}` : msg;
  } catch {
    return line;
  }
}

/** Level from which a structured line is put on the terminal: pino's `warn`. */
const WARN = 40;

/**
 * Whether a line of an app belongs on the terminal. Requests and progress, structured with a level, go to the log file
 * only, or they would wash the table with the addresses away; everything else (a crash's stack) is shown.
 */
export function isWorthShowing(line: string): boolean {
  if (line.trim() === '') return false;
  if (!line.startsWith('{')) return true;
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    return typeof level !== 'number' || level >= WARN;
  } catch {
    return true;
  }
}
