import {
  type ChargeFields,
  type ContractContent,
  contentOn,
  contractInTime,
  type IndexStepEvidence,
  type IndexStepPart,
  type Pricing,
  type SignedAmendment,
} from '#contracts/domain';
import { addMonths } from '#metering/domain';
import { DomainError } from '#platform/domain';
import { escalatePricing, type IndexClause, type IndexStep, yearsBetween } from '#pricing/domain';
import { agreedPrices } from './agreed-prices.js';

/** The values of an index in the base month and in the month that the adjustment uses. */
export interface IndexMovement {
  /** The key in the contract. */
  readonly key: string;
  /** The recorded series; null while neither value is recorded. */
  readonly series: string | null;
  readonly baseMonth: string;
  readonly base: string | null;
  /** The source of the base value. */
  readonly baseSource: string | null;
  readonly month: string;
  readonly value: string | null;
  readonly source: string | null;
}

/** Charges with prices agreed on the same day, which share one factor. */
export interface PlannedPart {
  readonly since: string;
  readonly baseMonth: string;
  /** Contract year of the prices, starting at 1. */
  readonly year: number;
  readonly charges: readonly { readonly charge: ChargeFields; readonly agreed: Pricing }[];
}

/** The history of a contract on which an index adjustment depends. */
export interface PricingHistory {
  readonly base: ContractContent;
  readonly amendments: readonly SignedAmendment[];
}

/**
 * Returns the charges that an adjustment changes, grouped by the day on which their prices were agreed, earliest first.
 */
export function planStep(
  clause: IndexClause,
  { effectiveOn, on, year }: IndexStep,
  { base, amendments }: PricingHistory,
): PlannedPart[] {
  const { charges } = contentOn(contractInTime(base, amendments), effectiveOn);
  const agreed = agreedPrices(base, amendments, effectiveOn);
  const parts = new Map<string, PlannedPart>();
  for (const charge of charges.filter((one) => isIndexed(clause, one))) {
    const { since, pricing } = agreed.get(charge.key)!;
    const isFirst = since <= base.startsOn;
    const day = isFirst ? base.startsOn : since;
    const part = parts.get(day) ?? {
      since: day,
      baseMonth: isFirst ? clause.baseMonth : addMonths(day.slice(0, 7), -1),
      year: isFirst ? year : yearsBetween(day, on) + 1,
      charges: [],
    };
    parts.set(day, { ...part, charges: [...part.charges, { charge, agreed: pricing }] });
  }
  return [...parts.values()].sort((a, b) => (a.since < b.since ? -1 : 1));
}

/**
 * Returns whether a charge's prices follow the clause: the charge is recurring and, if the clause lists charges, is one
 * of them.
 */
function isIndexed({ charges }: IndexClause, { key, due }: ChargeFields): boolean {
  return due !== 'once' && (charges === null || charges.includes(key));
}

/**
 * Calculates a part's new prices.
 * @param indexes the values for its base month
 * @throws DomainError billing.index_value_missing, contracts.index_missing, contracts.weights_exceed_one
 */
export function computePart(
  { term }: IndexClause,
  { since, year, charges }: PlannedPart,
  indexes: readonly IndexMovement[],
  currency: string,
): IndexStepPart {
  const index: Record<string, [string, string]> = {};
  const used = indexes.map((movement) => {
    const { key, series, base, value, baseMonth, month, baseSource, source } = movement;
    if (series === null || base === null || value === null)
      throw new DomainError('billing.index_value_missing', { key, month: base === null ? baseMonth : month });
    index[key] = [base, value];
    const weight = term.weights?.find((one) => one.key === key)?.weight ?? '0';
    return {
      key,
      weight,
      series,
      baseMonth,
      base,
      ...(baseSource && { baseSource }),
      month,
      value,
      ...(source && { source }),
    };
  });
  const escalated = charges.map(({ charge, agreed }) => ({
    key: charge.key,
    agreed,
    before: charge.pricing,
    ...escalatePricing(agreed, term, { index, year }, currency),
  }));
  const { rawFactor, appliedFactor } =
    escalated[0] ?? escalatePricing({ model: 'flat', amount: '0' }, term, { index, year }, currency);
  return {
    since,
    indexes: used,
    rawFactor,
    appliedFactor,
    charges: escalated.map(({ key, agreed, before, pricing }) => ({ key, agreed, before, after: pricing })),
  };
}

/** Returns the complete calculation of an adjustment, which is stored with its amendment. */
export function toStepEvidence(
  { term, noticeDays }: IndexClause,
  { on, noticeBy }: IndexStep,
  parts: readonly IndexStepPart[],
): IndexStepEvidence {
  return {
    stepOn: on,
    noticeBy,
    noticeDays,
    cap: term.cap ?? null,
    floor: term.floor ?? null,
    fixedPercentPerYear: term.fixedPercentPerYear ?? null,
    factorDecimals: term.factorDecimals ?? DEFAULT_DECIMALS,
    priceDecimals: term.priceDecimals ?? null,
    parts,
  };
}

/** The number of decimals of factors in `escalate`. */
const DEFAULT_DECIMALS = 6;
