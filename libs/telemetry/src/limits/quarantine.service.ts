import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, type Page, parseTimeCursor, type Scope, toPage, UnitOfWork } from '#platform';
import type { Fault, FaultCode } from '../domain/messages/fault.js';
import { QuarantineEntry } from '../entities/quarantine-entry.entity.js';

export interface QuarantineFilter {
  readonly reason?: string;
  readonly deviceId?: string;
  /** Whether to include resolved entries. */
  readonly resolved?: boolean;
  readonly cursor?: string;
  readonly limit: number;
}

export interface QuarantineView {
  readonly id: string;
  readonly device: { readonly id: string; readonly code: string } | null;
  readonly topic: string;
  readonly payload: string;
  readonly payloadBytes: number;
  readonly reason: FaultCode;
  readonly params: Fault['params'];
  readonly receivedAt: Date;
  readonly resolvedAt: Date | null;
}

interface QuarantineRow {
  id: string;
  device_id: string | null;
  code: string | null;
  topic: string;
  payload: string;
  payload_bytes: number;
  reason: FaultCode;
  params: Fault['params'];
  received_at: Date;
  resolved_at: Date | null;
}

/** Lists messages that could not be stored, and marks them as resolved. */
@Injectable()
export class Quarantine {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns entries, newest first. Resolved entries are included only on request.
   * @throws DomainError platform.cursor_invalid
   */
  list(scope: Scope, filter: QuarantineFilter): Promise<Page<QuarantineView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const after = parseTimeCursor(filter.cursor);
      const rows: QuarantineRow[] = await tx.manager.query(
        `select q.id, q.device_id, d.code, q.topic, q.payload, q.payload_bytes, q.reason, q.params, q.received_at, q.resolved_at
           from quarantine_entry q left join device d on d.maker_id = q.maker_id and d.id = q.device_id
          where q.maker_id = $1 and ($2::text is null or q.reason = $2) and ($3::uuid is null or q.device_id = $3)
            and ($4::boolean or q.resolved_at is null)
            and ($5::timestamptz is null or (q.received_at, q.id) < ($5::timestamptz, $6::uuid))
          order by q.received_at desc, q.id desc limit $7`,
        [
          scope.makerId,
          filter.reason ?? null,
          filter.deviceId ?? null,
          filter.resolved ?? false,
          after?.at ?? null,
          after?.id ?? null,
          filter.limit + 1,
        ],
      );
      return toPage(rows.map(toView), filter.limit, (entry) => [entry.receivedAt.toISOString(), entry.id]);
    });
  }

  /**
   * Resolves an entry. Resolving it again changes nothing.
   * @throws DomainError telemetry.quarantine_entry_not_found
   */
  resolve(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const entry = await tx.manager.findOne(QuarantineEntry, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!entry) throw new DomainError('telemetry.quarantine_entry_not_found', { id });
      if (entry.resolvedAt) return;
      await tx.manager.update(
        QuarantineEntry,
        { makerId: scope.makerId, id },
        { resolvedAt: tx.now, resolvedBy: scope.userId },
      );
      await AuditTrail.write(tx, {
        action: 'telemetry.quarantine_resolved',
        entity: 'quarantine_entry',
        entityId: id,
        after: { reason: entry.reason },
      });
    });
  }
}

function toView(row: QuarantineRow): QuarantineView {
  return {
    id: row.id,
    device: row.device_id === null ? null : { id: row.device_id, code: row.code ?? '' },
    topic: row.topic,
    payload: row.payload,
    payloadBytes: row.payload_bytes,
    reason: row.reason,
    params: row.params,
    receivedAt: row.received_at,
    resolvedAt: row.resolved_at,
  };
}
