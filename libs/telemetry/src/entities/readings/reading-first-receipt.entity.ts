import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** The original arrival time of a reading that was stored later, from quarantine. */
@Entity('reading_first_receipt')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'reading_first_receipt_device_fk' })
export class ReadingFirstReceipt {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_first_receipt_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'reading_first_receipt_pk' })
  deviceKey: number;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'reading_first_receipt_pk' })
  deviceTime: Date;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'reading_first_receipt_pk' })
  seq: string;

  @Column('timestamptz')
  receivedAt: Date;
}
