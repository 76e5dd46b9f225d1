import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often somebody guessed at an account or from an address. */
@Entity('sign_in_guard')
@Index('sign_in_guard_age_ix', ['lastFailedAt'])
export class SignInGuardEntry {
  /** `account:<hash>` or `address:<network>`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sign_in_guard_pk' })
  subject: string;

  @Column('integer')
  failures: number;

  @Column('timestamptz')
  lastFailedAt: Date;

  @Column('timestamptz', { nullable: true })
  lockedUntil: Date | null;
}
