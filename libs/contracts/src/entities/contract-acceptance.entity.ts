import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AcceptanceWay } from '../domain/contract/acceptance.js';
import { Contract } from './contract.entity.js';

/** A customer's acceptance of a contract's terms; insert-only. */
@Entity('contract_acceptance')
@Check('contract_acceptance_way_ck', `way in ('portal', 'paper')`)
@Index('contract_acceptance_contract_ix', ['makerId', 'contractId'])
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'contract_acceptance_contract_fk',
})
export class ContractAcceptance {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_acceptance_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_acceptance_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('text', { comment: "SHA-256 (hex) of the document's bytes in UTF-8" })
  contentHash: string;

  /** The accepted terms as canonical JSON. */
  @Column('text')
  document: string;

  /** Name of the person who accepted for the customer. */
  @Column('text')
  acceptedBy: string;

  /** Local day of the contract. */
  @Column('date')
  acceptedOn: string;

  @Column('text')
  way: AcceptanceWay;

  /** Location of the paper document; empty for an acceptance in the portal. */
  @Column('text', { default: '' })
  reference: string;

  /** Comment of the customer on acceptance; empty if there is none. */
  @Column('text', { default: '' })
  comment: string;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;

  @Column('text', { nullable: true })
  recordedByName: string | null;
}
