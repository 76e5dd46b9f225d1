import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Meter } from '#contracts';
import { Customer } from '#customers';
import { Device, Machine } from '#equipment';
import type { MeterEventKind } from '../domain/decisions/meter-event.js';

/** A record about a counter, a device or a machine. Immutable: a mistake is withdrawn by another record. */
@Entity('meter_event')
@Unique('meter_event_entry_uq', ['makerId', 'entry'])
@Unique('meter_event_withdrawal_uq', ['makerId', 'withdrawsId'])
@Index('meter_event_device_ix', ['makerId', 'deviceId'])
@Index('meter_event_machine_ix', ['makerId', 'machineId'])
@Check(
  'meter_event_kind_ck',
  `(kind in ('declared_reset', 'exchange') and device_id is not null and signal_key is not null and machine_id is null
     and from_at is not null and to_at is null and initial_value is not null) or
   (kind in ('service', 'test_run') and (device_id is null) <> (machine_id is null) and from_at < to_at) or
   (kind = 'unchecked' and device_id is not null and machine_id is null and from_at is not null
     and (to_at is null or from_at < to_at)) or
   (kind = 'certificate' and device_id is not null and machine_id is null and first_day <= last_day
     and number is not null and issued_by is not null) or
   (kind = 'withdrawal' and withdraws_id is not null)`,
)
@Check(
  'meter_event_tolerance_ck',
  `(kind in ('certificate', 'withdrawal') or (meter_id is null and tolerance_percent is null))
     and tolerance_percent between 0 and 100`,
)
@ForeignKey(() => Meter, ['makerId', 'meterId'], ['makerId', 'id'], { name: 'meter_event_meter_fk' })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'meter_event_device_fk' })
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'meter_event_machine_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'meter_event_customer_fk',
})
@ForeignKey(() => MeterEventRow, ['makerId', 'withdrawsId'], ['makerId', 'id'], {
  name: 'meter_event_withdraws_fk',
})
export class MeterEventRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_event_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_event_pk' })
  id: string;

  /** Position in the order in which records were committed, assigned by the database. */
  @Column('bigint', { default: () => `nextval('meter_record_seq')` })
  entry: string;

  @Column('text')
  kind: MeterEventKind;

  @Column('uuid', { nullable: true })
  deviceId: string | null;

  @Column('text', { nullable: true })
  signalKey: string | null;

  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('uuid', {
    nullable: true,
    comment: 'who sees it: the customer that the machine or the site was with; null for the maker alone',
  })
  customerId: string | null;

  @Column('timestamptz', { nullable: true })
  fromAt: Date | null;

  @Column('timestamptz', { nullable: true })
  toAt: Date | null;

  @Column('numeric', { nullable: true })
  finalValue: string | null;

  @Column('numeric', { nullable: true })
  initialValue: string | null;

  /** First and last day of a certificate, as local days of the contract that uses it. */
  @Column('date', { nullable: true })
  firstDay: string | null;

  @Column('date', { nullable: true })
  lastDay: string | null;

  @Column('text', { nullable: true })
  number: string | null;

  @Column('text', { nullable: true })
  issuedBy: string | null;

  @Column('uuid', {
    nullable: true,
    comment:
      "of a certificate: the contract's meter that it is for alone; null for whatever is read of the device",
  })
  meterId: string | null;

  @Column('numeric', {
    nullable: true,
    comment: 'of a certificate: an error up to and with it is no error; null where it says none',
  })
  tolerancePercent: string | null;

  @Column('uuid', { nullable: true })
  withdrawsId: string | null;

  @Column('text')
  reason: string;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;

  /** Name of the person at the time of recording, filled in by the database. */
  @Column('text', { nullable: true })
  recordedByName: string | null;
}
