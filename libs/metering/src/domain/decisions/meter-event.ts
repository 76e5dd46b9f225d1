import { firstMomentOf, plusDays } from '#contracts/domain';
import type { UnbilledTime } from '../evidence/meter-records.js';
import type { RegisterChange } from '../steps/registers.js';
import { joinSpans, subtractSpans, type Span } from '../windows/spans.js';

/**
 * Kinds of records of a meter. `unchecked`: flow can come from other machines, so flow while all machines are off is
 * not put on hold.
 */
export const DECLARED_KINDS = [
  'declared_reset',
  'exchange',
  'service',
  'test_run',
  'unchecked',
  'certificate',
] as const;
export type DeclaredKind = (typeof DECLARED_KINDS)[number];
export type MeterEventKind = DeclaredKind | 'withdrawal';

/** A record as used by derivations. Instants are milliseconds since 1970 UTC, days are local, decimals are strings. */
export interface DeclaredEvent {
  readonly kind: DeclaredKind;
  readonly fromAt: number | null;
  readonly toAt: number | null;
  readonly finalValue: string | null;
  readonly initialValue: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** For a certificate: true if it applies to this meter only, instead of all meters of the device. */
  readonly isOwn: boolean;
}

/** A calibration certificate as entered; it is valid through its last local day. */
export interface Certificate {
  readonly number: string;
  readonly issuedBy: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** Decimal; null if the certificate states no tolerance. */
  readonly tolerancePercent: string | null;
  readonly isOwn: boolean;
}

/** Returns the applicable certificates: the meter's own if it has any, otherwise those of its device. */
export function applicableCertificates<C extends { readonly isOwn: boolean }>(
  certificates: readonly C[],
): C[] {
  const own = certificates.filter(({ isOwn }) => isOwn);
  return own.length > 0 ? own : [...certificates];
}

/**
 * Returns the certificates in force on any day from one local day to another (both inclusive), by their first day. If
 * no certificate was in force, returns the last certificate that expired before these days. Empty for a meter without
 * an earlier certificate.
 */
export function certificatesOn(
  certificates: readonly Certificate[],
  firstDay: string,
  lastDay: string,
): Certificate[] {
  const applicable = applicableCertificates(certificates)
    .filter((one) => one.firstDay <= lastDay)
    .sort((a, b) => (a.firstDay < b.firstDay ? -1 : Number(a.firstDay > b.firstDay)));
  const inForce = applicable.filter((one) => one.lastDay >= firstDay);
  if (inForce.length > 0) return inForce;
  const [latest] = applicable.sort((a, b) => (a.lastDay > b.lastDay ? -1 : 1));
  return latest ? [latest] : [];
}

/** Effects of records on a meter. The caller must subtract the `unchecked` spans from `off`. */
export interface DeclaredRecords {
  readonly changes: readonly RegisterChange[];
  readonly unbilled: readonly UnbilledTime[];
  readonly uncertified: readonly Span[];
  readonly unchecked: readonly Span[];
}

/** Represents an unlimited end: the last instant of `Date`. It is finite, so that milliseconds can be added. */
const NO_END = 8_640_000_000_000_000;

/**
 * Converts records to the order that derivations need, regardless of the order in which they were recorded. Where
 * service times overlap, the earlier one applies.
 * @param zone the contract's IANA time zone, because a certificate is valid for whole days
 */
export function recordsOfEvents(events: readonly DeclaredEvent[], zone: string): DeclaredRecords {
  const of = (...kinds: DeclaredKind[]) => events.filter(({ kind }) => kinds.includes(kind));
  return {
    changes: of('declared_reset', 'exchange').map(toChange).sort(byTime),
    unbilled: withoutOverlaps(of('service', 'test_run').map(toUnbilled)),
    uncertified: findUncertified(
      applicableCertificates(of('certificate')).map((event) => toValidity(event, zone)),
    ),
    unchecked: joinSpans(of('unchecked').map(({ fromAt, toAt }) => ({ from: fromAt!, to: toAt ?? NO_END }))),
  };
}

const toChange = ({ kind, fromAt, finalValue, initialValue }: DeclaredEvent): RegisterChange => ({
  type: kind === 'exchange' ? 'exchange' : 'declared_reset',
  at: fromAt!,
  final: finalValue,
  initial: initialValue!,
});

const byTime = (a: RegisterChange, b: RegisterChange): number =>
  a.at - b.at || Number(a.initial) - Number(b.initial);

const toUnbilled = ({ kind, fromAt, toAt }: DeclaredEvent): UnbilledTime => ({
  kind: kind === 'service' ? 'service' : 'test_run',
  from: fromAt!,
  to: toAt!,
});

const toValidity = ({ firstDay, lastDay }: DeclaredEvent, zone: string): Span => ({
  from: firstMomentOf(firstDay!, zone).at,
  to: firstMomentOf(plusDays(lastDay!, 1), zone).at,
});

function withoutOverlaps(times: readonly UnbilledTime[]): UnbilledTime[] {
  const ordered = [...times].sort((a, b) => a.from - b.from || a.to - b.to || (a.kind < b.kind ? -1 : 1));
  const result: UnbilledTime[] = [];
  for (const time of ordered)
    for (const part of subtractSpans([time], result)) result.push({ kind: time.kind, ...part });
  return result.sort((a, b) => a.from - b.from);
}

/**
 * Returns the gaps after the first certificate in which no certificate is valid. A meter that was never certified
 * needs no certificate.
 */
function findUncertified(validities: readonly Span[]): Span[] {
  if (validities.length === 0) return [];
  const joined = joinSpans(validities);
  return subtractSpans([{ from: joined[0]!.from, to: NO_END }], joined);
}
