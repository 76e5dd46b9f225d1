/** Returns a progress line. On a terminal, it overwrites the previous one. */
export function drawProgress(done: number, total: number, elapsedMs: number): string {
  const share = total === 0 ? 1 : done / total;
  const rate = elapsedMs === 0 ? 0 : (done / elapsedMs) * 1000;
  const left = rate === 0 ? '' : `, ${formatSeconds((total - done) / rate)} left`;
  return `${Math.floor(share * 100)}%  ${done} of ${total} rows acknowledged, ${Math.round(rate)} per second${done === total ? '' : left}`;
}

export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}

const TERMINAL_INTERVAL_MS = 100;
const LOG_INTERVAL_MS = 2000;

/** Writes progress to a stream at intervals. */
export class ReplayProgress {
  private readonly startedMs = Date.now();
  private writtenMs = 0;

  constructor(
    private readonly output: NodeJS.WriteStream,
    private readonly total: number,
  ) {}

  update(done: number): void {
    const now = Date.now();
    if (now - this.writtenMs < (this.output.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS)) return;
    this.write(done, now);
  }

  finish(done: number): void {
    this.write(done, Date.now());
    if (this.output.isTTY) this.output.write('\n');
  }

  private write(done: number, now: number): void {
    this.writtenMs = now;
    const line = drawProgress(done, this.total, now - this.startedMs);
    this.output.write(this.output.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }
}
