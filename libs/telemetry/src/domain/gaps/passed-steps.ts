import { Decimal } from 'decimal.js';
import { firstAtOrAfter, type ReadingBlock, valueIn } from '../readings/reading-block.js';
import type { Steps } from './steps.js';
import { joinTimelines, type Timeline, timelineOf } from './timeline.js';

/**
 * Collects the distances between a device's readings block by block, and the counter values at wide ones, so that a
 * week of a device that sends every second is never in memory.
 */
export class PassedSteps {
  private readonly timelines: Timeline[] = [];
  /** Counter values by the time of the reading. */
  private readonly stood = new Map<number, ReadonlyMap<string, number>>();

  /**
   * @param patienceMs the maximum distance that isn't notable
   * @param counters keys
   */
  constructor(
    private readonly patienceMs: number,
    private readonly counters: readonly string[],
  ) {}

  /** @param block continues the previous blocks; the first may be only the reading before the span */
  take(block: ReadingBlock): void {
    const timeline = timelineOf(block, this.patienceMs);
    if (!timeline) return;
    this.timelines.push(timeline);
    const edges = timeline.notable.flatMap(({ at, previousAt }) => [at, previousAt ?? at]);
    for (const at of new Set([...edges, timeline.lastAt])) this.stood.set(at, this.countersAt(block, at));
  }

  /** Returns the same steps as if all readings had been processed at once. */
  steps(): Steps {
    return joinTimelines(this.timelines, this.patienceMs);
  }

  /** Returns by key how far counters advanced between two readings with a notable distance. */
  advanceOver({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): Record<string, number> {
    const [before, after] = [this.stood.get(fromMs), this.stood.get(toMs)];
    const advance: Record<string, number> = {};
    for (const key of this.counters) {
      const [start, end] = [before?.get(key), after?.get(key)];
      // Uses decimals, or a difference of 0.08 would become 0.0799999999999.
      if (start !== undefined && end !== undefined) advance[key] = new Decimal(end).minus(start).toNumber();
    }
    return advance;
  }

  private countersAt(block: ReadingBlock, at: number): ReadonlyMap<string, number> {
    const index = firstAtOrAfter(block, at);
    return new Map(
      this.counters.flatMap((key) => {
        const value = valueIn(block, index, key);
        return typeof value === 'number' ? [[key, value] as const] : [];
      }),
    );
  }
}
