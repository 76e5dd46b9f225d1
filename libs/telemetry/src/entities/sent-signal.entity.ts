import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** A signal key that a device has sent at least once. */
@Entity('sent_signal')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'sent_signal_device_fk' })
export class SentSignal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sent_signal_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'sent_signal_pk' })
  deviceKey: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'sent_signal_pk' })
  key: string;
}
