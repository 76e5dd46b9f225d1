import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often somebody guessed at an account or from an address. */
@Entity('sign_in_guard')
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
