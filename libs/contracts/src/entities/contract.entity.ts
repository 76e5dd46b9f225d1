import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Customer, CustomerEntity } from '#customers';
import { LegalEntity } from '#organization';
import type { PeriodAlignment } from '../domain/calendar/billing-grid.js';
import type { ContractState } from '../domain/contract/contract-state.js';
import type { AgreedPerformance } from '../domain/performance/agreed-performance.js';
import type { Pause } from '../domain/pauses/pauses.js';
import type { ExitAgreement } from '../domain/terms/exit/exit-agreement.js';
import type { AgreedIndexClause } from '../domain/terms/index-clause.js';
import type { InvoiceTerms } from '../domain/terms/invoice-terms.js';
import { Plan } from './plan.entity.js';

/** An agreement between a customer and a legal entity of the maker. Dates are local dates of `zone`. */
@Entity('contract')
@Index('contract_search_ix', { synchronize: false })
@Unique('contract_number_uq', ['makerId', 'number'])
@Unique('contract_customer_uq', ['makerId', 'customerId', 'id'])
@Check('contract_state_ck', `state in ('draft', 'active', 'ended')`)
@Check('contract_term_ck', `ends_on is null or ends_on >= starts_on`)
@Check('contract_billed_from_ck', `billed_from is null or billed_from > starts_on`)
@Check('contract_billing_calendar_ck', `billing_calendar in ('calendar', 'anniversary')`)
@Check('contract_currency_ck', `currency ~ '^[A-Z]{3}$'`)
@Index('contract_customer_ix', ['makerId', 'customerId'])
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'contract_customer_fk' })
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'contract_legal_entity_fk',
})
@ForeignKey(() => CustomerEntity, ['makerId', 'customerId', 'buyerId'], ['makerId', 'customerId', 'id'], {
  name: 'contract_buyer_fk',
})
@ForeignKey(() => Plan, ['makerId', 'planId'], ['makerId', 'id'], { name: 'contract_plan_fk' })
export class Contract {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_pk' })
  id: string;

  @Column('text')
  number: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  legalEntityId: string;

  /** Legal entity of the customer that is billed. */
  @Column('uuid')
  buyerId: string;

  /** True if prices include tax; otherwise tax is added. */
  @Column('boolean', { default: false })
  pricesIncludeTax: boolean;

  @Column('uuid')
  planId: string;

  /** ISO 4217. */
  @Column('text')
  currency: string;

  /** IANA time zone. */
  @Column('text')
  zone: string;

  /** Billing months: calendar months, or months counted from the start date. */
  @Column('text', { default: 'calendar' })
  billingCalendar: PeriodAlignment;

  /** The first billed day. */
  @Column('date')
  startsOn: string;

  @Column('date', {
    nullable: true,
    comment: 'the first day billed here of a contract that was billed elsewhere before; null: from its start',
  })
  billedFrom: string | null;

  /** Last billed day; null while the contract has no end. */
  @Column('date', { nullable: true })
  endsOn: string | null;

  @Column('text')
  state: ContractState;

  @Column('integer', { default: 30 })
  paymentDays: number;

  /** True if the price includes kits that are due. */
  @Column('boolean', { default: false })
  kitsIncluded: boolean;

  /** Cost and dates of leaving the contract; null if only free text was agreed. */
  @Column('jsonb', { nullable: true })
  exit: ExitAgreement | null;

  /** Clause by which prices follow indexes; null if they don't. */
  @Column('jsonb', { nullable: true })
  indexClause: AgreedIndexClause | null;
  @Column('jsonb', { default: [] })
  pauses: Pause[];

  @Column('jsonb', {
    nullable: true,
    comment: 'what is agreed of a whole bill: its minimum; null where nothing is',
  })
  invoiceTerms: InvoiceTerms | null;
  /** Guarantees, which are evaluated once a month is over. */
  @Column('jsonb', { default: [] })
  performance: AgreedPerformance[];

  @Column('jsonb', { default: {} })
  terms: object;

  @Column('text', {
    nullable: true,
    comment: 'of what was accepted when it was made active; null where nobody had accepted that',
  })
  acceptedHash: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
