import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from '#organization';
import type { ExclusionReason } from '../domain/reminders/plan-reminders.js';

/** A decision to send the reminders of a legal entity on a day. Immutable. */
@Entity('reminder_run')
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'reminder_run_legal_entity_fk',
})
export class ReminderRun {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_run_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_run_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  /** Local day of the legal entity. */
  @Column('date')
  runOn: string;

  @Column('jsonb', { comment: 'number of documents that were left out, by reason' })
  excluded: Partial<Record<ExclusionReason, number>>;

  @Column('timestamptz')
  madeAt: Date;

  @Column('uuid', { nullable: true })
  madeBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  madeByName: string | null;
}
