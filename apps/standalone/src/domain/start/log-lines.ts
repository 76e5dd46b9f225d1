/** Converts a stream's chunks to complete lines. */
export class LineSplitter {
  private rest = '';

  /** @returns the lines that this chunk completes, without line ends */
  push(chunk: string): string[] {
    const lines = (this.rest + chunk).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.map(withoutReturn);
  }

  /** @returns the last line, if the stream ended without a line end */
  end(): string[] {
    const last = withoutReturn(this.rest);
    this.rest = '';
    return last === '' ? [] : [last];
  }
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** Pads the app's name, so that the lines of all apps are aligned. */
export function prefixLine(app: string, line: string): string {
  return `${app.padEnd(9)} | ${line}`;
}

/** Returns the message of a structured line followed by its error, and other lines unchanged. */
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

/** Minimum level of structured lines for the terminal: pino's `warn`. */
const WARN = 40;

/**
 * Returns whether a line of an app is displayed on the terminal. Structured lines about requests and progress go only
 * to the log file, because they would scroll the table of addresses out of view. All other lines (a crash's stack) are
 * displayed, except blank ones.
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
