import type { UsageReason } from '#metering/domain';

/** A period in which a meter's usage is unknown, in milliseconds since 1970 UTC. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Reason codes for unknown usage. They exclude gaps over which a counter continues. */
const UNKNOWN: readonly UsageReason['code'][] = ['no_readings', 'silent_at_end', 'began_at_first_reading'];

/**
 * Returns the gaps of a usage according to its reasons; null if the reasons don't list all gaps, undefined if there are
 * no gaps.
 */
export function gapsOf(reasons: readonly UsageReason[]): readonly Gap[] | null | undefined {
  if (reasons.some(({ code }) => code === 'more_reasons')) return null;
  const gaps = reasons
    .filter(({ code, from, to }) => UNKNOWN.includes(code) && from !== null && to !== null)
    .map(({ from, to }) => ({ from: Date.parse(from!), to: Date.parse(to!) }));
  return gaps.length === 0 ? undefined : gaps;
}

/** Returns the length of all gaps within a span in milliseconds. Gaps of the same meter never overlap. */
export function gapTimeWithin(gaps: readonly Gap[], { from, to }: Gap): number {
  return gaps.reduce((sum, one) => sum + Math.max(Math.min(one.to, to) - Math.max(one.from, from), 0), 0);
}
