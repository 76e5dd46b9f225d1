import { type Page, readListOrder, toPage, type Transaction } from '#platform';
import {
  approvalColumns,
  approvalOrders,
  approvalParameters,
  matchesApprovalFilter,
} from '../approvals/approval.sql.js';
import type { ApprovalFilter, ApprovalView } from '../approvals/approval-view.js';
import type { StripeRefundState } from '../domain/collection/stripe-refund.js';
import type { SecondPersonReason } from '../domain/ledger/refund.js';

/** Money of a payment or credit note that is returned to the customer, in minor units. */
export interface RefundView extends ApprovalView {
  readonly id: string;
  /** The payment; null if a credit note is refunded. */
  readonly payment: { readonly id: string; readonly receivedOn: string } | null;
  /** The credit note; null if a payment is refunded. */
  readonly creditNote: { readonly documentId: string; readonly number: string } | null;
  readonly customer: { readonly id: string; readonly name: string };
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly amountMinor: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  /** Reasons why a second person must approve it; empty if one person may. */
  readonly secondPersonBecause: readonly SecondPersonReason[];
  /** The file that transfers it; null if it is in none. */
  readonly paymentFileId: string | null;
  /** State at Stripe, which returns the money to the method that paid; null if it is transferred. */
  readonly stripe: StripeRefundView | null;
}

/** A refund at Stripe. */
export interface StripeRefundView {
  readonly state: StripeRefundState;
  /** Code of the last failure; null if there was none. */
  readonly failure: string | null;
}

const COLUMNS = `r.id, case when p.id is not null then
              jsonb_build_object('id', p.id, 'receivedOn', p.received_on) end as payment,
            case when o.document_id is not null then
              jsonb_build_object('documentId', o.document_id, 'number', o.number) end as "creditNote",
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
            jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity", r.currency,
            r.amount_minor as "amountMinor", r.payee_name as "payeeName", r.payee_account as "payeeAccount",
            r.second_person_because as "secondPersonBecause", m.payment_file_id as "paymentFileId",
            case when t.refund_id is not null then
              jsonb_build_object('state', t.state, 'failure', t.failure) end as stripe,
            ${approvalColumns('r')}`;

const SOURCES = `from refund r
       join customer cu on cu.maker_id = r.maker_id and cu.id = r.customer_id
       join legal_entity e on e.maker_id = r.maker_id and e.id = r.legal_entity_id
       left join payment p on p.maker_id = r.maker_id and p.id = r.payment_id
       left join open_item o on o.maker_id = r.maker_id and o.document_id = r.document_id
       left join payment_file_refund m on m.maker_id = r.maker_id and m.refund_id = r.id
       left join stripe_refund t on t.maker_id = r.maker_id and t.refund_id = r.id`;

/**
 * Lists refunds, by default the latest first.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listRefunds(tx: Transaction, filter: ApprovalFilter): Promise<Page<RefundView>> {
  const order = readListOrder(filter, approvalOrders('r'), '-requested', 'r.id');
  const rows: (RefundView & { readonly sortValue: string })[] = await tx.manager.query(
    `select ${COLUMNS}, ${order.expression}::text as "sortValue"
       ${SOURCES}
      where ${matchesApprovalFilter('r', 'r.legal_entity_id')} and ${order.after(6)}
      order by ${order.orderBy} limit $8`,
    [...approvalParameters(tx, filter), ...order.parameters, filter.limit + 1],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}

/** The payment or credit note of a refund. */
export type RefundSourceId =
  | { readonly paymentId: string; readonly documentId: null }
  | { readonly paymentId: null; readonly documentId: string };

/** Lists the refunds of a payment or credit note in the order in which they were requested. */
export function listRefundsOf(
  tx: Transaction,
  { paymentId, documentId }: RefundSourceId,
): Promise<RefundView[]> {
  return tx.manager.query<RefundView[]>(
    `select ${COLUMNS} ${SOURCES}
      where r.maker_id = $1 and (r.payment_id = $3 or r.document_id = $4)
      order by r.requested_at, r.id`,
    [tx.scope.makerId, tx.scope.userId, paymentId, documentId],
  );
}

/** Lists the refunds of a payment file in the order in which they were requested. */
export function listRefundsInFile(tx: Transaction, paymentFileId: string): Promise<RefundView[]> {
  return tx.manager.query<RefundView[]>(
    `select ${COLUMNS} ${SOURCES}
      where r.maker_id = $1 and m.payment_file_id = $3
      order by r.requested_at, r.id`,
    [tx.scope.makerId, tx.scope.userId, paymentFileId],
  );
}

/** Returns a refund that exists. */
export async function getRefund(tx: Transaction, id: string): Promise<RefundView> {
  const [found]: RefundView[] = await tx.manager.query(
    `select ${COLUMNS} ${SOURCES} where r.maker_id = $1 and r.id = $3`,
    [tx.scope.makerId, tx.scope.userId, id],
  );
  return found!;
}
