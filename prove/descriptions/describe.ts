import type { BillingMonths, Charge, ChargeDue } from '#contracts';

/** Terms and usage as input of a preview. Decimals are strings. */
export interface Description {
  readonly number: string;
  readonly currency: string;
  /** Its billing months; the first one ends in the month of the run. */
  readonly months: BillingMonths;
  /** When its fee is due: in any case the first month bills a whole one. */
  readonly feeDue: Exclude<ChargeDue, 'once'>;
  /** Whether its quantities count for the contract's year, which starts with this month. */
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

  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  isOne(of: number): boolean {
    return this.random() < 1 / of;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)]!;
  }

  /** With at most that many decimals. */
  decimal(most: number, decimals: number): string {
    const digits = this.pick([0, decimals, decimals]);
    return (this.whole(0, most * 10 ** digits) / 10 ** digits).toFixed(digits);
  }
}

/** Returns a contract and a month of usage, of any kind that a metered contract can have. */
export function describe(index: number, random: Random): Description {
  const chance = new Chance(random);
  const machines = chance.whole(1, 3);
  const byYear = chance.isOne(6);
  const pooling = chance.pick([{}, {}, { pooling: 'per_machine' as const }, { allocate: true }]);
  const price = priceOf(chance);
  const usage: Charge = {
    key: 'usage',
    ...price,
    ...pooling,
    // A percentage applies to amounts: no conversion, and no included quantity.
    ...(price.model === 'percentage' ? {} : allowanceOf(chance)),
    ...limitsOf(chance, byYear),
  };
  const fee: Charge = { key: 'fee', model: 'flat', amount: chance.decimal(9000, 2) };
  return {
    number: `K-${String(index + 1).padStart(3, '0')}`,
    currency: chance.pick(CURRENCIES),
    byYear,
    charges: chance.isOne(3) ? [usage] : [fee, usage],
    used: Array.from({ length: machines }, () => quantityOf(chance)),
    months: monthsOf(chance),
    feeDue: chance.pick(['arrears', 'arrears', 'advance', 'quarterly', 'yearly']),
  };
}

function monthsOf(chance: Chance): BillingMonths {
  if (!chance.isOne(3)) return { billingCalendar: 'calendar', startsOn: '2026-10-01' };
  const day = String(chance.whole(2, 30)).padStart(2, '0');
  return { billingCalendar: 'anniversary', startsOn: `2026-09-${day}` };
}

function quantityOf(chance: Chance): string | null {
  if (chance.isOne(40)) return null;
  return chance.isOne(12) ? '0' : chance.decimal(chance.pick([50, 900, 20_000]), 3);
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
          ...(chance.isOne(3) && { flatFee: chance.decimal(40, 2) }),
        })),
      };
    case 'volume':
      return { model: 'volume', tiers: tiersOf(chance, () => ({ unitPrice: price() })) };
    case 'stairstep':
      return { model: 'stairstep', tiers: tiersOf(chance, () => ({ flatFee: chance.decimal(400, 2) })) };
    case 'package':
      return {
        model: 'package',
        packageSize: String(chance.whole(1, 500)),
        packagePrice: chance.decimal(90, 2),
      };
    case 'cost_plus':
      return { model: 'cost_plus', multiplier: chance.pick(['1', '1.15', '0.0825']) };
    case 'percentage':
      return {
        model: 'percentage',
        ratePercent: chance.decimal(9, 2),
        ...(chance.isOne(3) && { freeAmount: chance.decimal(400, 2) }),
      };
    case 'graduated_percentage':
      return {
        model: 'graduated_percentage',
        tiers: tiersOf(chance, () => ({ ratePercent: chance.decimal(9, 2) })),
      };
  }
}

function tiersOf<Tier extends object>(chance: Chance, of: () => Tier): (Tier & { upTo: string | null })[] {
  const count = chance.whole(1, 4);
  let bound = 0;
  return Array.from({ length: count }, (_, index) => {
    bound += chance.whole(10, 3000);
    return { upTo: index === count - 1 ? null : String(bound), ...of() };
  });
}

function allowanceOf(chance: Chance): Partial<Charge> {
  return {
    ...(chance.isOne(3) && { includedQuantity: String(chance.whole(1, 2000)) }),
    ...(chance.isOne(5) && { includedQuantityPerMachine: String(chance.whole(1, 600)) }),
    ...(chance.isOne(6) && {
      convert: {
        divideBy: chance.pick(['10', '1000', '3.6']),
        rounding: chance.pick(['up', 'down', 'half_away'] as const),
        decimals: chance.whole(0, 2),
      },
    }),
  };
}

/** If quantities are annual, so are minimums: in the first month they aren't known yet. */
function limitsOf(chance: Chance, byYear: boolean): Partial<Charge> {
  return {
    ...(chance.isOne(6) && {
      commitment: {
        ...(chance.isOne(2)
          ? { amount: chance.decimal(2000, 2) }
          : { quantity: String(chance.whole(1, 4000)) }),
        ...(chance.isOne(2) && { overageFactor: chance.pick(['1.2', '2', '0.9']) }),
        // An unused commitment is billed at the end of its year.
        trueUp: !byYear && chance.isOne(2),
      },
    }),
    ...(chance.isOne(4) && { discountPercent: chance.pick(['5', '12.5', '33.3']) }),
    ...(chance.isOne(5) && { maxAmount: chance.decimal(3000, 2) }),
    ...(!byYear && chance.isOne(4) && { minAmount: chance.decimal(2500, 2) }),
    ...(!byYear &&
      chance.isOne(5) && {
        minQuantity: String(chance.whole(10, 9000)),
        shortfallPrice: chance.decimal(2, 4),
      }),
    ...(!byYear &&
      chance.isOne(6) && {
        minQuantityPerMachine: String(chance.whole(10, 3000)),
        shortfallPrice: chance.decimal(2, 4),
      }),
  };
}
