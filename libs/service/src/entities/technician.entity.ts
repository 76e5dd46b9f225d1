import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Hub, Membership } from '#organization';

/** A field technician of a hub. */
@Entity('technician')
@Unique('technician_code_uq', ['makerId', 'code'])
@Unique('technician_membership_uq', ['makerId', 'membershipId'])
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'technician_membership_fk',
})
@ForeignKey(() => Hub, ['makerId', 'hubId'], ['makerId', 'id'], { name: 'technician_hub_fk' })
export class Technician {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'technician_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'technician_pk' })
  id: string;

  @Column('uuid')
  membershipId: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('uuid')
  hubId: string;

  @Column('text', { array: true, default: [] })
  skills: string[];

  /** ISO 639-1. */
  @Column('text', { array: true, default: [] })
  languages: string[];

  /** 1 to 3. */
  @Column('integer', { default: 1 })
  level: number;

  /** Location at which the day starts; null for the hub. */
  @Column('double precision', { nullable: true })
  latitude: number | null;

  @Column('double precision', { nullable: true })
  longitude: number | null;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
