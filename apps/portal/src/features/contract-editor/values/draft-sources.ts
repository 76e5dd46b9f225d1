import type { Contract, Plan, PriceBookContent } from '../../../api/types.js';
import { createCharges, type Offer } from '../../charges/form/charge-offers.js';
import type { ChargeValues } from '../../charges/form/charge-values.js';
import { toEntryValues } from '../../price-books/entry-values.js';
import { type DraftValues, toDraftValues } from './draft-values.js';

/** Source of the first terms of a new contract. */
export const SOURCES = ['empty', 'plan', 'price_book', 'contract'] as const;
export type Source = (typeof SOURCES)[number];

/** Charges of each common plan structure. */
const CHARGES_OF_STRUCTURE: Readonly<Record<string, readonly Offer[]>> = {
  'base+included+overage': ['flat', 'unit'],
  per_unit: ['unit'],
  'graduated+annual_minimum': ['graduated', 'minimum'],
  'base+included_hours+excess': ['flat', 'unit'],
  monthly_fee_by_hours_band: ['flat', 'hour_bands'],
  kits_shipped_before_due_hours: ['flat'],
  yearly_per_machine: ['subscription'],
};

/** Starts with a plan: the charges of its structure, without prices. */
export function fromPlan(
  values: DraftValues,
  { id, structure }: Pick<Plan, 'id' | 'structure'>,
  nameOf: Parameters<typeof createCharges>[2],
): DraftValues {
  const offers = CHARGES_OF_STRUCTURE[structure] ?? [];
  return {
    ...values,
    planId: id,
    kitsIncluded: structure === 'kits_shipped_before_due_hours' || values.kitsIncluded,
    charges: offers.flatMap((offer) => createCharges(offer, [], nameOf)),
  };
}

/** Starts with a plan's prices in a version of a price book. */
export function fromBook(
  values: DraftValues,
  { currency, entries }: Pick<PriceBookContent, 'currency' | 'entries'>,
  planId: string,
): DraftValues {
  return {
    ...values,
    planId,
    currency,
    charges: toEntryValues(
      entries,
      planId,
      values.meters.map(({ id }) => id),
    ),
  };
}

/**
 * Starts with the terms of another contract, without its machines, meters and days: one-time amounts are due at the
 * start, and only seasonal pauses and discounts without days are copied.
 */
export function fromContract(values: DraftValues, contract: Contract): DraftValues {
  const source = toDraftValues(contract);
  return {
    ...source,
    number: values.number,
    customerId: values.customerId,
    buyerId: values.buyerId,
    startsOn: values.startsOn,
    endsOn: '',
    machines: values.machines,
    meters: values.meters,
    charges: source.charges.map(withoutMachines),
    pauses: source.pauses.filter(({ kind }) => kind === 'season'),
    invoiceTerms: {
      ...source.invoiceTerms,
      discounts: source.invoiceTerms.discounts.filter(({ from, until }) => from === '' && until === ''),
    },
    performance: source.performance.map((term) => ({
      ...term,
      key: '',
      kwhMeterIds: [],
      m3MeterIds: [],
      outsideMeterId: '',
      machineIds: [],
    })),
    indexClause: { ...source.indexClause, from: values.indexClause.from, baseMonth: '' },
  };
}

const withoutMachines = (charge: ChargeValues): ChargeValues => ({
  ...charge,
  row: crypto.randomUUID(),
  dueOn: '',
  machineIds: [],
  meterIds: [],
  prepaid: { ...charge.prepaid, expiresOn: '' },
});
