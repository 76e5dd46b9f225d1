import type { AgreedPerformance, PausedDays } from '#contracts/domain';
import { canonicalJson } from '#platform/domain';
import type { ChargesFrom } from '../terms/charge-stretches.js';
import { type Days, restsWithin, withoutUnbilled } from '../terms/rests.js';
import { figuresOf } from './judged-performance.js';

/** Days [from, to) of a promise as it is agreed for them. */
export interface PromisedDays extends Days {
  readonly term: AgreedPerformance;
}

/** What of a month is judged of a promise. */
export interface PromiseOfMonth {
  /** All of its days. */
  readonly within: readonly PromisedDays[];
  /** Without those of pauses on which nothing is billed; at least one. */
  readonly days: readonly PromisedDays[];
}

/**
 * The promises that are judged of some days. One that changes is judged for the days before and after on its own; days of pauses on
 * which nothing is billed are no part of it.
 */
export function promisesOf(
  versions: readonly Pick<ChargesFrom, 'from' | 'performance'>[],
  judged: Days,
  paused: readonly PausedDays[],
): PromiseOfMonth[] {
  return promisesInTime(versions).flatMap((stretch) => {
    const within = restsWithin(stretch, judged);
    const days = within.flatMap((one) => withoutUnbilled(one, paused).map((part) => ({ ...one, ...part })));
    return days.length === 0 ? [] : [{ within, days }];
  });
}

/** Each promise in the course of time: stretches of the same figures, cut where it is judged from other meters. */
function promisesInTime(
  versions: readonly Pick<ChargesFrom, 'from' | 'performance'>[],
): (readonly PromisedDays[])[] {
  const last = [...versions].reverse();
  const keys = new Set(last.flatMap(({ performance = [] }) => performance.map(({ key }) => key)));
  return [...keys].flatMap((key) => {
    const stretches: PromisedDays[][] = [];
    for (const [index, { from, performance = [] }] of versions.entries()) {
      const term = performance.find((one) => one.key === key);
      if (!term) continue;
      const days = {
        from: index === 0 ? SINCE_EVER : from,
        to: versions[index + 1]?.from ?? FOR_EVER,
        term,
      };
      const before = stretches.at(-1)?.at(-1);
      if (before && before.to === days.from && isAlike(before.term, term)) stretches.at(-1)!.push(days);
      else stretches.push([days]);
    }
    return stretches;
  });
}

const SINCE_EVER = '0001-01-01';
const FOR_EVER = '9999-12-31';

const isAlike = (a: AgreedPerformance, b: AgreedPerformance): boolean =>
  canonicalJson([a.clause, figuresOf(a), machinesOf(a)]) ===
  canonicalJson([b.clause, figuresOf(b), machinesOf(b)]);

const machinesOf = (term: AgreedPerformance): readonly string[] =>
  term.type === 'availability' ? term.machineIds : [];
