import { type AgreedIndexClause, type EscalatorTerm, plusDays, type VersionTerms } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import { canonicalJson } from '#platform/domain';

/** How a contract's prices follow indexes, with defaults for fields that the clause omits. */
export interface IndexClause {
  readonly term: EscalatorTerm;
  /** Index series that prices follow, in the order of the terms. */
  readonly series: readonly string[];
  /** The first day of new prices, `YYYY-MM-DD`; further steps follow yearly. */
  readonly from: string;
  /** How many days before a step the payer must be notified. */
  readonly noticeDays: number;
  /** Effect on a step without timely notice: it is postponed by whole months, or it lapses. */
  readonly late: 'postponed' | 'lapses';
  /** Keys of the charges with indexed prices; null for all recurring charges. */
  readonly charges: readonly string[] | null;
  /** Number of months between the month of the index values and the month of the step. */
  readonly indexLag: number;
  /**
   * Month of the base index values, `YYYY-MM`: the month before the contract began, unless the terms name another one.
   */
  readonly baseMonth: string;
}

/** Applies defaults to an agreed clause. @param startsOn the contract's first day */
export function indexClauseOf(agreed: AgreedIndexClause, startsOn: string): IndexClause {
  const { weights, fixedPercentPerYear, cap, floor, factorDecimals, priceDecimals } = agreed;
  return {
    term: { weights, cap, floor, fixedPercentPerYear, factorDecimals, priceDecimals },
    series: fixedPercentPerYear === null ? weights.map(({ key }) => key) : [],
    from: agreed.from,
    noticeDays: agreed.noticeDays,
    late: agreed.lateNotice,
    charges: agreed.charges,
    indexLag: agreed.indexLagMonths,
    baseMonth: agreed.baseMonth ?? addMonths(startsOn.slice(0, 7), -1),
  };
}

/** A contract's index clause, in force from a day until the next clause; `clause` is null if prices follow no index. */
export interface ClauseFrom {
  readonly from: string;
  readonly clause: IndexClause | null;
}

/** Returns the clauses of a contract in chronological order. The first one applies from the contract's start. */
export function clausesInTime(
  versions: readonly Pick<VersionTerms, 'from' | 'indexClause'>[],
  startsOn: string,
): ClauseFrom[] {
  return versions
    .filter(
      ({ indexClause }, index) =>
        index === 0 || canonicalJson(indexClause) !== canonicalJson(versions[index - 1]!.indexClause),
    )
    .map(({ from, indexClause }) => ({ from, clause: indexClause && indexClauseOf(indexClause, startsOn) }));
}

/** A change of prices, and its deadline for notice. */
export interface IndexStep {
  /** The day according to the clause. */
  readonly on: string;
  /** The first day of the new prices: `on`, or some months later if notice was too late. */
  readonly effectiveOn: string;
  /** The last day for the notice. */
  readonly noticeBy: string;
  /** The month of the index values. */
  readonly indexMonth: string;
  /** The contract year, from 1. */
  readonly year: number;
}

/** The next step of a contract's clauses, and the last one that lapsed. */
export interface IndexSteps {
  /** Clause of the next step; if there is no next step, the last clause in force. */
  readonly clause: IndexClause;
  /**
   * The first step that is not signed and can still be notified; null if the contract or its clause ends before that.
   */
  readonly next: IndexStep | null;
  /** Day of the last step without timely notice. */
  readonly lapsed: string | null;
}

/**
 * Determines the steps of a contract as of a day, each by the clause in force on the day of the step. A step with late
 * notice starts some months later, once the notice period has passed, unless the clause lets it lapse or the next
 * year's step comes first. Later steps keep their days.
 * @param signedDays the clause days of signed steps
 * @returns null if no clause was ever agreed
 */
export function indexSteps(
  clauses: readonly ClauseFrom[],
  { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string | null },
  today: string,
  signedDays: ReadonlySet<string>,
): IndexSteps | null {
  let lapsed: string | null = null;
  let last: IndexClause | null = null;
  for (const [index, { from, clause }] of clauses.entries()) {
    if (!clause) continue;
    last = clause;
    // The first clause applies to all days before the second one.
    const first = index === 0 ? clause.from : firstFrom(clause, from);
    const until = clauses[index + 1]?.from ?? null;
    for (let on = first; until === null || on < until; on = yearAfter(on)) {
      if (endsOn !== null && on > endsOn) return { clause, next: null, lapsed };
      if (signedDays.has(on)) {
        lapsed = null;
        continue;
      }
      const effectiveOn = firstEffectiveDay(clause, on, today);
      if (effectiveOn === null) lapsed = on;
      else if (endsOn !== null && effectiveOn > endsOn) return { clause, next: null, lapsed };
      else return { clause, next: stepOf(clause, on, effectiveOn, startsOn), lapsed };
    }
  }
  return last && { clause: last, next: null, lapsed };
}

/** Returns the first step of a clause on or after a day. */
function firstFrom(clause: IndexClause, day: string): string {
  let on = clause.from;
  while (on < day) on = yearAfter(on);
  return on;
}

function stepOf(clause: IndexClause, on: string, effectiveOn: string, startsOn: string): IndexStep {
  return {
    on,
    effectiveOn,
    noticeBy: plusDays(effectiveOn, -clause.noticeDays),
    indexMonth: addMonths(on.slice(0, 7), -clause.indexLag),
    year: yearsBetween(startsOn, on) + 1,
  };
}

/**
 * Returns the first effective day of a step that leaves enough time for its notice; null if the step is over by then.
 */
function firstEffectiveDay({ noticeDays, late }: IndexClause, on: string, today: string): string | null {
  const next = yearAfter(on);
  for (let month = 0; ; month += 1) {
    const day = monthsAfter(on, month);
    if (month > 0 && (late === 'lapses' || day >= next)) return null;
    if (today <= plusDays(day, -noticeDays)) return day;
  }
}

function monthsAfter(day: string, months: number): string {
  const month = addMonths(day.slice(0, 7), months);
  const last = plusDays(`${addMonths(month, 1)}-01`, -1);
  const same = `${month}${day.slice(7)}`;
  return same > last ? last : same;
}

const yearAfter = (day: string): string => monthsAfter(day, 12);

/** Counts the full years between two days. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, to.slice(5) < from.slice(5) ? years - 1 : years);
}
