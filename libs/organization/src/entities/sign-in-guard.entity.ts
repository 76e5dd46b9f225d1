import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often wrong passwords came for an account, from an address, and for the account from one source. */
@Entity('sign_in_guard')
@Index('sign_in_guard_age_ix', ['lastFailedAt'])
export class SignInGuardEntry {
  /** `account:<hash>`, `address:<network>`, `source:<hash>:<network>` or `source:<hash>:browser <id>`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sign_in_guard_pk' })
  subject: string;

  @Column('integer')
  failures: number;

  @Column('timestamptz')
  lastFailedAt: Date;

  @Column('timestamptz', { nullable: true })
  lockedUntil: Date | null;
}
