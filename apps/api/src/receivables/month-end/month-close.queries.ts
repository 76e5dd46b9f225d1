import type { Transaction } from '#platform';

/** A number of objects and their amounts by currency, in minor units. */
export interface CheckSum {
  readonly currency: string;
  readonly count: number;
  readonly minor: string;
}

/** State of an accounting period. A month without a row is open. */
export interface PeriodState {
  readonly state: 'open' | 'closed';
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

/** Returns the state of a month. @param firstDay `YYYY-MM-DD` */
export async function loadPeriodState(
  tx: Transaction,
  legalEntityId: string,
  firstDay: string,
): Promise<PeriodState> {
  const [found]: PeriodState[] = await tx.manager.query(
    `select state, case when changed_by is not null then changed_at end as "changedAt", changed_by_name as "changedBy"
       from accounting_period where maker_id = $1 and legal_entity_id = $2 and month = $3`,
    [tx.scope.makerId, legalEntityId, firstDay],
  );
  return found ?? { state: 'open', changedAt: null, changedBy: null };
}

/** An issued document with a correction that is not issued, in minor units of its currency. */
export interface CorrectionToIssue {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly minor: string;
}

/** Lists documents of months up to a day with corrections that are not issued, by number. */
export function listCorrectionsToIssue(
  tx: Transaction,
  legalEntityId: string,
  lastDay: string,
): Promise<CorrectionToIssue[]> {
  return tx.manager.query<CorrectionToIssue[]>(
    `select o.id, coalesce(o.number, '') as number, o.currency, c.total_minor as minor
       from correction c
       join invoice o on o.maker_id = c.maker_id and o.id = c.original_id
      where c.maker_id = $1 and o.legal_entity_id = $2 and c.period_from <= $3 and c.state = 'open'
      order by o.number, o.id`,
    [tx.scope.makerId, legalEntityId, lastDay],
  );
}

/**
 * Sums payments with an unapplied amount.
 * @param isImported whether only payments from imported bank statements count
 */
export function sumUnapplied(
  tx: Transaction,
  legalEntityId: string,
  isImported: boolean,
): Promise<CheckSum[]> {
  return tx.manager.query<CheckSum[]>(
    `select p.currency, count(*)::int as count, sum(p.unapplied_minor)::text as minor
       from payment p
      where p.maker_id = $1 and p.legal_entity_id = $2 and p.unapplied_minor > 0
        and (not $3::boolean or exists (
              select from statement_line s where s.maker_id = p.maker_id and s.payment_id = p.id))
      group by p.currency order by p.currency`,
    [tx.scope.makerId, legalEntityId, isImported],
  );
}

/** Sums refunds that await a decision. */
export function sumPendingRefunds(tx: Transaction, legalEntityId: string): Promise<CheckSum[]> {
  return tx.manager.query<CheckSum[]>(
    `select currency, count(*)::int as count, sum(amount_minor)::text as minor
       from refund where maker_id = $1 and legal_entity_id = $2 and decision is null
      group by currency order by currency`,
    [tx.scope.makerId, legalEntityId],
  );
}

/** Sums write-offs that await a decision. */
export function sumPendingWriteOffs(tx: Transaction, legalEntityId: string): Promise<CheckSum[]> {
  return tx.manager.query<CheckSum[]>(
    `select w.currency, count(*)::int as count, sum(w.amount_minor)::text as minor
       from write_off w
       join open_item o on o.maker_id = w.maker_id and o.document_id = w.document_id
      where w.maker_id = $1 and o.legal_entity_id = $2 and w.decision is null
      group by w.currency order by w.currency`,
    [tx.scope.makerId, legalEntityId],
  );
}
