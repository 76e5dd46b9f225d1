import type { LedgerAccount, MissingAccount } from '../../../api/types.js';

/** Classes of accounts in the order of a chart of accounts. */
export const ACCOUNT_CLASSES = [
  'receivable',
  'bank',
  'unapplied_cash',
  'clearing',
  'withholding_receivable',
  'deposits_held',
  'tax_payable',
  'deferred_revenue',
  'revenue',
  'discounts_granted',
  'bank_fees',
  'bad_debt',
  'exchange_difference',
  'receivable_revaluation',
  'unrealized_exchange_gain',
  'unrealized_exchange_loss',
  'rounding',
] as const satisfies readonly LedgerAccount['account'][];

/** A line of the chart of accounts: an account, or a part of the journal that has none. */
export type ChartRow = MissingAccount & {
  readonly key: string;
  /** Account of the row; undefined if the part of the journal has no account. */
  readonly ledgerAccount: LedgerAccount | undefined;
  /** True if the class has no other row, so that this one applies to the whole class. */
  readonly isOnlyRow: boolean;
};

/** Arranges the accounts of a legal entity and the missing ones by class, with the whole class before its parts. */
export function chartRows(
  legalEntityId: string,
  accounts: readonly LedgerAccount[],
  missing: readonly MissingAccount[],
): readonly ChartRow[] {
  const rows = [
    ...accounts.map((one) => ({ ...one, key: one.id, ledgerAccount: one })),
    ...missing.map((one) => ({
      ...one,
      key: [one.account, one.revenueClass, one.taxCategory, one.taxPercent].join(' '),
      ledgerAccount: undefined,
    })),
  ].filter((row) => row.legalEntityId === legalEntityId);
  return rows
    .map((row) => ({
      ...row,
      isOnlyRow: rows.every((other) => other === row || other.account !== row.account),
    }))
    .sort(
      (one, other) =>
        ACCOUNT_CLASSES.indexOf(one.account) - ACCOUNT_CLASSES.indexOf(other.account) ||
        partOf(one).localeCompare(partOf(other), 'en', { numeric: true }),
    );
}

const partOf = ({ revenueClass, taxCategory, taxPercent }: MissingAccount): string =>
  [revenueClass, taxCategory, taxPercent].join(' ').trim();
