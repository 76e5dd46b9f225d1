import { type AgreedIndexClause, type EscalatorTerm, plusDays, type VersionTerms } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import { canonicalJson } from '#platform/domain';

/** How a contract's prices follow indexes, with all that its clause leaves to what is usual. */
export interface IndexClause {
  readonly term: EscalatorTerm;
  /** The series that prices follow, in the order of the terms. */
  readonly series: readonly string[];
  /** The first day of new prices, `YYYY-MM-DD`; the next ones come a year later each. */
  readonly from: string;
  /** Whoever is to pay must be told so many days before. */
  readonly noticeDays: number;
  /** What happens where nobody was told by then: the step begins some months later, or lapses. */
  readonly late: 'postponed' | 'lapses';
  /** Keys of the charges whose prices follow; all that are due again where it is null. */
  readonly charges: readonly string[] | null;
  /** How many months before the step's own the indexes count are of. */
  readonly indexLag: number;
  /** The month that indexes are compared with, `YYYY-MM`: the one before the contract began unless the terms name one. */
  readonly baseMonth: string;
}

/** What a clause that was agreed comes to. @param startsOn the contract's first day */
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

/** The clause of a contract from a day on, until the next one; null where its prices follow nothing from then. */
export interface ClauseFrom {
  readonly from: string;
  readonly clause: IndexClause | null;
}

/** The clauses of a contract in the order of time. What was agreed first holds from its start. */
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

/** When prices change, and by when that must be told. */
export interface IndexStep {
  /** The day of the clause. */
  readonly on: string;
  /** The first day of the new prices: the same, or some months later where it was too late to tell. */
  readonly effectiveOn: string;
  /** The last day to tell for that. */
  readonly noticeBy: string;
  /** The month whose indexes count. */
  readonly indexMonth: string;
  /** Of the contract, the first is 1. */
  readonly year: number;
}

/** What comes next of a contract's clauses, and what went by. */
export interface IndexSteps {
  /** The clause of the next step; of the last day with one where no step comes. */
  readonly clause: IndexClause;
  /** The first one that can still be told and was not made; null where the contract or its clause ends before. */
  readonly next: IndexStep | null;
  /** The day of the last one that nobody was told of in time. */
  readonly lapsed: string | null;
}

/**
 * The steps of a contract as they stand on a day, each by the clause that holds on its day. A step that was told too late begins
 * with a later month, as many days after it can be told as the clause says, unless it lapses by the clause or the step of the next
 * year comes first. Later steps keep their days.
 * @param made days of the clauses whose steps are signed
 * @returns null where no clause was ever agreed
 */
export function indexSteps(
  clauses: readonly ClauseFrom[],
  { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string | null },
  today: string,
  made: ReadonlySet<string>,
): IndexSteps | null {
  let lapsed: string | null = null;
  let last: IndexClause | null = null;
  for (const [index, { from, clause }] of clauses.entries()) {
    if (!clause) continue;
    last = clause;
    // The first clause is of all days before the second one.
    const first = index === 0 ? clause.from : firstFrom(clause, from);
    const until = clauses[index + 1]?.from ?? null;
    for (let on = first; until === null || on < until; on = yearAfter(on)) {
      if (endsOn !== null && on > endsOn) return { clause, next: null, lapsed };
      if (made.has(on)) {
        lapsed = null;
        continue;
      }
      const effectiveOn = firstDayToTell(clause, on, today);
      if (effectiveOn === null) lapsed = on;
      else if (endsOn !== null && effectiveOn > endsOn) return { clause, next: null, lapsed };
      else return { clause, next: stepOf(clause, on, effectiveOn, startsOn), lapsed };
    }
  }
  return last && { clause: last, next: null, lapsed };
}

/** The first day of a clause's that is not before another one. */
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

/** The first day on or after a step's that leaves its notice; null where the step is over by then. */
function firstDayToTell({ noticeDays, late }: IndexClause, on: string, today: string): string | null {
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

/** How often a year was over between two days. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, to.slice(5) < from.slice(5) ? years - 1 : years);
}
