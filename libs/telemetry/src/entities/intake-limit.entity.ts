import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Device, EquipmentModel } from '#equipment';
import { Maker } from '#organization';

/**
 * Limits of a device or of each device of a model. If neither is set, the rates apply to all devices of a maker
 * together. If a limit is null, the limit of the model or the default applies to a device, and no limit applies to a
 * maker.
 */
@Entity('intake_limit')
@Unique('intake_limit_of_uq', ['makerId', 'modelId', 'deviceId'])
@Check('intake_limit_of_ck', `num_nonnulls(model_id, device_id) <= 1`)
@Check('intake_limit_rate_ck', `messages_per_second > 0 and points_per_second > 0`)
@Check('intake_limit_payload_ck', `payload_bytes between 64 and 262144`)
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'intake_limit_maker_fk' })
@ForeignKey(() => EquipmentModel, ['makerId', 'modelId'], ['makerId', 'id'], {
  name: 'intake_limit_model_fk',
})
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'intake_limit_device_fk' })
export class IntakeLimit {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'intake_limit_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'intake_limit_pk' })
  id: string;

  @Column('uuid', { nullable: true })
  modelId: string | null;

  @Column('uuid', { nullable: true })
  deviceId: string | null;

  @Column('integer', { nullable: true })
  messagesPerSecond: number | null;

  @Column('integer', { nullable: true })
  pointsPerSecond: number | null;

  @Column('integer', { nullable: true })
  payloadBytes: number | null;
}
