import { setTimeout as wait } from 'node:timers/promises';

export interface LoopOptions {
  /** Time between the end of a step and the start of the next one, unless `wake` is called. */
  readonly intervalMs: number;
  /** Minimum time between the starts of two steps, even if `wake` is called. */
  readonly minIntervalMs?: number;
  /** Maximum share of time for steps. A long step is followed by a correspondingly long pause. */
  readonly maxTimeShare?: number;
  readonly onError: (error: unknown) => void;
}

const MAX_PAUSE_MS = 5_000;
/** Maximum interval between the starts of two steps that `maxTimeShare` can require. */
const MAX_START_INTERVAL_MS = 10_000;

/**
 * Runs a step repeatedly, one at a time. Reports a failed step and retries it after a pause, which grows while the step
 * keeps failing, for example while a database restarts.
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

  /** Starts the next step as soon as `minIntervalMs` and `maxTimeShare` permit. */
  wake(): void {
    this.isWoken = true;
    this.sleep.abort();
  }

  /** Waits for the current step and starts no other. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.sleep.abort();
    await this.running;
  }

  /** Milliseconds since the last successful step; infinite before the first one. */
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
      await this.sleepFor(Math.min(MAX_PAUSE_MS, this.options.intervalMs * 2 ** this.failures));
      return;
    }
    const { intervalMs, minIntervalMs = 0, maxTimeShare = 1 } = this.options;
    const due = Math.max(
      minIntervalMs,
      Math.min((performance.now() - began) / maxTimeShare, MAX_START_INTERVAL_MS),
    );
    if (!this.isWoken) await this.sleepFor(intervalMs);
    const left = due - (performance.now() - began);
    // Calling `wake` does not end this pause.
    if (left > 0) await wait(left, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }

  private async sleepFor(ms: number): Promise<void> {
    this.sleep = new AbortController();
    if (this.stopped.signal.aborted) return;
    await wait(ms, undefined, { signal: this.sleep.signal }).catch(() => undefined);
  }
}
