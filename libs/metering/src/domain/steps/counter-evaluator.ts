import { Exact } from '#platform/domain';
import type { UsableReading } from './counter-reading.js';
import type { MeterRule } from '../usage/meter-rule.js';
import { type RegisterChange, splitRegisters, type RegisterValue } from './registers.js';

/**
 * Reason for a hold on a step's quantity. The quantity is kept separate, shown with the reason, and not billed until a
 * person decides about it.
 */
export type HoldCode = 'counter_fell' | 'possible_rollover' | 'implausible_rate' | 'rise_after_fall';

/** The change between two consecutive readings. */
export interface Step {
  readonly from: RegisterValue;
  readonly to: RegisterValue;
  /** The counter's quantity; null after an unexplained drop, because it is unknown. */
  readonly quantity: Exact | null;
  /** Null if the quantity is measured. */
  readonly hold: HoldCode | null;
  /** True if the quantity assumes that the counter restarted at its modulus. */
  readonly isRollover: boolean;
  /**
   * Quantity that results if a drop is treated as a restart at the modulus, plausible or not; null if the counter rose
   * or has no known modulus.
   */
  readonly impliedByModulus: Exact | null;
  /** True if the device sent nothing for longer than the maximum gap. */
  readonly isGap: boolean;
  /** True for a period's share of a long step across its bounds: estimated, and spread evenly over its time. */
  readonly isShare?: true;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Shortest time for a rate: counters count in whole units and clocks in whole seconds, so a shorter time gives no
 * meaningful rate.
 */
const MIN_RATE_MS = MINUTE_MS;

/** Maximum time for which a device without a clock can deliver usage at once. */
const MAX_BURST_MS = 24 * HOUR_MS;

const ZERO = new Exact(0);

/** The rules for evaluating a counter. */
export type CounterRule = Pick<MeterRule, 'modulus' | 'maxRatePerHour' | 'countsUnprovenRollover'> & {
  /** Maximum gap in milliseconds. */
  readonly holdLimit: number;
};

/** The evaluation of a change between readings. */
type MovementEvaluation = Pick<Step, 'quantity' | 'hold' | 'isRollover' | 'impliedByModulus'>;

/**
 * Evaluates a counter's steps one after the other. A step depends on its two readings and the remembered earlier ones,
 * so that the same readings give the same results regardless of where a period is cut.
 *
 * - A drop is a rollover, and counts, if the modulus and the maximum rate prove it: the rate allows the movement past
 *   the modulus but not a whole turn more, so that the number of turns is certain. If the modulus is only a possible
 *   explanation (without a rate, or with time for another turn), the implied quantity is put on hold as
 *   `possible_rollover`. Any other drop is `counter_fell` and has no quantity.
 *
 * - After an unexplained drop, the step that reaches the value before the drop again is put on hold as
 *   `rise_after_fall`: otherwise a single zero among true readings would bill the whole counter.
 *
 * - A step that exceeds the maximum rate is `implausible_rate`. For readings with receipt time, the increase that
 *   earlier steps were allowed but did not use is added, because a device without a clock sends several hours of usage
 *   at once.
 *
 * - A gap does not affect the evaluation, because a counter also counts while it is not read.
 */
export class CounterEvaluator {
  private last: UsableReading | null = null;
  private lastValue: Exact = ZERO;
  private fall: Exact | null = null;
  /** For the last step: the movement that the maximum rate allowed, and the used part of that movement. */
  private allowed: Exact = ZERO;
  private used: Exact = ZERO;
  /** Caches the last interval, because devices report at regular intervals. */
  private lastInterval: { readonly elapsed: number; readonly allowed: Exact } | null = null;
  private readonly modulus: Exact | null;
  private readonly perHour: Exact | null;
  private readonly holdLimit: number;
  private readonly countsUnproven: boolean;

  constructor(rule: CounterRule) {
    this.countsUnproven = rule.countsUnprovenRollover ?? false;
    this.modulus = rule.modulus === null ? null : new Exact(rule.modulus);
    this.perHour = rule.maxRatePerHour === null ? null : new Exact(rule.maxRatePerHour);
    this.holdLimit = rule.holdLimit;
  }

  /** The last evaluated reading. */
  get lastReading(): UsableReading | null {
    return this.last;
  }

  /** The value from which the counter dropped without explanation, until the counter reaches it again. */
  get fallenFrom(): Exact | null {
    return this.fall;
  }

  /**
   * Evaluates the next reading; readings must be in order. @returns the step to this reading; null for the first
   * reading
   */
  evaluate(to: UsableReading): Step | null {
    const from = this.last;
    const value = new Exact(to.value);
    const step = from === null ? null : this.evaluateStep(from, to, value);
    this.last = to;
    this.lastValue = value;
    return step;
  }

  private evaluateStep(from: UsableReading, to: UsableReading, value: Exact): Step {
    const moved = value.minus(this.lastValue);
    const allowed = this.allowedMovement(to, to.at - from.at);
    const evaluation = moved.isNegative()
      ? this.evaluateFall(moved, value, allowed)
      : this.evaluateRise(moved, value, allowed);
    const { hold, quantity } = evaluation;
    if (hold === 'counter_fell')
      this.fall = this.fall === null ? this.lastValue : Exact.max(this.fall, this.lastValue);
    else if (this.fall !== null && value.gte(this.fall)) this.fall = null;
    this.allowed = allowed ?? ZERO;
    this.used = hold === null && quantity !== null ? quantity : this.allowed;
    return { from, to, ...evaluation, isGap: to.at - from.at > this.holdLimit };
  }

  /** Returns the greatest movement that the maximum rate allows; null if there is no maximum rate. */
  private allowedMovement(to: UsableReading, elapsed: number): Exact | null {
    if (this.perHour === null) return null;
    const inElapsed = this.movementIn(this.perHour, Math.max(elapsed, MIN_RATE_MS));
    if (to.timeSource === 0) return inElapsed;
    const saved = this.allowed.minus(this.used).plus(inElapsed);
    return Exact.min(saved, Exact.max(inElapsed, this.perHour.times(MAX_BURST_MS).div(HOUR_MS)));
  }

  private movementIn(perHour: Exact, elapsed: number): Exact {
    if (this.lastInterval?.elapsed !== elapsed)
      this.lastInterval = { elapsed, allowed: perHour.times(elapsed).div(HOUR_MS) };
    return this.lastInterval.allowed;
  }

  private evaluateFall(moved: Exact, value: Exact, allowed: Exact | null): MovementEvaluation {
    if (this.modulus !== null && this.lastValue.lt(this.modulus) && !value.isNegative()) {
      const implied = moved.plus(this.modulus);
      // Without a maximum rate, the movement past the modulus must at least be the shorter of the two directions.
      const isPlausible = allowed === null ? implied.times(2).lt(this.modulus) : implied.lte(allowed);
      if (isPlausible) {
        const isProven = allowed !== null && allowed.lt(this.modulus);
        const hold = isProven || this.countsUnproven ? null : 'possible_rollover';
        return { quantity: implied, hold, isRollover: true, impliedByModulus: implied };
      }
      return { quantity: null, hold: 'counter_fell', isRollover: false, impliedByModulus: implied };
    }
    return { quantity: null, hold: 'counter_fell', isRollover: false, impliedByModulus: null };
  }

  private evaluateRise(moved: Exact, value: Exact, allowed: Exact | null): MovementEvaluation {
    const rise = { quantity: moved, isRollover: false, impliedByModulus: null };
    if (this.fall !== null && value.gte(this.fall)) return { ...rise, hold: 'rise_after_fall' };
    if (allowed !== null && moved.gt(allowed)) return { ...rise, hold: 'implausible_rate' };
    return { ...rise, hold: null };
  }
}

/**
 * A counter's value, the step that led to it, and the earlier value from which the counter had dropped without
 * explanation.
 */
export interface EvaluatedValue {
  readonly value: RegisterValue;
  /** Null for the first value of a register. */
  readonly step: Step | null;
  readonly before: RegisterValue | null;
  readonly fallenFrom: Exact | null;
}

/**
 * Evaluates a counter register by register.
 *
 * @param values values of one counter, in chronological order
 * @param changes changes of the counter's register, in chronological order
 */
export function* evaluateValues(
  values: readonly RegisterValue[],
  changes: readonly RegisterChange[],
  rule: CounterRule,
): Generator<EvaluatedValue> {
  for (const register of splitRegisters(values, changes)) {
    const evaluator = new CounterEvaluator(rule);
    let before: RegisterValue | null = null;
    for (const value of register) {
      yield { value, step: evaluator.evaluate(value), before, fallenFrom: evaluator.fallenFrom };
      before = value;
    }
  }
}
