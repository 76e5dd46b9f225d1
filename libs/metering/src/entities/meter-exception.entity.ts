import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Contract, Meter } from '#contracts';
import { Customer } from '#customers';
import type { ExceptionKind } from '../domain/decisions/meter-exception.js';

export type ExceptionState = 'open' | 'decided' | 'resolved';

/** An exception found when usage was derived. It is resolved once the current usage no longer contains it. */
@Entity('meter_exception')
@Unique('meter_exception_found_uq', ['makerId', 'meterId', 'kind', 'fromAt', 'toAt'])
@Index('meter_exception_state_ix', { synchronize: false })
@Check('meter_exception_state_ck', `state in ('open', 'decided', 'resolved')`)
@Check('meter_exception_decided_ck', `(state = 'decided') = (decision_id is not null)`)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'meter_exception_contract_fk',
})
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'meter_exception_customer_fk',
})
@ForeignKey(() => Meter, ['makerId', 'meterId'], ['makerId', 'id'], { name: 'meter_exception_meter_fk' })
export class MeterException {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_exception_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_exception_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

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

  /** The period of the usage with the exception. */
  @Column('timestamptz')
  periodFrom: Date;

  @Column('numeric', { nullable: true })
  fromValue: string | null;

  @Column('numeric', { nullable: true })
  toValue: string | null;

  /** Quantity according to the readings; null if unknown. */
  @Column('numeric', { nullable: true })
  quantity: string | null;

  @Column('text')
  state: ExceptionState;

  /** Decision in force; null if there is none. */
  @Column('uuid', { nullable: true })
  decisionId: string | null;

  @Column('timestamptz')
  openedAt: Date;

  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;
}
