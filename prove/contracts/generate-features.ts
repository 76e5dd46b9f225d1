import type { Chance } from './chance.js';
import { type Feature, FEATURES } from './contract-case.js';

/** Reciprocal of the share of contracts with the feature, unless another feature excludes it. */
const ONE_IN: Partial<Record<Feature, number>> = {
  partial_start: 3,
  machines: 2,
  late: 3,
  silence: 5,
  allowance: 3,
};
const USUAL_ONE_IN = 8;

/** Features that can only be combined in free text, or that the product rejects together. */
const EXCLUDED: Partial<Record<Feature, readonly Feature[]>> = {
  by_year: [
    'partial_start',
    'ends',
    'end_amendment',
    'price_amendment',
    'terms_amendment',
    'pause',
    'minimum',
    'minimum_quantity',
    'machine_minimum',
    'contract_minimum',
    'discounts',
    'renewal',
    'joins_and_leaves',
    'swap',
    'commitment',
    'machine_allowance',
  ],
  hour_bands: [
    'ends',
    'end_amendment',
    'pause',
    'contract_minimum',
    'discounts',
    'renewal',
    'price_amendment',
    'terms_amendment',
    'fee_amendment',
    'partial_start',
    'level',
  ],
  commitment: [
    'price_amendment',
    'terms_amendment',
    'maximum',
    'minimum',
    'minimum_quantity',
    'machine_minimum',
    'allowance',
    'machine_allowance',
    'conversion',
    'discount',
  ],
  minimum: ['minimum_quantity', 'machine_minimum'],
  minimum_quantity: ['machine_minimum', 'allowance', 'machine_allowance', 'terms_amendment'],
  machine_minimum: ['terms_amendment'],
  fee_long: ['fee_advance', 'contract_minimum', 'machine_fee', 'discounts'],
  renewal: ['ends', 'end_amendment', 'swap', 'joins_and_leaves', 'anniversary', 'pause'],
  end_amendment: ['ends'],
  once: ['once_first_day'],
  swap: ['joins_and_leaves', 'level'],
  level: ['exchange', 'unexplained_fall', 'silence', 'late'],
  backdated: ['swap', 'joins_and_leaves'],
  price_amendment: ['terms_amendment', 'conversion'],
  conversion: ['terms_amendment'],
};

/** Returns a compatible set of features for one contract. */
export function featuresOf(chance: Chance, allowed: readonly Feature[]): Feature[] {
  const wanted = FEATURES.filter(
    (feature) => allowed.includes(feature) && chance.isOneIn(ONE_IN[feature] ?? USUAL_ONE_IN),
  );
  const chosen: Feature[] = [];
  const areApart = (a: Feature, b: Feature): boolean =>
    Boolean(EXCLUDED[a]?.includes(b) ?? EXCLUDED[b]?.includes(a));
  for (const feature of wanted)
    if (!chosen.some((other) => areApart(feature, other) || areApart(other, feature))) chosen.push(feature);
  return chosen;
}
