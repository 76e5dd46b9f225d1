import { type AmountPrecision, DomainError, Exact, sumOf } from '#platform/domain';
import { asAmount, type Maybe } from './amount.js';

/**
 * Terms by which prices follow indexes, or increase at a fixed rate. Weights, percentages and limits are decimal
 * strings.
 */
export interface EscalatorTerm {
  /** Shares of the price that follow indexes. The remainder to 1 stays fixed, and so does a share named `fixed`. */
  readonly weights?: readonly { readonly key: string; readonly weight: string }[] | null | undefined;
  /** Maximum of the applied factor. */
  readonly cap?: Maybe;
  /** Minimum of the applied factor. */
  readonly floor?: Maybe;
  /** Number of decimals of the printed factor; 6 by default. */
  readonly factorDecimals?: number | null | undefined;
  /** Number of decimals of unit prices, which are exact by default. */
  readonly priceDecimals?: number | null | undefined;
  /** Yearly increase from the second year, compounded. */
  readonly fixedPercentPerYear?: Maybe;
}

/** Prices in a list or by key; the result has the same form. */
export type Priced = readonly string[] | Readonly<Record<string, string>>;

export interface EscalatorFacts {
  /** Values of each index: the base value and the current one. */
  readonly index?: Readonly<Record<string, readonly string[]>> | null | undefined;
  /** The contract year from 1, for a fixed rate. */
  readonly year?: number | null | undefined;
  readonly amounts?: Priced | null | undefined;
  readonly unitPrices?: Priced | null | undefined;
}

export interface EscalatorResult {
  readonly rawFactor: string;
  readonly appliedFactor: string;
  readonly amounts: Priced | null;
  readonly unitPrices: Priced | null;
}

const FIXED = 'fixed';
const DEFAULT_DECIMALS = 6;

/**
 * Applies an escalator. The factor is rounded as printed, limited by cap and floor, and applied once to the original
 * prices. An increase above the cap is not carried over to later adjustments
 * (docs/rules/contracts.md#index-adjustments).
 * @throws DomainError contracts.index_missing, contracts.weights_exceed_one
 */
export function escalate(
  term: EscalatorTerm,
  facts: EscalatorFacts,
  precision: AmountPrecision,
): EscalatorResult {
  const decimals = term.factorDecimals ?? DEFAULT_DECIMALS;
  const printed = (factor: Exact): Exact => factor.toDecimalPlaces(decimals, Exact.ROUND_HALF_UP);
  const raw = printed(
    typeof term.fixedPercentPerYear === 'string'
      ? fixedFactor(term.fixedPercentPerYear, facts.year ?? 1)
      : indexFactor(term.weights ?? [], facts.index ?? {}),
  );
  const capped = typeof term.cap === 'string' ? Exact.min(raw, term.cap) : raw;
  const applied = typeof term.floor === 'string' ? Exact.max(capped, term.floor) : capped;
  return {
    rawFactor: raw.toFixed(decimals),
    appliedFactor: applied.toFixed(decimals),
    amounts: mapPriced(facts.amounts, (amount) => asAmount(applied.times(amount), precision)),
    unitPrices: mapPriced(facts.unitPrices, (price) =>
      asAmount(applied.times(price), term.priceDecimals ?? null),
    ),
  };
}

function fixedFactor(percent: string, year: number): Exact {
  return new Exact(percent)
    .div(100)
    .plus(1)
    .pow(year - 1);
}

function indexFactor(
  weights: readonly { readonly key: string; readonly weight: string }[],
  index: Readonly<Record<string, readonly string[]>>,
): Exact {
  const indexed = weights.filter(({ key }) => key !== FIXED || Object.hasOwn(index, key));
  const weightedMovement = sumOf(indexed, ({ key, weight }) => weightedRatio(key, weight, index));
  const indexedWeight = sumOf(indexed, ({ weight }) => weight);
  const totalWeight = sumOf(weights, ({ weight }) => weight);
  if (totalWeight.gt(1))
    throw new DomainError('contracts.weights_exceed_one', { sum: totalWeight.toFixed() });
  return weightedMovement.plus(1).minus(indexedWeight);
}

function weightedRatio(
  key: string,
  weight: string,
  index: Readonly<Record<string, readonly string[]>>,
): Exact {
  const [before, now] = Object.hasOwn(index, key) ? index[key]! : [];
  if (before === undefined || now === undefined || new Exact(before).lte(0))
    throw new DomainError('contracts.index_missing', { key }, [
      { pointer: `/facts/index/${key}`, code: 'contracts.index_missing', params: { key } },
    ]);
  return new Exact(weight).times(now).div(before);
}

function mapPriced(priced: Priced | null | undefined, change: (decimal: string) => string): Priced | null {
  if (!priced) return null;
  if (isList(priced)) return priced.map(change);
  return Object.fromEntries(Object.entries(priced).map(([key, decimal]) => [key, change(decimal)]));
}

function isList(priced: Priced): priced is readonly string[] {
  return Array.isArray(priced);
}
