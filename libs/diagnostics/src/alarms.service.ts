import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, type Scope, UnitOfWork } from '#platform';
import { getAlarmView, type AlarmView } from './alarms.queries.js';
import { Alarm } from './entities/alarm.entity.js';

@Injectable()
export class Alarms {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Notes who has seen an alarm; the first stays. It changes nothing about the alarm's time.
   * @throws DomainError diagnostics.alarm_not_found
   */
  acknowledge(scope: Scope, id: string): Promise<AlarmView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const alarm = await tx.manager.findOne(Alarm, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!alarm || alarm.withdrawnAt) throw new DomainError('diagnostics.alarm_not_found', { id });
      if (!alarm.acknowledgedAt) {
        await tx.manager.update(
          Alarm,
          { makerId: scope.makerId, id },
          { acknowledgedAt: tx.now, acknowledgedBy: scope.userId, version: alarm.version + 1 },
        );
        await AuditTrail.write(tx, {
          action: 'diagnostics.alarm_acknowledged',
          entity: 'alarm',
          entityId: id,
        });
        await tx.record({ name: 'diagnostics.alarm_changed', version: 1, payload: { alarmId: id } });
      }
      return getAlarmView(tx, id);
    });
  }
}
