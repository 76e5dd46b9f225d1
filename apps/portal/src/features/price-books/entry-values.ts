import type { BookEntry, Charge } from '../../api/types.js';
import { type ChargeValues, freeKey, toChargeTerms, toChargeValues } from '../charges/form/charge-values.js';

/** An entry as a charge that no contract has yet. */
export function toCharge({ planId: _plan, ...entry }: BookEntry, meterIds: readonly string[] = []): Charge {
  return {
    ...entry,
    id: entry.key,
    dueOn: null,
    machineIds: [],
    meterIds: entry.pricing.model === 'flat' ? [] : [...meterIds],
  };
}

/** The entries of a plan in a form. What counts something counts all the meters that are given. */
export function toEntryValues(
  entries: readonly BookEntry[],
  planId: string,
  meterIds: readonly string[] = [],
): ChargeValues[] {
  return entries
    .filter((entry) => entry.planId === planId)
    .map((entry) => ({ ...toChargeValues(toCharge(entry, meterIds)), row: crypto.randomUUID() }));
}

/** Charges of a form as entries of a plan; one without a key is named after its model. */
export function toEntries(charges: readonly ChargeValues[], planId: string): BookEntry[] {
  const taken = new Set(charges.flatMap(({ key }) => key ?? []));
  return charges.map((charge) => {
    const key = charge.key ?? freeKey(charge.pricing.model, taken);
    taken.add(key);
    const { name, clause, due, countsBy, perMachine, pricing } = toChargeTerms(charge);
    return { planId, key, name, clause, due, countsBy, perMachine, pricing };
  });
}
