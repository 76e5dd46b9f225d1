import { sumOf } from '#platform/domain';
import { plusDays } from '../calendar/local-dates.js';

/** What a meter brings as the last day that was billed elsewhere ends. Decimals are strings in the meter's unit. */
export interface OpeningReading {
  readonly meterId: string;
  /** What a counter showed; null of any other meter, which has no register to go on from. */
  readonly value: string | null;
  /** When somebody read it, `YYYY-MM-DD`; null where nothing is read. */
  readonly readOn: string | null;
  /** By what it is known: a protocol, a photograph, the last invoice. */
  readonly note: string;
  /** What the meter used in the running contract year until then; null where no charge counts by year. */
  readonly usedInYear: string | null;
}

/** What of a charge was billed elsewhere for the running contract year: a decimal of the contract's currency. */
export interface OpeningAmount {
  readonly chargeKey: string;
  /** Of a charge that is billed machine by machine. */
  readonly machineId: string | null;
  readonly amount: string;
}

export const BALANCE_KINDS = ['prepaid', 'deposit'] as const;
export type BalanceKind = (typeof BALANCE_KINDS)[number];

/** What the customer has left: units of a charge that were paid before, or a deposit in the contract's currency. Decimals. */
export interface OpeningBalance {
  readonly kind: BalanceKind;
  /** Of what is prepaid: the charge whose units it covers; missing from what was approved before balances named one. */
  readonly chargeKey?: string | null;
  /** Of a charge that rates each machine alone. */
  readonly machineId?: string | null;
  readonly quantity: string;
  /** The day until which it can be used, `YYYY-MM-DD`; null without one. */
  readonly expiresOn: string | null;
  readonly note: string;
}

/** All that a contract brings from where it was billed before. Days are local dates of its zone. */
export interface TakeoverContent {
  /** The last day that was billed elsewhere. */
  readonly billedUntil: string;
  /** By whom, and by which papers. */
  readonly note: string;
  readonly readings: readonly OpeningReading[];
  readonly amounts: readonly OpeningAmount[];
  readonly balances: readonly OpeningBalance[];
}

/** A take-over that holds. */
export interface Takeover extends TakeoverContent {
  /** The first day billed here. */
  readonly billedFrom: string;
}

/** The customer's money that the maker holds by a take-over, in the contract's currency; decimal. */
export function depositOf({ balances }: Pick<TakeoverContent, 'balances'>): string {
  const deposits = balances.filter(({ kind }) => kind === 'deposit');
  return sumOf(deposits, ({ quantity }) => quantity).toFixed();
}

export function takeoverOf(content: TakeoverContent): Takeover {
  return { ...content, billedFrom: plusDays(content.billedUntil, 1) };
}
