import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The lease with which one relay delivers a maker's events, so that another relay can't deliver later events first. */
@Entity('outbox_claim')
export class OutboxClaim {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'outbox_claim_pk' })
  makerId: string;

  /** The relay that owns the claim; null while the maker's next event waits for a retry. */
  @Column('uuid', { nullable: true })
  claimedBy: string | null;

  /** Time from which another relay may claim the maker's events, by the database's clock. */
  @Column('timestamptz')
  claimedUntil: Date;
}
