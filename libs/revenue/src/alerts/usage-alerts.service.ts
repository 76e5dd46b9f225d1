import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { sideOf } from '#invoicing';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  DomainError,
  Exact,
  newId,
  type Scope,
  toMinor,
  type Transaction,
  UnitOfWork,
} from '#platform';
import {
  findAlertFaults,
  type AlertMeasure,
  type AlertInput,
  sortShares,
} from '../domain/forecast/usage-alert.js';
import { UsageAlertNotice } from '../entities/usage-alert-notice.entity.js';
import { UsageAlert } from '../entities/usage-alert.entity.js';
import {
  listAlerts,
  type SentAlert,
  listAlertsSentSince,
  type UsageAlertView,
} from './usage-alerts.queries.js';

/** Manages users' own alerts about usage in the current month. */
@Injectable()
export class UsageAlerts {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists the user's own alerts of a contract, each with its notices, newest first.
   * @throws DomainError contracts.contract_not_found
   */
  list(scope: Scope, contractId: string): Promise<UsageAlertView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { id } = await getContract(tx, contractId);
      return listAlerts(tx, id);
    });
  }

  /** Lists the user's notices since an instant for all contracts, newest first. */
  listSent(scope: Scope, since: Date, limit: number): Promise<SentAlert[]> {
    return this.unitOfWork.run(scope, (tx) => listAlertsSentSince(tx, since, limit));
  }

  /**
   * Sets the user's alert of a contract by a measure, replacing the earlier one. If the amount changes, the user is
   * notified of all thresholds again, even if the same percentages of the earlier amount were reached before.
   * @throws DomainError contracts.contract_not_found, billing.alert_invalid (with fields), billing.alert_needs_person
   */
  set(scope: Scope, contractId: string, measure: AlertMeasure, input: AlertInput): Promise<UsageAlertView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const userId = requirePerson(tx);
      const { id, customerId, currency } = await getContract(tx, contractId);
      const faults = findAlertFaults(measure, input);
      assertNoFaults('billing.alert_invalid', faults);
      const budgetMinor =
        input.budget === null ? null : toMinor(new Exact(input.budget), currency).toString();
      const alert = await upsertAlert(tx, {
        contractId: id,
        customerId,
        userId,
        measure,
        budgetMinor,
        percents: sortShares(input.percents),
      });
      await AuditTrail.write(tx, {
        action: 'billing.usage_alert_set',
        entity: 'usage_alert',
        entityId: alert,
        after: { contractId: id, measure, ...input },
      });
      return listAlerts(tx, id);
    });
  }

  /** @throws DomainError contracts.contract_not_found, billing.alert_not_found, billing.alert_needs_person */
  remove(scope: Scope, contractId: string, measure: AlertMeasure): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { id } = await getContract(tx, contractId);
      const own = { makerId: tx.scope.makerId, contractId: id, userId: requirePerson(tx), measure };
      const alert = await tx.manager.findOneBy(UsageAlert, own);
      if (!alert) throw new DomainError('billing.alert_not_found');
      await tx.manager.delete(UsageAlert, { makerId: alert.makerId, id: alert.id });
      await AuditTrail.write(tx, {
        action: 'billing.usage_alert_removed',
        entity: 'usage_alert',
        entityId: alert.id,
        before: { contractId: id, measure, percents: alert.percents },
      });
    });
  }
}

/**
 * Returns the scope's user, because an alert needs a person to notify. @throws DomainError billing.alert_needs_person
 */
function requirePerson({ scope: { userId } }: Transaction): string {
  if (userId === null) throw new DomainError('billing.alert_needs_person');
  return userId;
}

type AlertFields = Pick<
  UsageAlert,
  'contractId' | 'customerId' | 'userId' | 'measure' | 'budgetMinor' | 'percents'
>;

/** @returns the alert's id */
async function upsertAlert(tx: Transaction, fields: AlertFields): Promise<string> {
  const { makerId } = tx.scope;
  const { contractId, userId, measure, budgetMinor, percents } = fields;
  await tx.manager
    .createQueryBuilder()
    .insert()
    .into(UsageAlert)
    .values({ ...fields, makerId, id: newId(), side: sideOf(tx), createdAt: tx.now })
    .orIgnore()
    .execute();
  const alert = await tx.manager.findOneOrFail(UsageAlert, {
    where: { makerId, contractId, userId, measure },
    lock: { mode: 'pessimistic_write' },
  });
  if (alert.budgetMinor !== budgetMinor)
    await tx.manager.delete(UsageAlertNotice, { makerId, alertId: alert.id });
  await tx.manager.update(UsageAlert, { makerId, id: alert.id }, { budgetMinor, percents });
  return alert.id;
}
