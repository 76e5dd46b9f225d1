import type { AgreedPerformance, PausedDays } from '#contracts/domain';
import { canonicalJson } from '#platform/domain';
import type { ChargesFrom } from '../terms/charge-stretches.js';
import { type Days, restsWithin, withoutUnbilled } from '../terms/rests.js';
import { figuresOf } from './judged-performance.js';

/** Days [from, to) of a promise as it is agreed for them. */
export interface PromisedDays extends Days {
  readonly term: AgreedPerformance;
}

/** The days of a month for which a promise is evaluated. */
export interface PromiseOfMonth {
  /** All of its days. */
  readonly within: readonly PromisedDays[];
  /** Without paused days on which nothing is billed; at least one. */
  readonly days: readonly PromisedDays[];
}

/**
 * The promises to evaluate for some days. A promise that changes is evaluated separately for the days before and after.
 * Paused days on which nothing is billed are excluded.
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

/** Each promise over time: segments with the same figures, cut where its meters change. */
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
