import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from '#organization';
import type { RuleCategory, Supply } from '../domain/document/tax-rules.js';

/** The tax on a seller's supplies to a buyer's country, for a range of days. */
@Entity('tax_rule')
@Check('tax_rule_country_ck', `buyer_country ~ '^([A-Z]{2}|[*])$'`)
@Check('tax_rule_supply_ck', `supply in ('service', 'goods')`)
@Check('tax_rule_category_ck', `category in ('standard', 'reverse_charge', 'export', 'exempt')`)
@Check('tax_rule_percent_ck', `percent >= 0 and percent < 100 and (category = 'standard' or percent = 0)`)
@Check('tax_rule_reason_ck', `category = 'standard' or reason <> ''`)
@Check('tax_rule_step_ck', `tax_step > 0`)
@Exclusion(
  'tax_rule_overlap_ex',
  'using gist (maker_id with =, legal_entity_id with =, buyer_country with =, supply with =, during with &&)',
)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'tax_rule_legal_entity_fk',
})
export class TaxRule {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tax_rule_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tax_rule_pk' })
  id: string;

  /** The seller. */
  @Column('uuid')
  legalEntityId: string;

  /** ISO 3166-1 alpha-2, or * for all countries without a specific rule. */
  @Column('text')
  buyerCountry: string;

  @Column('text')
  supply: Supply;

  @Column('text')
  category: RuleCategory;

  @Column('numeric')
  percent: string;

  /**
   * Rounding increment of the regime for taxes, in major units; null if taxes are rounded to the currency's minor unit.
   */
  @Column('numeric', { nullable: true })
  taxStep: string | null;

  /** Reason that is printed if no tax is charged. */
  @Column('text', { default: '' })
  reason: string;

  /**
   * Half-open range in PostgreSQL's text format, such as `[2026-02-01,)`; `empty` for a rule that was withdrawn before
   * it applied.
   */
  @Column('daterange')
  during: string;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
