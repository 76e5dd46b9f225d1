import type { AgreedPerformance, PausedDays } from '#contracts/domain';
import { canonicalJson } from '#platform/domain';
import type { ChargesFrom } from '../terms/charge-segments.js';
import { type Days, overlappingDays, withoutUnbilledDays } from '../terms/paused-days.js';
import { figuresOf } from './evaluated-performance.js';

/** Days [from, to) of a guarantee, with the terms agreed for them. */
export interface GuaranteeDays extends Days {
  readonly term: AgreedPerformance;
}

/** The days of a month for which a guarantee is evaluated. */
export interface GuaranteeOfMonth {
  /** All days of the guarantee in the month. */
  readonly within: readonly GuaranteeDays[];
  /** The same days without paused days on which nothing is billed; at least one. */
  readonly days: readonly GuaranteeDays[];
}

/**
 * Returns the guarantees to evaluate on the given days. A guarantee that changes is evaluated separately before and
 * after the change. Paused days on which nothing is billed are excluded.
 */
export function guaranteesOf(
  versions: readonly Pick<ChargesFrom, 'from' | 'performance'>[],
  evaluatedDays: Days,
  paused: readonly PausedDays[],
): GuaranteeOfMonth[] {
  return guaranteesInTime(versions).flatMap((segment) => {
    const within = overlappingDays(segment, evaluatedDays);
    const days = within.flatMap((one) =>
      withoutUnbilledDays(one, paused).map((part) => ({ ...one, ...part })),
    );
    return days.length === 0 ? [] : [{ within, days }];
  });
}

/**
 * Returns the segments of each guarantee over time. A segment has the same figures, clause and machines throughout, and
 * is divided where another version begins.
 */
function guaranteesInTime(
  versions: readonly Pick<ChargesFrom, 'from' | 'performance'>[],
): (readonly GuaranteeDays[])[] {
  const last = [...versions].reverse();
  const keys = new Set(last.flatMap(({ performance = [] }) => performance.map(({ key }) => key)));
  return [...keys].flatMap((key) => {
    const segments: GuaranteeDays[][] = [];
    for (const [index, { from, performance = [] }] of versions.entries()) {
      const term = performance.find((one) => one.key === key);
      if (!term) continue;
      const days = {
        from: index === 0 ? NO_START : from,
        to: versions[index + 1]?.from ?? NO_END,
        term,
      };
      const before = segments.at(-1)?.at(-1);
      if (before && before.to === days.from && hasSameTerms(before.term, term)) segments.at(-1)!.push(days);
      else segments.push([days]);
    }
    return segments;
  });
}

const NO_START = '0001-01-01';
const NO_END = '9999-12-31';

const hasSameTerms = (a: AgreedPerformance, b: AgreedPerformance): boolean =>
  canonicalJson([a.clause, figuresOf(a), machinesOf(a)]) ===
  canonicalJson([b.clause, figuresOf(b), machinesOf(b)]);

const machinesOf = (term: AgreedPerformance): readonly string[] =>
  term.type === 'availability' ? term.machineIds : [];
