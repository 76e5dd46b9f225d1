import { fromMinor, type Transaction } from '#platform';
import { compact } from '../domain/compact.js';
import type { LearntPayer, OpenItem } from '../domain/matching/open-item.js';
import { creditorReference } from '../domain/references/creditor-reference.js';

/** An account to which buyers pay. */
export interface OwnAccount {
  readonly id: string;
  readonly legalEntityId: string;
  readonly account: string;
  /** Null for all currencies. */
  readonly currency: string | null;
}

/** Lists the approved accounts of the maker, oldest first, including accounts that are no longer valid. */
export async function listOwnAccounts(tx: Transaction): Promise<OwnAccount[]> {
  const rows: OwnAccount[] = await tx.manager.query(
    `select id, legal_entity_id as "legalEntityId", account, currency
       from bank_account where maker_id = $1 and state = 'approved' order by proposed_at, id`,
    [tx.scope.makerId],
  );
  return rows.map((row) => ({ ...row, account: compact(row.account) }));
}

/** Locks accounts, so that imports of statements of the same account run one after another. */
export async function lockOwnAccounts(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.manager.query(
    `select id from bank_account where maker_id = $1 and id = any($2::uuid[]) order by id for no key update`,
    [tx.scope.makerId, ids],
  );
}

/** Returns the identities that are already stored for an account. */
export async function findKnownIdentities(
  tx: Transaction,
  bankAccountId: string,
  identities: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows: { identity: string }[] = await tx.manager.query(
    `select identity from statement_line where maker_id = $1 and bank_account_id = $2 and identity = any($3::text[])`,
    [tx.scope.makerId, bankAccountId, identities],
  );
  return new Set(rows.map(({ identity }) => identity));
}

/** Loads the open invoices of a legal entity in the form in which they are matched with payments. */
export async function loadMatchableItems(tx: Transaction, legalEntityId: string): Promise<OpenItem[]> {
  const rows: (Pick<OpenItem, 'id' | 'number' | 'customerId' | 'customerName' | 'currency' | 'dueOn'> & {
    readonly openMinor: string;
  })[] = await tx.manager.query(
    `select o.document_id as id, o.number, o.customer_id as "customerId", b.name as "customerName", o.currency,
              o.open_minor as "openMinor", o.due_on::text as "dueOn"
         from open_item o
         join customer_entity b on b.maker_id = o.maker_id and b.id = o.buyer_id
        where o.maker_id = $1 and o.legal_entity_id = $2 and o.open_minor > 0`,
    [tx.scope.makerId, legalEntityId],
  );
  return rows.map(({ openMinor, ...row }) => ({
    ...row,
    openAmount: fromMinor(BigInt(openMinor), row.currency),
    creditorReference: creditorReference(row.number),
    numericReference: null,
    ksefNumber: null,
    virtualAccount: null,
    payerAccounts: [],
    discount: null,
    withholdingPercent: null,
    withholdingBase: null,
  }));
}

/** Loads the accounts from which people accepted payments before. */
export function loadLearntPayers(tx: Transaction): Promise<LearntPayer[]> {
  return tx.manager.query<LearntPayer[]>(
    `select account, customer_id as "customerId" from learnt_payer where maker_id = $1`,
    [tx.scope.makerId],
  );
}
