import { Exact, toMinor } from '#platform/domain';

/** What a contract says about kits. */
export interface KitTerms {
  readonly currency: string;
  readonly kitsIncluded: boolean;
  /** Price of a kit by its code, in major units of the contract's currency, where kits are sold one by one. */
  readonly kitPrices: Readonly<Record<string, string>>;
}

/** How a kit appears on the invoice: at zero, or with a price that may have to be agreed first (null). */
export type KitCharge =
  | { readonly charge: 'included'; readonly priceMinor: null; readonly currency: null }
  | { readonly charge: 'charged'; readonly priceMinor: bigint | null; readonly currency: string | null };

/**
 * How a kit is charged. List prices are in another currency and are never converted: what a contract does not price is
 * agreed for the one delivery, before it is sent.
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

/** Whether a text is an amount of zero or more in major units. */
export function isAmount(text: string): boolean {
  return /^\d{1,15}(\.\d{1,8})?$/.test(text) && new Exact(text).gte(0);
}
