import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** Time span of a device's readings that have arrived since its gaps were last evaluated. */
@Entity('gap_review')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'gap_review_device_fk' })
export class GapReview {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'gap_review_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'gap_review_pk' })
  deviceKey: number;

  @Column('timestamptz')
  fromTime: Date;

  @Column('timestamptz')
  toTime: Date;

  @Column('timestamptz')
  askedAt: Date;
}
