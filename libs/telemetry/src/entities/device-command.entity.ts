import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Device } from '#equipment';
import type { CommandState } from '../domain/messages/command.js';

/** Something that a device was told to do, by whom and why, and what became of it. */
@Entity('device_command')
@Unique('device_command_number_uq', ['makerId', 'number'])
@Check(
  'device_command_state_ck',
  `state in ('QUEUED', 'SENT', 'DELIVERED', 'SUCCESSFUL', 'TIMEOUT', 'EXPIRED', 'FAILED')`,
)
@Check('device_command_ended_ck', `(ended_at is null) = (state in ('QUEUED', 'SENT', 'DELIVERED'))`)
@Index('device_command_device_ix', { synchronize: false })
@Index('device_command_open_ix', { synchronize: false })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'device_command_device_fk' })
export class DeviceCommand {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_command_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_command_pk' })
  id: string;

  /** By which the device names it in its answer; given by the database. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS', update: false })
  number: number;

  @Column('uuid')
  deviceId: string;

  @Column('text')
  method: string;

  @Column('jsonb', { nullable: true })
  params: unknown;

  /** Whether the device answers; otherwise that it has it is the end. */
  @Column('boolean')
  wantsAnswer: boolean;

  @Column('text')
  reason: string;

  @Column('text')
  state: CommandState;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** The person's name at that time; the database fills it. */
  @Column('text', { nullable: true })
  createdByName: string | null;

  /** Not sent any more from then on, and not waited for. */
  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;

  @Column('timestamptz', { nullable: true })
  deliveredAt: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  @Column('jsonb', { nullable: true })
  answer: unknown;
}
