import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Device } from '#equipment';

/** The ordered signal keys of messages of a device; a reading names them by number. */
@Entity('reading_layout')
@Unique('reading_layout_keys_uq', ['makerId', 'deviceKey', 'keys'])
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'reading_layout_device_fk' })
export class ReadingLayout {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_layout_pk' })
  makerId: string;

  @PrimaryColumn('integer', {
    primaryKeyConstraintName: 'reading_layout_pk',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
  })
  layoutId: number;

  @Column('integer')
  deviceKey: number;

  @Column('text', { array: true })
  keys: string[];
}
