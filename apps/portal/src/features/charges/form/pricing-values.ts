import type { Pricing } from '../../../api/types.js';

/** Models that a person writes by hand; what else the engine can do comes with data that says it. */
export const MODELS = [
  'flat',
  'unit',
  'graduated',
  'volume',
  'package',
  'stairstep',
  'hour_bands',
] as const satisfies readonly Pricing['model'][];

/** What else a tier says stays as it is. */
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

/** Fields of a charge's terms as a form keeps them: an empty text is a term that was not agreed. */
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
  /** Whether what a pool costs is shared over its machines. */
  readonly allocate: boolean;
  readonly tiers: readonly TierValues[];
  readonly minRamp: readonly RampValues[];
  /** Terms that this form has no field for; they stay as they are. */
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

/** Which fields a model has; others are not sent. */
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

/** Models that put a price on each unit: those can be paid before they are used. */
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

/** Whether anything is due at least. */
export const hasAnyMinimum = (of: PricingValues): boolean =>
  of.minQuantity !== '' || of.minQuantityPerMachine !== '' || of.minAmount !== '';

/** Terms without those that were left empty. */
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
 * The last quantity of a tier at which a `volume` price falls off a cliff: one unit more costs less in all than this quantity.
 * @returns the bound and what all costs at it and just above it; null where no tier has a cliff
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
