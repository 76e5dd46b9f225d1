import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Contract, Meter, type UsageMethod } from '#contracts';
import { Customer } from '#customers';
import type { CounterReading } from '../domain/steps/counter-reading.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import type { OpeningValue } from '../domain/evidence/meter-records.js';
import type { MeterRule } from '../domain/usage/meter-rule.js';
import type { Span } from '../domain/windows/spans.js';
import type { UsageReason, UsageState } from '../domain/usage/usage.js';

/** By what a usage was derived: with the readings known then it gives the same again. */
export interface UsageBasis extends MeterRule<UsageMethod> {
  /** IANA */
  readonly zone: string;
  readonly windows: readonly CountingWindow[];
  /** The last record of the meter that was known; absent where there was none. */
  readonly lastRecord?: string;
  /** When every machine that feeds the meter stood still, as far as that mattered. */
  readonly off?: readonly Span[];
  /** What the register showed when the contract was taken over; absent where it was not. */
  readonly opening?: OpeningValue;
  /** Readings at the end of the customer's time or beyond that it rests on; absent where there are none. */
  readonly bounding?: readonly CounterReading[];
}

/**
 * What a meter used in a period of a contract. Once the period is over, deriving it anew adds a version and those before stay,
 * with the readings that they were derived from.
 */
@Entity('usage_period')
@Unique('usage_period_version_uq', ['makerId', 'meterId', 'periodFrom', 'version'])
@Index('usage_period_contract_ix', ['makerId', 'contractId', 'periodFrom'])
@Index('usage_period_current_uq', ['makerId', 'meterId', 'periodFrom'], {
  unique: true,
  where: 'superseded_at is null',
})
@Index('usage_period_held_ix', ['makerId', 'meterId'], {
  where: `superseded_at is null and (state = 'held' or held_quantity > 0)`,
})
@Check('usage_period_state_ck', `state in ('measured', 'held', 'unknown')`)
@Check('usage_period_order_ck', `period_to > period_from`)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'usage_period_contract_fk',
})
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'usage_period_customer_fk',
})
@ForeignKey(() => Meter, ['makerId', 'meterId'], ['makerId', 'id'], { name: 'usage_period_meter_fk' })
export class UsagePeriod {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_period_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_period_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  meterId: string;

  @Column('timestamptz')
  periodFrom: Date;

  @Column('timestamptz')
  periodTo: Date;

  /** Readings received at this instant or later were not looked at. */
  @Column('timestamptz')
  knownUntil: Date;

  /** What may be billed; null unless measured. */
  @Column('numeric', { nullable: true })
  quantity: string | null;

  @Column('numeric', { default: 0 })
  heldQuantity: string;

  /** What of the quantity is estimated. */
  @Column('numeric', { default: 0 })
  estimatedQuantity: string;

  /** What the counter says and nobody is billed for. */
  @Column('numeric', { default: 0 })
  unbilledQuantity: string;

  /** Seconds of the period of which nobody knows what was used. */
  @Column('integer', { default: 0 })
  unknownSeconds: number;

  @Column('text')
  state: UsageState;

  @Column('jsonb', { default: [] })
  reasons: UsageReason[];

  @Column('numeric', { nullable: true })
  startValue: string | null;

  @Column('numeric', { nullable: true })
  endValue: string | null;

  @Column('integer')
  readingCount: number;

  /** SHA-256, hex: docs/billing/how-usage-becomes-an-invoice.md */
  @Column('text')
  readingsHash: string;

  @Column('integer')
  ruleVersion: number;

  /** Device time up to which a reading that is not known yet would make another usage; null for without end. */
  @Column('timestamptz', {
    nullable: true,
    comment:
      'device time up to which a reading that is not known yet would make another usage; null for without end',
  })
  lookedTo: Date | null;

  @Column('jsonb', {
    nullable: true,
    comment:
      "the meter's rule and the counting windows by which it was derived, so that it can be derived again",
  })
  basis: UsageBasis | null;

  /** How far time had come by the mark that it was derived at: before the period's end it is provisional. */
  @Column('timestamptz')
  derivedAt: Date;

  /** From 1 on, within the meter's period. */
  @Column('integer')
  version: number;

  @Column('timestamptz', {
    nullable: true,
    comment: 'when a later version took its place; null for the one that holds',
  })
  supersededAt: Date | null;
}
