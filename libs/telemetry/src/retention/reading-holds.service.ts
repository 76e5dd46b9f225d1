import { Injectable } from '@nestjs/common';
import { getDevice } from '#equipment';
import { AuditTrail } from '#organization';
import { DomainError, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import type { Span } from '../domain/readings/outcomes.js';
import { ReadingHold } from '../entities/readings/reading-hold.entity.js';

export interface NewHold {
  /** Device of the readings; every device if omitted. */
  readonly deviceId?: string;
  /** Signal of the readings; every signal if omitted. */
  readonly signalKey?: string;
  readonly from: Date;
  /** End of the span, exclusive. */
  readonly to: Date;
  readonly reason: string;
}

export interface HoldView {
  readonly id: string;
  /** The device, with the serial number of its machine if it has one. */
  readonly device: { readonly id: string; readonly code: string; readonly serial: string | null } | null;
  readonly signalKey: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly reason: string;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly releasedAt: Date | null;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
}

/** Totals of the holds on readings on which usage is based. */
export interface HeldEvidence {
  readonly usages: number;
  readonly devices: number;
  readonly from: Date | null;
  readonly to: Date | null;
}

/** Maximum number of manual holds that are listed: active holds first, then by creation, newest first. */
const MAX_LISTED = 200;

/** Manages holds that keep readings beyond their retention. */
@Injectable()
export class ReadingHolds {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the manual holds, and the totals of the holds for evidence of usage. */
  list(scope: Scope): Promise<{ holds: HoldView[]; evidence: HeldEvidence }> {
    return this.unitOfWork.run(scope, async (tx) => {
      const holds: HoldView[] = await tx.manager.query(
        `select h.id, case when d.id is not null then json_build_object('id', d.id, 'code', d.code, 'serial', m.serial) end as device,
                h.signal_key as "signalKey", h.from_time as "from", h.to_time as "to", h.reason, h.created_at as "createdAt",
                h.created_by_name as "createdBy", h.released_at as "releasedAt", h.released_by_name as "releasedBy", h.release_reason as "releaseReason"
           from reading_hold h
           left join device d on d.maker_id = h.maker_id and d.device_key = h.device_key
           left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
          where h.maker_id = $1 and h.usage_period_id is null
          order by h.released_at is not null, h.created_at desc, h.id limit $2`,
        [scope.makerId, MAX_LISTED],
      );
      const [evidence]: HeldEvidence[] = await tx.manager.query(
        `select count(*)::int as usages, count(distinct device_key)::int as devices, min(from_time) as "from", max(to_time) as "to"
           from reading_hold where maker_id = $1 and usage_period_id is not null`,
        [scope.makerId],
      );
      return { holds, evidence: evidence! };
    });
  }

  /** @throws DomainError equipment.device_not_found, telemetry.hold_invalid */
  create(scope: Scope, { deviceId, signalKey, from, to, reason }: NewHold): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      if (!(from < to)) throw new DomainError('telemetry.hold_invalid');
      const device = deviceId === undefined ? null : await getDevice(tx, deviceId);
      await lockSweep(tx);
      const hold = {
        makerId: scope.makerId,
        id: newId(),
        deviceKey: device?.deviceKey ?? null,
        signalKey: signalKey ?? null,
        fromTime: from,
        toTime: to,
        reason,
        usagePeriodId: null,
        createdAt: tx.now,
        createdBy: scope.userId,
        releasedAt: null,
        releasedBy: null,
        releaseReason: null,
      };
      await tx.manager.insert(ReadingHold, hold);
      await AuditTrail.write(tx, {
        action: 'telemetry.readings_held',
        entity: 'reading_hold',
        entityId: hold.id,
        after: { device: device?.code ?? null, signalKey: hold.signalKey, from, to, reason },
      });
      return hold.id;
    });
  }

  /**
   * Releases a hold, so that the retention rules apply again. Holds for evidence of usage can't be released. A hold
   * that is already released keeps its reason.
   * @throws DomainError telemetry.hold_not_found
   */
  release(scope: Scope, id: string, reason: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const hold = await tx.manager.findOneBy(ReadingHold, { makerId: scope.makerId, id });
      if (!hold || hold.usagePeriodId !== null) throw new DomainError('telemetry.hold_not_found');
      if (hold.releasedAt !== null) return;
      await tx.manager.update(
        ReadingHold,
        { makerId: scope.makerId, id },
        { releasedAt: tx.now, releasedBy: scope.userId, releaseReason: reason },
      );
      await AuditTrail.write(tx, {
        action: 'telemetry.hold_released',
        entity: 'reading_hold',
        entityId: id,
        before: { from: hold.fromTime, to: hold.toTime, reason: hold.reason },
        after: { releasedAt: tx.now, reason },
      });
    });
  }
}

/** The readings on which the usage of a period is based. Device times are in epoch milliseconds. */
export interface EvidenceHoldInput {
  readonly usagePeriodId: string;
  readonly deviceKey: number;
  readonly signalKey: string;
  readonly span: Span;
}

/**
 * Places holds on the readings on which usage is based. If usage is recalculated, the new hold replaces the previous
 * one.
 */
export async function holdEvidence(tx: Transaction, evidence: readonly EvidenceHoldInput[]): Promise<void> {
  if (evidence.length === 0) return;
  await tx.manager.query(
    `insert into reading_hold (maker_id, id, device_key, signal_key, from_time, to_time, reason, usage_period_id, created_at)
     select $1, h.id, h.device_key, h.signal_key, h.from_time, h.to_time, 'usage', h.usage_period_id, $2
       from unnest($3::uuid[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::uuid[])
            as h (id, device_key, signal_key, from_time, to_time, usage_period_id)
     on conflict on constraint reading_hold_usage_uq do update
        set device_key = excluded.device_key, signal_key = excluded.signal_key, from_time = excluded.from_time, to_time = excluded.to_time
      where (reading_hold.device_key, reading_hold.signal_key, reading_hold.from_time, reading_hold.to_time)
            is distinct from (excluded.device_key, excluded.signal_key, excluded.from_time, excluded.to_time)`,
    [
      tx.scope.makerId,
      tx.now,
      evidence.map(() => newId()),
      evidence.map(({ deviceKey }) => deviceKey),
      evidence.map(({ signalKey }) => signalKey),
      evidence.map(({ span }) => new Date(span.fromMs)),
      evidence.map(({ span }) => new Date(span.toMs)),
      evidence.map(({ usagePeriodId }) => usagePeriodId),
    ],
  );
}

/** Prevents purging of the maker's data until the end of the transaction. */
export async function lockSweep(tx: Transaction): Promise<void> {
  await tx.manager.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 7262))', [
    tx.scope.makerId,
  ]);
}
