import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Membership } from './membership.entity.js';

/** A key by which a program acts for a membership, within the permissions it was given. */
@Entity('api_key')
@Unique('api_key_hash_uq', ['keyHash'])
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'api_key_membership_fk',
})
export class ApiKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_key_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_key_pk' })
  id: string;

  @Column('text')
  name: string;

  /** The part of the key that may be shown, to tell keys apart. */
  @Column('text')
  prefix: string;

  @Column('text')
  keyHash: string;

  @Column('uuid')
  membershipId: string;

  @Column('text', { array: true })
  permissions: string[];

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;
}
