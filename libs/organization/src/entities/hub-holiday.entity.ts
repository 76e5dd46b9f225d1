import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Hub } from './hub.entity.js';

/**
 * A day on which a hub is closed despite its opening hours. It is entered by hand, because no calendar covers all
 * holidays.
 */
@Entity('hub_holiday')
@Unique('hub_holiday_day_uq', ['makerId', 'hubId', 'day'])
@ForeignKey(() => Hub, ['makerId', 'hubId'], ['makerId', 'id'], { name: 'hub_holiday_hub_fk' })
export class HubHoliday {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'hub_holiday_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'hub_holiday_pk' })
  id: string;

  @Column('uuid')
  hubId: string;

  /** The day in the hub's zone, `YYYY-MM-DD`. */
  @Column('date')
  day: string;

  @Column('text', { default: '' })
  name: string;
}
