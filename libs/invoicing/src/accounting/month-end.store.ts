import { plusDays } from '#contracts';
import type { LegalEntity } from '#organization';
import { DomainError, type Transaction } from '#platform';
import { accountingMonthOf, nextAccountingMonth } from '../domain/document/document-number.js';

/** An accounting month, with its days as `YYYY-MM-DD`. */
export interface AccountingMonth {
  readonly firstDay: string;
  readonly lastDay: string;
  /** First day of the next month. */
  readonly nextDay: string;
}

/** @param month `YYYY-MM` */
export function accountingMonth(month: string): AccountingMonth {
  const firstDay = accountingMonthOf(month);
  const nextDay = nextAccountingMonth(firstDay);
  return { firstDay, lastDay: plusDays(nextDay, -1), nextDay };
}

/**
 * Locks an open month of a seller for entries of its last day. Waits for other entries that are being posted in the month,
 * so that all of them are counted.
 * @param month `YYYY-MM`
 * @throws DomainError billing.month_not_over before the last day of the month, billing.period_closed
 */
export async function lockMonthEnd(
  tx: Transaction,
  { id, zone }: Pick<LegalEntity, 'id' | 'zone'>,
  month: string,
): Promise<AccountingMonth> {
  const days = accountingMonth(month);
  const key = [tx.scope.makerId, id, days.firstDay];
  await tx.manager.query(
    `insert into accounting_period (maker_id, legal_entity_id, month, state, changed_at) values ($1, $2, $3, 'open', $4)
     on conflict on constraint accounting_period_pk do nothing`,
    [...key, tx.now],
  );
  const [found]: { state: string; today: string }[] = await tx.manager.query(
    `select state, ($4::timestamptz at time zone $5)::date::text as today
       from accounting_period where maker_id = $1 and legal_entity_id = $2 and month = $3 for update`,
    [...key, tx.now, zone],
  );
  if (found!.state === 'closed') throw new DomainError('billing.period_closed', { month });
  if (found!.today < days.lastDay) throw new DomainError('billing.month_not_over', { month });
  return days;
}
