import type { ChargeFields, IndexStepEvidence, Pricing } from '#contracts/domain';
import type { BuyerOnInvoice, SellerOnInvoice } from '#invoicing/domain';
import { Exact } from '#platform/domain';
import { pricesOf } from '#pricing/domain';

/** What a customer is told of an index step, whatever language it is written in. Dates are local, `YYYY-MM-DD`. */
export interface IndexLetter {
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
  readonly contract: string;
  readonly currency: string;
  readonly writtenOn: string;
  /** The first day of the new prices. */
  readonly effectiveOn: string;
  readonly step: IndexStepEvidence;
  /** By the key of their charge. */
  readonly charges: readonly LetterCharge[];
}

/** What a charge is called, and what its prices are for. */
export interface LetterCharge extends Pick<ChargeFields, 'key' | 'nameI18n' | 'due' | 'perMachine'> {
  /** What it counts, as its meters name it; empty where it counts nothing. */
  readonly signal: string;
  /** UCUM; empty where it counts nothing. */
  readonly unit: string;
}

/** A place of a charge's terms where money stands. */
export type PricePlace =
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
      /** Quantities; `upTo` is null of the last tier. */
      readonly from: string;
      readonly upTo: string | null;
    };

/** A price before and after a step. Decimals. */
export interface ChangedPrice {
  readonly where: PricePlace;
  readonly before: string;
  readonly after: string;
  readonly isAmount: boolean;
  /** In percent, to two decimals; null where there was nothing before. */
  readonly changePercent: string | null;
}

const PERCENT_DECIMALS = 2;

/** All money of a charge's terms, place by place, before and after a step. */
export function changedPrices(before: Pricing, after: Pricing): ChangedPrice[] {
  const [was, is] = [pricesOf(before), pricesOf(after)];
  const list = (group: 'amounts' | 'unitPrices'): ChangedPrice[] =>
    Object.entries(was[group]).flatMap(([place, value]) => {
      const now = is[group][place];
      if (now === undefined) return [];
      const isAmount = group === 'amounts';
      const changePercent = percentBetween(value, now);
      return [{ where: placeOf(place, after), before: value, after: now, isAmount, changePercent }];
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

/** @param name of a place as `pricesOf` gives it: a field, or the number of a tier and its field */
function placeOf(name: string, { tiers }: Pricing): PricePlace {
  const [tier, field] = name.split(' ');
  if (field === undefined) return { place: OF_CHARGE.find((place) => place === name) ?? 'perEvent' };
  const index = Number(tier);
  return {
    place: OF_TIER[field as keyof typeof OF_TIER],
    from: tiers?.[index - 1]?.upTo ?? '0',
    upTo: tiers?.[index]?.upTo ?? null,
  };
}

/** The sum of a factor as anybody can do it again, its numbers as they are written: "0.15 + 0.5 × 126.1 ÷ 118.4 = 1.023034". */
export function equationOf(
  { indexes, rawFactor }: Pick<IndexStepEvidence['parts'][number], 'indexes' | 'rawFactor'>,
  written: (decimal: string) => string,
): string {
  const fixed = indexes.reduce((rest, { weight }) => rest.minus(weight), new Exact(1));
  const terms = indexes.map(
    ({ weight, value, base }) => `${written(weight)} × ${written(value)} ÷ ${written(base)}`,
  );
  return `${[...(fixed.isZero() ? [] : [written(fixed.toFixed())]), ...terms].join(' + ')} = ${written(rawFactor)}`;
}
