import type { BillingMonths, Charge, ChargeDue } from '#contracts';

/** Terms and usage as input of a preview. Decimals are strings. */
export interface Description {
  readonly number: string;
  readonly currency: string;
  /** Billing months of the contract; the first one ends in the month of the run. */
  readonly months: BillingMonths;
  /** Billing time of the fee. The first month always bills a whole fee. */
  readonly feeDue: Exclude<ChargeDue, 'once'>;
  /** True if quantities are annual. The contract year starts with this month. */
  readonly byYear: boolean;
  readonly charges: readonly Charge[];
  /** Each machine's usage in the month; null if unknown. */
  readonly used: readonly (string | null)[];
}

type Random = () => number;

const MODELS = [
  'unit',
  'unit',
  'graduated',
  'graduated',
  'volume',
  'package',
  'stairstep',
  'cost_plus',
  'percentage',
  'graduated_percentage',
] as const;
const CURRENCIES = ['PLN', 'PLN', 'EUR', 'IDR', 'KWD', 'JPY'] as const;

class Chance {
  constructor(private readonly random: Random) {}

  integer(min: number, max: number): number {
    return min + Math.floor(this.random() * (max - min + 1));
  }

  isOneIn(of: number): boolean {
    return this.random() < 1 / of;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)]!;
  }

  /** Returns a decimal with at most the given number of decimals. */
  decimal(max: number, decimals: number): string {
    const digits = this.pick([0, decimals, decimals]);
    return (this.integer(0, max * 10 ** digits) / 10 ** digits).toFixed(digits);
  }
}

/** Returns a contract and a month of usage, of any kind that a contract with meters can have. */
export function describe(index: number, random: Random): Description {
  const chance = new Chance(random);
  const machines = chance.integer(1, 3);
  const byYear = chance.isOneIn(6);
  const pooling = chance.pick([{}, {}, { pooling: 'per_machine' as const }, { allocate: true }]);
  const price = priceOf(chance);
  const usage: Charge = {
    key: 'usage',
    ...price,
    ...pooling,
    // A percentage applies to amounts, so there is no conversion and no included quantity.
    ...(price.model === 'percentage' ? {} : allowanceOf(chance)),
    ...limitsOf(chance, byYear),
  };
  const fee: Charge = { key: 'fee', model: 'flat', amount: chance.decimal(9000, 2) };
  return {
    number: `K-${String(index + 1).padStart(3, '0')}`,
    currency: chance.pick(CURRENCIES),
    byYear,
    charges: chance.isOneIn(3) ? [usage] : [fee, usage],
    used: Array.from({ length: machines }, () => quantityOf(chance)),
    months: monthsOf(chance),
    feeDue: chance.pick(['arrears', 'arrears', 'advance', 'quarterly', 'yearly']),
  };
}

function monthsOf(chance: Chance): BillingMonths {
  if (!chance.isOneIn(3)) return { billingCalendar: 'calendar', startsOn: '2026-10-01' };
  const day = String(chance.integer(2, 30)).padStart(2, '0');
  return { billingCalendar: 'anniversary', startsOn: `2026-09-${day}` };
}

function quantityOf(chance: Chance): string | null {
  if (chance.isOneIn(40)) return null;
  return chance.isOneIn(12) ? '0' : chance.decimal(chance.pick([50, 900, 20_000]), 3);
}

function priceOf(chance: Chance): Omit<Charge, 'key'> {
  const price = (): string => chance.decimal(3, 4);
  switch (chance.pick(MODELS)) {
    case 'unit':
      return { model: 'unit', unitPrice: price() };
    case 'graduated':
      return {
        model: 'graduated',
        tiers: tiersOf(chance, () => ({
          unitPrice: price(),
          ...(chance.isOneIn(3) && { flatFee: chance.decimal(40, 2) }),
        })),
      };
    case 'volume':
      return { model: 'volume', tiers: tiersOf(chance, () => ({ unitPrice: price() })) };
    case 'stairstep':
      return { model: 'stairstep', tiers: tiersOf(chance, () => ({ flatFee: chance.decimal(400, 2) })) };
    case 'package':
      return {
        model: 'package',
        packageSize: String(chance.integer(1, 500)),
        packagePrice: chance.decimal(90, 2),
      };
    case 'cost_plus':
      return { model: 'cost_plus', multiplier: chance.pick(['1', '1.15', '0.0825']) };
    case 'percentage':
      return {
        model: 'percentage',
        ratePercent: chance.decimal(9, 2),
        ...(chance.isOneIn(3) && { freeAmount: chance.decimal(400, 2) }),
      };
    case 'graduated_percentage':
      return {
        model: 'graduated_percentage',
        tiers: tiersOf(chance, () => ({ ratePercent: chance.decimal(9, 2) })),
      };
  }
}

function tiersOf<Tier extends object>(chance: Chance, of: () => Tier): (Tier & { upTo: string | null })[] {
  const count = chance.integer(1, 4);
  let bound = 0;
  return Array.from({ length: count }, (_, index) => {
    bound += chance.integer(10, 3000);
    return { upTo: index === count - 1 ? null : String(bound), ...of() };
  });
}

function allowanceOf(chance: Chance): Partial<Charge> {
  return {
    ...(chance.isOneIn(3) && { includedQuantity: String(chance.integer(1, 2000)) }),
    ...(chance.isOneIn(5) && { includedQuantityPerMachine: String(chance.integer(1, 600)) }),
    ...(chance.isOneIn(6) && {
      convert: {
        divideBy: chance.pick(['10', '1000', '3.6']),
        rounding: chance.pick(['up', 'down', 'half_away'] as const),
        decimals: chance.integer(0, 2),
      },
    }),
  };
}

/**
 * Returns limits of a charge. Annual quantities have no minimums, which would be billed only at the end of the contract
 * year.
 */
function limitsOf(chance: Chance, byYear: boolean): Partial<Charge> {
  return {
    ...(chance.isOneIn(6) && {
      commitment: {
        ...(chance.isOneIn(2)
          ? { amount: chance.decimal(2000, 2) }
          : { quantity: String(chance.integer(1, 4000)) }),
        ...(chance.isOneIn(2) && { overageFactor: chance.pick(['1.2', '2', '0.9']) }),
        // An unused commitment is billed at the end of the contract year.
        trueUp: !byYear && chance.isOneIn(2),
      },
    }),
    ...(chance.isOneIn(4) && { discountPercent: chance.pick(['5', '12.5', '33.3']) }),
    ...(chance.isOneIn(5) && { maxAmount: chance.decimal(3000, 2) }),
    ...(!byYear && chance.isOneIn(4) && { minAmount: chance.decimal(2500, 2) }),
    ...(!byYear &&
      chance.isOneIn(5) && {
        minQuantity: String(chance.integer(10, 9000)),
        shortfallPrice: chance.decimal(2, 4),
      }),
    ...(!byYear &&
      chance.isOneIn(6) && {
        minQuantityPerMachine: String(chance.integer(10, 3000)),
        shortfallPrice: chance.decimal(2, 4),
      }),
  };
}
