import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { EquipmentModel } from '#equipment';
import type { ReferenceConditions } from '../domain/meters/reference-factor.js';
import type { UsageMethod } from '../domain/meters/usage-method.js';

/** A model's meter. Contracts have copies, so a change does not affect any contract. */
@Entity('model_meter')
@Unique('model_meter_name_uq', ['makerId', 'modelId', 'name'])
@Check(
  'model_meter_method_ck',
  `method in ('counter', 'integral', 'state_time', 'event_count', 'peak_demand')`,
)
@Check('model_meter_factor_ck', `factor is null or factor > 0`)
@ForeignKey(() => EquipmentModel, ['makerId', 'modelId'], ['makerId', 'id'], { name: 'model_meter_model_fk' })
export class ModelMeter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'model_meter_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'model_meter_pk' })
  id: string;

  @Column('uuid')
  modelId: string;

  @Column('text')
  name: string;

  @Column('text')
  signalKey: string;

  @Column('text')
  method: UsageMethod;

  /** For states and events: the values that count, sorted. */
  @Column('text', { array: true, default: [] })
  matches: readonly string[];

  @Column('integer', { nullable: true })
  intervalMinutes: number | null;

  /** Factor from a unit of the readings to the quantity's unit, before any reference conditions; null means one. */
  @Column('numeric', { nullable: true })
  factor: string | null;

  /** For a gas: the states in which it is metered and billed; null if the volume is not converted. */
  @Column('jsonb', { nullable: true })
  reference: ReferenceConditions | null;

  @Column('boolean', { default: false })
  deducts: boolean;

  /** UCUM unit code of the quantity. */
  @Column('text')
  unit: string;

  @Column('numeric', { nullable: true })
  maxRatePerHour: string | null;

  @Column('integer')
  maxGapMinutes: number;

  @Column('integer', { default: 1 })
  version: number;
}
