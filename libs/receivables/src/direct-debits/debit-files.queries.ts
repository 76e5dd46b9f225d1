import { type Page, readListOrder, type SortableColumns, toPage, type Transaction } from '#platform';
import type { DebitScheme } from '../domain/direct-debits/mandate.js';
import type { CollectableItem } from '../domain/direct-debits/plan-debits.js';
import { isUndecided } from '../collection/attempt.sql.js';
import { isDisputed } from '../payments/disputed.sql.js';
import { lastCollectedOn } from './mandates.queries.js';

/** A file with SEPA direct debits for a bank, in minor units of euros. */
export interface DebitFileView {
  readonly id: string;
  readonly legalEntity: { readonly id: string; readonly name: string };
  /** The account that receives the money. */
  readonly account: string;
  readonly collectOn: string;
  readonly debitCount: number;
  /** Number of debits in the file that the bank returned. */
  readonly returnedCount: number;
  readonly totalMinor: string;
  readonly sha256: string;
  readonly createdAt: Date;
  readonly createdBy: string | null;
}

/** The collection of a document by direct debit, in minor units of euros. */
export interface DebitView {
  readonly id: string;
  readonly document: { readonly id: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly mandate: { readonly id: string; readonly reference: string };
  readonly amountMinor: string;
  /** Null unless the bank returned the debit. */
  readonly returnedAt: Date | null;
  readonly returnedBy: string | null;
  readonly returnReason: string | null;
}

/** An open document in euros of a customer with a mandate. */
export interface CollectableRow extends CollectableItem {
  readonly documentId: string;
  readonly number: string;
  readonly customer: { readonly id: string; readonly name: string };
  readonly openMinor: string;
  readonly mandateId: string;
  readonly mandateReference: string;
  readonly scheme: DebitScheme;
  readonly creditorId: string;
  readonly payerName: string;
  readonly payerAccount: string;
}

export interface DebitFileFilter {
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const ORDERS: SortableColumns = {
  created: { expression: 'f.created_at', type: 'timestamptz' },
  collect: { expression: 'f.collect_on', type: 'date' },
  total: { expression: 'f.total_minor', type: 'bigint' },
};

const COLUMNS = `f.id, jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity", a.account,
            f.collect_on::text as "collectOn", f.debit_count as "debitCount",
            (select count(*)::int from debit d
              where d.maker_id = f.maker_id and d.debit_file_id = f.id and d.returned_at is not null) as "returnedCount",
            f.total_minor as "totalMinor", f.sha256, f.created_at as "createdAt", f.created_by_name as "createdBy"`;

const SOURCES = `from debit_file f
       join legal_entity e on e.maker_id = f.maker_id and e.id = f.legal_entity_id
       join bank_account a on a.maker_id = f.maker_id and a.id = f.bank_account_id`;

/**
 * Lists debit files, by default the latest first.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listDebitFiles(tx: Transaction, filter: DebitFileFilter): Promise<Page<DebitFileView>> {
  const order = readListOrder(filter, ORDERS, '-created', 'f.id');
  const rows: (DebitFileView & { readonly sortValue: string })[] = await tx.manager.query(
    `select ${COLUMNS}, ${order.expression}::text as "sortValue"
       ${SOURCES}
      where f.maker_id = $1 and ${order.after(2)}
      order by ${order.orderBy} limit $4`,
    [tx.scope.makerId, ...order.parameters, filter.limit + 1],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}

/** Returns a debit file; null if there is none. */
export async function findDebitFile(tx: Transaction, id: string): Promise<DebitFileView | null> {
  const [found]: DebitFileView[] = await tx.manager.query(
    `select ${COLUMNS} ${SOURCES} where f.maker_id = $1 and f.id = $2`,
    [tx.scope.makerId, id],
  );
  return found ?? null;
}

/** Lists the debits of a file by document number. */
export function listDebitsInFile(tx: Transaction, fileId: string): Promise<DebitView[]> {
  return tx.manager.query<DebitView[]>(
    `select d.id, jsonb_build_object('id', o.document_id, 'number', o.number) as document,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
            jsonb_build_object('id', m.id, 'reference', m.reference) as mandate,
            d.amount_minor as "amountMinor", d.returned_at as "returnedAt", d.returned_by_name as "returnedBy",
            d.return_reason as "returnReason"
       from debit d
       join open_item o on o.maker_id = d.maker_id and o.document_id = d.document_id
       join customer cu on cu.maker_id = d.maker_id and cu.id = d.customer_id
       join mandate m on m.maker_id = d.maker_id and m.id = d.mandate_id
      where d.maker_id = $1 and d.debit_file_id = $2
      order by o.number, d.id`,
    [tx.scope.makerId, fileId],
  );
}

/** Lists a legal entity's open documents in euros of customers with a mandate, by due date. */
export function listCollectableItems(tx: Transaction, legalEntityId: string): Promise<CollectableRow[]> {
  return tx.manager.query<CollectableRow[]>(
    `select o.document_id as "documentId", o.number, jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
            o.open_minor as "openMinor", o.issued_on::text as "issuedOn", o.due_on::text as "dueOn",
            ${isDisputed('o.document_id')} as "isDisputed",
            exists (select from debit d where d.maker_id = o.maker_id and d.document_id = o.document_id
                       and d.returned_at is null) as "isInDebit",
            exists (select from payment p where p.maker_id = o.maker_id and p.customer_id = o.customer_id
                       and p.legal_entity_id = o.legal_entity_id and p.currency = o.currency
                       and p.unapplied_minor > 0) as "hasMoneyOnAccount",
            exists (select from payment_attempt t where t.maker_id = o.maker_id and t.document_id = o.document_id
                       and ${isUndecided('t')}) as "isPaymentInProgress",
            i.issued_at > m.registered_at as "isAnnounced", m.signed_on::text as "signedOn",
            ${lastCollectedOn('m')} as "lastCollectedOn", m.id as "mandateId", m.reference as "mandateReference",
            m.scheme, m.creditor_id as "creditorId", m.payer_name as "payerName", m.account as "payerAccount"
       from mandate m
       join open_item o on o.maker_id = m.maker_id and o.legal_entity_id = m.legal_entity_id
                       and o.customer_id = m.customer_id and o.currency = 'EUR' and o.open_minor > 0
       join invoice i on i.maker_id = o.maker_id and i.id = o.document_id
       join customer cu on cu.maker_id = o.maker_id and cu.id = o.customer_id
      where m.maker_id = $1 and m.legal_entity_id = $2 and m.ended_at is null
      order by o.due_on, o.number`,
    [tx.scope.makerId, legalEntityId],
  );
}

/** A debit with its payment, if the payment was recorded. */
export interface DebitToReturn {
  readonly debitFileId: string;
  readonly documentId: string;
  readonly legalEntityId: string;
  readonly customerId: string;
  readonly amountMinor: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  /** The latest payment of the same amount that was used for the document; null if there is none. */
  readonly paymentId: string | null;
  readonly allocationId: string | null;
}

/** Returns a debit with its payment; null if there is no such debit. */
export async function findDebitToReturn(tx: Transaction, id: string): Promise<DebitToReturn | null> {
  const [found]: DebitToReturn[] = await tx.manager.query(
    `select d.debit_file_id as "debitFileId", d.document_id as "documentId", m.legal_entity_id as "legalEntityId",
            d.customer_id as "customerId", d.amount_minor as "amountMinor", m.payer_name as "payeeName",
            m.account as "payeeAccount", p.payment_id as "paymentId", p.id as "allocationId"
       from debit d
       join mandate m on m.maker_id = d.maker_id and m.id = d.mandate_id
       left join lateral (
              select a.id, a.payment_id
                from allocation a
                join payment y on y.maker_id = a.maker_id and y.id = a.payment_id
               where a.maker_id = d.maker_id and a.document_id = d.document_id and a.undone_at is null
                 and y.currency = 'EUR' and y.amount_minor = d.amount_minor
               order by a.made_at desc, a.id limit 1) p on true
      where d.maker_id = $1 and d.id = $2`,
    [tx.scope.makerId, id],
  );
  return found ?? null;
}
