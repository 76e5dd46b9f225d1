import { Exact } from '#platform/domain';
import type { UsableReading } from './counter-reading.js';
import type { MeterRule } from '../usage/meter-rule.js';
import { type RegisterChange, registersOf, type RegisterValue } from './registers.js';

/** Why a step's quantity is held: kept apart, shown with its reason, and not billed until somebody decides. */
export type HoldCode = 'counter_fell' | 'possible_rollover' | 'implausible_rate' | 'rise_after_fall';

/** What lies between two readings that follow one another. */
export interface Step {
  readonly from: RegisterValue;
  readonly to: RegisterValue;
  /** What the counter says; null after a fall that nothing explains, because nobody knows. */
  readonly quantity: Exact | null;
  /** Null when the quantity is measured. */
  readonly hold: HoldCode | null;
  /** Whether the quantity is that of a counter which started over at its modulus. */
  readonly isRollover: boolean;
  /** What starting over would mean for a fall, plausible or not; null when it rose or its modulus is not known. */
  readonly impliedByModulus: Exact | null;
  /** Whether the device was silent for longer than the hold limit. */
  readonly isGap: boolean;
  /** It is what falls into a period of a long step over its bounds: estimated, and spread evenly over its time. */
  readonly isShare?: true;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Counters tick in whole units and clocks in whole seconds, so a rate over less than this says nothing. */
const SHORTEST_RATE_MS = MINUTE_MS;

/** The longest time whose movement a device without a clock can deliver at once. */
const LONGEST_BURST_MS = 24 * HOUR_MS;

const NOTHING = new Exact(0);

/** By what a counter is judged. */
export type JudgeRule = Pick<MeterRule, 'modulus' | 'maxRatePerHour' | 'countsUnprovenRollover'> & {
  /** Milliseconds. */
  readonly holdLimit: number;
};

/** What a movement amounts to. */
type Verdict = Pick<Step, 'quantity' | 'hold' | 'isRollover' | 'impliedByModulus'>;

/**
 * Judges a counter's steps one after the other. Each is judged by its two readings and by what the judge remembers of the
 * ones before, so that the same readings give the same verdicts wherever a period is cut.
 *
 * - A fall is a rollover, and counts, where modulus and highest rate prove it: the way round takes no more than the rate allows,
 *   and the rate does not allow a whole turn, so that nobody can doubt how often it turned. Where the modulus only may explain it
 *   (there is no rate, or time for a turn more), the implied quantity is held as `possible_rollover`. Any other fall is
 *   `counter_fell` and gives no quantity.
 * - After an unexplained fall, the step that passes the value it fell from is held as `rise_after_fall`: a single zero among
 *   true readings would otherwise bill the whole counter.
 * - More than the highest rate allows is `implausible_rate`. For readings stamped on arrival the time of earlier, unused
 *   movement counts too, since a device without a clock sends hours of counting at once.
 * - A silence changes nothing: a counter counts on while nobody listens.
 */
export class CounterJudge {
  private last: UsableReading | null = null;
  private lastValue: Exact = NOTHING;
  private fall: Exact | null = null;
  /** Of the last step: what the highest rate allowed, and what of it was used. */
  private allowed: Exact = NOTHING;
  private used: Exact = NOTHING;
  /** Devices report at a steady beat, so the same time passes again and again. */
  private beat: { readonly elapsed: number; readonly allowed: Exact } | null = null;
  private readonly modulus: Exact | null;
  private readonly perHour: Exact | null;
  private readonly holdLimit: number;
  private readonly countsUnproven: boolean;

  constructor(rule: JudgeRule) {
    this.countsUnproven = rule.countsUnprovenRollover ?? false;
    this.modulus = rule.modulus === null ? null : new Exact(rule.modulus);
    this.perHour = rule.maxRatePerHour === null ? null : new Exact(rule.maxRatePerHour);
    this.holdLimit = rule.holdLimit;
  }

  /** The last reading judged. */
  get lastReading(): UsableReading | null {
    return this.last;
  }

  /** The value that the counter fell from without explanation, while it has not passed it again. */
  get fallenFrom(): Exact | null {
    return this.fall;
  }

  /** Readings come in order. @returns the step to it; null for the first one */
  judge(to: UsableReading): Step | null {
    const from = this.last;
    const value = new Exact(to.value);
    const step = from === null ? null : this.judgeStep(from, to, value);
    this.last = to;
    this.lastValue = value;
    return step;
  }

  private judgeStep(from: UsableReading, to: UsableReading, value: Exact): Step {
    const moved = value.minus(this.lastValue);
    const allowed = this.allowedMovement(to, to.at - from.at);
    const verdict = moved.isNegative()
      ? this.judgeFall(moved, value, allowed)
      : this.judgeRise(moved, value, allowed);
    const { hold, quantity } = verdict;
    if (hold === 'counter_fell')
      this.fall = this.fall === null ? this.lastValue : Exact.max(this.fall, this.lastValue);
    else if (this.fall !== null && value.gte(this.fall)) this.fall = null;
    this.allowed = allowed ?? NOTHING;
    this.used = hold === null && quantity !== null ? quantity : this.allowed;
    return { from, to, ...verdict, isGap: to.at - from.at > this.holdLimit };
  }

  /** How far the counter can have moved by its highest rate; null when the contract names none. */
  private allowedMovement(to: UsableReading, elapsed: number): Exact | null {
    if (this.perHour === null) return null;
    const inElapsed = this.movementIn(this.perHour, Math.max(elapsed, SHORTEST_RATE_MS));
    if (to.timeSource === 0) return inElapsed;
    const saved = this.allowed.minus(this.used).plus(inElapsed);
    return Exact.min(saved, Exact.max(inElapsed, this.perHour.times(LONGEST_BURST_MS).div(HOUR_MS)));
  }

  private movementIn(perHour: Exact, elapsed: number): Exact {
    if (this.beat?.elapsed !== elapsed) this.beat = { elapsed, allowed: perHour.times(elapsed).div(HOUR_MS) };
    return this.beat.allowed;
  }

  private judgeFall(moved: Exact, value: Exact, allowed: Exact | null): Verdict {
    if (this.modulus !== null && this.lastValue.lt(this.modulus) && !value.isNegative()) {
      const implied = moved.plus(this.modulus);
      // Without a rate, the way round must at least be the shorter way.
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

  private judgeRise(moved: Exact, value: Exact, allowed: Exact | null): Verdict {
    const rise = { quantity: moved, isRollover: false, impliedByModulus: null };
    if (this.fall !== null && value.gte(this.fall)) return { ...rise, hold: 'rise_after_fall' };
    if (allowed !== null && moved.gt(allowed)) return { ...rise, hold: 'implausible_rate' };
    return { ...rise, hold: null };
  }
}

/** A value that a counter showed, the step that led to it, and the height from which it had fallen by then without explanation. */
export interface JudgedValue {
  readonly value: RegisterValue;
  /** Null of the first value of a register. */
  readonly step: Step | null;
  readonly before: RegisterValue | null;
  readonly fallenFrom: Exact | null;
}

/**
 * Judges a counter register by register.
 *
 * @param values of one counter, by time
 * @param changes of its register, by time
 */
export function* judged(
  values: readonly RegisterValue[],
  changes: readonly RegisterChange[],
  rule: JudgeRule,
): Generator<JudgedValue> {
  for (const register of registersOf(values, changes)) {
    const judge = new CounterJudge(rule);
    let before: RegisterValue | null = null;
    for (const value of register) {
      yield { value, step: judge.judge(value), before, fallenFrom: judge.fallenFrom };
      before = value;
    }
  }
}
