import { Exact, toMinor } from '#platform/domain';

/** A contract's terms for kits. */
export interface KitTerms {
  readonly currency: string;
  readonly kitsIncluded: boolean;
  /** Price of a kit by its code, in major units of the contract's currency, if kits are sold individually. */
  readonly kitPrices: Readonly<Record<string, string>>;
}

/** Price of a kit on the invoice: included at zero, or charged. A null price must be agreed before the kit is sent. */
export type KitCharge =
  | { readonly charge: 'included'; readonly priceMinor: null; readonly currency: null }
  | { readonly charge: 'charged'; readonly priceMinor: bigint | null; readonly currency: string | null };

/**
 * Returns how a kit is charged. List prices can be in another currency, and are never converted. If the contract has no
 * price, a price is agreed for the individual delivery before the kit is sent.
 */
export function deriveKitCharge(terms: KitTerms | null, kitCode: string): KitCharge {
  if (terms?.kitsIncluded) return { charge: 'included', priceMinor: null, currency: null };
  const price = terms?.kitPrices[kitCode];
  return {
    charge: 'charged',
    priceMinor: terms && price !== undefined && isAmount(price) ? toMinor(price, terms.currency) : null,
    currency: terms?.currency ?? null,
  };
}

/** Returns true for an amount of zero or more in major units. */
export function isAmount(text: string): boolean {
  return /^\d{1,15}(\.\d{1,8})?$/.test(text) && new Exact(text).gte(0);
}
