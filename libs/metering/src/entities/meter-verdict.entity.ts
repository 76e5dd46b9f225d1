import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { MeterDecisionRow } from './meter-decision.entity.js';

export type Verdict = 'confirmed' | 'refused';

/** A second person's verdict on a decision. */
@Entity('meter_verdict')
@Unique('meter_verdict_entry_uq', ['makerId', 'entry'])
@Check('meter_verdict_ck', `verdict in ('confirmed', 'refused')`)
@ForeignKey(() => MeterDecisionRow, ['makerId', 'decisionId'], ['makerId', 'id'], {
  name: 'meter_verdict_decision_fk',
})
export class MeterVerdict {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_verdict_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_verdict_pk' })
  decisionId: string;

  @Column('bigint', { default: () => `nextval('meter_record_seq')` })
  entry: string;

  @Column('text')
  verdict: Verdict;

  @Column('text', { default: '' })
  note: string;

  @Column('timestamptz')
  givenAt: Date;

  @Column('uuid', { nullable: true })
  givenBy: string | null;

  /** Name of the person at the time of the verdict, filled in by the database. */
  @Column('text', { nullable: true })
  givenByName: string | null;
}
