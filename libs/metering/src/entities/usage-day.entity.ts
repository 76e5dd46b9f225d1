import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { UsagePeriod } from './usage-period.entity.js';

/** A local day of stored usage, with the evidence of its readings. */
@Entity('usage_day')
@ForeignKey(() => UsagePeriod, ['makerId', 'usagePeriodId'], ['makerId', 'id'], {
  name: 'usage_day_period_fk',
})
export class UsageDay {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_day_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_day_pk' })
  usagePeriodId: string;

  /** Local date in the contract's time zone. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'usage_day_pk' })
  day: string;

  @Column('numeric')
  quantity: string;

  @Column('numeric', { default: 0 })
  heldQuantity: string;

  @Column('integer')
  readingCount: number;

  @Column('text')
  readingsHash: string;
}
