import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from '#organization';

/** The identifier with which a legal entity collects direct debits, and the notice period of its customers. */
@Entity('debit_creditor')
@Check('debit_creditor_id_ck', `creditor_id <> ''`)
@Check('debit_creditor_notice_ck', `notice_days between 1 and 90`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'debit_creditor_legal_entity_fk',
})
export class DebitCreditor {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'debit_creditor_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'debit_creditor_pk' })
  legalEntityId: string;

  /** SEPA creditor identifier, in capitals and without spaces. */
  @Column('text')
  creditorId: string;

  /** Minimum number of days between the issue of a document and its collection. */
  @Column('integer')
  noticeDays: number;

  @Column('timestamptz')
  changedAt: Date;
}
