import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Meter } from '#contracts';
import { Customer } from '#customers';
import type { Estimate } from '../domain/decisions/estimate.js';
import type { DecisionChoice, ExceptionKind } from '../domain/decisions/meter-exception.js';

/** A decision about an exception. Immutable: a later decision replaces it. */
@Entity('meter_decision')
@Unique('meter_decision_entry_uq', ['makerId', 'entry'])
@Unique('meter_decision_replaces_uq', ['makerId', 'replacesId'])
@Index('meter_decision_about_ix', ['makerId', 'meterId', 'kind', 'fromAt', 'toAt'])
@Check(
  'meter_decision_choice_ck',
  `(choice = 'accept' and estimate is null) or
   (choice = 'estimate' and estimate is not null and quantity is not null) or
   (choice = 'ignore' and estimate is null and quantity is null)`,
)
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'meter_decision_customer_fk',
})
@ForeignKey(() => Meter, ['makerId', 'meterId'], ['makerId', 'id'], { name: 'meter_decision_meter_fk' })
@ForeignKey(() => MeterDecisionRow, ['makerId', 'replacesId'], ['makerId', 'id'], {
  name: 'meter_decision_replaces_fk',
})
export class MeterDecisionRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_decision_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_decision_pk' })
  id: string;

  /** Position in the order in which records were committed, assigned by the database. */
  @Column('bigint', { default: () => `nextval('meter_record_seq')` })
  entry: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  meterId: string;

  @Column('text')
  kind: ExceptionKind;

  @Column('timestamptz')
  fromAt: Date;

  @Column('timestamptz')
  toAt: Date;

  @Column('text')
  choice: DecisionChoice;

  /** Quantity billed instead of the metered quantity; null if the metered quantity or nothing is billed. */
  @Column('numeric', { nullable: true })
  quantity: string | null;

  /** Rule and calculation of the estimate; null for other choices. */
  @Column('jsonb', { nullable: true })
  estimate: Estimate | null;

  @Column('text')
  reason: string;

  @Column('text', { comment: 'of the usage that the deciding person saw' })
  evidenceHash: string;

  /** True if the decision takes effect only after confirmation by another person. */
  @Column('boolean')
  needsSecond: boolean;

  /** The previous decision about the same exception; null if there is none. */
  @Column('uuid', { nullable: true })
  replacesId: string | null;

  @Column('timestamptz')
  decidedAt: Date;

  @Column('uuid', { nullable: true })
  decidedBy: string | null;

  /** Name of the person at the time of the decision, filled in by the database. */
  @Column('text', { nullable: true })
  decidedByName: string | null;
}
