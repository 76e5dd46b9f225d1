import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { SignalKind } from '../domain/signal.js';
import { Device } from './device.entity.js';
import { EquipmentModel } from './equipment-model.entity.js';

/** A signal that all machines of a model or a single device can report, identified by its key. */
@Entity('signal')
@Unique('signal_model_key_uq', ['makerId', 'modelId', 'key'])
@Unique('signal_device_key_uq', ['makerId', 'deviceId', 'key'])
@Check('signal_kind_ck', `kind in ('gauge', 'counter', 'state', 'event')`)
@Check('signal_key_ck', `key ~ '^[A-Za-z][A-Za-z0-9_.-]{0,63}$'`)
@Check('signal_source_ck', `num_nonnulls(model_id, device_id) = 1`)
@Check('signal_decimals_ck', `decimals between 0 and 9`)
@Check('signal_modulus_ck', `modulus is null or (kind = 'counter' and modulus > 0)`)
@Check(
  'signal_expected_ck',
  `expected_seconds is null or (expected_seconds between 1 and 604800 and expected_since is not null and kind <> 'event')`,
)
@ForeignKey(() => EquipmentModel, ['makerId', 'modelId'], ['makerId', 'id'], { name: 'signal_model_fk' })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'signal_device_fk' })
export class Signal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'signal_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'signal_pk' })
  id: string;

  @Column('uuid', { nullable: true })
  modelId: string | null;

  @Column('uuid', { nullable: true })
  deviceId: string | null;

  @Column('text')
  key: string;

  /** UCUM code; empty for states and events. */
  @Column('text')
  unit: string;

  @Column('text')
  kind: SignalKind;

  @Column('integer', { default: 1 })
  decimals: number;

  @Column('numeric', { nullable: true })
  warnLow: string | null;

  @Column('numeric', { nullable: true })
  warnHigh: string | null;

  @Column('numeric', { nullable: true })
  tripLow: string | null;

  @Column('numeric', { nullable: true })
  tripHigh: string | null;

  /** The value at which a counter wraps around to zero. */
  @Column('numeric', { nullable: true })
  modulus: string | null;

  /** The expected interval between values. */
  @Column('integer', { nullable: true })
  expectedSeconds: number | null;

  /** Time at which the expected interval was last set or removed. */
  @Column('timestamptz', { nullable: true })
  expectedSince: Date | null;

  @Column('jsonb', { default: {} })
  labelI18n: Record<string, string>;

  @Column('integer', { default: 0 })
  position: number;

  @Column('integer', { default: 1 })
  version: number;
}
