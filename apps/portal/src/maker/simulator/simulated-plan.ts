import type { Charge, Contract, Simulation } from '../../api/types.js';
import { type ChargeValues, toChargeTerms, toChargeValues, toShown } from '../contracts/charge-values.js';
import type { Measured } from './measured.js';

/** A plan on the page, kept nowhere else. */
export interface PlanOnPage {
  readonly id: string;
  readonly name: string;
  readonly charges: readonly ChargeValues[];
}

/** A meter whose past the plans are tried on. */
export interface MeterOnPage extends Measured {
  /** Meter of a contract, or device. */
  readonly id: string;
  readonly deviceId: string;
}

/** Letters of plans, in their order; `series-1` and on are their colours. */
export const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** The plan of a contract that runs. */
export function planOf(contract: Pick<Contract, 'charges'>, name: string): PlanOnPage {
  return { id: crypto.randomUUID(), name, charges: contract.charges.map(toChargeValues) };
}

/**
 * Charges as they are sent. What a charge counts is kept where those counters are looked at; elsewhere it counts all of them, and a
 * fee for named machines is for all machines.
 */
export function toSimulatedPlan(
  { name, charges }: Pick<PlanOnPage, 'name' | 'charges'>,
  counters: readonly MeterOnPage[],
): Simulation['plans'][number] {
  const known = new Set(counters.map(({ id }) => id));
  const isKept = (charge: ChargeValues): boolean => charge.meterIds.every((id) => known.has(id));
  return {
    name,
    charges: charges.map((charge) =>
      toChargeTerms({
        ...charge,
        meterIds: isKept(charge) ? charge.meterIds : [],
        machineIds: [],
      }),
    ) as Simulation['plans'][number]['charges'],
  };
}

/** A charge to be told in words. What counts nothing that is looked at counts all of it. */
export function toShownCharge(values: ChargeValues, counters: readonly { readonly id: string }[]): Charge {
  const charge = toShown(values);
  const known = charge.meterIds.filter((id) => counters.some((counter) => counter.id === id));
  return {
    ...charge,
    meterIds: charge.pricing.model === 'flat' || known.length > 0 ? known : counters.map(({ id }) => id),
  };
}
