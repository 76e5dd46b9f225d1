import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';
import { LegalEntity } from '#organization';
import type { DebitScheme } from '../domain/direct-debits/mandate.js';

/**
 * The authorization of a customer to collect by SEPA direct debit. Only its end can be recorded later; all other fields
 * never change. A customer has at most one active mandate for each legal entity.
 */
@Entity('mandate')
@Index('mandate_reference_uq', ['makerId', 'legalEntityId', 'reference'], { unique: true })
@Index('mandate_active_uq', ['makerId', 'legalEntityId', 'customerId'], {
  unique: true,
  where: 'ended_at is null',
})
@Index('mandate_customer_ix', ['makerId', 'customerId'])
@Check('mandate_scheme_ck', `scheme in ('core', 'b2b')`)
@Check('mandate_payer_ck', `payer_name <> '' and account <> '' and reference <> ''`)
@Check('mandate_ended_ck', `(ended_at is null) = (end_why is null)`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'mandate_legal_entity_fk',
})
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'mandate_customer_fk' })
export class Mandate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mandate_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mandate_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('uuid')
  customerId: string;

  @Column('text')
  reference: string;

  @Column('text')
  scheme: DebitScheme;

  /** SEPA creditor identifier in the mandate. */
  @Column('text')
  creditorId: string;

  @Column('text')
  payerName: string;

  /** IBAN of the payer, in capitals and without spaces. */
  @Column('text')
  account: string;

  @Column('date')
  signedOn: string;

  @Column('timestamptz')
  registeredAt: Date;

  @Column('uuid', { nullable: true })
  registeredBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  registeredByName: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  @Column('uuid', { nullable: true })
  endedBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  endedByName: string | null;

  @Column('text', { nullable: true })
  endWhy: string | null;
}
