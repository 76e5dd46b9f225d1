import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Fault, FaultCode } from '../domain/messages/fault.js';

/** A message, or a part of one, that could not be stored and needs review. */
@Entity('quarantine_entry')
@Index('quarantine_entry_at_ix', { synchronize: false })
@Index('quarantine_entry_device_ix', ['makerId', 'deviceId', 'id'])
@Index('quarantine_entry_open_ix', ['makerId', 'reason'], { where: 'resolved_at is null' })
export class QuarantineEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'quarantine_entry_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'quarantine_entry_pk' })
  id: string;

  @Column('uuid', { nullable: true })
  deviceId: string | null;

  @Column('text')
  topic: string;

  /** The payload as text, truncated if it is long. */
  @Column('text')
  payload: string;

  /** Size of the whole payload. */
  @Column('integer')
  payloadBytes: number;

  @Column('text')
  reason: FaultCode;

  @Column('jsonb', { default: {} })
  params: Fault['params'];

  @Column('timestamptz')
  receivedAt: Date;

  @Column('timestamptz', { nullable: true })
  resolvedAt: Date | null;

  @Column('uuid', { nullable: true })
  resolvedBy: string | null;
}
