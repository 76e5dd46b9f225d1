import type { ChargeDue, CounterSpan, Pricing } from '#contracts/domain';
import { Exact, fromMinor, toMinor } from '#platform/domain';

/** Charge of a demo contract. */
export interface DemoCharge {
  readonly key: string;
  readonly clause: string;
  readonly due: ChargeDue;
  readonly countsBy: CounterSpan;
  readonly perMachine: boolean;
  /** True if the charge is based on the usage of the contract's meters. */
  readonly isMetered: boolean;
  readonly pricing: Pricing;
}

interface Contract {
  currency: string;
  plan: 'AIR-BASE' | 'AIR-PPU' | 'AIR-MIN' | 'HOUR' | 'CARE' | 'PARTS' | 'SOFT';
  price: Readonly<Record<string, unknown>>;
}

/** Returns the quantity that a contract's plan meters. */
export function meteredQuantityOf(plan: Contract['plan']): 'air' | 'hours' | 'nothing' {
  switch (plan) {
    case 'AIR-BASE':
    case 'AIR-PPU':
    case 'AIR-MIN':
      return 'air';
    case 'HOUR':
    case 'CARE':
    case 'PARTS':
      return 'hours';
    case 'SOFT':
      return 'nothing';
  }
}

/**
 * Returns true if a plan includes service kits. All plans except the software plan include them, either explicitly or
 * because the maker owns the machine.
 */
export function includesKits(plan: Contract['plan']): boolean {
  return plan !== 'SOFT';
}

/** Terms of a plan other than the prices, which are in the contracts. */
export interface PlanTerms {
  readonly min_pct_of_contract?: number;
  readonly ramp?: readonly { readonly months: number; readonly pct: number }[];
}

const MONTHS = 12;

/**
 * Derives the charges of a contract from its plan and prices.
 * - AIR-MIN: monthly tiers, and a yearly minimum in percent of the contracted quantity, with its ramp.
 * - HOUR: a monthly fee of one twelfth of the price of a year's included hours, and a price per additional hour.
 * - CARE: a monthly fee for the middle band of hours per year, and a yearly true-up to the band of the actual hours.
 */
export function deriveCharges(contract: Contract, plan: PlanTerms): DemoCharge[] {
  const { price, currency } = contract;
  const text = (name: string): string => {
    const value = price[name];
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new Error(`The contract has no price "${name}"`);
    return String(value);
  };
  switch (contract.plan) {
    case 'AIR-BASE':
      return [
        fee('2.1', { amount: text('base_month') }),
        usage('3.1', {
          model: 'unit',
          unitPrice: text('overage'),
          includedQuantity: text('included_m3'),
        }),
      ];
    case 'AIR-PPU':
      return [usage('3.1', { model: 'unit', unitPrice: text('unit') })];
    case 'AIR-MIN':
      return deriveTieredCharges(price, plan, text('contract_year_m3'));
    case 'HOUR': {
      const ofYear = new Exact(text('per_hour')).times(text('included_h_year'));
      const ofMonth = fromMinor(toMinor(ofYear.div(MONTHS), currency), currency);
      return [
        fee('2.1', { amount: ofMonth }),
        usage(
          '3.2',
          {
            model: 'unit',
            unitPrice: text('excess_per_hour'),
            includedQuantity: text('included_h_year'),
          },
          'year',
        ),
      ];
    }
    case 'CARE':
      return deriveCareCharges(price);
    case 'PARTS':
      return [fee('2.3', { amount: text('month_per_machine'), perMachine: true })];
    case 'SOFT':
      return [fee('2.4', { amount: text('year_per_machine'), perMachine: true, due: 'yearly' })];
  }
}

function fee(
  clause: string,
  { amount, perMachine = false, due = 'arrears' }: { amount: string; perMachine?: boolean; due?: ChargeDue },
): DemoCharge {
  return {
    key: 'fee',
    clause,
    due,
    countsBy: 'month',
    perMachine,
    isMetered: false,
    pricing: { model: 'flat', amount },
  };
}

function usage(clause: string, pricing: Pricing, countsBy: CounterSpan = 'month', key = 'usage'): DemoCharge {
  return { key, clause, due: 'arrears', countsBy, perMachine: false, isMetered: true, pricing };
}

function deriveTieredCharges(
  price: Contract['price'],
  { min_pct_of_contract: percent = 0, ramp = [] }: PlanTerms,
  contracted: string,
): DemoCharge[] {
  const tiers = (price['tiers'] as { to: number | null; price: string }[]).map((tier) => ({
    upTo: tier.to === null ? null : String(tier.to),
    unitPrice: tier.price,
  }));
  return [
    usage('3.1', { model: 'graduated', tiers }),
    usage(
      '3.3',
      {
        model: 'unit',
        unitPrice: '0',
        minQuantity: new Exact(contracted).times(percent).div(100).toFixed(),
        shortfallPrice: tiers[0]!.unitPrice,
        minRamp: ramp.map(({ months, pct }) => ({ months, percent: String(pct) })),
      },
      'year',
      'minimum',
    ),
  ];
}

function deriveCareCharges(price: Contract['price']): DemoCharge[] {
  const bands = price['bands'] as { to_h_year: number | null; month_per_machine: string }[];
  const agreed = bands[Math.floor(bands.length / 2)];
  if (!agreed) throw new Error('The contract has no bands of hours');
  const tiers = bands.map((band) => ({
    upTo: band.to_h_year === null ? null : String(band.to_h_year),
    flatFee: new Exact(band.month_per_machine).times(MONTHS).toFixed(),
  }));
  return [
    fee('2.2', { amount: agreed.month_per_machine, perMachine: true }),
    usage(
      '3.4',
      { model: 'hour_bands', tiers, contractedQuantity: String(agreed.to_h_year), pooling: 'per_machine' },
      'year',
      'hours',
    ),
  ];
}
