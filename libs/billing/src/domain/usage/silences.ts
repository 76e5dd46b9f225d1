import type { UsageReason } from '#metering/domain';

/** A time in which nobody knows what a meter would have counted, in milliseconds since 1970 UTC. */
export interface Silence {
  readonly from: number;
  readonly to: number;
}

/** Notes of times of which nothing is known: what is bridged by a counter is no such time. */
const UNKNOWN: readonly UsageReason['code'][] = ['no_readings', 'silent_at_end', 'began_at_first_reading'];

/** The silences of a usage, as its notes tell them; null where there are more than are told, undefined where there are none. */
export function silencesOf(reasons: readonly UsageReason[]): readonly Silence[] | null | undefined {
  if (reasons.some(({ code }) => code === 'more_reasons')) return null;
  const silences = reasons
    .filter(({ code, from, to }) => UNKNOWN.includes(code) && from !== null && to !== null)
    .map(({ from, to }) => ({ from: Date.parse(from!), to: Date.parse(to!) }));
  return silences.length === 0 ? undefined : silences;
}

/** How much of a stretch is silence, in milliseconds: silences of one meter never overlap. */
export function silentWithin(silences: readonly Silence[], { from, to }: Silence): number {
  return silences.reduce((sum, one) => sum + Math.max(Math.min(one.to, to) - Math.max(one.from, from), 0), 0);
}
