import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the roles to which unacknowledged alarms and unassigned tickets are escalated, and the steps that were performed
 * for an event.
 */
export class AddEscalationSteps1764000008073 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table escalation_step (
        maker_id uuid not null,
        type text not null,
        position smallint not null,
        after_minutes integer not null,
        role text not null,
        constraint escalation_step_pk primary key (maker_id, type, position),
        constraint escalation_step_type_ck check (type in ('alarm.critical', 'ticket.opened')),
        constraint escalation_step_minutes_ck check (after_minutes between 1 and 10080)
      )`);
    await query.query(`select protect_tenant_table('escalation_step')`);
    await query.query(`
      create table notification_escalation (
        maker_id uuid not null,
        event_id uuid not null,
        position smallint not null,
        escalated_at timestamptz not null,
        constraint notification_escalation_pk primary key (maker_id, event_id, position),
        constraint notification_escalation_event_fk foreign key (maker_id, event_id)
          references notification_event (maker_id, id) on delete cascade
      )`);
    await query.query(`select protect_tenant_table('notification_escalation')`);
    await query.query(
      `create index notification_event_open_ix on notification_event (maker_id, type, recorded_at)`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index notification_event_open_ix`);
    await query.query(`drop table notification_escalation, escalation_step`);
  }
}
