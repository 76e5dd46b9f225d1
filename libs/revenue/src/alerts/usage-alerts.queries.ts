import { customersOfMembership } from '#organization';
import { fromMinor, type Transaction } from '#platform';
import type { AlertMeasure } from '../domain/forecast/usage-alert.js';

export interface UsageAlertView {
  readonly id: string;
  readonly measure: AlertMeasure;
  readonly percents: readonly number[];
  /** The budget in major units, as a decimal; null unless the measure is an amount. */
  readonly budget: string | null;
  readonly currency: string;
  /** Sent notices, newest first. */
  readonly told: readonly SentNotice[];
}

export interface SentNotice {
  readonly percent: number;
  /** The first day of the month or contract year. */
  readonly periodFrom: string;
  readonly toldAt: Date;
  /** Used quantity in the counted unit, or used amount; decimal. */
  readonly used: string;
  readonly limit: string;
}

/** Maximum number of notices shown with an alert, newest first. */
const MAX_NOTICES = 12;

/** Returns the alerts that the scope's user has set for a contract. */
export async function listAlerts(tx: Transaction, contractId: string): Promise<UsageAlertView[]> {
  const rows: (Omit<UsageAlertView, 'budget' | 'told'> & {
    readonly budgetMinor: string | null;
    readonly told: readonly (Omit<SentNotice, 'toldAt'> & { readonly toldAt: string })[];
  })[] = await tx.manager.query(
    `select a.id, a.measure, a.percents, a.budget_minor as "budgetMinor", c.currency,
            coalesce((select jsonb_agg(n order by n."toldAt" desc, n.percent desc) from (
              select percent, period_from::text as "periodFrom", told_at as "toldAt", used::text as used,
                     limit_value::text as "limit"
                from usage_alert_notice n where n.maker_id = a.maker_id and n.alert_id = a.id and not n.is_covered
               order by n.told_at desc, n.percent desc limit ${MAX_NOTICES}) n), '[]') as told
       from usage_alert a join contract c on c.maker_id = a.maker_id and c.id = a.contract_id
      where a.maker_id = $1 and a.contract_id = $2 and a.user_id = $3
      order by a.measure`,
    [tx.scope.makerId, contractId, tx.scope.userId],
  );
  return rows.map(({ budgetMinor, told, ...alert }) => ({
    ...alert,
    budget: budgetMinor === null ? null : fromMinor(BigInt(budgetMinor), alert.currency),
    told: told.map((notice) => ({ ...notice, toldAt: new Date(notice.toldAt) })),
  }));
}

/** Threshold that a user was notified of, for any contract. */
export interface SentAlert {
  readonly contract: { readonly id: string; readonly number: string };
  readonly measure: AlertMeasure;
  readonly percent: number;
  readonly toldAt: Date;
}

/** Returns notifications of the scope's user since an instant, newest first. */
export async function listAlertsSentSince(tx: Transaction, since: Date, limit: number): Promise<SentAlert[]> {
  return tx.manager.query(
    `select jsonb_build_object('id', c.id, 'number', c.number) as contract, a.measure, n.percent, n.told_at as "toldAt"
       from usage_alert_notice n
       join usage_alert a on a.maker_id = n.maker_id and a.id = n.alert_id
       join contract c on c.maker_id = a.maker_id and c.id = a.contract_id
      where n.maker_id = $1 and a.user_id = $2 and n.told_at >= $3 and not n.is_covered
      order by n.told_at desc, n.percent desc, c.number limit $4`,
    [tx.scope.makerId, tx.scope.userId, since, limit],
  );
}

/** Returns the active and ended contracts that have alerts, by number. */
export async function listContractsToWatch(tx: Transaction): Promise<string[]> {
  const rows: { id: string }[] = await tx.manager.query(
    `select c.id from contract c
      where c.maker_id = $1 and c.state in ('active', 'ended')
        and exists (select from usage_alert a where a.maker_id = c.maker_id and a.contract_id = c.id)
      order by c.number`,
    [tx.scope.makerId],
  );
  return rows.map(({ id }) => id);
}

/** The content of a notice's email. */
export interface NoticeToMail {
  readonly measure: AlertMeasure;
  readonly side: 'customer' | 'maker';
  readonly percent: number;
  readonly periodFrom: string;
  readonly used: string;
  readonly limit: string;
  readonly contractId: string;
  readonly contract: string;
  readonly currency: string;
  /** The UCUM unit code of the contract's meters; empty if they differ. */
  readonly unit: string;
  readonly makerName: string;
  readonly to: string;
  readonly name: string;
  readonly locale: string;
}

/**
 * Claims a notice's email, and returns its content.
 * @returns undefined if it was claimed before, or if its recipient may no longer see the contract
 */
export async function claimNoticeMail(tx: Transaction, noticeId: string): Promise<NoticeToMail | undefined> {
  const claimed: unknown[] = await tx.manager.query(
    `with claimed as (update usage_alert_notice set mailed_at = $3
        where maker_id = $1 and id = $2 and mailed_at is null and not is_covered returning id)
     select id from claimed`,
    [tx.scope.makerId, noticeId, tx.now],
  );
  if (claimed.length === 0) return undefined;
  const [notice]: NoticeToMail[] = await tx.manager.query(
    `select a.measure, a.side, n.percent, n.period_from::text as "periodFrom", n.used::text as used,
            n.limit_value::text as "limit", c.id as "contractId", c.number as contract, c.currency, m.name as "makerName",
            u.email as "to", u.name, u.locale,
            coalesce((select min(e.unit) from meter e where e.maker_id = c.maker_id and e.contract_id = c.id
                      having count(distinct e.unit) = 1), '') as unit
       from usage_alert_notice n
       join usage_alert a on a.maker_id = n.maker_id and a.id = n.alert_id
       join contract c on c.maker_id = a.maker_id and c.id = a.contract_id
       join maker m on m.id = n.maker_id
       join user_account u on u.id = a.user_id
      where n.maker_id = $1 and n.id = $2
        and exists (select from membership s
             where s.maker_id = n.maker_id and s.user_id = a.user_id and s.accepted_at is not null and s.revoked_at is null
               and (s.expires_at is null or s.expires_at > $3)
               and (a.side = 'maker') = (s.role not in ('customer_admin', 'customer_viewer', 'verifier'))
               and (a.side = 'maker' or a.customer_id in (${customersOfMembership('s')})))`,
    [tx.scope.makerId, noticeId, tx.now],
  );
  return notice;
}

/** Releases a claimed email that was not sent. */
export async function releaseNoticeMail(tx: Transaction, noticeId: string): Promise<void> {
  await tx.manager.query(`update usage_alert_notice set mailed_at = null where maker_id = $1 and id = $2`, [
    tx.scope.makerId,
    noticeId,
  ]);
}
