import type { ChargeFields } from '../charges/charge-fields.js';

/** The price of a plan's charge in a price book. The contract defines the meters and machines. */
export interface BookEntry extends Pick<
  ChargeFields,
  'key' | 'nameI18n' | 'clause' | 'due' | 'countsBy' | 'perMachine' | 'pricing'
> {
  readonly planId: string;
}

/** Returns the initial charges for a contract with a plan, in the order of the invoice. */
export function chargesOfPlan(
  entries: readonly BookEntry[],
  planId: string,
  /** Meters assigned to the usage-based charges. */
  meterIds: readonly string[],
): Omit<ChargeFields, 'id'>[] {
  return entries
    .filter((entry) => entry.planId === planId)
    .map(({ planId: _plan, ...charge }) => ({
      ...charge,
      dueOn: null,
      machineIds: [],
      meterIds: charge.pricing.model === 'flat' ? [] : meterIds,
    }));
}
