import { Decimal } from 'decimal.js';
import { firstAtOrAfter, type ReadingBlock, valueIn } from '../readings/reading-block.js';
import type { Steps } from './steps.js';
import { joinTimelines, type Timeline, timelineOf } from './timeline.js';

/**
 * Takes a device's readings block after block and keeps of them what the distances between them tell, and what counters stood
 * at where one is wide: a week of a device that sends every second is never in memory.
 */
export class PassedSteps {
  private readonly timelines: Timeline[] = [];
  /** By the time of a reading, what counters stood at. */
  private readonly stood = new Map<number, ReadonlyMap<string, number>>();

  /**
   * @param patienceMs after which a distance is notable at the latest
   * @param counters keys
   */
  constructor(
    private readonly patienceMs: number,
    private readonly counters: readonly string[],
  ) {}

  /** @param block follows on the ones before; the first may be the reading before the span alone */
  take(block: ReadingBlock): void {
    const timeline = timelineOf(block, this.patienceMs);
    if (!timeline) return;
    this.timelines.push(timeline);
    const edges = timeline.notable.flatMap(({ at, previousAt }) => [at, previousAt ?? at]);
    for (const at of new Set([...edges, timeline.lastAt])) this.stood.set(at, this.countersAt(block, at));
  }

  /** As if all readings had been gone through in one go. */
  steps(): Steps {
    return joinTimelines(this.timelines, this.patienceMs);
  }

  /** By key, how far counters went on from one reading to another between which a distance was notable. */
  advanceOver({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): Record<string, number> {
    const [before, after] = [this.stood.get(fromMs), this.stood.get(toMs)];
    const advance: Record<string, number> = {};
    for (const key of this.counters) {
      const [start, end] = [before?.get(key), after?.get(key)];
      // As decimals, or a difference of 0.08 would show as 0.0799999999999.
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
