import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';
import type { FaultCode } from '../domain/messages/fault.js';

/** A replay of quarantined messages and its progress. A maker has at most one unfinished replay. */
@Entity('quarantine_replay')
@Index('quarantine_replay_running_ix', ['makerId'], { unique: true, where: 'finished_at is null' })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'quarantine_replay_device_fk' })
export class QuarantineReplay {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'quarantine_replay_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'quarantine_replay_pk' })
  id: string;

  /** Reason of the messages to replay; null for any. */
  @Column('text', { nullable: true })
  reason: FaultCode | null;

  @Column('uuid', { nullable: true })
  deviceId: string | null;

  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  @Column('timestamptz')
  requestedAt: Date;

  @Column('bigint')
  total: string;

  /** Number of replayed messages. */
  @Column('bigint', { default: 0 })
  done: string;

  /** Number of replayed messages that are now stored. */
  @Column('bigint', { default: 0 })
  stored: string;

  @Column('uuid', { nullable: true, comment: 'up to which entry it has come' })
  lastEntry: string | null;

  /** Time at which a process last worked on the replay. */
  @Column('timestamptz', { nullable: true })
  claimedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
