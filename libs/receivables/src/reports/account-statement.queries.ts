import type { Transaction } from '#platform';
import type { CustomerSourceKind } from '#invoicing';

/** A line of a customer's account statement, in minor units: invoices are positive, payments negative. */
export interface AccountStatementLine {
  readonly postingDate: string;
  readonly kind: CustomerSourceKind;
  /** Number of the document, or reference of the payment. */
  readonly reference: string;
  readonly documentId: string | null;
  readonly paymentId: string | null;
  readonly dueOn: string | null;
  readonly amountMinor: string;
  /** Balance of the account after the line. */
  readonly balanceMinor: string;
}

export interface AccountStatementQuery {
  readonly customerId: string;
  readonly currency: string;
  /** The first and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

/**
 * Amounts of a customer by journal entry: receivables less unapplied payments. An allocation does not change the
 * balance, unless it includes deductions.
 */
const MOVEMENTS = `select e.posting_date, e.posted_at, e.id, e.source_kind, e.source_id,
              sum(l.amount_minor) as amount_minor
         from journal_line l
         join journal_entry e on e.maker_id = l.maker_id and e.id = l.entry_id
         left join open_item o on l.account = 'receivable' and o.maker_id = l.maker_id
               and o.document_id = coalesce(l.item_id, e.invoice_id)
         left join payment p on p.maker_id = l.maker_id and p.id = l.payment_id
        where l.maker_id = $1 and l.account in ('receivable', 'unapplied_cash') and l.currency = $3
          and (o.customer_id = $2 or p.customer_id = $2)
        group by e.maker_id, e.id
       having sum(l.amount_minor) <> 0`;

/** Returns the balance of a customer's account before a day, in minor units. */
export async function loadBalanceBefore(
  tx: Transaction,
  { customerId, currency, from }: Pick<AccountStatementQuery, 'customerId' | 'currency' | 'from'>,
): Promise<bigint> {
  const [found]: { balance: string }[] = await tx.manager.query(
    `select coalesce(sum(m.amount_minor), 0)::text as balance from (${MOVEMENTS}) m where m.posting_date < $4`,
    [tx.scope.makerId, customerId, currency, from],
  );
  return BigInt(found!.balance);
}

/** Lists the lines of a customer's account in the order of their posting dates. */
export function loadStatementLines(
  tx: Transaction,
  { customerId, currency, from, to }: AccountStatementQuery,
): Promise<Omit<AccountStatementLine, 'balanceMinor'>[]> {
  return tx.manager.query(
    `select m.posting_date::text as "postingDate", m.source_kind as kind,
            coalesce(o.number, p.reference, ao.number, rp.reference, '') as reference,
            coalesce(o.document_id, ao.document_id) as "documentId",
            coalesce(p.id, a.payment_id, r.payment_id) as "paymentId", o.due_on::text as "dueOn", m.amount_minor::text as "amountMinor"
       from (${MOVEMENTS}) m
       left join open_item o on m.source_kind = 'document' and o.maker_id = $1 and o.document_id = m.source_id
       left join payment p on m.source_kind = 'payment' and p.maker_id = $1 and p.id = m.source_id
       left join allocation a on m.source_kind in ('allocation', 'allocation_reversal') and a.maker_id = $1 and a.id = m.source_id
       left join write_off w on m.source_kind in ('write_off', 'write_off_reversal') and w.maker_id = $1 and w.id = m.source_id
       left join refund r on m.source_kind in ('refund', 'refund_reversal') and r.maker_id = $1 and r.id = m.source_id
       left join payment rp on rp.maker_id = $1 and rp.id = r.payment_id
       left join open_item ao on ao.maker_id = $1 and ao.document_id = coalesce(a.document_id, w.document_id, r.document_id)
      where m.posting_date between $4 and $5
      order by m.posting_date, m.posted_at, m.id`,
    [tx.scope.makerId, customerId, currency, from, to],
  );
}
