import { Exact, minorDecimals } from '#platform/domain';
import type { CostKind } from '#revenue/domain';

/** Monthly cost of a demo contract. */
export interface DemoCost {
  readonly key: string;
  readonly kind: CostKind;
  /** Decimal in the contract's currency. */
  readonly amount: string;
  readonly note: string;
}

interface CostedContract {
  readonly id: string;
  readonly plan: string;
  readonly currency: string;
}

/**
 * Plans under which the maker owns the machines. The costs of such a plan include depreciation to a residual value and
 * interest.
 */
const MAKER_OWNED_PLANS: ReadonlySet<string> = new Set(['AIR-BASE', 'AIR-MIN', 'AIR-PPU', 'HOUR']);
const TERM_MONTHS = 60;
const RESIDUAL_SHARE = '0.12';
/** Annual interest rate, and the share of the price that is tied up on average. */
const ANNUAL_INTEREST_RATE = '0.06';
const AVERAGE_CAPITAL_SHARE = '0.66';
/** Monthly costs per machine, in euros. */
const SERVICE_EUR = '38';
const SIM_CARD_EUR = '4';
/** Additional cost in the month of the backflow, for finding the leak, by contract. */
const LEAK_SEARCH: Readonly<Record<string, string>> = { 'K-PL-1': '320' };

/**
 * Returns a contract's monthly costs, derived from the list prices of its machines. They are fictional, but in the
 * usual range. Excludes the costs of kits that are sent, which are recorded separately.
 * @param listUsd list price of each machine
 * @param perEur amount of each currency per euro
 */
export function deriveCosts(
  { id, plan, currency }: CostedContract,
  listUsd: readonly number[],
  perEur: Readonly<Record<string, number>>,
): DemoCost[] {
  const inCurrency = (eur: Exact): string =>
    eur.times(perEur[currency] ?? 1).toFixed(currency === 'IDR' ? 0 : minorDecimals(currency));
  const list = listUsd.reduce((sum, price) => sum.plus(price), new Exact(0)).div(perEur['USD'] ?? 1);
  const machines = new Exact(listUsd.length);
  const cost = (key: string, kind: CostKind, eur: Exact, note = ''): DemoCost => ({
    key,
    kind,
    amount: inCurrency(eur),
    note,
  });
  const search = LEAK_SEARCH[id];
  return [
    ...(MAKER_OWNED_PLANS.has(plan)
      ? [
          cost(
            'depreciation',
            'depreciation',
            list.times(new Exact(1).minus(RESIDUAL_SHARE)).div(TERM_MONTHS),
          ),
          cost(
            'financing',
            'financing',
            list.times(AVERAGE_CAPITAL_SHARE).times(ANNUAL_INTEREST_RATE).div(12),
          ),
        ]
      : []),
    ...(plan === 'SOFT' || plan === 'PARTS'
      ? []
      : [
          cost(
            'service',
            'labour_travel',
            machines.times(SERVICE_EUR),
            'Regular visits and a share of the hub’s costs',
          ),
        ]),
    ...(search === undefined
      ? []
      : [
          cost(
            'leak',
            'labour_travel',
            new Exact(search),
            'Night-time search for the leak at the non-return valve',
          ),
        ]),
    cost('connectivity', 'connectivity', machines.times(SIM_CARD_EUR)),
  ];
}
