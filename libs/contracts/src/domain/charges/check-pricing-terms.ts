import { Exact, type FieldFault } from '#platform/domain';
import type { Pricing, Tier } from './pricing.js';
import { shortfallPriceOf } from './shortfall-price.js';

const fault = (pointer: string, code: string): FieldFault => ({ pointer, code: `contracts.${code}` });

/** The fields that a model requires. */
const REQUIRED_TERMS: Readonly<Record<Pricing['model'], readonly (keyof Pricing)[]>> = {
  flat: ['amount'],
  unit: ['unitPrice'],
  graduated: ['tiers'],
  volume: ['tiers'],
  package: ['packageSize', 'packagePrice'],
  stairstep: ['tiers'],
  percentage: [],
  graduated_percentage: ['tiers'],
  cost_plus: [],
  hour_bands: ['tiers'],
};

const NOT_NEGATIVE = [
  'packagePrice',
  'freeUnits',
  'contractedQuantity',
  'ratePercent',
  'fixedPerEvent',
  'minPerEvent',
  'maxPerEvent',
  'freeAmount',
  'includedQuantity',
  'includedQuantityPerMachine',
  'discountPercent',
  'maxAmount',
  'minAmount',
  'minQuantity',
  'minQuantityPerMachine',
  'shortfallPrice',
] as const satisfies readonly (keyof Pricing)[];

const TIER_NOT_NEGATIVE = [
  'unitPrice',
  'flatFee',
  'ratePercent',
  'maxAmount',
] as const satisfies readonly (keyof Tier)[];

type OptionalDecimal = string | null | undefined;
const isNegative = (value: OptionalDecimal): boolean => typeof value === 'string' && new Exact(value).lt(0);
const isNotPositive = (value: OptionalDecimal): boolean =>
  typeof value === 'string' && new Exact(value).lte(0);
const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** Validates pricing terms and returns errors by field below `at`. */
export function checkPricingTerms(pricing: Pricing, at: string): FieldFault[] {
  const { convert, commitment, minRamp, model } = pricing;
  const missing = REQUIRED_TERMS[model].filter((field) => isMissing(pricing[field]));
  return [
    ...missing.map((field) => fault(`${at}/${field}`, 'value_missing')),
    ...NOT_NEGATIVE.filter((field) => isNegative(pricing[field])).map((field) =>
      fault(`${at}/${field}`, 'value_negative'),
    ),
    ...(isNotPositive(pricing.packageSize) ? [fault(`${at}/packageSize`, 'value_not_positive')] : []),
    ...(isNotPositive(convert?.divideBy) ? [fault(`${at}/convert/divideBy`, 'value_not_positive')] : []),
    ...(new Exact(pricing.discountPercent ?? 0).gt(100)
      ? [fault(`${at}/discountPercent`, 'percent_above_100')]
      : []),
    ...(commitment && isMissing(commitment.amount) === isMissing(commitment.quantity)
      ? [fault(`${at}/commitment`, 'commitment_ambiguous')]
      : []),
    ...(['amount', 'quantity', 'overageFactor'] as const)
      .filter((field) => isNegative(commitment?.[field]))
      .map((field) => fault(`${at}/commitment/${field}`, 'value_negative')),
    ...(minRamp ?? []).flatMap(({ percent }, index) =>
      isNegative(percent) ? [fault(`${at}/minRamp/${index}/percent`, 'value_negative')] : [],
    ),
    ...checkTiers(pricing.tiers ?? [], at),
    ...(missing.length === 0 ? checkMinimum(pricing, at) : []),
    ...(model === 'percentage' ? checkPercentage(pricing, at) : []),
  ];
}

function checkTiers(tiers: readonly Tier[], at: string): FieldFault[] {
  return tiers.flatMap((tier, index) => {
    const tierPointer = `${at}/tiers/${index}`;
    const above = index === 0 ? 0 : tiers[index - 1]!.upTo;
    return [
      // Only the last tier may be unlimited, and upper bounds must increase.
      ...(isMissing(above) || (!isMissing(tier.upTo) && new Exact(tier.upTo!).lte(above!))
        ? [fault(`${tierPointer}/upTo`, 'tiers_not_rising')]
        : []),
      ...(isNotPositive(tier.packageSize) ? [fault(`${tierPointer}/packageSize`, 'value_not_positive')] : []),
      ...TIER_NOT_NEGATIVE.filter((field) => isNegative(tier[field])).map((field) =>
        fault(`${tierPointer}/${field}`, 'value_negative'),
      ),
    ];
  });
}

function checkMinimum(pricing: Pricing, at: string): FieldFault[] {
  const quantity = pricing.minQuantity ?? (pricing.minRamp?.length ? pricing.contractedQuantity : null);
  const isPriced = shortfallPriceOf(pricing) !== null;
  const ofQuantity = !isMissing(quantity) || !isMissing(pricing.minQuantityPerMachine);
  return [
    ...(ofQuantity && !isPriced ? [fault(`${at}/shortfallPrice`, 'value_missing')] : []),
    ...(pricing.minInstalments && isMissing(quantity) && isMissing(pricing.minAmount)
      ? [fault(`${at}/minInstalments`, 'minimum_missing')]
      : []),
  ];
}

/**
 * Rejects allowances for percentages. Percentages apply to amounts, which have no units; `freeAmount` and `freeEvents`
 * are used instead.
 */
function checkPercentage(pricing: Pricing, at: string): FieldFault[] {
  const fields = ['convert', 'includedQuantity', 'includedQuantityPerMachine'] as const;
  return fields
    .filter((field) => !isMissing(pricing[field]))
    .map((field) => fault(`${at}/${field}`, 'not_of_this_model'));
}
