import type { Transaction } from '#platform';
import type { BaseRateValue } from '../domain/reminders/late-interest.js';
import type { ReminderPolicy } from '../domain/reminders/reminder-policy.js';

/** A value of a base rate, with its source. */
export interface BaseRateView extends BaseRateValue {
  readonly source: string;
  readonly enteredAt: Date;
  readonly enteredBy: string | null;
}

/** Returns the policies of a legal entity by country. */
export function loadReminderPolicies(tx: Transaction, legalEntityId: string): Promise<ReminderPolicy[]> {
  return tx.manager.query<ReminderPolicy[]>(
    `select country, terms from reminder_policy where maker_id = $1 and legal_entity_id = $2 order by country`,
    [tx.scope.makerId, legalEntityId],
  );
}

/** Returns all values of base rates by name, newest first. */
export function listBaseRates(tx: Transaction): Promise<BaseRateView[]> {
  return tx.manager.query<BaseRateView[]>(
    `select name, valid_from::text as "validFrom", trim_scale(percent)::text as percent, source,
            entered_at as "enteredAt", entered_by_name as "enteredBy"
       from reminder_base_rate where maker_id = $1 order by name, valid_from desc`,
    [tx.scope.makerId],
  );
}
