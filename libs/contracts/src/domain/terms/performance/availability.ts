import { type AmountPrecision, DomainError, Exact, sumOf } from '#platform/domain';
import { asAmount, orZero, percentOf, type Maybe } from '../amount.js';
import { hoursByCause, type Downtime, type DowntimeCause } from './downtime.js';

/** An availability guarantee and the consequences of missing it. Percentages and hours are decimals. */
export interface AvailabilityTerm {
  readonly guaranteePercent?: Maybe;
  /**
   * Hours of planned work that are excluded from the evaluation; further hours are treated as the supplier's downtime.
   */
  readonly plannedAllowanceHours?: Maybe;
  /** Percentage of the fee per point below the guarantee; fractions of a point count proportionally. */
  readonly malusPercentPerPoint?: Maybe;
  readonly malusCapPercent?: Maybe;
  readonly bonusFromPercent?: Maybe;
  /** Percentage of the fee if the bonus is due. */
  readonly bonusPercent?: Maybe;
  /** The fee follows availability: 100 - (target - availability) × slope, zero below `zeroBelow`, never above 100. */
  readonly targetPercent?: Maybe;
  readonly slope?: Maybe;
  readonly zeroBelow?: Maybe;
  /**
   * Percentage of the fee that is credited below an availability. If several bands apply, only the lowest one is used.
   */
  readonly bands?: readonly { readonly below: string; readonly percent: string }[] | null | undefined;
  /** Causes by priority, highest first, for moments with several causes. */
  readonly priority?: readonly DowntimeCause[] | null | undefined;
  /** Number of decimals of the printed availability; 2 by default. */
  readonly decimals?: number | null | undefined;
}

export interface AvailabilityFacts {
  /** Hours of the period. */
  readonly hours?: Maybe;
  readonly fee?: Maybe;
  /** Percentage that was determined elsewhere, so that it is not calculated. */
  readonly availabilityPercent?: Maybe;
  readonly downtime?: readonly Downtime[] | null | undefined;
  /** Gaps in the telemetry, each with the increase of the running-hours counter during the gap. */
  readonly gaps?:
    readonly { readonly hours: string; readonly counterAdvanceHours?: Maybe }[] | null | undefined;
}

/** Result of `evaluateAvailability`. Fields that don't apply are null. */
export interface AvailabilityResult {
  readonly baseHours: string | null;
  readonly downHours: string | null;
  readonly hoursByCause: Readonly<Record<DowntimeCause | 'unknown', string>> | null;
  readonly availabilityPercent: string | null;
  readonly shortfallPoints: string | null;
  readonly malus: string | null;
  readonly bonusDue: boolean | null;
  readonly factorPercent: string | null;
  readonly feeDue: string | null;
  readonly credit: string | null;
  readonly gaps: readonly ('gap_available' | 'gap_unknown')[];
}

const DEFAULT_DECIMALS = 2;

/**
 * Calculates availability A = 1 − D / (T − X), rounded to the printed decimals before anything is derived from it. T
 * is the period; X is excluded time (force majeure, the customer's downtime, planned work up to its allowance, unknown
 * time); D is the supplier's downtime and planned work beyond the allowance
 * (docs/rules/service-levels.md#availability).
 * @throws DomainError contracts.downtime_invalid, contracts.downtime_exceeds_period
 */
export function evaluateAvailability(
  term: AvailabilityTerm,
  facts: AvailabilityFacts,
  precision: AmountPrecision,
): AvailabilityResult {
  const measured = typeof facts.availabilityPercent === 'string' ? null : measure(term, facts);
  const exact = measured ? measured.percent : new Exact(facts.availabilityPercent!);
  const decimals = term.decimals ?? DEFAULT_DECIMALS;
  const percent = exact?.toDecimalPlaces(decimals, Exact.ROUND_HALF_UP) ?? null;
  return {
    baseHours: measured && asHours(measured.base),
    downHours: measured && asHours(measured.down),
    hoursByCause: measured && measured.byCause,
    availabilityPercent: percent && percent.toFixed(decimals),
    ...consequences(term, facts, percent, precision),
    gaps: (facts.gaps ?? []).map((gap) => (missingHours(gap).isZero() ? 'gap_available' : 'gap_unknown')),
  };
}

/** Returns the bonus on the fee; zero if no bonus is due. */
export function computeBonus(
  { bonusPercent }: Pick<AvailabilityTerm, 'bonusPercent'>,
  { bonusDue }: Pick<AvailabilityResult, 'bonusDue'>,
  fee: string,
  precision: AmountPrecision,
): string {
  return asAmount(percentOf(new Exact(fee), bonusDue ? orZero(bonusPercent) : new Exact(0)), precision);
}

type Consequences = Pick<
  AvailabilityResult,
  'shortfallPoints' | 'malus' | 'bonusDue' | 'factorPercent' | 'feeDue' | 'credit'
>;

function consequences(
  term: AvailabilityTerm,
  { fee }: AvailabilityFacts,
  percent: Exact | null,
  precision: AmountPrecision,
): Consequences {
  const shortfall = percent && shortfallPoints(term, percent);
  const factor = percent && factorPercent(term, percent);
  const ofFee = (part: Exact | null): string | null =>
    part && typeof fee === 'string' ? asAmount(percentOf(new Exact(fee), part), precision) : null;
  return {
    shortfallPoints: shortfall && shortfall.toFixed(),
    malus: ofFee(shortfall && malusPercent(term, shortfall)),
    bonusDue:
      percent && typeof term.bonusFromPercent === 'string' ? percent.gte(term.bonusFromPercent) : null,
    factorPercent: factor && factor.toFixed(),
    feeDue: ofFee(factor),
    credit: ofFee(percent && bandPercent(term, percent)),
  };
}

function shortfallPoints({ guaranteePercent }: AvailabilityTerm, percent: Exact): Exact | null {
  if (typeof guaranteePercent !== 'string') return null;
  return Exact.max(new Exact(guaranteePercent).minus(percent), 0);
}

function malusPercent(
  { malusPercentPerPoint, malusCapPercent }: AvailabilityTerm,
  shortfall: Exact,
): Exact | null {
  if (typeof malusPercentPerPoint !== 'string') return null;
  const uncapped = shortfall.times(malusPercentPerPoint);
  return typeof malusCapPercent === 'string' ? Exact.min(uncapped, malusCapPercent) : uncapped;
}

function factorPercent({ targetPercent, slope, zeroBelow }: AvailabilityTerm, percent: Exact): Exact | null {
  if (typeof targetPercent !== 'string') return null;
  if (typeof zeroBelow === 'string' && percent.lt(zeroBelow)) return new Exact(0);
  const factor = new Exact(100).minus(new Exact(targetPercent).minus(percent).times(orZero(slope)));
  return Exact.max(Exact.min(factor, 100), 0);
}

function bandPercent({ bands }: AvailabilityTerm, percent: Exact): Exact | null {
  if (!bands) return null;
  const reached = bands.filter(({ below }) => percent.lt(below));
  const lowest = reached.toSorted((a, b) => new Exact(a.below).cmp(b.below)).at(0);
  return new Exact(lowest?.percent ?? 0);
}

interface Measurement {
  readonly base: Exact;
  readonly down: Exact;
  /** Null if the whole period is excluded. */
  readonly percent: Exact | null;
  readonly byCause: Readonly<Record<DowntimeCause | 'unknown', string>>;
}

function measure(term: AvailabilityTerm, facts: AvailabilityFacts): Measurement {
  const hours = hoursByCause(facts.downtime ?? [], term.priority ?? []);
  const unknown = sumOf(facts.gaps ?? [], missingHours);
  const excused = Exact.min(hours.planned, orZero(term.plannedAllowanceHours));
  const base = orZero(facts.hours)
    .minus(hours.force_majeure)
    .minus(hours.customer)
    .minus(excused)
    .minus(unknown);
  const down = hours.supplier.plus(hours.planned).minus(excused);
  if (down.gt(base))
    throw new DomainError('contracts.downtime_exceeds_period', { hours: facts.hours ?? null });
  return {
    base,
    down,
    percent: base.isZero() ? null : base.minus(down).times(100).div(base),
    byCause: {
      supplier: asHours(hours.supplier),
      planned: asHours(hours.planned),
      customer: asHours(hours.customer),
      force_majeure: asHours(hours.force_majeure),
      unknown: asHours(unknown),
    },
  };
}

/**
 * Returns the hours of a gap in which the counter doesn't prove that the machine ran. They are unknown and therefore
 * excluded.
 */
function missingHours(gap: { readonly hours: string; readonly counterAdvanceHours?: Maybe }): Exact {
  return Exact.max(new Exact(gap.hours).minus(orZero(gap.counterAdvanceHours)), 0);
}

function asHours(hours: Exact): string {
  return hours.toDecimalPlaces(9).toFixed();
}
