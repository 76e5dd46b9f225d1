import { sumOf } from '#platform/domain';
import { plusDays } from '../calendar/local-dates.js';

/**
 * The opening values of a meter at the end of the last day billed elsewhere. Decimals are strings in the meter's unit.
 */
export interface OpeningReading {
  readonly meterId: string;
  /** Reading of a counter; null for any other meter, because only counters continue from a reading. */
  readonly value: string | null;
  /** Day of the reading, `YYYY-MM-DD`; null without a reading. */
  readonly readOn: string | null;
  /** Source of the value, such as a handover report, a photograph or the last invoice. */
  readonly note: string;
  /** Usage in the current contract year before the migration; null if no charge counts by year. */
  readonly usedInYear: string | null;
}

/**
 * The amount of a charge that was billed elsewhere for the current contract year: a decimal in the contract's currency.
 */
export interface OpeningAmount {
  readonly chargeKey: string;
  /** Null unless the charge is billed per machine. */
  readonly machineId: string | null;
  readonly amount: string;
}

export const BALANCE_KINDS = ['prepaid', 'deposit'] as const;
export type BalanceKind = (typeof BALANCE_KINDS)[number];

/**
 * A remaining balance of the customer: prepaid credits for a charge, or a deposit in the contract's currency. The
 * quantity is a decimal string.
 */
export interface OpeningBalance {
  readonly kind: BalanceKind;
  /**
   * For prepaid credits: the charge for which they can be used. Missing for migrations approved before balances had a
   * charge.
   */
  readonly chargeKey?: string | null;
  /** Null or missing unless the charge rates each machine separately. */
  readonly machineId?: string | null;
  readonly quantity: string;
  /** Last usable day, `YYYY-MM-DD`; null if there is none. */
  readonly expiresOn: string | null;
  readonly note: string;
}

/** The opening values of a contract that was billed elsewhere before. Days are local dates in its time zone. */
export interface ContractMigrationContent {
  /** The last day billed elsewhere. */
  readonly billedUntil: string;
  /** Company that billed the contract before, and the documents that prove it. */
  readonly note: string;
  readonly readings: readonly OpeningReading[];
  readonly amounts: readonly OpeningAmount[];
  readonly balances: readonly OpeningBalance[];
}

/** An approved migration. */
export interface ContractMigration extends ContractMigrationContent {
  /** The first day billed here. */
  readonly billedFrom: string;
}

/**
 * Returns the sum of the deposits that the maker holds according to a migration, in the contract's currency; decimal.
 */
export function depositOf({ balances }: Pick<ContractMigrationContent, 'balances'>): string {
  const deposits = balances.filter(({ kind }) => kind === 'deposit');
  return sumOf(deposits, ({ quantity }) => quantity).toFixed();
}

export function toContractMigration(content: ContractMigrationContent): ContractMigration {
  return { ...content, billedFrom: plusDays(content.billedUntil, 1) };
}
