import { decodeCursor, DomainError, type JobState, type Page, toPage, type Transaction } from '#platform';
import type { BulkAction, BulkOutcome } from '../domain/bulk/bulk-decision.js';
import type { HoldReason } from '../domain/document/invoice-state.js';

/** A bulk decision with its progress. */
export interface BulkDecisionView {
  readonly id: string;
  readonly action: BulkAction;
  readonly why: string;
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly state: JobState;
  /** Number of documents by result. */
  readonly waiting: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
}

export interface BulkItemView {
  readonly position: number;
  readonly invoiceId: string;
  /** Number of the contract, or name of the billing group. */
  readonly name: string;
  readonly customer: string;
  /** Billing group and month of the document; null for a document of one contract. */
  readonly billGroup: { readonly id: string; readonly month: string } | null;
  /** Number of the issued document; null if it is not issued. */
  readonly number: string | null;
  readonly currency: string;
  readonly grossMinor: string;
  readonly outcome: BulkOutcome;
  readonly reason: HoldReason | null;
}

export interface BulkItemFilter {
  readonly outcome?: BulkOutcome;
  readonly limit: number;
  /** `next` of the previous page. */
  readonly cursor?: string;
}

const VIEW = `
  select d.id, d.action, d.why, d.requested_by_name as "requestedBy", d.requested_at as "requestedAt",
         j.finished_at as "finishedAt", j.state, n.waiting, n.done, n.refused, n.failed
    from bulk_decision d
    join job_progress j on j.maker_id = d.maker_id and j.id = d.id
   cross join lateral (
     select count(*) filter (where outcome = 'waiting')::int as waiting, count(*) filter (where outcome = 'done')::int as done,
            count(*) filter (where outcome = 'refused')::int as refused, count(*) filter (where outcome = 'failed')::int as failed
       from bulk_decision_item where maker_id = d.maker_id and decision_id = d.id) n`;

export async function listBulkDecisions(tx: Transaction, limit: number): Promise<BulkDecisionView[]> {
  return tx.manager.query(`${VIEW} where d.maker_id = $1 order by d.requested_at desc, d.id desc limit $2`, [
    tx.scope.makerId,
    limit,
  ]);
}

/** Returns a bulk decision with its progress. @throws DomainError billing.bulk_decision_not_found */
export async function getBulkDecision(tx: Transaction, id: string): Promise<BulkDecisionView> {
  const [view]: BulkDecisionView[] = await tx.manager.query(`${VIEW} where d.maker_id = $1 and d.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!view) throw new DomainError('billing.bulk_decision_not_found');
  return view;
}

/**
 * Lists the documents of a bulk decision in the order of the decision. The amount of a billing group's document is its
 * total.
 */
export async function listBulkItems(
  tx: Transaction,
  decisionId: string,
  { outcome, limit, cursor }: BulkItemFilter,
): Promise<Page<BulkItemView>> {
  const [after] = cursor === undefined ? [null] : decodeCursor(cursor, 1);
  if (after !== null && typeof after !== 'number') throw new DomainError('platform.cursor_invalid');
  const rows: BulkItemView[] = await tx.manager.query(
    `select t.position, t.invoice_id as "invoiceId", coalesce(g.name, c.number) as name, cu.name as customer, i.number, i.currency,
            case when g.id is not null then jsonb_build_object('id', g.id, 'month', t.invoices ->> 'month') end as "billGroup",
            (select sum(o.gross_minor) from invoice o
              where o.maker_id = t.maker_id
                and o.id in (select (e ->> 'invoiceId')::uuid from jsonb_array_elements(t.invoices -> 'invoices') e))::text as "grossMinor",
            t.outcome, t.reason
       from bulk_decision_item t
       join invoice i on i.maker_id = t.maker_id and i.id = t.invoice_id
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
       join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
       left join bill_group g on g.maker_id = t.maker_id and g.id = (t.invoices ->> 'groupId')::uuid
      where t.maker_id = $1 and t.decision_id = $2 and ($3::text is null or t.outcome = $3) and ($4::int is null or t.position > $4)
      order by t.position limit $5`,
    [tx.scope.makerId, decisionId, outcome ?? null, after, limit + 1],
  );
  return toPage(rows, limit, ({ position }) => [position]);
}
