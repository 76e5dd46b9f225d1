import { setTimeout as wait } from 'node:timers/promises';

export interface LoopOptions {
  /** Between the ends of a step and the beginning of the next, unless it is woken. */
  readonly intervalMs: number;
  /** A wake-up never shortens the distance between two beginnings below this. */
  readonly leastMs?: number;
  /** Of all time the steps may take this share at most: a step that takes long is followed by a rest as long as that asks for. */
  readonly mostOfTime?: number;
  readonly onError: (error: unknown) => void;
}

const LONGEST_PAUSE_MS = 5_000;
/** However long a step takes, the next begins so long after it began at the latest, or when it is over. */
const LONGEST_DISTANCE_MS = 10_000;

/**
 * Does a step again and again, one at a time. A step that fails is reported and done again after a pause that grows while it
 * goes on failing: a database that restarts is waited for.
 */
export class Loop {
  private readonly stopped = new AbortController();
  private running: Promise<void> | undefined;
  private sleep = new AbortController();
  private isWoken = false;
  private failures = 0;
  private lastSuccess = -Infinity;

  constructor(
    private readonly step: () => Promise<void>,
    private readonly options: LoopOptions,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Begins the next step as soon as it may. */
  wake(): void {
    this.isWoken = true;
    this.sleep.abort();
  }

  /** Lets the step that runs come to its end, and does no other. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.sleep.abort();
    await this.running;
  }

  /** Milliseconds since a step came through; infinite before the first. */
  get sinceSuccessMs(): number {
    return performance.now() - this.lastSuccess;
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const began = performance.now();
      this.isWoken = false;
      try {
        await this.step();
        this.failures = 0;
        this.lastSuccess = performance.now();
      } catch (error) {
        this.failures += 1;
        this.options.onError(error);
      }
      await this.pause(began);
    }
  }

  private async pause(began: number): Promise<void> {
    if (this.failures > 0) {
      await this.rest(Math.min(LONGEST_PAUSE_MS, this.options.intervalMs * 2 ** this.failures));
      return;
    }
    const { intervalMs, leastMs = 0, mostOfTime = 1 } = this.options;
    const due = Math.max(leastMs, Math.min((performance.now() - began) / mostOfTime, LONGEST_DISTANCE_MS));
    if (!this.isWoken) await this.rest(intervalMs);
    const left = due - (performance.now() - began);
    // A wake-up doesn't end this one.
    if (left > 0) await wait(left, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }

  private async rest(ms: number): Promise<void> {
    this.sleep = new AbortController();
    if (this.stopped.signal.aborted) return;
    await wait(ms, undefined, { signal: this.sleep.signal }).catch(() => undefined);
  }
}
