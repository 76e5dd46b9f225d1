import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { JobProgress } from '#platform';

/** A run that drafts a month for all contracts, requested by a person or by the schedule. */
@Entity('billing_run')
@Check('billing_run_month_ck', `month ~ '^[0-9]{4}-[0-9]{2}$'`)
@Index('billing_run_month_ix', ['makerId', 'month', 'requestedAt'])
@ForeignKey(() => JobProgress, ['makerId', 'id'], ['makerId', 'id'], { name: 'billing_run_job_fk' })
export class BillingRun {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'billing_run_pk' })
  makerId: string;

  @PrimaryColumn('uuid', {
    primaryKeyConstraintName: 'billing_run_pk',
    comment: 'the id of its job_progress, which tells how far it has come',
  })
  id: string;

  /** `YYYY-MM` in each contract's time zone. */
  @Column('text')
  month: string;

  /** Null if it was requested by the schedule. */
  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  /** Name of the person at the time of the request, filled in by the database. */
  @Column('text', { nullable: true })
  requestedByName: string | null;

  @Column('timestamptz')
  requestedAt: Date;

  @Column('timestamptz', {
    nullable: true,
    comment: 'readings received at this instant or later are not in its drafts; null until it has begun',
  })
  knownBefore: Date | null;
}
