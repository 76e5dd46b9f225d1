import type { InvoiceTerms, Pause, Pricing, UsageMethod } from '#contracts';
import { Exact } from '#platform';
import { describe as describeContract } from '../../prove/descriptions/describe.js';

/** A charge of a random contract without its meters. */
export interface RandomCharge {
  readonly key: string;
  readonly pricing: Pricing;
  readonly countsBy: 'month' | 'year';
  readonly due: 'arrears' | 'advance' | 'quarterly' | 'yearly' | 'once';
}

/** A meter of a random contract: how it derives a quantity from its device. */
export interface RandomMeter {
  readonly method: UsageMethod;
  readonly factor: string | null;
  readonly unit: string | null;
  readonly deducts: boolean;
  /** Days on which the machine is in the contract; null for an instrument without a machine. */
  readonly machine: { readonly from: string; readonly to: string | null } | null;
}

/** Terms that become effective on a day within the month. */
export interface RandomAmendment {
  readonly effectiveOn: string;
  readonly charges: readonly RandomCharge[];
}

/** A contract, the readings of its meters and its events: everything that the pack of an invoice can contain. */
export interface RandomContract {
  readonly number: string;
  readonly currency: string;
  readonly billingCalendar: 'calendar' | 'anniversary';
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** Months to bill. The last one is verified. */
  readonly months: readonly string[];
  readonly charges: readonly RandomCharge[];
  readonly meters: readonly RandomMeter[];
  readonly maxGapMinutes: number;
  readonly pauses: readonly Pause[];
  readonly invoiceTerms: InvoiceTerms | null;
  readonly amendments: readonly RandomAmendment[];
  /** Amounts billed elsewhere until the previous month; null for a contract without a migration. */
  readonly takeover: { readonly usedInYear: string | null; readonly amount: string } | null;
  /** True if the month is issued and then corrected because of late readings. */
  readonly isCorrected: boolean;
  /** Seed for the readings of the meters. */
  readonly seed: number;
}

type Random = () => number;

const BY_MONEY = ['percentage', 'graduated_percentage', 'cost_plus'];
const METHODS: readonly UsageMethod[] = [
  'counter',
  'counter',
  'counter',
  'counter',
  'integral',
  'state_time',
  'event_count',
  'peak_demand',
];

class Chance {
  constructor(readonly random: Random) {}

  integer(min: number, max: number): number {
    return min + Math.floor(this.random() * (max - min + 1));
  }

  isOneIn(of: number): boolean {
    return this.random() < 1 / of;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)]!;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * Returns a contract of any kind that billing supports: all charge models, partial months, amendments, pauses,
 * contract migrations and corrections.
 */
export function randomContract(index: number, random: Random): RandomContract {
  const chance = new Chance(random);
  const { charges: described, byYear: isByYear, feeDue, ...words } = describeContract(index, random);
  const isCorrected = chance.isOneIn(3);
  // An invoice that is issued is in the accounting currency, so that it needs no exchange rate.
  const currency = isCorrected ? 'PLN' : words.currency;
  const isMigrated = chance.isOneIn(7);
  const countsBy = isByYear || (isMigrated && chance.isOneIn(2)) ? 'year' : 'month';
  const days = daysOf(chance, countsBy, isMigrated);
  const charges = described.map(({ key, ...pricing }): RandomCharge => {
    const isFlat = pricing.model === 'flat';
    return {
      key,
      pricing: isFlat ? pricing : variedPricing(pricing, chance, countsBy),
      countsBy: isFlat ? 'month' : countsBy,
      due: isFlat ? feeDue : 'arrears',
    };
  });
  const isByMonth = charges.every(
    ({ countsBy: span, due }) => span === 'month' && (due === 'arrears' || due === 'advance'),
  );
  return {
    number: `K-RP-${index}`,
    currency,
    ...days,
    charges,
    meters: metersOf(chance, charges, currency, days, isMigrated),
    maxGapMinutes: chance.pick([60, 240, 1440]),
    pauses: pausesOf(chance, days),
    invoiceTerms: isByMonth ? invoiceTermsOf(chance) : null,
    amendments: isMigrated ? [] : amendmentsOf(chance, charges, days, random),
    takeover: isMigrated
      ? {
          usedInYear: countsBy === 'year' ? String(chance.integer(100, 9000)) : null,
          amount: `${chance.integer(10, 4000)}.37`,
        }
      : null,
    isCorrected,
    seed: chance.integer(1, 1_000_000),
  };
}

type DaysOfContract = Pick<RandomContract, 'billingCalendar' | 'startsOn' | 'endsOn' | 'months'>;

function daysOf(chance: Chance, countsBy: 'month' | 'year', isMigrated: boolean): DaysOfContract {
  const calendar = { billingCalendar: 'calendar', endsOn: null, months: ['2026-11'] } as const;
  if (isMigrated)
    return { ...calendar, startsOn: chance.pick(['2025-12-01', '2026-03-01', '2025-11-15', '2025-12-12']) };
  if (countsBy === 'year')
    return {
      ...calendar,
      startsOn: `2026-10-${two(chance.pick([1, 8, 20]))}`,
      months: ['2026-10', '2026-11'],
      endsOn: chance.isOneIn(3) ? `2026-11-${two(chance.integer(12, 30))}` : null,
    };
  if (chance.isOneIn(4))
    return {
      billingCalendar: 'anniversary',
      startsOn: `2026-09-${two(chance.integer(2, 28))}`,
      endsOn: null,
      months: ['2026-10'],
    };
  const isPart = chance.isOneIn(2);
  const first = isPart ? chance.integer(2, 12) : null;
  return {
    ...calendar,
    startsOn: first === null ? '2026-02-01' : `2026-11-${two(first)}`,
    endsOn: chance.isOneIn(3) ? `2026-11-${two(chance.integer(18, 30))}` : null,
  };
}

/**
 * Adds terms that descriptions don't include: hour bands, minimums with a ramp or in instalments, free units, and tier
 * caps.
 */
function variedPricing(pricing: Pricing, chance: Chance, countsBy: 'month' | 'year'): Pricing {
  if (chance.isOneIn(10))
    return {
      model: 'hour_bands',
      contractedQuantity: '1500',
      tiers: [
        { upTo: '500', flatFee: '1000' },
        { upTo: '2000', flatFee: '1700.50' },
        { upTo: null, flatFee: '2500' },
      ],
    };
  if (countsBy === 'year' && chance.isOneIn(3))
    return {
      ...pricing,
      minAmount: '1234.56',
      commitment: null,
      ...(chance.isOneIn(2) && { minInstalments: 12 }),
    };
  if (chance.isOneIn(8))
    return {
      ...pricing,
      commitment: null,
      minQuantity: '700',
      shortfallPrice: '0.31',
      minRamp: [{ months: 2, percent: '33' }],
    };
  if (pricing.model === 'package' && chance.isOneIn(2)) return { ...pricing, freeUnits: '37' };
  if (pricing.model === 'graduated' && chance.isOneIn(3))
    return { ...pricing, tiers: pricing.tiers!.map((tier) => ({ ...tier, maxAmount: '55.55' })) };
  return pricing;
}

function metersOf(
  chance: Chance,
  charges: readonly RandomCharge[],
  currency: string,
  { startsOn, months }: DaysOfContract,
  isMigrated: boolean,
): RandomMeter[] {
  const isMoney = charges.some(({ pricing }) => BY_MONEY.includes(pricing.model));
  const method = isMoney ? 'counter' : chance.pick(METHODS);
  const scaled = isMoney
    ? { factor: '1', unit: currency }
    : chance.isOneIn(5)
      ? { factor: chance.pick(['0.001', '0.333333333333', '60']), unit: 'u' }
      : { factor: null, unit: null };
  const count = chance.integer(1, 3);
  const areMachines = charges.some(({ pricing }) => goesByMachine(pricing)) || chance.isOneIn(3);
  const isSubtracted = method === 'counter' && !areMachines && !isMoney && count > 1 && chance.isOneIn(3);
  return Array.from({ length: count }, (_, meterIndex): RandomMeter => ({
    method,
    ...scaled,
    deducts: isSubtracted && meterIndex === count - 1,
    machine: areMachines
      ? meterIndex > 0 && chance.isOneIn(2) && months.length === 1 && !isMigrated
        ? { from: laterOf(startsOn, `2026-11-${two(chance.integer(3, 9))}`), to: null }
        : { from: startsOn, to: null }
      : null,
  }));
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);

function pausesOf(chance: Chance, { startsOn, endsOn, months }: DaysOfContract): Pause[] {
  if (!chance.isOneIn(4) || endsOn !== null) return [];
  const from = laterOf(startsOn, `${months.at(-1)!}-${two(chance.integer(13, 19))}`);
  const to = `${from.slice(0, 8)}${two(Math.min(Number(from.slice(8)) + chance.integer(2, 6), 28))}`;
  if (to <= from) return [];
  return [
    {
      months: null,
      from,
      to,
      feePercent: chance.pick(['0', '50', '33.3']),
      use: chance.pick(['billed', 'not_billed']),
    },
  ];
}

function invoiceTermsOf(chance: Chance): InvoiceTerms | null {
  if (!chance.isOneIn(3)) return null;
  const discount = { from: null, until: null, clause: '9.2' };
  return {
    minimum: chance.isOneIn(2) ? { amount: `${chance.integer(100, 9000)}.50`, clause: '9.1' } : null,
    discounts: [
      ...(chance.isOneIn(2) ? [{ percent: '7.5', amount: null, ...discount }] : []),
      ...(chance.isOneIn(3) ? [{ percent: null, amount: '33.33', ...discount }] : []),
    ],
    payableIncrement: null,
  };
}

/** Returns up to two days in the last month on which other terms become effective. */
function amendmentsOf(
  chance: Chance,
  charges: readonly RandomCharge[],
  { months, startsOn, endsOn, billingCalendar }: DaysOfContract,
  random: Random,
): RandomAmendment[] {
  const month = billingCalendar === 'anniversary' ? '2026-10' : months.at(-1)!;
  const days = [chance.integer(3, 15), chance.integer(16, 29)]
    .map((day) => `${month}-${two(day)}`)
    .filter((day) => day > startsOn && (endsOn === null || day <= endsOn) && !chance.isOneIn(3));
  if (!chance.isOneIn(2)) return [];
  let now = charges;
  return days.flatMap((effectiveOn) => {
    const before = JSON.stringify(now);
    now = now.map((charge) => amendCharge(charge, chance, random));
    return before === JSON.stringify(now) ? [] : [{ effectiveOn, charges: now }];
  });
}

function amendCharge(charge: RandomCharge, chance: Chance, random: Random): RandomCharge {
  const { pricing, countsBy } = charge;
  if (pricing.model === 'flat')
    return chance.isOneIn(2) ? charge : { ...charge, pricing: raisePrices(pricing) };
  switch (chance.pick(['price', 'price', 'minimum', 'included', 'plan', 'none'])) {
    case 'price':
      return { ...charge, pricing: raisePrices(pricing) };
    case 'minimum':
      if (pricing.commitment) return charge;
      return { ...charge, pricing: { ...pricing, minAmount: `${chance.integer(10, 3000)}.01` } };
    case 'included':
      if (pricing.model === 'percentage' || pricing.model === 'hour_bands') return charge;
      return { ...charge, pricing: { ...pricing, includedQuantity: String(chance.integer(1, 900)) } };
    case 'plan': {
      const other = describeContract(0, random).charges.find(({ model }) => model !== 'flat')!;
      const { key: _key, ...next } = other;
      const isMoney = BY_MONEY.includes(next.model);
      if (isMoney !== BY_MONEY.includes(pricing.model) || countsBy === 'year') return charge;
      if (goesByMachine(next) && !goesByMachine(pricing)) return charge;
      return { ...charge, pricing: next };
    }
    default:
      return charge;
  }
}

const goesByMachine = ({ pooling, allocate, minQuantityPerMachine }: Pricing): boolean =>
  pooling === 'per_machine' || Boolean(allocate) || typeof minQuantityPerMachine === 'string';

/** Increases every price by a tenth. */
function raisePrices(pricing: Pricing): Pricing {
  const up = <Value extends string | null | undefined>(price: Value): Value =>
    (typeof price === 'string' ? new Exact(price).times('1.1').toDecimalPlaces(4).toFixed() : price) as Value;
  return {
    ...pricing,
    ...(pricing.amount !== undefined && { amount: up(pricing.amount) }),
    ...(pricing.unitPrice !== undefined && { unitPrice: up(pricing.unitPrice) }),
    ...(pricing.packagePrice !== undefined && { packagePrice: up(pricing.packagePrice) }),
    ...(pricing.multiplier !== undefined && { multiplier: up(pricing.multiplier) }),
    ...(pricing.ratePercent !== undefined && { ratePercent: up(pricing.ratePercent) }),
    ...(pricing.tiers && {
      tiers: pricing.tiers.map((tier) => ({
        ...tier,
        ...(tier.unitPrice !== undefined && { unitPrice: up(tier.unitPrice) }),
        ...(tier.flatFee !== undefined && { flatFee: up(tier.flatFee) }),
        ...(tier.ratePercent !== undefined && { ratePercent: up(tier.ratePercent) }),
      })),
    }),
  };
}
