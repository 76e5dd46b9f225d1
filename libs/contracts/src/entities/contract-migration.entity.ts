import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ContractMigrationContent } from '../domain/migration/contract-migration.js';
import { Contract } from './contract.entity.js';

/** The migration of a contract that was billed elsewhere before: editable as a draft, immutable once approved. */
@Entity('contract_takeover')
@Check('contract_takeover_approved_ck', `(content_hash is null) = (approved_at is null)`)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'contract_takeover_contract_fk',
})
export class ContractMigrationRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_takeover_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_takeover_pk' })
  contractId: string;

  @Column('jsonb')
  content: ContractMigrationContent;

  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamptz')
  draftedAt: Date;

  @Column('uuid', { nullable: true })
  draftedBy: string | null;

  /** Name of the author when the draft was last saved, filled in by the database. */
  @Column('text', { nullable: true })
  draftedByName: string | null;

  @Column('text', { nullable: true, comment: 'SHA-256 (hex) of what was approved' })
  contentHash: string | null;

  @Column('timestamptz', { nullable: true, comment: 'what is made by an earlier mark does not know it' })
  approvedAt: Date | null;

  @Column('uuid', { nullable: true })
  approvedBy: string | null;

  /** Name of the approver at the time of approval, filled in by the database. */
  @Column('text', { nullable: true })
  approvedByName: string | null;
}
