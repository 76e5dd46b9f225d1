import type { Charge, Contract, Simulation } from '../../../api/types.js';
import {
  type ChargeValues,
  toChargeTerms,
  toChargeValues,
  toShown,
} from '../../charges/form/charge-values.js';
import { measureLikeContract, isSameMeasurement, type Measurement } from '../past-usage/measurement.js';

/** A plan that exists only on the page and is not stored. */
export interface UnsavedPlan {
  readonly id: string;
  readonly name: string;
  readonly charges: readonly ChargeValues[];
}

/** A meter with the usage history for the simulation. */
export interface SimulatedMeter extends Measurement {
  /** ID of a contract's meter, or of a device's quantity. */
  readonly id: string;
  /** The quantity that a charge selects: a contract's meter, or all machines' meters with the same measurement. */
  readonly quantity: string;
  readonly deviceId: string;
}

/** Letters of the plans in order. Their colours are `series-1`, `series-2` and so on. */
export const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** Plan with the charges of a contract. */
export function planFromContract(contract: Pick<Contract, 'charges'>, name: string): UnsavedPlan {
  return { id: crypto.randomUUID(), name, charges: contract.charges.map(toChargeValues) };
}

/**
 * Applies a contract's plan to other meters: its charges use the meters with the same measurement, if there are any.
 */
export function remapMeters(
  plan: UnsavedPlan,
  contract: Pick<Contract, 'meters'>,
  meters: readonly SimulatedMeter[],
): UnsavedPlan {
  const alike = (id: string): string[] => {
    const counted = contract.meters.find((meter) => meter.id === id);
    if (counted === undefined || meters.some(({ quantity }) => quantity === id)) return [id];
    const measured = measureLikeContract(counted, false);
    return meters.filter((meter) => isSameMeasurement(meter, measured)).map(({ quantity }) => quantity);
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
export function removeUnknownMeters(plan: UnsavedPlan, meters: readonly SimulatedMeter[]): UnsavedPlan {
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
  { name, charges }: Pick<UnsavedPlan, 'name' | 'charges'>,
  meters: readonly SimulatedMeter[],
): Simulation['plans'][number] {
  const usesShownMeters = ({ meterIds }: ChargeValues): boolean =>
    meterIds.every((id) => meters.some(({ quantity }) => quantity === id));
  return {
    name,
    charges: charges.map((charge) =>
      toChargeTerms({
        ...charge,
        meterIds: usesShownMeters(charge) ? selectMeterIds(charge, meters) : [],
        machineIds: [],
      }),
    ),
  };
}

const selectMeterIds = (
  { meterIds }: Pick<ChargeValues, 'meterIds'>,
  meters: readonly Pick<SimulatedMeter, 'id' | 'quantity'>[],
): string[] =>
  meterIds.flatMap((id) => meters.filter(({ quantity }) => quantity === id).map((meter) => meter.id));

/** Converts a charge to one that can be described in words. A charge without a displayed meter uses all of them. */
export function toShownCharge(
  values: ChargeValues,
  meters: readonly Pick<SimulatedMeter, 'id' | 'quantity'>[],
): Charge {
  const charge = toShown(values);
  const known = selectMeterIds(charge, meters);
  return {
    ...charge,
    meterIds: charge.pricing.model === 'flat' || known.length > 0 ? known : meters.map(({ id }) => id),
  };
}
