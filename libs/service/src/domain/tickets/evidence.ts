import type { DetectedAlarm, LimitDirection, Sample, Severity } from '#diagnostics/domain';
import type { SignalLimits } from '#equipment/domain';

/** `[time, minimum, mean, maximum]` of a bucket. The time is the start of the bucket in ms since the epoch. */
export type EvidencePoint = readonly [number, number, number, number];

export interface EvidenceMarker {
  readonly code: 'condition_since' | 'raised' | 'peak' | 'cleared';
  /** ISO 8601. */
  readonly at: string;
  readonly value: number | null;
}

/**
 * The curve of a signal around the event that opened a ticket. It is stored with the ticket, independently of the
 * readings' retention.
 */
export interface Evidence {
  readonly signalKey: string;
  /** UCUM code. */
  readonly unit: string;
  readonly decimals: number;
  /** ISO 8601. The span extends from two hours before the alarm was raised to one hour after. */
  readonly from: string;
  readonly to: string;
  readonly bucketSeconds: number;
  readonly points: readonly EvidencePoint[];
  /** The rule's limits when the alarm was raised. */
  readonly rule: { readonly direction: LimitDirection; readonly onLimit: number; readonly offLimit: number };
  /**
   * Limits to draw in a chart: the on limit is the trip limit of a critical rule, and the warning limit of all other
   * rules.
   */
  readonly limits: SignalLimits;
  readonly markers: readonly EvidenceMarker[];
  /**
   * Device time of the newest reading included, at most `to`; null without any reading. The curve is complete when this
   * equals `to`.
   */
  readonly until: string | null;
}

const HOUR_MS = 3_600_000;
const BEFORE_MS = 2 * HOUR_MS;
const AFTER_MS = HOUR_MS;
const BUCKET_SECONDS = 60;

/** Returns the span of readings in an alarm's evidence, ms since the epoch, both ends inclusive. */
export function evidenceSpan(raisedAt: number): { from: number; to: number } {
  return { from: raisedAt - BEFORE_MS, to: raisedAt + AFTER_MS };
}

export interface EvidenceInput {
  readonly alarm: Pick<
    DetectedAlarm,
    'conditionSince' | 'raisedAt' | 'raisedValue' | 'peakAt' | 'peakValue' | 'clearedAt'
  >;
  readonly signalKey: string;
  readonly unit: string;
  readonly decimals: number;
  readonly severity: Severity;
  readonly rule: Evidence['rule'];
  /** Samples of the span in chronological order. Samples without a usable value are omitted from the curve. */
  readonly samples: readonly Sample[];
  /** Time of the machine's newest reading with any signal, in ms since the epoch. */
  readonly newestReadingAt: number | null;
}

export function composeEvidence(input: EvidenceInput): Evidence {
  const { alarm } = input;
  const { from, to } = evidenceSpan(alarm.raisedAt);
  const marker = (code: EvidenceMarker['code'], at: number, value: number | null): EvidenceMarker => ({
    code,
    at: iso(at),
    value,
  });
  return {
    signalKey: input.signalKey,
    unit: input.unit,
    decimals: input.decimals,
    from: iso(from),
    to: iso(to),
    bucketSeconds: BUCKET_SECONDS,
    points: toBuckets(input.samples.filter(({ at }) => at >= from && at <= to)),
    rule: input.rule,
    limits: toLimits(input.rule, input.severity),
    // Markers outside the span are omitted, such as a condition that began long before, or a peak hours later.
    markers: [
      marker('condition_since', alarm.conditionSince, null),
      marker('raised', alarm.raisedAt, alarm.raisedValue),
      marker('peak', alarm.peakAt, alarm.peakValue),
      ...(alarm.clearedAt === null ? [] : [marker('cleared', alarm.clearedAt, null)]),
    ].filter(({ at }) => at >= iso(from) && at <= iso(to)),
    until: input.newestReadingAt === null ? null : iso(Math.min(input.newestReadingAt, to)),
  };
}

function toLimits({ direction, onLimit }: Evidence['rule'], severity: Severity): SignalLimits {
  const noLimits: SignalLimits = { tripLow: null, warnLow: null, warnHigh: null, tripHigh: null };
  const limit = String(onLimit);
  if (severity === 'critical')
    return direction === 'above' ? { ...noLimits, tripHigh: limit } : { ...noLimits, tripLow: limit };
  return direction === 'above' ? { ...noLimits, warnHigh: limit } : { ...noLimits, warnLow: limit };
}

function toBuckets(samples: readonly Sample[]): EvidencePoint[] {
  const points: EvidencePoint[] = [];
  let bucket: { at: number; least: number; most: number; sum: number; count: number } | undefined;
  const close = () =>
    bucket && points.push([bucket.at, bucket.least, bucket.sum / bucket.count, bucket.most]);
  for (const { at, value, quality } of samples) {
    if (value === null || !Number.isFinite(value) || quality >= 2) continue;
    const start = Math.floor(at / (BUCKET_SECONDS * 1000)) * BUCKET_SECONDS * 1000;
    if (bucket?.at !== start) {
      close();
      bucket = { at: start, least: value, most: value, sum: 0, count: 0 };
    }
    bucket.least = Math.min(bucket.least, value);
    bucket.most = Math.max(bucket.most, value);
    bucket.sum += value;
    bucket.count += 1;
  }
  close();
  return points;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
