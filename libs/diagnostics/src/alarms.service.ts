import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, type Scope, UnitOfWork } from '#platform';
import { getAlarmView, type AlarmView } from './alarms.queries.js';
import { Alarm } from './entities/alarm.entity.js';

@Injectable()
export class Alarms {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Acknowledges an alarm. The first acknowledgement stays, and the alarm's times don't change.
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

  /**
   * Reassigns a machine's alarms after its placements were changed, each to the site and customer at the time of the
   * alarm.
   * @returns the number of changed alarms
   */
  reassignPlacements(scope: Scope, machineId: string): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      const reassigned: { id: string }[] = await tx.manager.query(
        `select a.id from alarm a
           left join placement p on p.maker_id = a.maker_id and p.machine_id = a.machine_id and p.during @> a.raised_at
          where a.maker_id = $1 and a.machine_id = $2
            and (a.site_id is distinct from p.site_id or a.customer_id is distinct from p.customer_id)
          order by a.id for update of a`,
        [scope.makerId, machineId],
      );
      for (const { id } of reassigned) {
        await tx.manager.query(
          `update alarm a set version = a.version + 1,
                  (site_id, customer_id) = (select p.site_id, p.customer_id from placement p
                     where p.maker_id = a.maker_id and p.machine_id = a.machine_id and p.during @> a.raised_at)
            where a.maker_id = $1 and a.id = $2`,
          [scope.makerId, id],
        );
        await tx.record({ name: 'diagnostics.alarm_changed', version: 1, payload: { alarmId: id } });
      }
      return reassigned.length;
    });
  }
}
