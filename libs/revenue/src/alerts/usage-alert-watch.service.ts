import { Injectable } from '@nestjs/common';
import { DomainError, Exact, fromMinor, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { type AlertProgress, reachedShares } from '../domain/forecast/usage-alert.js';
import { UsageAlert } from '../entities/usage-alert.entity.js';
import { CurrentUsageService, type MonthUntilNow } from '../forecast/current-usage.service.js';
import { listContractsToWatch } from './usage-alerts.queries.js';

/** Checks current months against usage alerts and notifies people once per threshold. */
@Injectable()
export class UsageAlertWatch {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly currentUsage: CurrentUsageService,
  ) {}

  /**
   * Checks every alert of a maker against the current month. A failure for one contract does not block the others.
   * @throws AggregateError with the failures, after all other contracts are checked
   */
  async checkAll(scope: Scope): Promise<void> {
    const failures: unknown[] = [];
    for (const contractId of await this.unitOfWork.run(scope, listContractsToWatch)) {
      try {
        await this.unitOfWork.run(scope, (tx) => this.checkContract(tx, contractId));
      } catch (error) {
        // Before its start and after its end, a contract has no month to check.
        if (error instanceof DomainError && error.code === 'billing.contract_not_in_force') continue;
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `The usage alerts of ${failures.length} contracts could not be checked`,
      );
  }

  private async checkContract(tx: Transaction, contractId: string): Promise<void> {
    const alerts = await tx.manager.findBy(UsageAlert, { makerId: tx.scope.makerId, contractId });
    const month = await this.currentUsage.composeCurrentMonth(tx, contractId);
    for (const alert of alerts)
      for (const progress of progressOf(alert, month)) await this.notify(tx, alert, progress);
  }

  /**
   * Sends one notification for the highest of several thresholds that are reached at the same time. A concurrent check
   * finds nothing left to send.
   */
  private async notify(
    tx: Transaction,
    { id, percents }: UsageAlert,
    progress: AlertProgress,
  ): Promise<void> {
    const reached = reachedShares(percents, progress);
    const added: { id: string; percent: number }[] = await tx.manager.query(
      `with added as (
         insert into usage_alert_notice (maker_id, id, alert_id, period_from, percent, used, limit_value, told_at, is_covered)
         select $1, n.id, $2, $3, n.percent, $4, $5, $6, true
           from unnest($7::uuid[], $8::smallint[]) n (id, percent)
             on conflict on constraint usage_alert_notice_once_uq do nothing
         returning id, percent)
       select id, percent from added order by percent`,
      [
        tx.scope.makerId,
        id,
        progress.periodFrom,
        progress.used.toFixed(),
        progress.limit.toFixed(),
        tx.now,
        reached.map(() => newId()),
        reached,
      ],
    );
    const highest = added.at(-1);
    if (highest === undefined) return;
    await tx.manager.query(
      `update usage_alert_notice set is_covered = false where maker_id = $1 and id = $2`,
      [tx.scope.makerId, highest.id],
    );
    await tx.record({
      name: 'billing.usage_alert_reached',
      version: 1,
      payload: { noticeId: highest.id, alertId: id },
    });
  }
}

/**
 * Returns the progress of a month by an alert's measure. If there are several allowances, the one with the highest
 * used share determines the progress.
 */
function progressOf({ measure, budgetMinor }: UsageAlert, month: MonthUntilNow): AlertProgress[] {
  const { draft, allowanceBalances, input } = month;
  if (measure === 'amount')
    return [
      {
        periodFrom: input.month.from.date,
        used: new Exact(fromMinor(draft.totalMinor, input.currency)),
        limit: new Exact(fromMinor(BigInt(budgetMinor!), input.currency)),
      },
    ];
  const mostUsed = allowanceBalances
    .map(({ counterFrom, used, included }) => ({
      periodFrom: counterFrom,
      used: new Exact(used),
      limit: new Exact(included),
    }))
    .sort((a, b) => b.used.div(b.limit).comparedTo(a.used.div(a.limit)))[0];
  return mostUsed ? [mostUsed] : [];
}
