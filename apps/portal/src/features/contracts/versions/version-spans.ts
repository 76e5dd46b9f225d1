import type { Contract } from '../../../api/types.js';
import { plusDays } from '../../../format/time.js';

/** Part of the chart, in percent of its width. */
export interface Span {
  readonly left: number;
  readonly width: number;
}

export interface VersionSpans {
  /** First day of the chart, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day of the chart, `YYYY-MM-DD`. */
  readonly to: string;
  readonly versions: readonly (Span & { readonly from: string; readonly to: string | null })[];
  readonly machines: readonly {
    readonly id: string;
    readonly serial: string;
    readonly stays: readonly Span[];
  }[];
  /** Days on which fees are paused. */
  readonly pauses: readonly (Span & { readonly from: string; readonly to: string })[];
  /** Position of today; null if it is outside the chart. */
  readonly today: number | null;
}

const DAY_MS = 86_400_000;
/** Number of days for which the timeline of an open-ended contract continues after today or the last change. */
const AHEAD_DAYS = 180;

/**
 * Layout of a contract's timeline: versions side by side, coverage of each machine below.
 * @param today `YYYY-MM-DD`
 */
export function versionSpans(
  {
    startsOn,
    endsOn,
    versions,
    machines,
    pausedDays,
  }: Pick<Contract, 'startsOn' | 'endsOn' | 'versions' | 'machines' | 'pausedDays'>,
  today: string,
): VersionSpans {
  const last = [today, ...versions.map(({ from }) => from)].sort().at(-1)!;
  const end = endsOn === null ? plusDays(last, AHEAD_DAYS) : plusDays(endsOn, 1);
  const days = Math.max(daysBetween(startsOn, end), 1);
  const toOffset = (day: string): number =>
    Math.min(Math.max((daysBetween(startsOn, day) / days) * 100, 0), 100);
  const span = (from: string, to: string | null): Span => {
    const left = toOffset(from);
    return { left, width: toOffset(to ?? end) - left };
  };
  const ids = [...new Set(machines.map(({ id }) => id))];
  return {
    from: startsOn,
    to: plusDays(end, -1),
    versions: versions.map(({ from }, index) => {
      const to = versions[index + 1]?.from ?? null;
      return { from, to, ...span(from, to) };
    }),
    machines: ids.map((id) => {
      const stays = machines.filter((machine) => machine.id === id);
      return { id, serial: stays[0]!.serial, stays: stays.map(({ from, to }) => span(from, to)) };
    }),
    pauses: pausedDays
      .filter(({ from }) => from < end)
      .map(({ from, to }) => ({ from, to, ...span(from, plusDays(to, 1)) })),
    today: today >= startsOn && today < end ? toOffset(today) : null,
  };
}

/** First and last day on which charges use a meter; null where there is no limit. */
export interface MeterDays {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Days on which charges used a meter, from the first version that uses it to the last one; null if no charge ever used
 * it.
 */
export function daysOfMeter(
  { versions }: { readonly versions: readonly Pick<Contract['versions'][number], 'from' | 'charges'>[] },
  meterId: string,
): MeterDays | null {
  const counts = versions.map(({ charges }) => charges.some(({ meterIds }) => meterIds.includes(meterId)));
  const first = counts.indexOf(true);
  if (first < 0) return null;
  const after = versions[counts.lastIndexOf(true) + 1];
  return {
    from: first === 0 ? null : versions[first]!.from,
    to: after === undefined ? null : plusDays(after.from, -1),
  };
}

/** The version in force on a day. For days before the start, this is the first version. */
export function versionOn(versions: Contract['versions'], day: string): Contract['versions'][number] {
  return versions.findLast(({ from }) => from <= day) ?? versions[0]!;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
