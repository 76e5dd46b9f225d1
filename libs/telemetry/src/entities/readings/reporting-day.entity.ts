import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';
import type { SignalDay } from '../../domain/gaps/signal-gaps.js';

/**
 * The signals that a device reported on a day (UTC), with their intervals. It is derived only from the device's
 * readings.
 */
@Entity('reporting_day')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'reporting_day_device_fk' })
export class ReportingDay {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reporting_day_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'reporting_day_pk' })
  deviceKey: number;

  @PrimaryColumn('date', { primaryKeyConstraintName: 'reporting_day_pk' })
  day: string;

  /** The day's data of each signal, by signal key. */
  @Column('jsonb')
  signals: Record<string, SignalDay>;
}
