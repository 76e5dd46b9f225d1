import { Injectable } from '@nestjs/common';
import { AuditTrail, type Role } from '#organization';
import { assertNoFaults, groupBy, type Scope, type Transaction, UnitOfWork } from '#platform';
import {
  dueSteps,
  ESCALATED_TYPES,
  type EscalatedType,
  findStepFaults,
  type Step,
} from '../domain/escalation.js';
import { ESCALATED } from '../domain/sources.js';
import { EscalationStep } from '../entities/escalation-step.entity.js';

/** The steps of a type, in order. */
export interface EscalationOfType {
  readonly type: EscalatedType;
  readonly steps: readonly Step[];
}

interface OpenEventRow {
  readonly id: string;
  readonly type: EscalatedType;
  readonly recordedAt: Date;
  readonly taken: number[];
}

/** Age after which events are no longer escalated. */
const ESCALATED_FOR = '8 days';

/** Escalates unacknowledged alarms and unassigned tickets. */
@Injectable()
export class Escalations {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the steps of all types. */
  list(scope: Scope): Promise<EscalationOfType[]> {
    return this.unitOfWork.run(scope, listSteps);
  }

  /** Replaces the steps of a type. @throws DomainError notifications.steps_invalid (with fields) */
  async change(scope: Scope, type: EscalatedType, steps: readonly Step[]): Promise<EscalationOfType[]> {
    assertNoFaults('notifications.steps_invalid', findStepFaults(type, steps));
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.delete(EscalationStep, { makerId: scope.makerId, type });
      for (const [position, { afterMinutes, role }] of steps.entries())
        await tx.manager.insert(EscalationStep, {
          makerId: scope.makerId,
          type,
          position,
          afterMinutes,
          role,
        });
      await AuditTrail.write(tx, {
        action: 'notifications.escalation_changed',
        entity: 'escalation',
        after: { type, steps },
      });
      return listSteps(tx);
    });
  }

  /**
   * Takes the steps that are due. Each step emits an event that notifies the people with its role.
   * @returns the number of steps taken
   */
  escalateDue(scope: Scope): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      const byType = new Map((await listSteps(tx)).map(({ type, steps }) => [type, steps]));
      const types = [...byType.entries()].filter(([, steps]) => steps.length > 0).map(([type]) => type);
      if (types.length === 0) return 0;
      let taken = 0;
      for (const event of await findOpenEvents(tx, types)) {
        const steps = byType.get(event.type) ?? [];
        for (const position of dueSteps(event, steps, tx.now))
          if (await take(tx, event.id, position, steps[position]!.role)) taken += 1;
      }
      return taken;
    });
  }
}

async function listSteps(tx: Transaction): Promise<EscalationOfType[]> {
  const rows = await tx.manager.find(EscalationStep, {
    where: { makerId: tx.scope.makerId },
    order: { type: 'asc', position: 'asc' },
  });
  const byType = groupBy(rows, ({ type }) => type);
  return ESCALATED_TYPES.map((type) => ({
    type,
    steps: (byType.get(type) ?? []).map(({ afterMinutes, role }) => ({ afterMinutes, role })),
  }));
}

/** Finds events of alarms that are still open and not acknowledged, and of unassigned tickets. */
function findOpenEvents(tx: Transaction, types: readonly EscalatedType[]): Promise<OpenEventRow[]> {
  return tx.manager.query(
    `select e.id, e.type, e.recorded_at as "recordedAt",
            array(select x.position::int from notification_escalation x where x.maker_id = e.maker_id and x.event_id = e.id) as taken
       from notification_event e
      where e.maker_id = $1 and e.type = any($2) and e.recorded_at > $3::timestamptz - $4::interval
        and case e.object_kind
              when 'alarm' then exists (select from alarm a where a.maker_id = e.maker_id and a.id = e.object_id
                                          and a.acknowledged_at is null and a.cleared_at is null and a.withdrawn_at is null)
              else exists (select from ticket t where t.maker_id = e.maker_id and t.id = e.object_id and t.state = 'new') end
      order by e.recorded_at, e.id`,
    [tx.scope.makerId, types, tx.now, ESCALATED_FOR],
  );
}

/** Takes a step once, even if two workers try at the same time. */
async function take(tx: Transaction, eventId: string, position: number, role: Role): Promise<boolean> {
  const added: { position: number }[] = await tx.manager.query(
    `insert into notification_escalation (maker_id, event_id, position, escalated_at) values ($1, $2, $3, $4)
         on conflict on constraint notification_escalation_pk do nothing
     returning position`,
    [tx.scope.makerId, eventId, position, tx.now],
  );
  if (added.length === 0) return false;
  await tx.record({ name: ESCALATED, version: 1, payload: { eventId, role } });
  return true;
}
