import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Contract } from '#contracts';
import { Customer } from '#customers';
import { LegalEntity } from '#organization';

/** A contract's month as it would be billed. Money is in minor units of `currency`. */
@Entity('invoice')
@Unique('invoice_period_uq', ['makerId', 'contractId', 'periodFrom'])
@Check('invoice_state_ck', `state in ('draft')`)
@Check('invoice_period_ck', `period_to > period_from`)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], { name: 'invoice_contract_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'invoice_customer_fk' })
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'invoice_legal_entity_fk',
})
export class Invoice {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('text')
  currency: string;

  @Column('text')
  zone: string;

  /** The first local day billed. */
  @Column('date')
  periodFrom: string;

  /** The day after the last one billed. */
  @Column('date')
  periodTo: string;

  @Column('text')
  state: 'draft';

  /** Sum of the lines that have an amount. */
  @Column('bigint')
  totalMinor: string;

  /** Lines that wait for data or a decision, in whole or in part. */
  @Column('integer', { default: 0 })
  heldLines: number;

  /** Readings received at this instant or later are not in it. */
  @Column('timestamptz')
  knownUntil: Date;

  @Column('timestamptz')
  draftedAt: Date;

  /** Equal for equal content, without ids and clocks. */
  @Column('text')
  contentHash: string;

  /** Goes up when the content changes. */
  @Column('integer', { default: 1 })
  version: number;
}
