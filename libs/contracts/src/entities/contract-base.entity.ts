import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ContractContent } from '../domain/contract/contract-fields.js';
import { Contract } from './contract.entity.js';

/** The terms of a contract before its first amendment was signed. Immutable. */
@Entity('contract_base')
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'contract_base_contract_fk',
})
export class ContractBase {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_base_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_base_pk' })
  contractId: string;

  @Column('jsonb')
  content: ContractContent;

  @Column('timestamptz')
  recordedAt: Date;
}
