import {
  contains,
  type Page,
  readListOrder,
  type SortableColumns,
  textColumn,
  toPage,
  type Transaction,
} from '#platform';
import { isPosted } from '../approvals/approval.sql.js';
import type { PaymentMethod } from '../domain/ledger/payment-method.js';
import type { MatchReason } from '../domain/matching/proposal.js';

/** A received payment, in minor units. */
export interface PaymentView {
  readonly id: string;
  readonly legalEntity: { readonly id: string; readonly name: string };
  /** Null if the payer is not known. */
  readonly customer: { readonly id: string; readonly name: string } | null;
  readonly method: PaymentMethod;
  readonly currency: string;
  readonly amountMinor: string;
  readonly unappliedMinor: string;
  readonly refundedMinor: string;
  readonly receivedOn: string;
  readonly payerName: string | null;
  readonly payerAccount: string | null;
  readonly reference: string;
  readonly recordedAt: Date;
  /** Null for an imported payment. */
  readonly recordedBy: string | null;
}

/** The allocation of a payment or a credit note to a document, in minor units of the document's currency. */
export interface AllocationView {
  readonly id: string;
  readonly paymentId: string | null;
  readonly creditNote: { readonly documentId: string; readonly number: string } | null;
  readonly document: { readonly documentId: string; readonly number: string };
  readonly currency: string;
  readonly amountMinor: string;
  readonly discountMinor: string;
  readonly withheldMinor: string;
  readonly feeMinor: string;
  readonly paymentCurrency: string | null;
  readonly paymentMinor: string | null;
  readonly receivedOn: string | null;
  readonly postingDate: string;
  readonly origin: 'automatic' | 'person';
  readonly reasons: readonly MatchReason[];
  readonly madeAt: Date;
  readonly madeBy: string | null;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
  readonly undoneWhy: string | null;
}

export interface PaymentFilter {
  readonly customerId?: string;
  readonly legalEntityId?: string;
  /** True for payments with an unapplied amount, false for the others; all if absent. */
  readonly isUnapplied?: boolean;
  /** True for payments from imported bank statements, false for the others; all if absent. */
  readonly isImported?: boolean;
  /** Part of the payer's name, the reference or the customer's name. */
  readonly search?: string;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const ORDERS: SortableColumns = {
  received: { expression: 'p.received_on', type: 'date' },
  amount: { expression: 'p.amount_minor', type: 'bigint' },
  unapplied: { expression: 'p.unapplied_minor', type: 'bigint' },
  payer: textColumn(`lower(coalesce(p.payer_name, ''))`),
};

const COLUMNS = `p.id, jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity",
            case when cu.id is not null then jsonb_build_object('id', cu.id, 'name', cu.name) end as customer,
            p.method, p.currency, p.amount_minor as "amountMinor", p.unapplied_minor as "unappliedMinor",
            (select coalesce(sum(r.amount_minor), 0)::text from refund r
              where r.maker_id = p.maker_id and r.payment_id = p.id and ${isPosted('r')}) as "refundedMinor",
            p.received_on::text as "receivedOn", p.payer_name as "payerName", p.payer_account as "payerAccount",
            p.reference, p.recorded_at as "recordedAt", p.recorded_by_name as "recordedBy"`;

const SOURCES = `from payment p
       join legal_entity e on e.maker_id = p.maker_id and e.id = p.legal_entity_id
       left join customer cu on cu.maker_id = p.maker_id and cu.id = p.customer_id`;

/**
 * Lists payments, by default the latest first.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listPayments(tx: Transaction, filter: PaymentFilter): Promise<Page<PaymentView>> {
  const order = readListOrder(filter, ORDERS, '-received', 'p.id');
  const rows: (PaymentView & { readonly sortValue: string })[] = await tx.manager.query(
    `select ${COLUMNS}, ${order.expression}::text as "sortValue"
       ${SOURCES}
      where p.maker_id = $1
        and ($2::uuid is null or p.customer_id = $2)
        and ($3::uuid is null or p.legal_entity_id = $3)
        and ($4::boolean is null or (p.unapplied_minor > 0) = $4)
        and ${contains('$5', `coalesce(p.payer_name, '')`, 'p.reference', `coalesce(cu.name, '')`)}
        and ${order.after(6)}
        and ($9::boolean is null or $9 = exists (
              select from statement_line s where s.maker_id = p.maker_id and s.payment_id = p.id))
      order by ${order.orderBy} limit $8`,
    [
      tx.scope.makerId,
      filter.customerId ?? null,
      filter.legalEntityId ?? null,
      filter.isUnapplied ?? null,
      filter.search ?? null,
      ...order.parameters,
      filter.limit + 1,
      filter.isImported ?? null,
    ],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}

/** Returns a payment; null if there is none. */
export async function findPayment(tx: Transaction, id: string): Promise<PaymentView | null> {
  const [found]: PaymentView[] = await tx.manager.query(
    `select ${COLUMNS} ${SOURCES} where p.maker_id = $1 and p.id = $2`,
    [tx.scope.makerId, id],
  );
  return found ?? null;
}

/**
 * Lists the allocations of a payment, of a document or of a credit note, including undone allocations, in the order in
 * which they were made.
 */
export function listAllocations(
  tx: Transaction,
  {
    id = null,
    paymentId = null,
    documentId = null,
  }: { id?: string | null; paymentId?: string | null; documentId?: string | null },
): Promise<AllocationView[]> {
  return tx.manager.query<AllocationView[]>(
    `select a.id, a.payment_id as "paymentId",
            case when c.document_id is not null then
              jsonb_build_object('documentId', c.document_id, 'number', c.number) end as "creditNote",
            jsonb_build_object('documentId', o.document_id, 'number', o.number) as document, a.currency,
            a.amount_minor as "amountMinor", a.discount_minor as "discountMinor", a.withheld_minor as "withheldMinor",
            a.fee_minor as "feeMinor", a.payment_currency as "paymentCurrency", a.payment_minor as "paymentMinor",
            p.received_on::text as "receivedOn", a.posting_date::text as "postingDate", a.origin, a.reasons,
            a.made_at as "madeAt", a.made_by_name as "madeBy", a.undone_at as "undoneAt",
            a.undone_by_name as "undoneBy", a.undone_why as "undoneWhy"
       from allocation a
       join open_item o on o.maker_id = a.maker_id and o.document_id = a.document_id
       left join open_item c on c.maker_id = a.maker_id and c.document_id = a.credit_document_id
       left join payment p on p.maker_id = a.maker_id and p.id = a.payment_id
      where a.maker_id = $1
        and ($2::uuid is null or a.payment_id = $2)
        and ($3::uuid is null or a.document_id = $3 or a.credit_document_id = $3)
        and ($4::uuid is null or a.id = $4)
      order by a.made_at, a.id`,
    [tx.scope.makerId, paymentId, documentId, id],
  );
}

/** Returns an allocation that exists. */
export async function getAllocation(tx: Transaction, id: string): Promise<AllocationView> {
  const [found] = await listAllocations(tx, { id });
  return found!;
}
