import type { AmountPrecision, Exact } from '#platform/domain';
import type { ChargeInTime } from './charge-in-time.js';
import type { LineComponent } from './rating-run.js';
import { shareAmount, shareExactly } from './rounding.js';
import { machinesOf, quantityOf, type UsageFact } from './usage.js';

/** A price before discount and maximum, and what these take off it; exact. */
export interface PriceFigures {
  readonly gross: Exact;
  readonly discount: Exact;
  readonly capDiscount: Exact;
}

/** A line of a charge as it stands by now, not what a run adds to it. */
export interface RatedLine {
  readonly charge: string;
  /** Null of what belongs to the period as a whole. */
  readonly part: string | null;
  readonly machine: string | null;
  readonly component: LineComponent;
  /** The priced quantity; null where there is none, or where it is held. */
  readonly quantity: Exact | null;
  /** Null where it is held. */
  readonly exact: Exact | null;
  readonly amount: Exact | null;
  /** How `exact` comes about; absent of what is no usage. */
  readonly figures?: PriceFigures;
  /** Of a commitment, rounded. */
  readonly committed: { readonly used: Exact; readonly overage: Exact; readonly trueUp: Exact } | null;
}

/** When a period is rated. */
export interface RatingMoment {
  readonly final: boolean;
  /** No later run of the period is to come. */
  readonly settled: boolean;
  /** Of the contract, from 1. */
  readonly contractMonth: number;
  /** Interim runs of the period so far, this one included. */
  readonly interimRuns: number;
}

/** What is rated together. */
export interface Unit {
  readonly charge: ChargeInTime;
  readonly facts: readonly UsageFact[];
  /** Null of a pool. */
  readonly machine: string | null;
  readonly moment: RatingMoment;
  readonly currency: AmountPrecision;
}

/** A held quantity leaves its line without an amount; the others go on (docs/rules/metering.md#held-quantities). */
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

/** A pool's line shared over its machines by quantity, where the charge says so; the shares add up to it. */
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

export function isSamePlace(a: RatedLine, b: RatedLine): boolean {
  return a.part === b.part && a.machine === b.machine && a.component === b.component;
}
