import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A person, identified across makers by an email address. */
@Entity('user_account')
@Index('user_account_search_ix', { synchronize: false })
@Check('user_account_email_ck', `email = lower(email)`)
@Unique('user_account_email_uq', ['email'])
export class UserAccount {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'user_account_pk' })
  id: string;

  @Column('text')
  email: string;

  @Column('text')
  name: string;

  /** Hash of the password; null until the person has set a password. */
  @Column('text', { nullable: true })
  passwordHash: string | null;

  @Column('text', { default: 'en' })
  locale: string;

  @Column('text', { default: 'UTC' })
  zone: string;

  /** Sessions opened before this instant are invalid. */
  @Column('timestamptz', { nullable: true })
  passwordChangedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
