import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { JobProgress, type Scope } from '#platform';
import type { BulkAction } from '../domain/bulk/bulk-decision.js';

/** A decision of one person about many documents, which a job performs. */
@Entity('bulk_decision')
@Check('bulk_decision_action_ck', `action in ('approve', 'issue', 'reopen', 'send')`)
@Check('bulk_decision_actor_ck', `actor in ('user', 'api_key', 'system')`)
@Index('bulk_decision_requested_ix', ['makerId', 'requestedAt'])
@ForeignKey(() => JobProgress, ['makerId', 'id'], ['makerId', 'id'], { name: 'bulk_decision_job_fk' })
export class BulkDecision {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bulk_decision_pk' })
  makerId: string;

  @PrimaryColumn('uuid', {
    primaryKeyConstraintName: 'bulk_decision_pk',
    comment: 'the id of its job_progress, which contains the progress',
  })
  id: string;

  @Column('text')
  action: BulkAction;

  /** Comment of the person, recorded with each decision; empty if there is none. */
  @Column('text')
  why: string;

  /** For `issue`: local day of the seller; null for the day on which the job issues the document. */
  @Column('date', { nullable: true })
  issuedOn: string | null;

  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  /** Name of the person at the time of the request, filled in by the database. */
  @Column('text', { nullable: true })
  requestedByName: string | null;

  @Column('timestamptz')
  requestedAt: Date;

  /** Kind of actor, membership and API key of the request, under which the job acts. */
  @Column('text')
  actor: Scope['actor'];

  @Column('uuid', { nullable: true })
  membershipId: string | null;

  @Column('uuid', { nullable: true })
  apiKeyId: string | null;
}
