import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, type Scope, toPage, UnitOfWork } from '#platform';
import type { ActorKind } from '../entities/audit-entry.entity.js';

export interface AuditFilter {
  readonly entity?: string;
  readonly entityId?: string;
  readonly cursor?: string;
  readonly limit: number;
}

export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  /** Name, role and key at the time of the entry; role and key are null in entries of earlier versions. */
  readonly actor: {
    readonly kind: ActorKind;
    readonly userId: string | null;
    readonly name: string | null;
    readonly role: string | null;
    readonly keyName: string | null;
  };
  readonly action: string;
  readonly entity: string;
  readonly entityId: string | null;
  readonly before: object | null;
  readonly after: object | null;
}

interface AuditRow {
  readonly id: string;
  readonly at: Date;
  /** The instant with PostgreSQL's precision. A cursor truncated to milliseconds would skip rows. */
  readonly at_text: string;
  readonly actor_kind: ActorKind;
  readonly actor_user_id: string | null;
  readonly actor_name: string | null;
  readonly actor_role: string | null;
  readonly actor_key_name: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entity_id: string | null;
  readonly before: object | null;
  readonly after: object | null;
}

@Injectable()
export class AuditQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns audit entries, newest first. @throws DomainError `platform.cursor_invalid` */
  list(scope: Scope, { entity, entityId, cursor, limit }: AuditFilter): Promise<Page<AuditLine>> {
    const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, 2);
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: AuditRow[] = await tx.manager.query(
        `select e.id, e.at, e.at::text as at_text, e.actor_kind, e.actor_user_id, e.actor_name, e.actor_role, e.actor_key_name,
                e.action, e.entity, e.entity_id, e.before, e.after
           from audit_entry e
          where e.maker_id = $1 and ($2::text is null or e.entity = $2) and ($3::uuid is null or e.entity_id = $3)
            and ($4::timestamptz is null or (e.at, e.id) < ($4, $5::uuid))
          order by e.at desc, e.id desc limit $6`,
        [scope.makerId, entity ?? null, entityId ?? null, at, id, limit + 1],
      );
      const { items, next } = toPage(rows, limit, (row) => [row.at_text, row.id]);
      return { items: items.map(toLine), next };
    });
  }
}

function toLine(row: AuditRow): AuditLine {
  return {
    id: row.id,
    at: row.at,
    actor: {
      kind: row.actor_kind,
      userId: row.actor_user_id,
      name: row.actor_name,
      role: row.actor_role,
      keyName: row.actor_key_name,
    },
    action: row.action,
    entity: row.entity,
    entityId: row.entity_id,
    before: row.before,
    after: row.after,
  };
}
