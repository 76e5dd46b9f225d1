import type { Transaction } from '#platform';
import type { Account } from '#invoicing';

/** The balance of an account in one currency, in minor units: debits are positive, credits negative. */
export interface AccountBalance {
  readonly account: Account;
  readonly currency: string;
  readonly balanceMinor: string;
  readonly booksBalanceMinor: string;
}

/** Sums the journal of a legal entity by account and currency, up to and including a posting date. */
export function loadTrialBalance(
  tx: Transaction,
  legalEntityId: string,
  asOf: string,
): Promise<AccountBalance[]> {
  return tx.manager.query<AccountBalance[]>(
    `select l.account, l.currency, sum(l.amount_minor)::text as "balanceMinor",
            sum(l.books_amount_minor)::text as "booksBalanceMinor"
       from journal_entry e
       join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
      where e.maker_id = $1 and e.legal_entity_id = $2 and e.posting_date <= $3
      group by l.account, l.currency
     having sum(l.amount_minor) <> 0 or sum(l.books_amount_minor) <> 0
      order by l.account, l.currency`,
    [tx.scope.makerId, legalEntityId, asOf],
  );
}
