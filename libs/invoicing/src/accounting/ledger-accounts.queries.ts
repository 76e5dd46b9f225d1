import type { Transaction } from '#platform';
import type { AccountKey, NumberedAccount } from '../domain/accounting/chart-of-accounts.js';

export interface LedgerAccountView extends NumberedAccount {
  readonly id: string;
  readonly legalEntityId: string;
  readonly changedAt: Date;
  readonly version: number;
}

/** A part of a legal entity's journal that has postings. */
export interface UsedAccount extends AccountKey {
  readonly legalEntityId: string;
}

const ACCOUNT = `
  select id, legal_entity_id as "legalEntityId", account, revenue_class as "revenueClass", tax_category as "taxCategory",
         trim_scale(tax_percent)::text as "taxPercent", number, name, changed_at as "changedAt", version
    from ledger_account`;

/** Lists accounts by legal entity, class and number. */
export function listLedgerAccounts(tx: Transaction): Promise<LedgerAccountView[]> {
  return tx.manager.query<LedgerAccountView[]>(
    `${ACCOUNT} where maker_id = $1 order by legal_entity_id, account, number, id`,
    [tx.scope.makerId],
  );
}

/** Loads the chart of accounts of a legal entity. */
export function loadChart(tx: Transaction, legalEntityId: string): Promise<LedgerAccountView[]> {
  return tx.manager.query<LedgerAccountView[]>(
    `${ACCOUNT} where maker_id = $1 and legal_entity_id = $2 order by account, number, id`,
    [tx.scope.makerId, legalEntityId],
  );
}

/** Locks an account for an edit. Returns undefined if the maker has no such account. */
export async function lockLedgerAccount(tx: Transaction, id: string): Promise<LedgerAccountView | undefined> {
  const [found]: LedgerAccountView[] = await tx.manager.query(
    `${ACCOUNT} where maker_id = $1 and id = $2 for update`,
    [tx.scope.makerId, id],
  );
  return found;
}

/** Entries of a legal entity with posting dates from `from` to `to`, inclusive, `YYYY-MM-DD`. */
export interface JournalPeriod {
  readonly legalEntityId: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Lists the parts of the journal that have postings, by legal entity.
 * @param within the period of the postings; all entries if omitted
 */
export function listUsedAccounts(tx: Transaction, within?: JournalPeriod): Promise<UsedAccount[]> {
  return tx.manager.query<UsedAccount[]>(
    `select e.legal_entity_id as "legalEntityId", l.account, l.revenue_class as "revenueClass",
            l.tax_category as "taxCategory", trim_scale(l.tax_percent)::text as "taxPercent"
       from journal_entry e
       join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
      where e.maker_id = $1 and ($2::uuid is null or e.legal_entity_id = $2)
        and ($3::date is null or e.posting_date between $3 and $4)
      group by e.legal_entity_id, l.account, l.revenue_class, l.tax_category, trim_scale(l.tax_percent)
      order by e.legal_entity_id, l.account, l.revenue_class, l.tax_category, trim_scale(l.tax_percent)`,
    [tx.scope.makerId, within?.legalEntityId ?? null, within?.from ?? null, within?.to ?? null],
  );
}
