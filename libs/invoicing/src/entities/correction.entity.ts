import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Contract } from '#contracts';
import type { CorrectionForm } from '../domain/correction/correction-form.js';
import type { StoredCorrectionLine } from '../domain/correction/stored-line.js';
import { Invoice } from './invoice.entity.js';

/**
 * Amount that an issued month underbilled or overbilled, based on data that became known after it was issued. A
 * correction stays open until its document is issued; each contract and period has at most one open correction. Money
 * is in minor units of the contract's currency, net or gross like its prices.
 */
@Entity('correction')
@Index('correction_open_uq', ['makerId', 'contractId', 'periodFrom'], {
  unique: true,
  where: `state = 'open'`,
})
@Index('correction_period_ix', ['makerId', 'contractId', 'periodFrom'])
@Index('correction_document_ix', ['makerId', 'documentId'], { where: 'document_id is not null' })
@Check('correction_state_ck', `state in ('open', 'settled')`)
@Check(
  'correction_settled_ck',
  `(state = 'settled') = (settled_at is not null) and (state = 'open' or document_id is not null)`,
)
@Check('correction_form_ck', `form in ('line', 'document')`)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], { name: 'correction_contract_fk' })
@ForeignKey(() => Invoice, ['makerId', 'originalId'], ['makerId', 'id'], { name: 'correction_original_fk' })
@ForeignKey(() => Invoice, ['makerId', 'documentId'], ['makerId', 'id'], { name: 'correction_document_fk' })
export class Correction {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'correction_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'correction_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  /** The first day of the corrected month. */
  @Column('date')
  periodFrom: string;

  /** The issued invoice of that month. */
  @Column('uuid')
  originalId: string;

  @Column('text', { default: 'open' })
  state: 'open' | 'settled';

  @Column('text')
  form: CorrectionForm;

  /**
   * The next invoice, which includes the correction, or the correction's separate document. Null if the contract has no
   * next draft yet.
   */
  @Column('uuid', { nullable: true })
  documentId: string | null;

  @Column('bigint')
  totalMinor: string;

  /** Lines as the document contains them. */
  @Column('jsonb')
  lines: readonly StoredCorrectionLine[];

  /** Equal for equal content, regardless of ids and timestamps. */
  @Column('text')
  contentHash: string;

  /** Cutoff: data received at this instant or later is excluded. */
  @Column('timestamptz')
  knownBefore: Date;

  @Column('timestamptz')
  foundAt: Date;

  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;
}
