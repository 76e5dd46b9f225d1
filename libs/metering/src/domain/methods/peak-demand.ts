import { Exact } from '#platform/domain';
import { localDays } from '../usage/contract-month.js';
import type { UsableReading } from '../steps/counter-reading.js';
import type { CountingWindow } from '../usage/metered-period.js';
import type { Span } from '../windows/spans.js';
import { type Level, type LevelTime, levelTimes } from '../steps/applied-level.js';
import { StepEvaluator } from '../steps/step-evaluator.js';
import { roundStored, roundsOnce } from '../steps/step-scale.js';
import { isImplausible, toLevel, levelsOf } from './level.js';
import { reportGaps } from './level-segment.js';
import { type Metering, type Segment, completeSegment } from './segment.js';

const MINUTE_MS = 60_000;
const DEFAULT_INTERVAL_MINUTES = 15;

interface PlausibleLevel extends Level {
  readonly reading: UsableReading;
}

/**
 * Mean of an interval, in the unit of the readings and in the unit of the quantity, rounded to the decimals of stored
 * quantities.
 */
interface IntervalMean {
  readonly read: Exact;
  readonly quantity: Exact;
}

/**
 * Derives the highest mean of a level in any interval of a period. An interval that exceeds all earlier ones is a step
 * with the amount that it adds to the peak, so that steps, days and machines add up as for any other meter.
 *
 * - The mean is weighted by time and covers only the time in which the level is known (docs/rules/metering.md#levels).
 *   A level above the contract's maximum is rejected, and its time is unknown.
 * - Steps that end in service or a test run don't raise the peak. Steps on hold raise it: if a decision later ignores
 *   such a step, the following steps have counted too little, but never too much.
 */
export class PeakDemand {
  /** Highest mean of the processed intervals, in the unit of the readings and in the unit of the quantity. */
  private peak: IntervalMean = { read: new Exact(0), quantity: new Exact(0) };
  private readonly factor: Exact;

  constructor(private readonly metering: Metering) {
    const { meter } = metering;
    // Earlier rules multiplied and rounded each step separately.
    this.factor = new Exact(roundsOnce(meter) ? (meter.factor ?? 1) : 1);
  }

  deriveSegment(ordered: readonly UsableReading[], window: CountingWindow): Segment {
    const { meter, asOf, records, tally } = this.metering;
    const evaluator = new StepEvaluator(records, window, tally);
    const { opening, counted, levels } = levelsOf(ordered, meter, window, asOf);
    for (const reading of counted) tally.addReading(reading);
    reportGaps(evaluator, levels, meter, window, asOf);
    const plausible = levels.flatMap(({ reading, from, to }) =>
      isImplausible(reading.value, meter)
        ? []
        : [{ reading, from, to, value: toLevel(reading.value, meter) }],
    );
    this.raisePeak(evaluator, plausible, window);
    return completeSegment(evaluator, {
      window,
      opening: { reading: opening, fallenFrom: null },
      first: counted[0] ?? null,
    });
  }

  private raisePeak(
    evaluator: StepEvaluator,
    levels: readonly PlausibleLevel[],
    window: CountingWindow,
  ): void {
    const intervals = this.intervalsOf(window);
    for (const [index, time] of levelTimes(levels, intervals).entries()) {
      if (time === null) continue;
      const { from, to } = intervals[index]!;
      const mean = this.meanOf(time);
      const { reading } = time.last;
      const added = Exact.max(0, mean.quantity.minus(this.peak.quantity));
      const isCounted = evaluator.evaluate({
        from: { ...reading, at: from, value: this.peak.read.toFixed() },
        to: { ...reading, at: to, value: mean.read.toFixed() },
        quantity: added,
        hold: null,
        isRollover: false,
        impliedByModulus: null,
        isGap: false,
      });
      if (isCounted && !added.isZero()) this.peak = mean;
    }
  }

  /** Calculates the mean over the known time of an interval: multiplied before it is divided, and rounded once. */
  private meanOf({ weighted, known }: LevelTime<PlausibleLevel>): IntervalMean {
    return {
      read: roundStored(weighted.div(known)),
      quantity: roundStored(weighted.times(this.factor).div(known)),
    };
  }

  /** Returns the intervals within the window. They are counted from each local midnight. */
  private intervalsOf(window: CountingWindow): Span[] {
    const { meter, period, asOf } = this.metering;
    const length = (meter.intervalMinutes ?? DEFAULT_INTERVAL_MINUTES) * MINUTE_MS;
    const end = Math.min(window.to, asOf);
    return localDays(period.from, period.to, period.zone).flatMap((day) => {
      const intervals: Span[] = [];
      for (let from = day.from; from < Math.min(day.to, end); from += length) {
        const part = { from: Math.max(from, window.from), to: Math.min(from + length, day.to, end) };
        if (part.from < part.to) intervals.push(part);
      }
      return intervals;
    });
  }
}
