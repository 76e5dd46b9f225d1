import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { ContractDelta } from '../domain/amendments/contract-delta.js';
import type { IndexStepEvidence } from '../domain/amendments/index-step.js';
import { Contract } from './contract.entity.js';

/** An amendment of an active contract: editable as a draft, immutable once signed. */
@Entity('contract_amendment')
@Unique('contract_amendment_number_uq', ['makerId', 'contractId', 'number'])
@Unique('contract_amendment_step_uq', ['makerId', 'contractId', 'stepOn'])
@Check('contract_amendment_step_ck', `(step_on is null) = (index_step is null)`)
@Check(
  'contract_amendment_signed_ck',
  `(number is null) = (signed_at is null) and (accepted_by is null) = (signed_at is null)
          and (accepted_on is null) = (signed_at is null) and (content_hash is null) = (signed_at is null)`,
)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'contract_amendment_contract_fk',
})
export class ContractAmendment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_amendment_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_amendment_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  /** Number within the contract, in the order of commits; null for a draft. */
  @Column('integer', { nullable: true })
  number: number | null;

  /** The first day of the new terms. */
  @Column('date')
  effectiveOn: string;

  @Column('text')
  reason: string;

  @Column('jsonb')
  changes: ContractDelta;

  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamptz')
  draftedAt: Date;

  @Column('uuid', { nullable: true })
  draftedBy: string | null;

  @Column('date', {
    nullable: true,
    comment: `the day of the contract's index clause whose step it makes`,
  })
  stepOn: string | null;

  @Column('jsonb', {
    nullable: true,
    comment: 'index values, limits and arithmetic of the step, as they were when it was drafted',
  })
  indexStep: IndexStepEvidence | null;

  /** Person at the customer who accepted the amendment, or who was notified of an index adjustment. */
  @Column('text', { nullable: true })
  acceptedBy: string | null;

  @Column('date', { nullable: true })
  acceptedOn: string | null;

  @Column('text', { nullable: true, comment: 'SHA-256 (hex) of what was accepted' })
  contentHash: string | null;

  @Column('timestamptz', {
    nullable: true,
    comment: 'when it was recorded as signed: what is made by an earlier mark does not know it',
  })
  signedAt: Date | null;

  @Column('uuid', { nullable: true })
  signedBy: string | null;

  /** Name of the person at the time of signing, filled in by the database. */
  @Column('text', { nullable: true })
  signedByName: string | null;
}
