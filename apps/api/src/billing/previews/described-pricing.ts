import type { Charge } from '#contracts';
import { type AmountPrecision, DomainError } from '#platform';
import type { RatingRun, UsageOfCharge } from '#pricing';
import type { DescribedUsageDto, PricingDescriptionDto } from './pricing-preview.dto.js';

/** Default key of a single charge. */
const SINGLE_CHARGE = '1';

/** Charges and runs with all keys. Each charge has a key, and all usage refers to the key of a charge. */
export interface DescribedPricing {
  readonly charges: readonly Charge[];
  readonly runs: readonly RatingRun[];
  readonly currency: AmountPrecision;
}

/**
 * Fills in omitted keys if there is only one charge.
 * @throws DomainError billing.pricing_invalid at each missing key if there are several charges
 */
export function toDescribedPricing({ charges, runs, currency }: PricingDescriptionDto): DescribedPricing {
  const isSingle = charges.length === 1;
  const missing = isSingle ? [] : pointersToMissingKeys(charges, runs);
  if (missing.length > 0) {
    const fields = missing.map((pointer) => ({ pointer, code: 'validation.required' }));
    throw new DomainError('billing.pricing_invalid', {}, fields);
  }
  const keyed = charges.map((charge) => ({ ...charge, key: charge.key ?? SINGLE_CHARGE }));
  const only = keyed[0]!.key;
  const withCharge = (usage: DescribedUsageDto): UsageOfCharge => ({
    ...usage,
    charge: usage.charge ?? only,
  });
  return {
    charges: keyed,
    runs: runs.map((run) => ({ ...run, usage: run.usage?.map(withCharge) })),
    currency: currency ?? null,
  };
}

function pointersToMissingKeys(
  charges: PricingDescriptionDto['charges'],
  runs: PricingDescriptionDto['runs'],
): string[] {
  return [
    ...charges.flatMap(({ key }, index) => (typeof key === 'string' ? [] : [`/charges/${index}/key`])),
    ...runs.flatMap(({ usage }, run) =>
      (usage ?? []).flatMap(({ charge }, index) =>
        typeof charge === 'string' ? [] : [`/runs/${run}/usage/${index}/charge`],
      ),
    ),
  ];
}
