import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Maker } from './maker.entity.js';

/** A company of the maker in a country. It signs contracts, issues invoices, and keeps its accounts in its currency. */
@Entity('legal_entity')
@Index('legal_entity_series_uq', ['makerId', 'seriesPrefix'], { unique: true, where: `series_prefix <> ''` })
@Check('legal_entity_fiscal_month_ck', `fiscal_year_month between 1 and 12`)
@Check('legal_entity_four_eyes_ck', `four_eyes_limit >= 0`)
@Check('legal_entity_series_ck', `series_prefix ~ '^[A-Z0-9]{0,10}$'`)
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'legal_entity_maker_fk' })
export class LegalEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'legal_entity_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'legal_entity_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  country: string;

  /** ISO 4217 code of the accounting currency. */
  @Column('text')
  currency: string;

  @Column('text')
  zone: string;

  /** Tax numbers by kind: `npwp16`, `rfc`, `nip`. */
  @Column('jsonb', { default: {} })
  taxIds: Record<string, string>;

  /** The registered address. */
  @Column('text', { default: '' })
  street: string;

  @Column('text', { default: '' })
  postalCode: string;

  @Column('text', { default: '' })
  city: string;

  /** Printed registry numbers by kind: `krs`, `nib`. */
  @Column('jsonb', { default: {} })
  registrations: Record<string, string>;

  /** Contact address on invoices. */
  @Column('text', { default: '' })
  email: string;

  /** Prefix of its document numbers; unique among the maker's entities. */
  @Column('text', { default: '' })
  seriesPrefix: string;

  /** The first month of its fiscal year, 1 to 12. */
  @Column('integer', { default: 1 })
  fiscalYearMonth: number;

  /**
   * Amount above which a decision needs a second approver, as a decimal in the accounting currency; null if one person
   * may decide on any amount.
   */
  @Column('numeric', { nullable: true })
  fourEyesLimit: string | null;

  /** True to send each document to the customer by email when it is issued. */
  @Column('boolean', { default: false })
  mailsDocuments: boolean;

  @Column('integer', { default: 1 })
  version: number;
}
