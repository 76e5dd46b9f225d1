import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/**
 * A signal without a definition that a device sends. Its readings are stored, and it is listed so that it can be
 * defined.
 */
@Entity('unknown_signal')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'unknown_signal_device_fk' })
export class UnknownSignal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'unknown_signal_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'unknown_signal_pk' })
  deviceKey: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'unknown_signal_pk' })
  key: string;

  /** Sample such as `{"c":12.5}`: the section of the message, and a value. */
  @Column('text')
  sample: string;

  @Column('timestamptz')
  firstSeenAt: Date;

  @Column('timestamptz')
  lastSeenAt: Date;

  @Column('timestamptz', { nullable: true })
  ignoredAt: Date | null;
}
