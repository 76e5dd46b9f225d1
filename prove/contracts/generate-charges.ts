import type { Chance } from './chance.js';
import type { ChargeCase, Feature, PricingCase, TierCase } from './contract-case.js';

const MODELS = [
  'unit',
  'unit',
  'graduated',
  'graduated',
  'volume',
  'package',
  'stairstep',
  'percentage',
  'graduated_percentage',
  'cost_plus',
] as const;
export type CountedModel = (typeof MODELS)[number];
export const COUNTED_MODELS: readonly CountedModel[] = [...new Set(MODELS)];

type Has = (feature: Feature) => boolean;

const BY_QUANTITY: readonly CountedModel[] = ['unit', 'graduated', 'volume', 'package', 'stairstep'];

/**
 * Returns a fee, usage charges and one-time charges of all kinds that the features allow. Amounts have the decimals of
 * the currency.
 */
export function chargesOf(chance: Chance, has: Has, decimals: number, days: OnceDays): ChargeCase[] {
  const charges: ChargeCase[] = [];
  if (
    !chance.isOneIn(4) ||
    has('fee_advance') ||
    has('fee_long') ||
    has('machine_fee') ||
    has('fee_amendment')
  )
    charges.push(feeOf(chance, has, decimals));
  const isCountOfAmendment = has('price_amendment') || has('terms_amendment');
  if (!chance.isOneIn(8) || isCountOfAmendment || charges.length === 0)
    charges.push(usageOf(chance, has, decimals));
  if (has('hour_bands')) charges.push(bandsOf(chance, decimals));
  if (has('once') || has('once_first_day'))
    charges.push({
      ...flat('setup', amount(chance, decimals, 3000)),
      due: 'once',
      dueOn: has('once_first_day') ? chance.pick([null, days.first]) : days.other,
    });
  return charges;
}

export interface OnceDays {
  readonly first: string;
  readonly other: string;
}

function flat(key: string, value: string): ChargeCase {
  return {
    key,
    due: 'arrears',
    dueOn: null,
    countsBy: 'month',
    perMachine: false,
    pricing: { model: 'flat', amount: value },
  };
}

/** Amounts of a currency without decimals are larger, like its prices. */
function amount(chance: Chance, decimals: number, most: number): string {
  return chance.decimal(0, decimals === 0 ? most * 100 : most, decimals);
}

function feeOf(chance: Chance, has: Has, decimals: number): ChargeCase {
  const due = has('fee_long')
    ? chance.pick(['quarterly', 'yearly'] as const)
    : has('fee_advance')
      ? 'advance'
      : 'arrears';
  return { ...flat('fee', amount(chance, decimals, 9000)), due, perMachine: has('machine_fee') };
}

function bandsOf(chance: Chance, decimals: number): ChargeCase {
  const bounds = [chance.integer(100, 900), chance.integer(1000, 3000)];
  const fees = [1000, 2000, 4000].map((most) => amount(chance, decimals, most));
  return {
    ...flat('bands', '0'),
    countsBy: 'year',
    pricing: {
      model: 'hour_bands',
      contractedQuantity: String(chance.integer(50, 3200)),
      tiers: fees
        .sort((a, b) => Number(a) - Number(b))
        .map((flatFee, index) => ({ upTo: index === 2 ? null : String(bounds[index]), flatFee })),
    },
  };
}

function usageOf(chance: Chance, has: Has, decimals: number): ChargeCase {
  const needsQuantity = [
    'allowance',
    'machine_allowance',
    'minimum_quantity',
    'machine_minimum',
    'conversion',
  ] as const;
  const model = has('commitment')
    ? chance.pick(['unit', 'graduated'] as const)
    : needsQuantity.some(has) || has('hour_bands')
      ? chance.pick(BY_QUANTITY)
      : chance.pick(MODELS);
  const pricing: PricingCase = {
    ...priceOf(chance, model, decimals, { hasFlatFees: !has('price_amendment') && !has('commitment') }),
    ...(has('per_machine') && { pooling: 'per_machine' as const }),
    ...(has('allocate') && !has('per_machine') && { allocate: true }),
    ...limitsOf(chance, has, decimals),
  };
  return { ...flat('usage', '0'), countsBy: has('by_year') ? 'year' : 'month', pricing };
}

function limitsOf(chance: Chance, has: Has, decimals: number): Partial<PricingCase> {
  const shortfallPrice = chance.decimal(0, 2, 4);
  return {
    ...(has('conversion') && {
      convert: {
        divideBy: chance.pick(['10', '1000', '3.6']),
        rounding: chance.pick(['up', 'down', 'half_away'] as const),
        decimals: chance.integer(0, 2),
      },
    }),
    ...(has('allowance') && { includedQuantity: String(chance.integer(1, 1500)) }),
    ...(has('machine_allowance') && { includedQuantityPerMachine: String(chance.integer(1, 600)) }),
    ...(has('commitment') && {
      commitment: {
        ...(chance.isOneIn(2)
          ? { amount: amount(chance, decimals, 1500) }
          : { quantity: String(chance.integer(1, 1500)) }),
        ...(chance.isOneIn(2) && { overageFactor: chance.pick(['1.2', '2', '0.9']) }),
        trueUp: !has('by_year') && chance.isOneIn(2),
      },
    }),
    ...(has('discount') && { discountPercent: chance.pick(['5', '12.5', '33.3']) }),
    ...(has('maximum') && { maxAmount: amount(chance, decimals, 2000) }),
    ...(has('minimum') && { minAmount: amount(chance, decimals, 2500) }),
    ...(has('minimum_quantity') && { minQuantity: String(chance.integer(10, 3000)), shortfallPrice }),
    ...(has('machine_minimum') && {
      minQuantityPerMachine: String(chance.integer(10, 1500)),
      shortfallPrice,
    }),
  };
}

function priceOf(
  chance: Chance,
  model: CountedModel,
  decimals: number,
  { hasFlatFees }: { hasFlatFees: boolean },
): PricingCase {
  const price = (): string => chance.decimal(0, 3, 4);
  switch (model) {
    case 'unit':
      return { model, unitPrice: price() };
    case 'graduated':
      return {
        model,
        tiers: tiersOf(chance, () => ({
          unitPrice: price(),
          ...(hasFlatFees && chance.isOneIn(3) && { flatFee: amount(chance, decimals, 40) }),
        })),
      };
    case 'volume':
      return { model, tiers: tiersOf(chance, () => ({ unitPrice: price() })) };
    case 'stairstep':
      return { model, tiers: tiersOf(chance, () => ({ flatFee: amount(chance, decimals, 400) })) };
    case 'package':
      return {
        model,
        packageSize: String(chance.integer(1, 300)),
        packagePrice: amount(chance, decimals, 90),
      };
    case 'percentage':
      return { model, ratePercent: chance.decimal(0, 9, 2) };
    case 'graduated_percentage':
      return { model, tiers: tiersOf(chance, () => ({ ratePercent: chance.decimal(0, 9, 2) })) };
    case 'cost_plus':
      return { model, multiplier: chance.pick(['1', '1.15', '0.0825']) };
  }
}

function tiersOf(chance: Chance, of: () => Omit<TierCase, 'upTo'>): TierCase[] {
  const count = chance.integer(1, 4);
  let bound = 0;
  return Array.from({ length: count }, (_, index) => {
    bound += chance.integer(10, 900);
    return { upTo: index === count - 1 ? null : String(bound), ...of() };
  });
}

/** Returns the same charge with other prices. Tier bounds and all other terms remain. */
export function repriced(chance: Chance, charge: ChargeCase, decimals: number): ChargeCase {
  const { pricing } = charge;
  const price = (): string => chance.decimal(0, 3, 4);
  return {
    ...charge,
    pricing: {
      ...pricing,
      ...(pricing.unitPrice !== undefined && { unitPrice: price() }),
      ...(pricing.packagePrice !== undefined && { packagePrice: amount(chance, decimals, 90) }),
      ...(pricing.multiplier !== undefined && { multiplier: chance.pick(['1.07', '1.2', '0.1']) }),
      ...(pricing.ratePercent !== undefined && { ratePercent: chance.decimal(0, 9, 2) }),
      ...(pricing.tiers && {
        tiers: pricing.tiers.map((tier) => ({
          ...tier,
          ...(tier.unitPrice !== undefined && { unitPrice: price() }),
          ...(tier.ratePercent !== undefined && { ratePercent: chance.decimal(0, 9, 2) }),
          ...(tier.flatFee !== undefined && { flatFee: amount(chance, decimals, 400) }),
        })),
      }),
    },
  };
}

/** Returns a charge with one changed term other than its prices, so that its usage is rated separately from then on. */
export function otherTerms(chance: Chance, charge: ChargeCase, decimals: number): ChargeCase {
  const { pricing } = charge;
  const changes: Partial<PricingCase>[] = [
    { discountPercent: pricing.discountPercent === '10' ? '15' : '10' },
    { minAmount: amount(chance, decimals, 2500) },
    ...(BY_QUANTITY.includes(pricing.model as CountedModel)
      ? [{ includedQuantity: String(chance.integer(1, 1500)) }]
      : []),
  ];
  return { ...charge, pricing: { ...pricing, ...chance.pick(changes) } };
}

export function otherAmount(chance: Chance, charge: ChargeCase, decimals: number): ChargeCase {
  return { ...charge, pricing: { ...charge.pricing, amount: amount(chance, decimals, 9000) } };
}
