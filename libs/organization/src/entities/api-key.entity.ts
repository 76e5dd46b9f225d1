import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Membership } from './membership.entity.js';

/** A key with which a program acts for a membership, within the permissions of the key. */
@Entity('api_key')
@Unique('api_key_hash_uq', ['keyHash'])
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'api_key_membership_fk',
})
@ForeignKey(() => ApiKey, ['makerId', 'parentKeyId'], ['makerId', 'id'], { name: 'api_key_parent_fk' })
@Index('api_key_prefix_ix', ['prefix'])
@Index('api_key_parent_ix', ['makerId', 'parentKeyId'], { where: 'parent_key_id is not null' })
export class ApiKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_key_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_key_pk' })
  id: string;

  @Column('text')
  name: string;

  /** The public part of the key, which identifies it in lists. */
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

  /**
   * The key that created this one. This key expires no later, and is revoked together with it. Null if a person created
   * this key.
   */
  @Column('uuid', { nullable: true })
  parentKeyId: string | null;

  @Column('boolean', {
    default: false,
    comment: 'made by a key before keys had parents; its parent is unknown or has ended',
  })
  originUnclear: boolean;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;
}
