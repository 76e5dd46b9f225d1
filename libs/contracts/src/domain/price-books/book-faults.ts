import { Exact, type FieldFault, minorDecimals } from '#platform/domain';
import { isDate } from '../calendar/local-dates.js';
import { findMalformedDecimals, isChargeKey } from '../charges/charge-faults.js';
import { checkPricingTerms } from '../charges/check-pricing-terms.js';
import type { Pricing } from '../charges/pricing.js';
import type { BookEntry } from './book-entry.js';

/** The content of a price book version. Days are `YYYY-MM-DD`. */
export interface VersionInput {
  readonly validFrom: string;
  /** The last day; null if it has no end. */
  readonly validTo: string | null;
  readonly entries: readonly BookEntry[];
}

/** Amounts that are posted unchanged. Unlike unit prices, they can't have more decimals than the currency. */
const AMOUNTS = ['amount', 'minAmount', 'maxAmount'] as const;
const TIER_AMOUNTS = ['flatFee', 'maxAmount'] as const;

/** Validates a version and returns errors by field. @param planIds the existing plans */
export function findVersionFaults(
  { validFrom, validTo, entries }: VersionInput,
  currency: string,
  planIds: ReadonlySet<string>,
): FieldFault[] {
  const malformed = (['validFrom', 'validTo'] as const).flatMap((field): FieldFault[] => {
    const value = field === 'validFrom' ? validFrom : validTo;
    return value === null || isDate(value)
      ? []
      : [{ pointer: `/${field}`, code: 'contracts.date_malformed', params: { value } }];
  });
  const isReversed = malformed.length === 0 && validTo !== null && validTo < validFrom;
  return [
    ...malformed,
    ...(isReversed ? [{ pointer: '/validTo', code: 'contracts.valid_to_before_from' }] : []),
    ...(entries.length === 0 ? [{ pointer: '/entries', code: 'contracts.price_book_empty' }] : []),
    ...entries.flatMap((entry, index) =>
      findEntryFaults(entry, `/entries/${index}`, currency, entries.slice(0, index), planIds),
    ),
  ];
}

/**
 * Validates an entry.
 * @param earlier the entries before it, because a price book has only one entry for each plan and charge
 */
export function findEntryFaults(
  { planId, key, due, perMachine, pricing }: BookEntry,
  at: string,
  currency: string,
  earlier: readonly Pick<BookEntry, 'planId' | 'key'>[],
  planIds: ReadonlySet<string>,
): FieldFault[] {
  const fault = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer: `${at}/${field}`,
    code: `contracts.${code}`,
    params,
  });
  const malformed = findMalformedDecimals(pricing, `${at}/pricing`);
  const isFlat = pricing.model === 'flat';
  return [
    ...(planIds.has(planId) ? [] : [fault('planId', 'plan_not_found')]),
    ...(isChargeKey(key) ? [] : [fault('key', 'charge_key_malformed', { value: key })]),
    ...(earlier.some((one) => one.planId === planId && one.key === key)
      ? [fault('key', 'charge_twice')]
      : []),
    ...(isFlat || due === 'arrears' ? [] : [fault('due', 'usage_not_in_arrears')]),
    ...(perMachine && !isFlat ? [fault('perMachine', 'per_machine_not_flat')] : []),
    ...(malformed.length > 0
      ? malformed
      : [
          ...checkPricingTerms(pricing, `${at}/pricing`),
          ...findExcessDecimals(pricing, `${at}/pricing`, currency),
          ...(['amount', 'unitPrice'] as const)
            .filter((field) => new Exact(pricing[field] ?? 0).lt(0))
            .map((field) => fault(`pricing/${field}`, 'value_negative')),
        ]),
  ];
}

function findExcessDecimals(pricing: Pricing, at: string, currency: string): FieldFault[] {
  const decimals = minorDecimals(currency);
  const isTooFine = (value: string | null | undefined): boolean =>
    typeof value === 'string' && new Exact(value).decimalPlaces() > decimals;
  const fault = (pointer: string): FieldFault => ({
    pointer,
    code: 'contracts.finer_than_currency',
    params: { currency, decimals },
  });
  return [
    ...AMOUNTS.filter((field) => isTooFine(pricing[field])).map((field) => fault(`${at}/${field}`)),
    ...(pricing.tiers ?? []).flatMap((tier, index) =>
      TIER_AMOUNTS.filter((field) => isTooFine(tier[field])).map((field) =>
        fault(`${at}/tiers/${index}/${field}`),
      ),
    ),
  ];
}
