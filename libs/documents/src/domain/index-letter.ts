import type { ChargeFields, IndexStepEvidence, Pricing } from '#contracts/domain';
import type { BuyerOnInvoice, SellerOnInvoice } from '#invoicing/domain';
import { Exact } from '#platform/domain';
import { pricesOf } from '#pricing/domain';
import type { DocumentLook } from './invoice-document.js';

/** The content of a letter about an index adjustment, independent of its language. Dates are local, `YYYY-MM-DD`. */
export interface IndexLetter {
  readonly look: DocumentLook;
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
  readonly contract: string;
  readonly currency: string;
  readonly writtenOn: string;
  /** The first day of the new prices. */
  readonly effectiveOn: string;
  readonly step: IndexStepEvidence;
  /** Names and units of the contract's charges. */
  readonly charges: readonly LetterCharge[];
}

/** Name of a charge, and the unit of its prices. */
export interface LetterCharge extends Pick<ChargeFields, 'key' | 'nameI18n' | 'due' | 'perMachine'> {
  /** Signal of the charge's meters; empty if the charge is not usage-based. */
  readonly signal: string;
  /** UCUM unit code; empty if the charge is not usage-based. */
  readonly unit: string;
}

/** A field of a charge's terms that contains a price. */
export type PriceField =
  | {
      readonly place:
        | 'amount'
        | 'unitPrice'
        | 'packagePrice'
        | 'minAmount'
        | 'maxAmount'
        | 'shortfallPrice'
        | 'commitment'
        | 'perEvent';
    }
  | {
      readonly place: 'tierPrice' | 'tierFee' | 'tierMost';
      /** Quantities that bound the tier; `upTo` is null for the last tier. */
      readonly from: string;
      readonly upTo: string | null;
    };

/** A price before and after an index adjustment. Numbers are decimal strings. */
export interface ChangedPrice {
  readonly where: PriceField;
  readonly before: string;
  readonly after: string;
  readonly isAmount: boolean;
  /** Percentage with two decimals; null if the price before was zero. */
  readonly changePercent: string | null;
}

const PERCENT_DECIMALS = 2;

/** Returns the prices of a charge's terms, field by field, before and after an adjustment. */
export function changedPrices(before: Pricing, after: Pricing): ChangedPrice[] {
  const [was, is] = [pricesOf(before), pricesOf(after)];
  const list = (group: 'amounts' | 'unitPrices'): ChangedPrice[] =>
    Object.entries(was[group]).flatMap(([place, value]) => {
      const now = is[group][place];
      if (now === undefined) return [];
      const isAmount = group === 'amounts';
      const changePercent = percentBetween(value, now);
      return [{ where: priceFieldOf(place, after), before: value, after: now, isAmount, changePercent }];
    });
  return [...list('amounts'), ...list('unitPrices')];
}

function percentBetween(before: string, after: string): string | null {
  if (new Exact(before).isZero()) return null;
  return new Exact(after)
    .div(before)
    .minus(1)
    .times(100)
    .toDecimalPlaces(PERCENT_DECIMALS, Exact.ROUND_HALF_UP)
    .toFixed(PERCENT_DECIMALS);
}

const OF_TIER = { unitPrice: 'tierPrice', flatFee: 'tierFee', maxAmount: 'tierMost' } as const;
const OF_CHARGE = [
  'amount',
  'unitPrice',
  'packagePrice',
  'minAmount',
  'maxAmount',
  'shortfallPrice',
  'commitment',
] as const;

/**
 * Converts the name of a price to its field.
 * @param name a key from `pricesOf`: a field, or the number of a tier and its field
 */
function priceFieldOf(name: string, { tiers }: Pricing): PriceField {
  const [tier, field] = name.split(' ');
  if (field === undefined) return { place: OF_CHARGE.find((place) => place === name) ?? 'perEvent' };
  const index = Number(tier);
  return {
    place: OF_TIER[field as keyof typeof OF_TIER],
    from: tiers?.[index - 1]?.upTo ?? '0',
    upTo: tiers?.[index]?.upTo ?? null,
  };
}

/**
 * Returns the calculation of a factor with formatted numbers, so that readers can check it: "0.15 + 0.5 × 126.1 ÷
 * 118.4 = 1.023034".
 */
export function equationOf(
  { indexes, rawFactor }: Pick<IndexStepEvidence['parts'][number], 'indexes' | 'rawFactor'>,
  formatDecimal: (decimal: string) => string,
): string {
  const fixed = indexes.reduce((rest, { weight }) => rest.minus(weight), new Exact(1));
  const terms = indexes.map(
    ({ weight, value, base }) =>
      `${formatDecimal(weight)} × ${formatDecimal(value)} ÷ ${formatDecimal(base)}`,
  );
  return `${[...(fixed.isZero() ? [] : [formatDecimal(fixed.toFixed())]), ...terms].join(' + ')} = ${formatDecimal(rawFactor)}`;
}
