import type { Charge, Contract, Simulation } from '../../../api/types.js';
import {
  type ChargeValues,
  toChargeTerms,
  toChargeValues,
  toShown,
} from '../../charges/form/charge-values.js';
import { asContract, isAlike, type Measured } from '../past-usage/measured.js';

/** A plan on the page, which is not stored anywhere. */
export interface PlanOnPage {
  readonly id: string;
  readonly name: string;
  readonly charges: readonly ChargeValues[];
}

/** A meter with the usage history for the simulation. */
export interface MeterOnPage extends Measured {
  /** ID of a contract's meter, or of a device's quantity. */
  readonly id: string;
  /** The quantity that a charge selects: a contract's meter, or all machines' meters with the same measurement. */
  readonly quantity: string;
  readonly deviceId: string;
}

/** Letters of the plans in order. Their colours are `series-1` and following. */
export const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** Plan with the charges of an active contract. */
export function planOf(contract: Pick<Contract, 'charges'>, name: string): PlanOnPage {
  return { id: crypto.randomUUID(), name, charges: contract.charges.map(toChargeValues) };
}

/**
 * Applies a contract's plan to other meters: its charges use the meters with the same measurement, if there are any.
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

/** Removes meters that are not displayed from a plan's charges, so that only valid options are selected. */
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
 * Converts charges to the request. A charge keeps its meters if all of them are displayed; otherwise it uses all
 * meters, and a fee for specific machines applies to all machines.
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

/** Converts a charge to one that can be described in words. A charge without a displayed meter uses all of them. */
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
