import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Contract, Meter, type UsageMethod } from '#contracts';
import { Customer } from '#customers';
import type { CounterReading } from '../domain/steps/counter-reading.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import type { OpeningValue } from '../domain/evidence/meter-records.js';
import type { MeterRule } from '../domain/usage/meter-rule.js';
import type { Span } from '../domain/windows/spans.js';
import type { UsageReason, UsageState } from '../domain/usage/usage.js';

/**
 * Inputs from which usage was derived. Deriving the usage again from these inputs and the readings known at its cutoff
 * gives the same result.
 */
export interface UsageBasis extends MeterRule<UsageMethod> {
  /** IANA time zone. */
  readonly zone: string;
  readonly windows: readonly CountingWindow[];
  /** Number of the last known record of the meter; absent if there was none. */
  readonly lastRecord?: string;
  /** Spans in which every machine that feeds the meter was off, if relevant. */
  readonly off?: readonly Span[];
  /** Register's value when the contract was migrated; absent without a migration. */
  readonly opening?: OpeningValue;
  /** Readings outside the customer's coverage that the usage depends on; absent if there are none. */
  readonly bounding?: readonly CounterReading[];
}

/**
 * Usage of a meter in a period of a contract. After the end of the period, each new derivation adds a version, and the
 * readings of earlier versions are retained.
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

  /** Cutoff: readings received at this instant or later were ignored. */
  @Column('timestamptz')
  knownUntil: Date;

  /** The billable quantity; null unless measured. */
  @Column('numeric', { nullable: true })
  quantity: string | null;

  @Column('numeric', { default: 0 })
  heldQuantity: string;

  /** Estimated part of the quantity. */
  @Column('numeric', { default: 0 })
  estimatedQuantity: string;

  /** Measured quantity that is not billed. */
  @Column('numeric', { default: 0 })
  unbilledQuantity: string;

  /** Number of seconds of the period with unknown usage. */
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

  /** SHA-256 in hexadecimal (docs/billing/how-usage-becomes-an-invoice.md). */
  @Column('text')
  readingsHash: string;

  @Column('integer')
  ruleVersion: number;

  /** Device time up to which a new reading would change the usage; null if unlimited. */
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

  /** Cutoff for which the usage was derived. Before the period's end, the usage is provisional. */
  @Column('timestamptz')
  derivedAt: Date;

  /** Version number from 1, within the meter's period. */
  @Column('integer')
  version: number;

  @Column('timestamptz', {
    nullable: true,
    comment: 'when a later version took its place; null for the one that holds',
  })
  supersededAt: Date | null;
}
