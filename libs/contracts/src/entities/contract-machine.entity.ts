import { Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Machine } from '#equipment';
import { Contract } from './contract.entity.js';

/** A machine under a contract for a range of local days. */
@Entity('contract_machine')
@Exclusion(
  'contract_machine_overlap_ex',
  'using gist (contract_id with =, machine_id with =, maker_id with =, during with &&)',
)
@Index('contract_machine_contract_ix', ['makerId', 'contractId'])
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'contract_machine_contract_fk',
})
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], {
  name: 'contract_machine_machine_fk',
})
export class ContractMachine {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_machine_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_machine_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid')
  machineId: string;

  /** Half-open range in PostgreSQL's text format: `[2026-02-01,)`. */
  @Column('daterange')
  during: string;
}
