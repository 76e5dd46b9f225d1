import type { BookEntry, Charge } from '../../api/types.js';
import { type ChargeValues, freeKey, toChargeTerms, toChargeValues } from '../charges/form/charge-values.js';

/** Converts an entry to a new charge. */
export function toCharge({ planId: _plan, ...entry }: BookEntry, meterIds: readonly string[] = []): Charge {
  return {
    ...entry,
    id: entry.key,
    dueOn: null,
    machineIds: [],
    meterIds: entry.pricing.model === 'flat' ? [] : [...meterIds],
  };
}

/** Converts the entries of a plan to form values. Metered charges use all given meters. */
export function toEntryValues(
  entries: readonly BookEntry[],
  planId: string,
  meterIds: readonly string[] = [],
): ChargeValues[] {
  return entries
    .filter((entry) => entry.planId === planId)
    .map((entry) => ({ ...toChargeValues(toCharge(entry, meterIds)), row: crypto.randomUUID() }));
}

/** Converts charges of a form to entries of a plan. Entries without a key are named after their model. */
export function toEntries(charges: readonly ChargeValues[], planId: string): BookEntry[] {
  const taken = new Set(charges.flatMap(({ key }) => key ?? []));
  return charges.map((charge) => {
    const key = charge.key ?? freeKey(charge.pricing.model, taken);
    taken.add(key);
    const { name, clause, due, countsBy, perMachine, pricing } = toChargeTerms(charge);
    return { planId, key, name, clause, due, countsBy, perMachine, pricing };
  });
}
