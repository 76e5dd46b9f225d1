import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { ChargeDue, CounterSpan } from '../domain/charges/charge-fields.js';
import type { Pricing } from '../domain/charges/pricing.js';
import type { PrepaidSale } from '../domain/prepaid/prepaid-sale.js';
import { Contract } from './contract.entity.js';

/** A charge of a contract, with the meters that it counts, its due date and its terms. */
@Entity('charge')
@Unique('charge_key_uq', ['makerId', 'contractId', 'key'])
@Check(
  'charge_due_ck',
  `due in ('arrears', 'advance', 'quarterly', 'yearly', 'once') and (due = 'once' or due_on is null)`,
)
@Check('charge_counts_by_ck', `counts_by in ('month', 'year')`)
@Check('charge_pricing_ck', `jsonb_typeof(pricing) = 'object' and pricing ? 'model'`)
@Check('charge_deposit_ck', `not deposit or (due = 'once' and prepaid is null)`)
@Check('charge_prepaid_ck', `prepaid is null or (due = 'once' and jsonb_typeof(prepaid) = 'object')`)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], { name: 'charge_contract_fk' })
export class ContractCharge {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'charge_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'charge_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  /** Key within the contract, which invoice lines refer to. */
  @Column('text')
  key: string;

  /** Order on the invoice. */
  @Column('integer')
  position: number;

  /** The clause in the contract. */
  @Column('text', { default: '' })
  clause: string;

  /** Name by locale; empty if the name is generated from the terms. */
  @Column('jsonb', { default: {} })
  nameI18n: Record<string, string>;

  @Column('text')
  due: ChargeDue;

  /** Due day of a one-time charge. */
  @Column('date', { nullable: true })
  dueOn: string | null;

  @Column('text')
  countsBy: CounterSpan;

  @Column('boolean', { default: false })
  perMachine: boolean;

  @Column('jsonb')
  pricing: Pricing;

  @Column('boolean', { default: false, comment: 'held for the customer until the contract has ended' })
  deposit: boolean;

  /** Prepaid credits that the charge sells; null if it sells none. */
  @Column('jsonb', { nullable: true, comment: 'units of another charge that it pays before they are used' })
  prepaid: PrepaidSale | null;
}
