import { type AccountKey, loadChart } from '#invoicing';
import type { Transaction } from '#platform';
import { type AccountBalance, balancesByAccount } from '../domain/ledger/account-balances.js';

interface SumRow extends AccountKey {
  readonly currency: string;
  readonly balanceMinor: string;
  readonly booksBalanceMinor: string;
}

/**
 * Sums the journal of a legal entity by account and currency, up to and including a posting date. Accounts have their
 * current numbers.
 */
export async function loadTrialBalance(
  tx: Transaction,
  legalEntityId: string,
  asOf: string,
): Promise<readonly AccountBalance[]> {
  const rows: SumRow[] = await tx.manager.query(
    `select l.account, l.revenue_class as "revenueClass", l.tax_category as "taxCategory",
            trim_scale(l.tax_percent)::text as "taxPercent", l.currency, sum(l.amount_minor)::text as "balanceMinor",
            sum(l.books_amount_minor)::text as "booksBalanceMinor"
       from journal_entry e
       join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
      where e.maker_id = $1 and e.legal_entity_id = $2 and e.posting_date <= $3
      group by l.account, l.revenue_class, l.tax_category, trim_scale(l.tax_percent), l.currency
      order by l.account, l.currency`,
    [tx.scope.makerId, legalEntityId, asOf],
  );
  return balancesByAccount(
    await loadChart(tx, legalEntityId),
    rows.map(({ balanceMinor, booksBalanceMinor, ...row }) => ({
      ...row,
      balanceMinor: BigInt(balanceMinor),
      booksBalanceMinor: BigInt(booksBalanceMinor),
    })),
  );
}
