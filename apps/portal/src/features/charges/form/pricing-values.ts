import type { Pricing } from '../../../api/types.js';

/** Pricing models that people can edit. Other pricing models occur only in existing data. */
export const MODELS = [
  'flat',
  'unit',
  'graduated',
  'volume',
  'package',
  'stairstep',
  'hour_bands',
] as const satisfies readonly Pricing['model'][];

/** Other terms of a tier, which the form keeps unchanged. */
type OtherTierTerms = Omit<NonNullable<Pricing['tiers']>[number], 'upTo' | 'unitPrice' | 'flatFee'>;

export interface TierValues {
  readonly upTo: string;
  readonly unitPrice: string;
  readonly flatFee: string;
  readonly others?: OtherTierTerms;
}

export interface RampValues {
  readonly months: string;
  readonly percent: string;
}

/** Pricing terms in a form. An empty string means that the term is not agreed. */
export interface PricingValues {
  readonly model: Pricing['model'];
  readonly amount: string;
  readonly unitPrice: string;
  readonly packageSize: string;
  readonly packagePrice: string;
  readonly includedQuantity: string;
  readonly includedQuantityPerMachine: string;
  readonly contractedQuantity: string;
  readonly minQuantity: string;
  readonly minQuantityPerMachine: string;
  readonly minAmount: string;
  readonly shortfallPrice: string;
  readonly minInstalments: string;
  readonly maxAmount: string;
  readonly discountPercent: string;
  readonly pooling: 'pooled' | 'per_machine';
  /** True if the cost of a pool is allocated to its machines. */
  readonly allocate: boolean;
  readonly tiers: readonly TierValues[];
  readonly minRamp: readonly RampValues[];
  /** Terms without a form field, kept unchanged. */
  readonly others: Partial<Pricing>;
}

const TEXTS = [
  'amount',
  'unitPrice',
  'packageSize',
  'packagePrice',
  'includedQuantity',
  'includedQuantityPerMachine',
  'contractedQuantity',
  'minQuantity',
  'minQuantityPerMachine',
  'minAmount',
  'shortfallPrice',
  'maxAmount',
  'discountPercent',
] as const;

/** Fields of each model; other fields are not sent. */
const FIELDS: Readonly<Record<Pricing['model'], readonly (typeof TEXTS)[number][]>> = {
  flat: ['amount'],
  unit: ['unitPrice', ...includedFields(), ...usageFields()],
  graduated: [...includedFields(), ...usageFields()],
  volume: [...includedFields(), ...usageFields()],
  package: ['packageSize', 'packagePrice', ...includedFields(), ...usageFields()],
  stairstep: [...includedFields(), ...usageFields()],
  hour_bands: ['contractedQuantity'],
  percentage: usageFields(),
  graduated_percentage: usageFields(),
  cost_plus: usageFields(),
};

function includedFields() {
  return ['includedQuantity', 'includedQuantityPerMachine'] as const;
}

function usageFields() {
  return [
    'minQuantity',
    'minQuantityPerMachine',
    'minAmount',
    'shortfallPrice',
    'maxAmount',
    'discountPercent',
  ] as const;
}

export const hasField = (model: Pricing['model'], field: (typeof TEXTS)[number]): boolean =>
  FIELDS[model].includes(field);

export const hasTiers = (model: Pricing['model']): boolean =>
  ['graduated', 'volume', 'stairstep', 'hour_bands', 'graduated_percentage'].includes(model);

/** Returns true if a model has a price per unit, so that units can be prepaid. */
export const canBePrepaid = (model: Pricing['model']): boolean =>
  ['unit', 'graduated', 'volume', 'stairstep', 'package'].includes(model);

export const EMPTY_PRICING: PricingValues = {
  model: 'unit',
  amount: '',
  unitPrice: '',
  packageSize: '',
  packagePrice: '',
  includedQuantity: '',
  includedQuantityPerMachine: '',
  contractedQuantity: '',
  minQuantity: '',
  minQuantityPerMachine: '',
  minAmount: '',
  shortfallPrice: '',
  minInstalments: '',
  maxAmount: '',
  discountPercent: '',
  pooling: 'pooled',
  allocate: false,
  tiers: [],
  minRamp: [],
  others: {},
};

export const EMPTY_TIER: TierValues = { upTo: '', unitPrice: '', flatFee: '' };

export function toPricingValues(pricing: Pricing): PricingValues {
  const known: readonly string[] = [
    ...TEXTS,
    'model',
    'pooling',
    'allocate',
    'tiers',
    'minRamp',
    'minInstalments',
  ];
  return {
    ...EMPTY_PRICING,
    ...Object.fromEntries(TEXTS.map((field) => [field, pricing[field] ?? ''])),
    model: pricing.model,
    pooling: pricing.pooling ?? 'pooled',
    allocate: pricing.allocate ?? false,
    minInstalments: pricing.minInstalments == null ? '' : String(pricing.minInstalments),
    tiers: (pricing.tiers ?? []).map(({ upTo, unitPrice, flatFee, ...others }) => ({
      upTo: upTo ?? '',
      unitPrice: unitPrice ?? '',
      flatFee: flatFee ?? '',
      others,
    })),
    minRamp: (pricing.minRamp ?? []).map(({ months, percent }) => ({ months: String(months), percent })),
    others: Object.fromEntries(Object.entries(pricing).filter(([field]) => !known.includes(field))),
  };
}

/** Returns true if any minimum is agreed. */
export const hasAnyMinimum = (of: PricingValues): boolean =>
  of.minQuantity !== '' || of.minQuantityPerMachine !== '' || of.minAmount !== '';

/** Converts the form's values to pricing terms without the empty ones. */
export function toPricing(values: PricingValues): Pricing {
  const { model, pooling, allocate, minInstalments, tiers, minRamp, others } = values;
  const given = FIELDS[model].filter((field) => values[field] !== '').map((field) => [field, values[field]]);
  const hasMinimum = hasAnyMinimum(values);
  return {
    ...others,
    model,
    ...(Object.fromEntries(given) as Partial<Pricing>),
    ...(hasTiers(model) ? { tiers: tiers.map(toTier) } : {}),
    ...(model !== 'flat' && pooling === 'per_machine' ? { pooling } : {}),
    ...(model !== 'flat' && pooling === 'pooled' && allocate ? { allocate } : {}),
    ...(model !== 'flat' && hasMinimum && minRamp.length > 0
      ? { minRamp: minRamp.map(({ months, percent }) => ({ months: Number(months) || 0, percent })) }
      : {}),
    ...(model !== 'flat' && hasMinimum && minInstalments !== ''
      ? { minInstalments: Number(minInstalments) || 0 }
      : {}),
  };
}

function toTier({ upTo, unitPrice, flatFee, others }: TierValues): NonNullable<Pricing['tiers']>[number] {
  return {
    ...others,
    upTo: upTo === '' ? null : upTo,
    ...(unitPrice === '' ? {} : { unitPrice }),
    ...(flatFee === '' ? {} : { flatFee }),
  };
}

/**
 * Finds the upper bound of the first tier at which a `volume` price has a cliff: one more unit lowers the total.
 * @returns the bound with the totals at it and just above it; null if no tier has a cliff
 */
export function findCliff(
  tiers: readonly TierValues[],
): { readonly at: string; readonly before: number; readonly after: number } | null {
  for (const [index, tier] of tiers.slice(0, -1).entries()) {
    const next = tiers[index + 1]!;
    const bound = Number(tier.upTo);
    const costs = ({ unitPrice, flatFee }: TierValues): number => bound * Number(unitPrice) + Number(flatFee);
    if (tier.upTo !== '' && costs(next) < costs(tier))
      return { at: tier.upTo, before: costs(tier), after: costs(next) };
  }
  return null;
}
