import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

export type ConnectivityKind = 'online' | 'offline' | 'silent' | 'heard';

/** An event of a device: it connected, disconnected, stopped sending, or resumed sending. */
@Entity('connectivity_event')
@Check('connectivity_event_kind_ck', `kind in ('online', 'offline', 'silent', 'heard')`)
@Index('connectivity_event_device_ix', { synchronize: false })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], {
  name: 'connectivity_event_device_fk',
})
export class ConnectivityEvent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'connectivity_event_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'connectivity_event_pk' })
  id: string;

  @Column('uuid')
  deviceId: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  kind: ConnectivityKind;

  @Column('text')
  reason: string;
}
