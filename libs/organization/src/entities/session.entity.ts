import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Membership } from './membership.entity.js';

/** A signed-in browser. Only the browser knows its token. */
@Entity('session')
@Unique('session_token_uq', ['tokenHash'])
@Index('session_membership_ix', ['makerId', 'membershipId'])
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'session_membership_fk',
})
export class Session {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'session_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'session_pk' })
  id: string;

  @Column('text')
  tokenHash: string;

  /** CSRF token. Only the product's own pages know it. */
  @Column('text')
  csrfToken: string;

  @Column('uuid')
  userId: string;

  @Column('uuid')
  membershipId: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  lastSeenAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Column('text', { nullable: true })
  ip: string | null;

  @Column('text', { nullable: true })
  userAgent: string | null;
}
