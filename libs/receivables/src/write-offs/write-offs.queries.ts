import { type Page, readListOrder, toPage, type Transaction } from '#platform';
import {
  approvalColumns,
  approvalOrders,
  approvalParameters,
  isPosted,
  matchesApprovalFilter,
} from '../approvals/approval.sql.js';
import type { ApprovalFilter, ApprovalView } from '../approvals/approval-view.js';
import type { TaxedTotal, WriteOffReason } from '../domain/ledger/write-off.js';

/** A write-off of an open amount, in minor units of the document's currency. */
export interface WriteOffView extends ApprovalView {
  readonly id: string;
  readonly document: { readonly documentId: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly amountMinor: string;
  /** Share of the document's tax that the amount contains. */
  readonly taxMinor: string;
  readonly reason: WriteOffReason;
}

const COLUMNS = `w.id, jsonb_build_object('documentId', o.document_id, 'number', o.number) as document,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer, w.currency,
            w.amount_minor as "amountMinor", w.tax_minor as "taxMinor", w.reason, ${approvalColumns('w')}`;

const SOURCES = `from write_off w
       join open_item o on o.maker_id = w.maker_id and o.document_id = w.document_id
       join customer cu on cu.maker_id = w.maker_id and cu.id = w.customer_id`;

/**
 * Lists write-offs, by default the latest first.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listWriteOffs(tx: Transaction, filter: ApprovalFilter): Promise<Page<WriteOffView>> {
  const order = readListOrder(filter, approvalOrders('w'), '-requested', 'w.id');
  const rows: (WriteOffView & { readonly sortValue: string })[] = await tx.manager.query(
    `select ${COLUMNS}, ${order.expression}::text as "sortValue"
       ${SOURCES}
      where ${matchesApprovalFilter('w', 'o.legal_entity_id')} and ${order.after(6)}
      order by ${order.orderBy} limit $8`,
    [...approvalParameters(tx, filter), ...order.parameters, filter.limit + 1],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}

/** Lists the write-offs of a document in the order in which they were requested. */
export function listWriteOffsOf(tx: Transaction, documentId: string): Promise<WriteOffView[]> {
  return tx.manager.query<WriteOffView[]>(
    `select ${COLUMNS} ${SOURCES} where w.maker_id = $1 and w.document_id = $3 order by w.requested_at, w.id`,
    [tx.scope.makerId, tx.scope.userId, documentId],
  );
}

/** Returns a write-off that exists. */
export async function getWriteOff(tx: Transaction, id: string): Promise<WriteOffView> {
  const [found]: WriteOffView[] = await tx.manager.query(
    `select ${COLUMNS} ${SOURCES} where w.maker_id = $1 and w.id = $3`,
    [tx.scope.makerId, tx.scope.userId, id],
  );
  return found!;
}

/** Facts against which a write-off of a document is validated. */
export interface WriteOffFacts extends TaxedTotal {
  /** Amount that is written off of the document and not undone, in minor units. */
  readonly writtenOffMinor: bigint;
  /** Whether a write-off of the document awaits a decision. */
  readonly hasPending: boolean;
}

/** Returns the facts about a document that is issued. Its tax and total are those of its journal entry. */
export async function loadWriteOffFacts(tx: Transaction, documentId: string): Promise<WriteOffFacts> {
  const [found]: {
    taxMinor: string;
    grossMinor: string;
    writtenOffMinor: string;
    hasPending: boolean;
  }[] = await tx.manager.query(
    `select t."taxMinor", t."grossMinor", w."writtenOffMinor", w."hasPending"
       from open_item o
      cross join lateral (
        select coalesce(-sum(l.amount_minor) filter (where l.account = 'tax_payable'), 0)::text as "taxMinor",
               coalesce(-sum(l.amount_minor), 0)::text as "grossMinor"
          from journal_entry e
          join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
         where e.maker_id = o.maker_id and e.source_kind = 'document' and e.source_id = o.document_id
           and l.account in ('revenue', 'tax_payable')) t
      cross join lateral (
        select coalesce(sum(w.amount_minor) filter (where ${isPosted('w')}), 0)::text
                 as "writtenOffMinor",
               coalesce(bool_or(w.decision is null), false) as "hasPending"
          from write_off w where w.maker_id = o.maker_id and w.document_id = o.document_id) w
      where o.maker_id = $1 and o.document_id = $2`,
    [tx.scope.makerId, documentId],
  );
  const { taxMinor, grossMinor, writtenOffMinor, ...facts } = found!;
  return {
    ...facts,
    taxMinor: BigInt(taxMinor),
    grossMinor: BigInt(grossMinor),
    writtenOffMinor: BigInt(writtenOffMinor),
  };
}
