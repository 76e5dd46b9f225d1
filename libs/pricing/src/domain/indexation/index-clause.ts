import { type AgreedIndexClause, type EscalatorTerm, plusDays, type VersionTerms } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import { canonicalJson } from '#platform/domain';

/** The index clause of a contract, with defaults for omitted fields. */
export interface IndexClause {
  readonly term: EscalatorTerm;
  /** Index series that prices follow, in the order of the terms. */
  readonly series: readonly string[];
  /** Day of the first adjustment, `YYYY-MM-DD`; further adjustments follow yearly. */
  readonly from: string;
  /** Minimum number of days between the notice to the buyer and the adjustment. */
  readonly noticeDays: number;
  /** Effect of late notice: the adjustment is postponed by whole months, or it expires. */
  readonly late: 'postponed' | 'lapses';
  /** Keys of the charges with indexed prices; null for all recurring charges. */
  readonly charges: readonly string[] | null;
  /** Number of months between the month of the index values and the month of the adjustment. */
  readonly indexLag: number;
  /**
   * Month of the base index values, `YYYY-MM`: the month before the contract began, unless the terms specify another
   * month.
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

/** Returns the clauses of a contract in chronological order. The first clause applies from the contract's start. */
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

/** An index-based price change, and its notice deadline. */
export interface IndexStep {
  /** The scheduled day of the adjustment, according to the clause. */
  readonly on: string;
  /** The first day of the new prices: `on`, or some months later if notice was too late. */
  readonly effectiveOn: string;
  /** Last day on which the buyer can be notified in time. */
  readonly noticeBy: string;
  /** The month of the index values. */
  readonly indexMonth: string;
  /** Number of the contract year, starting at 1. */
  readonly year: number;
}

/** The next index adjustment of a contract, and the last adjustment that expired. */
export interface IndexSteps {
  /** Clause of the next adjustment; if there is no next adjustment, the last clause in force. */
  readonly clause: IndexClause;
  /**
   * The first adjustment that is not signed and for which notice can still be given; null if the contract or its clause
   * ends before that.
   */
  readonly next: IndexStep | null;
  /**
   * Day of the last adjustment that expired because notice was not given in time; null if none has expired since the
   * last signed adjustment.
   */
  readonly lapsed: string | null;
}

/**
 * Determines the adjustments of a contract as of a day, each by the clause in force on the day of the adjustment. An
 * adjustment with late notice starts some months later, once the notice period has passed, unless the clause lets it
 * expire or the next year's adjustment comes first. Later adjustments keep their days.
 * @param signedDays the clause days of signed adjustments
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
    // The first clause applies to all days before the second clause.
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

/** Returns the first adjustment of a clause on or after a day. */
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
 * Returns the first day on which an adjustment can take effect with timely notice. Null if the adjustment expires:
 * immediately if this is agreed in the clause, otherwise once the next year's adjustment is due.
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
