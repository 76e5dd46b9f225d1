import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The response to a POST with an `Idempotency-Key`, so that a retry gets the same response. */
@Entity('idempotency_key')
export class IdempotencyKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'idempotency_key_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'idempotency_key_pk' })
  userId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_key_pk' })
  key: string;

  @Column('text')
  route: string;

  @Column('text')
  requestHash: string;

  @Column('integer', { nullable: true })
  status: number | null;

  @Column('jsonb', { nullable: true })
  response: unknown;

  @Column('timestamptz')
  createdAt: Date;
}
