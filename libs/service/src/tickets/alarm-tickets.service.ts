import { Injectable } from '@nestjs/common';
import { Alarm, AlarmRule } from '#diagnostics';
import { claimEvent, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { releaseTicketParts } from '#supply';
import { composeAlarmEvidence } from './alarm-evidence.queries.js';
import { transition } from '../domain/tickets/ticket-states.js';
import { Ticket } from '../entities/ticket.entity.js';
import { findTicketPlacement } from './ticket-placements.queries.js';
import { addEntry, nextTicketNumber, emitTicketEvent, updateTicket } from './tickets.store.js';
import { cancelPlannedVisits } from '../visits/visits.store.js';

/** An event about an alarm, as delivered by the relay. */
export interface AlarmEvent {
  readonly eventId: string;
  readonly alarmId: string;
}

/** Maximum age of tickets for which evidence is still completed. */
const MAX_EVIDENCE_AGE = '30 days';
const EVIDENCE_BATCH = 100;

/** Opens and cancels the tickets of alarms, and keeps their curves up to date. */
@Injectable()
export class AlarmTickets {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Opens the ticket of an alarm with a rule that requires one, with the curve around the alarm. At most one ticket is
   * opened per alarm, regardless of how often the event is delivered. None is opened if the alarm has since been
   * withdrawn, or if its machine was not at a customer's site.
   * @returns the id of the new or existing ticket; undefined if there is none
   */
  openTicketForAlarm(scope: Scope, { eventId, alarmId }: AlarmEvent): Promise<string | undefined> {
    return this.unitOfWork.run(scope, async (tx) => {
      const existing = await findTicketOfAlarm(tx, alarmId);
      if (existing) return existing.id;
      const alarm = await tx.manager.findOneBy(Alarm, { makerId: scope.makerId, id: alarmId });
      if (!alarm || alarm.withdrawnAt) return undefined;
      const rule = await tx.manager.findOneByOrFail(AlarmRule, { makerId: scope.makerId, id: alarm.ruleId });
      if (!rule.opensTicket || !(await claimEvent(tx, eventId, 'service.open_ticket_for_alarm')))
        return undefined;
      return openTicket(tx, alarm, rule);
    });
  }

  /** Returns the alarms that have a ticket, or a rule that requires one. */
  findAlarmsWithTickets(scope: Scope, alarmIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (alarmIds.length === 0) return Promise.resolve(new Set());
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: { id: string }[] = await tx.manager.query(
        `select a.id from alarm a join alarm_rule r on r.maker_id = a.maker_id and r.id = a.rule_id
          where a.maker_id = $1 and a.id = any($2)
            and (r.opens_ticket or exists (select from ticket t where t.maker_id = a.maker_id and t.alarm_id = a.id))`,
        [scope.makerId, alarmIds],
      );
      return new Set(rows.map(({ id }) => id));
    });
  }

  /**
   * Cancels the ticket of an alarm that the readings no longer support. If a technician has accepted it, adds a note
   * instead.
   */
  cancelTicketOfWithdrawnAlarm(scope: Scope, { eventId, alarmId }: AlarmEvent): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ticket = await findTicketOfAlarm(tx, alarmId);
      if (!ticket || !(await claimEvent(tx, eventId, 'service.cancel_ticket_of_withdrawn_alarm'))) return;
      await addEntry(tx, ticket.id, { kind: 'alarm_withdrawn' });
      if (ticket.state === 'new' || ticket.state === 'assigned') {
        await cancelPlannedVisits(tx, ticket.id);
        await releaseTicketParts(tx, ticket.id);
        await updateTicket(tx, ticket, { state: transition(ticket.state, 'cancel') });
        await addEntry(tx, ticket.id, { kind: 'cancelled', params: { reason: 'alarm_withdrawn' } });
      }
      await emitTicketEvent(tx, 'ticket_changed', ticket.id);
    });
  }

  /** Adds a note to the ticket that its alarm has cleared. */
  recordClearedAlarm(scope: Scope, { eventId, alarmId }: AlarmEvent): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ticket = await findTicketOfAlarm(tx, alarmId);
      const alarm = await tx.manager.findOneBy(Alarm, { makerId: scope.makerId, id: alarmId });
      if (!ticket || !alarm?.clearedAt || !(await claimEvent(tx, eventId, 'service.note_cleared_alarm')))
        return;
      await addEntry(tx, ticket.id, { kind: 'alarm_cleared', occurredAt: alarm.clearedAt });
      await refreshEvidence(tx, ticket);
      await emitTicketEvent(tx, 'ticket_changed', ticket.id);
    });
  }

  /** Redraws the curve of an alarm's ticket after a change of the alarm. */
  refreshEvidenceOfAlarm(scope: Scope, alarmId: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ticket = await findTicketOfAlarm(tx, alarmId);
      if (ticket) await refreshEvidence(tx, ticket);
    });
  }

  /** Redraws a machine's curves that include any time at or after `from`, because readings of that time came late. */
  refreshEvidenceOfMachine(scope: Scope, machineId: string, from: Date): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const tickets = await tx.manager
        .createQueryBuilder(Ticket, 't')
        .where('t.maker_id = :makerId and t.machine_id = :machineId', { makerId: scope.makerId, machineId })
        .andWhere(`(t.evidence ->> 'to')::timestamptz >= :from`, { from })
        .getMany();
      for (const ticket of tickets) await refreshEvidence(tx, ticket);
    });
  }

  /**
   * Completes curves that end less than an hour after the alarm, once the machine has sent newer readings.
   * @returns the number of redrawn curves
   */
  completeEvidence(scope: Scope): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: { id: string }[] = await tx.manager.query(
        `select t.id from ticket t
          where t.maker_id = $1 and t.alarm_id is not null and t.opened_at > $2::timestamptz - $3::interval
            and (t.evidence ->> 'until' is null or (t.evidence ->> 'until')::timestamptz < (t.evidence ->> 'to')::timestamptz)
            and exists (select from device d join device_status s on s.maker_id = d.maker_id and s.device_key = d.device_key
                         where d.maker_id = t.maker_id and d.machine_id = t.machine_id
                           and s.last_reading_at > coalesce((t.evidence ->> 'until')::timestamptz, '-infinity'))
          order by t.opened_at desc limit $4`,
        [scope.makerId, tx.now, MAX_EVIDENCE_AGE, EVIDENCE_BATCH],
      );
      for (const { id } of rows) {
        await refreshEvidence(tx, await tx.manager.findOneByOrFail(Ticket, { makerId: scope.makerId, id }));
      }
      return rows.length;
    });
  }
}

async function findTicketOfAlarm(tx: Transaction, alarmId: string): Promise<Ticket | null> {
  return tx.manager.findOne(Ticket, {
    where: { makerId: tx.scope.makerId, alarmId },
    lock: { mode: 'pessimistic_write' },
  });
}

async function openTicket(tx: Transaction, alarm: Alarm, rule: AlarmRule): Promise<string | undefined> {
  const placement = await findTicketPlacement(tx, alarm.machineId, alarm.raisedAt);
  if (!placement) return undefined;
  const id = newId();
  await tx.manager.insert(Ticket, {
    makerId: tx.scope.makerId,
    id,
    number: await nextTicketNumber(tx),
    kind: 'fault',
    machineId: alarm.machineId,
    siteId: placement.siteId,
    customerId: placement.customerId,
    hubId: placement.hubId,
    alarmId: alarm.id,
    titleCode: 'alarm',
    titleParams: {
      code: alarm.code,
      name: rule.nameI18n,
      signalKey: alarm.signalKey,
      serial: placement.serial,
    },
    severity: alarm.severity,
    state: 'new',
    requiredSkill: rule.requiredSkill ?? placement.modelSkill,
    requiredCertificate: rule.requiredCertificates[placement.country] ?? null,
    requiredParts: rule.requiredParts,
    evidence: await composeAlarmEvidence(tx, alarm.id),
    openedAt: tx.now,
  });
  await addEntry(tx, id, {
    kind: 'opened',
    occurredAt: alarm.raisedAt,
    params: { code: alarm.code, name: rule.nameI18n },
  });
  await emitTicketEvent(tx, 'ticket_opened', id);
  return id;
}

/** Redraws a curve. The ticket's version doesn't change, because the curve is not an edit of the ticket. */
async function refreshEvidence(tx: Transaction, { id, alarmId }: Ticket): Promise<void> {
  if (alarmId === null) return;
  await tx.manager.update(
    Ticket,
    { makerId: tx.scope.makerId, id },
    { evidence: await composeAlarmEvidence(tx, alarmId) },
  );
}
