import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Contract } from '#contracts';
import { Machine } from '#equipment';
import { Ticket } from '#service';
import { KitDelivery } from '#supply';
import type { CostKind } from '../domain/revenue/cost-fields.js';

/**
 * A cost of a contract, in the currency in which it was paid and in the contract's currency. Visible to the maker only.
 */
@Entity('contract_cost')
@Check(
  'contract_cost_kind_ck',
  `kind in ('depreciation', 'parts', 'labour_travel', 'financing', 'connectivity', 'other')`,
)
@Check('contract_cost_month_ck', `extract(day from month) = 1`)
@Check('contract_cost_day_ck', `day is null or date_trunc('month', day) = month`)
@Check('contract_cost_amount_ck', `amount <> 0`)
@Check('contract_cost_currency_ck', `currency ~ '^[A-Z]{3}$'`)
@Check('contract_cost_rate_ck', `rate > 0`)
@Check('contract_cost_for_ck', `ticket_id is null or kit_delivery_id is null`)
@Check('contract_cost_origin_ck', `origin in ('entered', 'imported')`)
@Index('contract_cost_month_ix', ['makerId', 'contractId', 'month'])
@Index('contract_cost_ticket_ix', ['makerId', 'ticketId'], { where: 'ticket_id is not null' })
@Index('contract_cost_delivery_ix', ['makerId', 'kitDeliveryId'], { where: 'kit_delivery_id is not null' })
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'contract_cost_contract_fk',
})
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'contract_cost_machine_fk' })
@ForeignKey(() => Ticket, ['makerId', 'ticketId'], ['makerId', 'id'], { name: 'contract_cost_ticket_fk' })
@ForeignKey(() => KitDelivery, ['makerId', 'kitDeliveryId'], ['makerId', 'id'], {
  name: 'contract_cost_delivery_fk',
})
export class ContractCost {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_cost_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_cost_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('text')
  kind: CostKind;

  /** The first day of the month that the cost is assigned to. */
  @Column('date')
  month: string;

  /** Day of the cost; null for a cost of the whole month. */
  @Column('date', { nullable: true })
  day: string | null;

  /** Amount in major units of `currency`; negative for a refund. */
  @Column('numeric')
  amount: string;

  @Column('text')
  currency: string;

  /** The price of one unit of `currency` in the contract's currency. */
  @Column('numeric')
  rate: string;

  /** The day of a known rate; null for a rate entered with the cost, or if both currencies are the same. */
  @Column('date', { nullable: true })
  rateOn: string | null;

  @Column('text', { default: '' })
  rateSource: string;

  /** Amount in minor units of the contract's currency. */
  @Column('bigint')
  contractMinor: string;

  /** The ticket that caused the cost. */
  @Column('uuid', { nullable: true })
  ticketId: string | null;

  @Column('uuid', { nullable: true })
  kitDeliveryId: string | null;

  @Column('text', { default: '' })
  note: string;

  @Column('text')
  origin: 'entered' | 'imported';

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;

  /** The person's name at that time, filled in by the database. */
  @Column('text', { nullable: true })
  recordedByName: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
