import { isBackToNormal, isBeyond, isWorse, type LimitRule, type Severity } from './limit-rule.js';
import { isUsable, type Sample, type UsableSample } from './sample.js';

/** An alarm derived from samples and a rule. All times are device times in ms since the epoch. */
export interface DetectedAlarm {
  /** First sample beyond the on limit in the uninterrupted run that raised the alarm. */
  readonly conditionSince: number;
  readonly raisedAt: number;
  readonly raisedValue: number;
  readonly raisedDeviceKey: number;
  readonly raisedSeq: string;
  /**
   * Worst value from `conditionSince` up to, but not including, `clearedAt`, and the time at which it was first
   * reached.
   */
  readonly peakValue: number;
  readonly peakAt: number;
  /** The first sample back at or inside the off limit; null while open. */
  readonly clearedAt: number | null;
  /** The rule's severity when the alarm was raised. */
  readonly severity: Severity;
}

export type OpenAlarm = DetectedAlarm & { readonly clearedAt: null };

interface Pending {
  readonly since: number;
  readonly peakValue: number;
  readonly peakAt: number;
}

/**
 * The state that an evaluation must keep between two samples, as plain JSON. At most one of `pending` and `open` is
 * set.
 */
export interface LimitState {
  /** Time of the last usable sample. */
  readonly lastAt: number | null;
  readonly pending: Pending | null;
  readonly open: OpenAlarm | null;
}

export const INITIAL_LIMIT_STATE: LimitState = { lastAt: null, pending: null, open: null };

export interface LimitEvaluation {
  /** Alarms that cleared within these samples, oldest first. An open alarm is in `state.open`. */
  readonly cleared: readonly DetectedAlarm[];
  readonly state: LimitState;
}

/**
 * Processes samples in order of (device time, device key, sequence number) and returns the alarms of one limit rule.
 * Evaluating in chunks has the same result as a single pass.
 *
 * 1. Samples are skipped if they have no value, or if the value is not finite, bad or stale.
 * 2. While no alarm is open: a sample that is not beyond the on limit ends the run, and so does a gap of more than
 *    `maxGapSeconds` since the previous sample. A sample beyond the on limit starts or continues a run. The alarm is
 *    raised by the first sample that is at least `onDelaySeconds` later than the first sample of its run.
 * 3. While an alarm is open: the first sample at or inside the off limit clears it, at that sample's time. A gap
 *    doesn't clear it.
 */
export function evaluateLimit(
  samples: readonly Sample[],
  rule: LimitRule,
  from: LimitState,
): LimitEvaluation {
  const cleared: DetectedAlarm[] = [];
  let state = from;
  for (const sample of samples) {
    if (!isUsable(sample)) continue;
    const { open, pending } = state;
    if (open && isBackToNormal(rule, sample.value)) {
      cleared.push({ ...open, clearedAt: sample.at });
      state = { lastAt: sample.at, pending: null, open: null };
    } else if (open) {
      state = { lastAt: sample.at, pending: null, open: withPeak(open, rule, sample) };
    } else if (!isBeyond(rule, sample.value)) {
      state = { lastAt: sample.at, pending: null, open: null };
    } else {
      const run =
        pending && !isGap(rule, state.lastAt, sample.at) ? withPeak(pending, rule, sample) : startRun(sample);
      state = isDue(rule, run, sample)
        ? { lastAt: sample.at, pending: null, open: raise(rule, run, sample) }
        : { lastAt: sample.at, pending: run, open: null };
    }
  }
  return { cleared, state };
}

function startRun({ at, value }: UsableSample): Pending {
  return { since: at, peakValue: value, peakAt: at };
}

function isGap({ maxGapSeconds }: LimitRule, lastAt: number | null, at: number): boolean {
  return maxGapSeconds !== null && lastAt !== null && at - lastAt > maxGapSeconds * 1000;
}

function isDue(rule: LimitRule, run: Pending, sample: UsableSample): boolean {
  return sample.at - run.since >= rule.onDelaySeconds * 1000;
}

function withPeak<Kept extends { peakValue: number; peakAt: number }>(
  kept: Kept,
  rule: LimitRule,
  sample: UsableSample,
): Kept {
  return isWorse(rule, sample.value, kept.peakValue)
    ? { ...kept, peakValue: sample.value, peakAt: sample.at }
    : kept;
}

function raise(rule: LimitRule, run: Pending, sample: UsableSample): OpenAlarm {
  return {
    conditionSince: run.since,
    raisedAt: sample.at,
    raisedValue: sample.value,
    raisedDeviceKey: sample.deviceKey,
    raisedSeq: sample.seq,
    peakValue: run.peakValue,
    peakAt: run.peakAt,
    clearedAt: null,
    severity: rule.severity,
  };
}
