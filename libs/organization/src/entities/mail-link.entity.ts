import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

export type MailLinkKind = 'invitation' | 'password_reset';

/**
 * A link sent by email. The token in the link proves access to the person's mailbox. A link can be used once and for a
 * limited time.
 */
@Entity('mail_link')
@Check('mail_link_kind_ck', `kind in ('invitation', 'password_reset')`)
@Unique('mail_link_token_uq', ['tokenHash'])
@ForeignKey(() => UserAccount, ['userId'], ['id'], { name: 'mail_link_user_fk' })
export class MailLink {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mail_link_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mail_link_pk' })
  id: string;

  @Column('text')
  kind: MailLinkKind;

  @Column('text')
  tokenHash: string;

  @Column('uuid')
  userId: string;

  /** The membership that an invitation offers. */
  @Column('uuid', { nullable: true })
  membershipId: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  usedAt: Date | null;
}
