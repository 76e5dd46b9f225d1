import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';
import type { UsageMethod } from '../domain/meters/usage-method.js';
import { Contract } from './contract.entity.js';

/**
 * A contract's rule for metering one signal of one device. If the rule changes on a day, the contract gets another
 * meter.
 */
@Entity('meter')
@Index('meter_device_ix', ['makerId', 'deviceId'])
@Index('meter_contract_ix', ['makerId', 'contractId'])
@Check('meter_modulus_ck', `modulus is null or modulus > 0`)
@Check('meter_method_ck', `method in ('counter', 'integral', 'state_time', 'event_count', 'peak_demand')`)
@Check(
  'meter_matches_ck',
  `case method when 'state_time' then matches <> '{}' when 'event_count' then true else matches = '{}' end`,
)
@Check('meter_interval_ck', `(interval_minutes is not null) = (method = 'peak_demand')`)
@Check('meter_factor_ck', `factor is null or factor > 0`)
@Check('meter_deducts_ck', `not (deducts and method = 'peak_demand')`)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], { name: 'meter_contract_fk' })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'meter_device_fk' })
export class Meter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid')
  deviceId: string;

  @Column('text')
  signalKey: string;

  @Column('text', { default: 'counter' })
  method: UsageMethod;

  /** For states and events: the values that count, sorted. If empty, every event counts. */
  @Column('text', { array: true, default: [] })
  matches: readonly string[];

  @Column('integer', { nullable: true })
  intervalMinutes: number | null;

  /** Factor from a unit of the readings to the quantity's unit; null means one. */
  @Column('numeric', { nullable: true })
  factor: string | null;

  /** True if charges subtract the meter's quantity. */
  @Column('boolean', { default: false })
  deducts: boolean;

  /** UCUM unit code of the quantity. */
  @Column('text')
  unit: string;

  /** Value at which the counter restarts at 0; null if it does not restart, or if unknown. */
  @Column('numeric', { nullable: true })
  modulus: string | null;

  /** Maximum plausible increase per hour; usage above it is put on hold. Null if there is no limit. */
  @Column('numeric', { nullable: true })
  maxRatePerHour: string | null;

  /** Maximum gap in minutes. Longer gaps are reported with the usage. */
  @Column('integer', { default: 1440 })
  maxGapMinutes: number;

  @Column('uuid', {
    nullable: true,
    comment:
      "the definition of a model that it was taken from, which may be gone; null where it is nobody's copy",
  })
  modelMeterId: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
