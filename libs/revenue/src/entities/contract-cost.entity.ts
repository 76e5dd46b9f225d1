import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Contract } from '#contracts';
import { Machine } from '#equipment';
import { Ticket } from '#service';
import { KitDelivery } from '#supply';
import type { CostKind } from '../domain/revenue/cost-fields.js';

/** One thing that a contract cost, in the currency it was paid in and in the contract's. The maker's alone. */
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

  /** The first day of the month that bears it. */
  @Column('date')
  month: string;

  /** Null for what is the month's as a whole. */
  @Column('date', { nullable: true })
  day: string | null;

  /** In major units of `currency`; below zero for what came back. */
  @Column('numeric')
  amount: string;

  @Column('text')
  currency: string;

  /** The contract's currency for one of `currency`. */
  @Column('numeric')
  rate: string;

  /** Of a rate that the books know; null for one that was written with the cost, or where both currencies are one. */
  @Column('date', { nullable: true })
  rateOn: string | null;

  @Column('text', { default: '' })
  rateSource: string;

  /** In minor units of the contract's currency. */
  @Column('bigint')
  contractMinor: string;

  /** What it was spent on. */
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

  /** The person's name at that time; the database fills it. */
  @Column('text', { nullable: true })
  recordedByName: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
