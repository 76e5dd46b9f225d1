import { appliedTerms } from '#billing/domain';
import {
  type ChargeFields,
  type ContractState,
  kindOf,
  monthOfContract,
  monthsOfDue,
  type Pause,
  pausedDays,
  plusDays,
  recurringRevenue,
  type RevenuePart,
} from '#contracts/domain';
import { MINIMUM_KEY } from '#invoicing/domain';
import { Exact } from '#platform/domain';
import { type BilledTerm, contractYears, rateRuns } from '#pricing/domain';

/** The fields of a contract that determine its recurring revenue. */
export interface RecurringTerms extends BilledTerm {
  readonly contractId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customer: string;
  readonly legalEntityId: string;
  readonly currency: string;
  /** The accounting currency of the seller. */
  readonly booksCurrency: string;
  /** True if the contract's amounts include tax. */
  readonly pricesIncludeTax: boolean;
  readonly state: ContractState;
  /** Machines with their days, which are half-open. */
  readonly machines: readonly {
    readonly machineId: string;
    readonly from: string;
    readonly to: string | null;
  }[];
  readonly charges: readonly CountedCharge[];
  /** Pauses as currently agreed. */
  readonly pauses: readonly Pause[];
  /** The monthly minimum of the whole contract, decimal; null if there is none. */
  readonly minimum?: string | null;
}

/** A charge with the machines of its meters; the machine is null for a site meter. */
export interface CountedCharge extends Pick<
  ChargeFields,
  'key' | 'due' | 'countsBy' | 'perMachine' | 'machineIds' | 'pricing' | 'deposit'
> {
  readonly metered: readonly (string | null)[];
}

const MONTHS_OF_YEAR = 12;

/** Returns whether a contract is active on a day: not a draft, and between its first and last day, both inclusive. */
export function isInForce({ state, startsOn, endsOn }: RecurringTerms, day: string): boolean {
  return state !== 'draft' && startsOn <= day && (endsOn === null || endsOn >= day);
}

/** Returns the machines under a contract on a day. */
export function machinesOn({ machines }: RecurringTerms, day: string): string[] {
  const under = machines.filter(({ from, to }) => from <= day && (to === null || to > day));
  return [...new Set(under.map(({ machineId }) => machineId))];
}

/**
 * Returns the recurring revenue of a contract by its terms on a day, charge by charge: flat amounts, and for usage
 * charges the amount that is due without any usage. The rating engine computes that amount, so recurring revenue is
 * what a month without usage would bill (docs/rules/revenue.md#recurring-revenue). On a paused day, only the part of
 * the fees that is still due recurs, and minimums don't. Empty for a contract that is not in force.
 */
export function recurringParts(terms: RecurringTerms, day: string): RevenuePart[] {
  if (!isInForce(terms, day)) return [];
  const [pause] = pausedDays(terms.pauses, day, plusDays(day, 1));
  // A deposit is the customer's money, so it is not revenue.
  const priced = terms.charges.filter((charge) => !charge.deposit);
  const parts = priced.map((charge): RevenuePart => {
    const kind = kindOf(charge.pricing);
    if (kind === 'fee') return flatPart(charge, terms, day, pause?.feePercent ?? '100');
    const months = charge.countsBy === 'year' ? MONTHS_OF_YEAR : 1;
    const minimumAmount =
      kind === 'hour_bands' || pause ? new Exact(0) : computeMinimumAmount(charge, terms, day);
    return {
      key: charge.key,
      kind: minimumAmount.isZero() ? 'overage' : 'minimum',
      amount: minimumAmount.toFixed(),
      months,
    };
  });
  return pause ? parts : [...parts, ...shortfallParts(parts, terms)];
}

/** Returns the amount by which a month without usage falls short of the contract's minimum. */
function shortfallParts(parts: readonly RevenuePart[], { minimum, currency }: RecurringTerms): RevenuePart[] {
  const reached = recurringRevenue(parts, currency).mrr;
  const shortfall = new Exact(minimum ?? 0).minus(reached);
  if (shortfall.lte(0)) return [];
  return [{ key: MINIMUM_KEY, kind: 'minimum', amount: shortfall.toFixed(), months: 1 }];
}

/** @param feePercent the percentage due on the day */
function flatPart(
  charge: CountedCharge,
  terms: RecurringTerms,
  day: string,
  feePercent: string,
): RevenuePart {
  const { key, due, perMachine, machineIds, pricing } = charge;
  const covered = machinesOn(terms, day).filter((id) => machineIds.length === 0 || machineIds.includes(id));
  const fullAmount = new Exact(pricing.amount ?? 0).times(perMachine ? covered.length : 1);
  if (due === 'once') return { key, kind: 'one_off', amount: fullAmount.toFixed(), months: 1 };
  const amount = fullAmount.times(feePercent).div(100).toFixed();
  return { key, kind: 'base', amount, months: monthsOfDue(due) ?? 1 };
}

/** Returns the amount of a charge for a whole month or year without usage. */
function computeMinimumAmount(
  { key, countsBy, pricing, metered }: CountedCharge,
  terms: RecurringTerms,
  day: string,
): Exact {
  const month = monthOfContract(day, terms);
  const year = contractYears(terms, plusDays(day, 1)).length - 1;
  const months =
    countsBy === 'year'
      ? Array.from({ length: MONTHS_OF_YEAR }, (_, index) => year * MONTHS_OF_YEAR + index + 1)
      : [month];
  const applied = appliedTerms(pricing, { share: { used: 1, of: 1 }, months }, (agreed) => agreed);
  const under = new Set(machinesOn(terms, day));
  const usage = metered
    .filter((machine) => machine === null || under.has(machine))
    .map((machine) => ({ charge: key, machine, quantity: '0' }));
  return rateRuns([{ ...applied, key }], [{ final: true, usage }], terms.currency).total;
}
