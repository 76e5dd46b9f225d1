import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Number of wrong passwords for an account, from an address, or for an account from one source. */
@Entity('sign_in_guard')
@Index('sign_in_guard_age_ix', ['lastFailedAt'])
export class SignInGuardEntry {
  /**
   * Subject of the count: `account:<hash>`, `address:<network>`, `source:<hash>:<network>` or `source:<hash>:browser
   * <id>`.
   */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sign_in_guard_pk' })
  subject: string;

  @Column('integer')
  failures: number;

  @Column('timestamptz')
  lastFailedAt: Date;

  @Column('timestamptz', { nullable: true })
  lockedUntil: Date | null;
}
