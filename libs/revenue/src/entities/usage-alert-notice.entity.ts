import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { UsageAlert } from './usage-alert.entity.js';

/**
 * A notification about an alert. It is sent once for each threshold and month, or once for each threshold and contract
 * year if the allowance is yearly.
 */
@Entity('usage_alert_notice')
@Unique('usage_alert_notice_once_uq', ['makerId', 'alertId', 'periodFrom', 'percent'])
@ForeignKey(() => UsageAlert, ['makerId', 'alertId'], ['makerId', 'id'], {
  name: 'usage_alert_notice_alert_fk',
  onDelete: 'CASCADE',
})
export class UsageAlertNotice {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_alert_notice_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_alert_notice_pk' })
  id: string;

  @Column('uuid')
  alertId: string;

  /** The first day of the month, or of the contract year. */
  @Column('date')
  periodFrom: string;

  @Column('smallint')
  percent: number;

  /** The quantity, or the amount in major units, at the time of the notification. */
  @Column('numeric')
  used: string;

  @Column('numeric')
  limitValue: string;

  @Column('timestamptz')
  toldAt: Date;

  @Column('boolean', {
    comment: 'whether a higher share was passed at the same time, and told instead',
  })
  isCovered: boolean;

  /** Time at which sending of the email began; null before that, and after a failed attempt. */
  @Column('timestamptz', { nullable: true })
  mailedAt: Date | null;
}
