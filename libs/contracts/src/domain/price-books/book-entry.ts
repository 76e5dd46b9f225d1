import type { ChargeFields } from '../charges/charge-fields.js';

/** What a plan's charge costs by a book. Meters and machines are the contract's to name. */
export interface BookEntry extends Pick<
  ChargeFields,
  'key' | 'nameI18n' | 'clause' | 'due' | 'countsBy' | 'perMachine' | 'pricing'
> {
  readonly planId: string;
}

/** The charges that a contract of a plan begins with, in the order of the invoice. */
export function chargesOfPlan(
  entries: readonly BookEntry[],
  planId: string,
  /** What charges that count something count. */
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
