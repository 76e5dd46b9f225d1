import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type ActorKind = 'user' | 'api_key' | 'device' | 'system';

/** An audited action. Rows are append-only. */
@Entity('audit_entry')
@Check('audit_entry_actor_ck', `actor_kind in ('user', 'api_key', 'device', 'system')`)
@Index('audit_entry_at_ix', { synchronize: false })
export class AuditEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_entry_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_entry_pk' })
  id: string;

  @Column('timestamptz')
  at: Date;

  @Column('uuid', { nullable: true })
  actorUserId: string | null;

  @Column('text')
  actorKind: ActorKind;

  /** Name, role and key at the time of the entry; a database trigger fills them. */
  @Column('text', { nullable: true })
  actorName: string | null;

  @Column('text', { nullable: true })
  actorRole: string | null;

  @Column('text', { nullable: true })
  actorKeyName: string | null;

  @Column('uuid', { nullable: true })
  onBehalfOf: string | null;

  @Column('text')
  action: string;

  @Column('text')
  entity: string;

  @Column('uuid', { nullable: true })
  entityId: string | null;

  @Column('jsonb', { nullable: true })
  before: object | null;

  @Column('jsonb', { nullable: true })
  after: object | null;
}
