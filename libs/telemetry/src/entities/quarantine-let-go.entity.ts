import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';
import type { FaultCode } from '../domain/messages/fault.js';

/** Number of a device's unreviewed messages that were discarded to make room for newer ones in quarantine. */
@Entity('quarantine_let_go')
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'quarantine_let_go_device_fk' })
export class QuarantineLetGo {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'quarantine_let_go_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'quarantine_let_go_pk' })
  deviceId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'quarantine_let_go_pk' })
  reason: FaultCode;

  @Column('bigint')
  messages: string;

  /** Time at which the last message was discarded. */
  @Column('timestamptz')
  lastAt: Date;
}
