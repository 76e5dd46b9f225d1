import { Logger } from '@nestjs/common';

interface KeptOptions<Result> {
  /** Interval at which kept results are computed again. */
  readonly refreshMs: number;
  /** Time after the last request for a result after which the result is discarded. */
  readonly unusedMs: number;
  /** Whether computing this result takes so long that it is kept. */
  readonly isKept: (result: Result) => boolean;
}

interface Kept<Result> {
  result: Result;
  usedAt: number;
}

/**
 * Keeps results that take long to compute, and computes them again in the background while they are used. All other
 * results are computed for each request, so that they include every change.
 */
export class KeptResults<Result> {
  private readonly logger = new Logger(KeptResults.name);
  private readonly kept = new Map<string, Kept<Result>>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly options: KeptOptions<Result>) {}

  /** @throws the error of `compute`, unless a result is kept */
  async get(key: string, compute: () => Promise<Result>): Promise<Result> {
    const kept = this.kept.get(key);
    if (kept !== undefined) {
      kept.usedAt = performance.now();
      return kept.result;
    }
    const result = await compute();
    if (this.options.isKept(result) && !this.kept.has(key)) {
      this.kept.set(key, { result, usedAt: performance.now() });
      this.refreshLater(key, compute);
    }
    return result;
  }

  /** Discards all results. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.kept.clear();
  }

  private refreshLater(key: string, compute: () => Promise<Result>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.refresh(key, compute);
    }, this.options.refreshMs);
    timer.unref();
    this.timers.add(timer);
  }

  private async refresh(key: string, compute: () => Promise<Result>): Promise<void> {
    const kept = this.kept.get(key);
    if (kept === undefined) return;
    const isUsed = performance.now() - kept.usedAt <= this.options.unusedMs;
    const result = isUsed ? await this.tryCompute(compute) : undefined;
    if (result === undefined || !this.options.isKept(result)) {
      // The next request computes the result, and gets the error if there is one.
      this.kept.delete(key);
      return;
    }
    // The results may have been discarded in the meantime.
    if (this.kept.get(key) !== kept) return;
    kept.result = result;
    this.refreshLater(key, compute);
  }

  private async tryCompute(compute: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await compute();
    } catch (error) {
      this.logger.error('A kept result could not be computed again', error);
      return undefined;
    }
  }
}
