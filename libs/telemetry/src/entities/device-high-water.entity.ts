import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The last keys of devices' readings: keys beyond them are certainly new. A row holds 32 devices with consecutive
 * keys, slot by slot; version 0 marks a device without readings.
 */
@Entity('device_high_water')
@Check('device_high_water_key_ck', 'first_key % 32 = 0')
@Check(
  'device_high_water_slots_ck',
  'cardinality(times_ms) = 32 and cardinality(seqs) = 32 and cardinality(versions) = 32',
)
export class DeviceHighWater {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_high_water_pk' })
  makerId: string;

  @PrimaryColumn('integer', {
    primaryKeyConstraintName: 'device_high_water_pk',
    comment: 'device_key of the first slot: a multiple of 32',
  })
  firstKey: number;

  @Column('bigint', { array: true })
  timesMs: string[];

  @Column('bigint', { array: true })
  seqs: string[];

  @Column('bigint', { array: true, comment: 'counts commits by device; 0 where it has no readings' })
  versions: string[];

  @Column('bigint', { comment: 'counts commits: who decided by an older one decides again' })
  version: string;
}
