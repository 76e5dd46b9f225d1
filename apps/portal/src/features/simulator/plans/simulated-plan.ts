import type { Charge, Contract, Simulation } from '../../../api/types.js';
import {
  type ChargeValues,
  toChargeTerms,
  toChargeValues,
  toShown,
} from '../../charges/form/charge-values.js';
import { asContract, isAlike, type Measured } from '../past-usage/measured.js';

/** A plan on the page, kept nowhere else. */
export interface PlanOnPage {
  readonly id: string;
  readonly name: string;
  readonly charges: readonly ChargeValues[];
}

/** A meter whose past the plans are tried on. */
export interface MeterOnPage extends Measured {
  /** Of a contract's meter, or of what is measured of a device. */
  readonly id: string;
  /** What a charge chooses: a meter of a contract, or whatever measures the same of all machines. */
  readonly quantity: string;
  readonly deviceId: string;
}

/** Letters of plans, in their order; `series-1` and on are their colours. */
export const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** The plan of a contract that runs. */
export function planOf(contract: Pick<Contract, 'charges'>, name: string): PlanOnPage {
  return { id: crypto.randomUUID(), name, charges: contract.charges.map(toChargeValues) };
}

/**
 * A contract's plan where other meters are looked at: what a charge counts is whatever measures the same there, as far as
 * anything does.
 */
export function translated(
  plan: PlanOnPage,
  contract: Pick<Contract, 'meters'>,
  meters: readonly MeterOnPage[],
): PlanOnPage {
  const alike = (id: string): string[] => {
    const counted = contract.meters.find((meter) => meter.id === id);
    if (counted === undefined || meters.some(({ quantity }) => quantity === id)) return [id];
    const measured = asContract(counted, false);
    return meters.filter((meter) => isAlike(meter, measured)).map(({ quantity }) => quantity);
  };
  return {
    ...plan,
    charges: plan.charges.map((charge) => ({
      ...charge,
      meterIds: [...new Set(charge.meterIds.flatMap(alike))],
    })),
  };
}

/** A plan with charges that name nothing but what is looked at, to be chosen from. */
export function withKnown(plan: PlanOnPage, meters: readonly MeterOnPage[]): PlanOnPage {
  const known = new Set(meters.map(({ quantity }) => quantity));
  return {
    ...plan,
    charges: plan.charges.map((charge) => ({
      ...charge,
      meterIds: charge.meterIds.filter((id) => known.has(id)),
    })),
  };
}

/**
 * Charges as they are sent. What a charge counts is kept where all of it is looked at; elsewhere it counts everything, and a fee
 * for named machines is for all machines.
 */
export function toSimulatedPlan(
  { name, charges }: Pick<PlanOnPage, 'name' | 'charges'>,
  meters: readonly MeterOnPage[],
): Simulation['plans'][number] {
  const isKept = ({ meterIds }: ChargeValues): boolean =>
    meterIds.every((id) => meters.some(({ quantity }) => quantity === id));
  return {
    name,
    charges: charges.map((charge) =>
      toChargeTerms({
        ...charge,
        meterIds: isKept(charge) ? countedBy(charge, meters) : [],
        machineIds: [],
      }),
    ),
  };
}

const countedBy = (
  { meterIds }: Pick<ChargeValues, 'meterIds'>,
  meters: readonly Pick<MeterOnPage, 'id' | 'quantity'>[],
): string[] =>
  meterIds.flatMap((id) => meters.filter(({ quantity }) => quantity === id).map((meter) => meter.id));

/** A charge to be told in words. What counts nothing that is looked at counts all of it. */
export function toShownCharge(
  values: ChargeValues,
  meters: readonly Pick<MeterOnPage, 'id' | 'quantity'>[],
): Charge {
  const charge = toShown(values);
  const known = countedBy(charge, meters);
  return {
    ...charge,
    meterIds: charge.pricing.model === 'flat' || known.length > 0 ? known : meters.map(({ id }) => id),
  };
}
