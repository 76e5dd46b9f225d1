import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The lease under which one relay delivers a maker's events, so that no other overtakes it. */
@Entity('outbox_claim')
export class OutboxClaim {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'outbox_claim_pk' })
  makerId: string;

  /** The relay that holds the claim; null while the maker's next event waits after a failure. */
  @Column('uuid', { nullable: true })
  claimedBy: string | null;

  /** When another relay may take the maker's events, by the database's clock. */
  @Column('timestamptz')
  claimedUntil: Date;
}
