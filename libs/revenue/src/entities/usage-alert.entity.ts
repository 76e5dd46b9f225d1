import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Contract } from '#contracts';
import { Customer } from '#customers';
import { UserAccount } from '#organization';
import type { AlertMeasure, AlertSide } from '../domain/forecast/usage-alert.js';

/** A user's alert for the current month of a contract. It is triggered when usage or cost passes a threshold. */
@Entity('usage_alert')
@Unique('usage_alert_measure_uq', ['makerId', 'contractId', 'userId', 'measure'])
@Check('usage_alert_side_ck', `side in ('customer', 'maker')`)
@Check('usage_alert_measure_ck', `measure in ('allowance', 'amount')`)
@Check('usage_alert_budget_ck', `(measure = 'amount') = (budget_minor is not null) and budget_minor > 0`)
@Check(
  'usage_alert_percents_ck',
  `cardinality(percents) > 0 and 1 <= all (percents) and 1000 >= all (percents)`,
)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'usage_alert_contract_fk',
})
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'usage_alert_customer_fk',
})
@ForeignKey(() => UserAccount, ['userId'], ['id'], { name: 'usage_alert_user_fk' })
export class UsageAlert {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_alert_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_alert_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid')
  customerId: string;

  /** The user who set the alert and is notified. */
  @Column('uuid')
  userId: string;

  @Column('text')
  side: AlertSide;

  @Column('text')
  measure: AlertMeasure;

  /** For an amount: the base of the thresholds, net, in minor units of the contract's currency. */
  @Column('bigint', { nullable: true })
  budgetMinor: string | null;

  /** Thresholds in percent, ascending. */
  @Column('smallint', { array: true })
  percents: number[];

  @Column('timestamptz')
  createdAt: Date;
}
