import { type AmountPrecision, Exact } from '#platform/domain';
import type { ChargeInTime } from './charge-in-time.js';
import type { LineComponent } from './rating-run.js';
import { shareAmount, shareExactly } from './rounding.js';
import { machinesOf, quantityOf, type UsageFact } from './usage.js';

const ZERO = new Exact(0);

/** A price before discount and maximum, and the amounts that these subtract; exact. */
export interface PriceFigures {
  readonly gross: Exact;
  readonly discount: Exact;
  readonly capDiscount: Exact;
}

/** Current total of a charge's line, as opposed to the difference that a run bills. */
export interface RatedLine {
  readonly charge: string;
  /** Null for the whole period. */
  readonly part: string | null;
  readonly machine: string | null;
  readonly component: LineComponent;
  /** The priced quantity; null if there is none or if it is on hold. */
  readonly quantity: Exact | null;
  /** Null if the line is on hold. */
  readonly exact: Exact | null;
  readonly amount: Exact | null;
  /** The components of `exact`; absent for lines without usage. */
  readonly figures?: PriceFigures;
  /** Parts of a commitment, rounded. */
  readonly committed: { readonly used: Exact; readonly overage: Exact; readonly trueUp: Exact } | null;
}

/** The point at which a period is rated. */
export interface RatingMoment {
  readonly final: boolean;
  /** True if no later run of the period is expected. */
  readonly settled: boolean;
  /** The month of the contract, from 1. */
  readonly contractMonth: number;
  /** The number of interim runs of the period up to and including the current run. */
  readonly interimRuns: number;
}

/** Usage that is rated together. */
export interface Unit {
  readonly charge: ChargeInTime;
  readonly facts: readonly UsageFact[];
  /** Null for a pool. */
  readonly machine: string | null;
  readonly moment: RatingMoment;
  readonly currency: AmountPrecision;
}

/**
 * Returns a line on hold, which has no amount; the other lines are billed (docs/rules/metering.md#quantities-on-hold).
 */
export function heldLine({ key, commitment }: ChargeInTime, { part, machine }: UsageFact): RatedLine {
  return {
    charge: key,
    part,
    machine,
    component: commitment ? 'commitment' : 'usage',
    quantity: null,
    exact: null,
    amount: null,
    committed: null,
  };
}

/** Splits a pool's line among its machines by quantity if the charge requires it; the shares add up to the line. */
export function allocated(
  { charge, currency, machine }: Unit,
  line: RatedLine,
  facts: readonly UsageFact[],
): RatedLine[] {
  const machines = machinesOf(facts);
  if (!charge.allocate || machine !== null || machines.length === 0) return [line];
  const weights = machines.map((each) => quantityOf(facts.filter((fact) => fact.machine === each)));
  const amounts = shareAmount(line.amount!, weights, currency);
  const exacts = shareExactly(line.exact!, weights);
  const quantities = line.quantity && shareExactly(line.quantity, weights);
  const share = (amount: Exact): Exact[] => shareAmount(amount, weights, currency);
  const figures = line.figures && {
    gross: shareExactly(line.figures.gross, weights),
    discount: shareExactly(line.figures.discount, weights),
    capDiscount: shareExactly(line.figures.capDiscount, weights),
  };
  const committed = line.committed && {
    used: share(line.committed.used),
    overage: share(line.committed.overage),
    trueUp: share(line.committed.trueUp),
  };
  return machines.map((each, index) => ({
    ...line,
    machine: each,
    quantity: quantities?.[index] ?? null,
    exact: exacts[index]!,
    amount: amounts[index]!,
    ...(figures && {
      figures: {
        gross: figures.gross[index]!,
        discount: figures.discount[index]!,
        capDiscount: figures.capDiscount[index]!,
      },
    }),
    committed: committed && {
      used: committed.used[index]!,
      overage: committed.overage[index]!,
      trueUp: committed.trueUp[index]!,
    },
  }));
}

export function hasSameKey(a: RatedLine, b: RatedLine): boolean {
  return a.part === b.part && a.machine === b.machine && a.component === b.component;
}

/** Sets all amounts of a line to zero, because other lines replace it. */
export function clearLine(line: RatedLine): RatedLine {
  return {
    ...line,
    quantity: line.quantity && ZERO,
    exact: ZERO,
    amount: ZERO,
    committed: line.committed && { used: ZERO, overage: ZERO, trueUp: ZERO },
  };
}

/** Returns true when any of the figures differs from zero. */
export function isAnyNonZero(figures: readonly (Exact | null | undefined)[]): boolean {
  return figures.some((figure) => figure && !figure.isZero());
}
