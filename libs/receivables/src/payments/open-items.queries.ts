import {
  contains,
  type Page,
  readListOrder,
  type SortableColumns,
  textColumn,
  toPage,
  type Transaction,
} from '#platform';
import type { DocumentKind } from '#invoicing';
import { isPosted } from '../approvals/approval.sql.js';
import { isDisputed } from './disputed.sql.js';

/** An issued document with its open amount, in minor units. Amounts of credit notes are negative. */
export interface OpenItemView {
  readonly documentId: string;
  readonly number: string;
  readonly documentType: DocumentKind;
  readonly customer: { readonly id: string; readonly name: string };
  readonly buyer: string;
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  /** Days after the due date in the legal entity's zone; negative if the document is not due. */
  readonly daysOverdue: number;
  readonly totalMinor: string;
  readonly openMinor: string;
  /** Amount of a credit note that was refunded. */
  readonly refundedMinor: string;
  /** Whether a part larger than a small difference is written off. */
  readonly isGivenUp: boolean;
  readonly isDisputed: boolean;
}

export interface OpenItemFilter {
  readonly customerId?: string;
  readonly legalEntityId?: string;
  readonly currency?: string;
  /** True for documents with an open amount, false for the others; all if absent. */
  readonly isOpen?: boolean;
  /** True for overdue invoices, false for other documents; all if absent. A credit note is never overdue. */
  readonly isOverdue?: boolean;
  /** Part of the number or of the customer's name. */
  readonly search?: string;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const ORDERS: SortableColumns = {
  due: { expression: 'o.due_on', type: 'date' },
  issued: { expression: 'o.issued_on', type: 'date' },
  number: textColumn('o.number'),
  customer: textColumn('lower(cu.name)'),
  open: { expression: 'o.open_minor', type: 'bigint' },
};

const COLUMNS = `o.document_id as "documentId", o.number, o.document_type as "documentType",
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer, b.name as buyer,
            jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity", o.currency,
            o.issued_on::text as "issuedOn", o.due_on::text as "dueOn", d.today - o.due_on as "daysOverdue",
            o.total_minor as "totalMinor", o.open_minor as "openMinor",
            ${isDisputed('o.document_id')} as "isDisputed",
            (select coalesce(sum(r.amount_minor), 0)::text from refund r
              where r.maker_id = o.maker_id and r.document_id = o.document_id and ${isPosted('r')}) as "refundedMinor",
            exists (select from write_off w where w.maker_id = o.maker_id and w.document_id = o.document_id
                       and ${isPosted('w')} and w.reason <> 'small_difference') as "isGivenUp"`;

const SOURCES = `from open_item o
       join customer cu on cu.maker_id = o.maker_id and cu.id = o.customer_id
       join customer_entity b on b.maker_id = o.maker_id and b.id = o.buyer_id
       join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
      cross join lateral (select ($2::timestamptz at time zone e.zone)::date as today) d`;

/**
 * Lists documents with their open amounts, by default in the order of their due dates.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listOpenItems(tx: Transaction, filter: OpenItemFilter): Promise<Page<OpenItemView>> {
  const order = readListOrder(filter, ORDERS, 'due', 'o.document_id');
  const rows: (OpenItemView & { readonly sortValue: string })[] = await tx.manager.query(
    `select ${COLUMNS}, ${order.expression}::text as "sortValue"
       ${SOURCES}
      where o.maker_id = $1
        and ($3::uuid is null or o.customer_id = $3)
        and ($4::uuid is null or o.legal_entity_id = $4)
        and ($5::text is null or o.currency = $5)
        and ($6::boolean is null or (o.open_minor <> 0) = $6)
        and ($7::boolean is null or (o.open_minor > 0 and o.due_on < d.today) = $7)
        and ${contains('$8', 'o.number', 'cu.name')}
        and ${order.after(9)}
      order by ${order.orderBy} limit $11`,
    [
      tx.scope.makerId,
      tx.now,
      filter.customerId ?? null,
      filter.legalEntityId ?? null,
      filter.currency ?? null,
      filter.isOpen ?? null,
      filter.isOverdue ?? null,
      filter.search ?? null,
      ...order.parameters,
      filter.limit + 1,
    ],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, documentId }) => [sortValue, documentId]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}

/** Returns the open item of a document; null if the document is not issued, or not visible. */
export async function findOpenItem(tx: Transaction, documentId: string): Promise<OpenItemView | null> {
  const [found]: OpenItemView[] = await tx.manager.query(
    `select ${COLUMNS} ${SOURCES} where o.maker_id = $1 and o.document_id = $3`,
    [tx.scope.makerId, tx.now, documentId],
  );
  return found ?? null;
}
