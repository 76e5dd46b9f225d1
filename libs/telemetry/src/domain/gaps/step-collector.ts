import { Decimal } from 'decimal.js';
import { firstAtOrAfter, type ReadingBlock, valueIn } from '../readings/reading-block.js';
import type { Steps } from './steps.js';
import { joinTimelines, type Timeline, buildTimeline } from './timeline.js';

/**
 * Collects the intervals between a device's readings block by block, and the counter values before and after wide
 * intervals. This way, memory never contains a whole week of a device that sends every second.
 */
export class StepCollector {
  private readonly timelines: Timeline[] = [];
  /** Counter values by the time of the reading. */
  private readonly counterValues = new Map<number, ReadonlyMap<string, number>>();

  /**
   * @param thresholdMs the maximum interval that isn't notable
   * @param counters keys of the counters
   */
  constructor(
    private readonly thresholdMs: number,
    private readonly counters: readonly string[],
  ) {}

  /** @param block continuation of the previous blocks; the first block may be only the reading before the span */
  take(block: ReadingBlock): void {
    const timeline = buildTimeline(block, this.thresholdMs);
    if (!timeline) return;
    this.timelines.push(timeline);
    const edges = timeline.notable.flatMap(({ at, previousAt }) => [at, previousAt ?? at]);
    for (const at of new Set([...edges, timeline.lastAt]))
      this.counterValues.set(at, this.readCounters(block, at));
  }

  /** Returns the steps of all readings, as `joinTimelines` joins them. */
  steps(): Steps {
    return joinTimelines(this.timelines, this.thresholdMs);
  }

  /** Returns, by key, how far counters advanced between two readings with a notable interval. */
  computeAdvance({
    fromMs,
    toMs,
  }: {
    readonly fromMs: number;
    readonly toMs: number;
  }): Record<string, number> {
    const [before, after] = [this.counterValues.get(fromMs), this.counterValues.get(toMs)];
    const advance: Record<string, number> = {};
    for (const key of this.counters) {
      const [start, end] = [before?.get(key), after?.get(key)];
      // Subtract decimals, because with doubles a difference of 0.08 would become 0.0799999999999.
      if (start !== undefined && end !== undefined) advance[key] = new Decimal(end).minus(start).toNumber();
    }
    return advance;
  }

  private readCounters(block: ReadingBlock, at: number): ReadonlyMap<string, number> {
    const index = firstAtOrAfter(block, at);
    return new Map(
      this.counters.flatMap((key) => {
        const value = valueIn(block, index, key);
        return typeof value === 'number' ? [[key, value] as const] : [];
      }),
    );
  }
}
