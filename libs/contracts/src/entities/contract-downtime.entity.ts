import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Machine } from '#equipment';
import type { RecordedCause } from '../domain/performance/downtime-hours.js';
import { Contract } from './contract.entity.js';

/** Downtime of a contract's machine, with its cause; insert-only, withdrawn by another row. */
@Entity('contract_downtime')
@Unique('contract_downtime_withdraws_uq', ['makerId', 'withdraws'])
@Check(
  'contract_downtime_cause_ck',
  `cause in ('force_majeure', 'customer', 'planned', 'supplier', 'unknown')`,
)
@Check('contract_downtime_time_ck', `to_time > from_time`)
@Index('contract_downtime_contract_ix', ['makerId', 'contractId', 'fromTime'])
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'contract_downtime_contract_fk',
})
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], {
  name: 'contract_downtime_machine_fk',
})
@ForeignKey(() => ContractDowntime, ['makerId', 'withdraws'], ['makerId', 'id'], {
  name: 'contract_downtime_withdraws_fk',
})
export class ContractDowntime {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_downtime_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_downtime_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid')
  machineId: string;

  @Column('text')
  cause: RecordedCause;

  @Column('timestamptz')
  fromTime: Date;

  @Column('timestamptz')
  toTime: Date;

  @Column('text')
  reason: string;

  /** Row that this row withdraws. */
  @Column('uuid', { nullable: true })
  withdraws: string | null;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;

  @Column('text', { nullable: true })
  recordedByName: string | null;
}
