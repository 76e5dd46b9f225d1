import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { Device } from '#equipment';
import { DomainError, newId, type Scope, UnitOfWork } from '#platform';
import { IsNull } from 'typeorm';
import type { FaultCode } from '../domain/messages/fault.js';
import { QuarantineReplay } from '../entities/quarantine-replay.entity.js';

/** Selects the messages to replay. Without a filter, all are replayed. */
export interface ReplayFilter {
  readonly reason?: string;
  readonly deviceId?: string;
}

/** Unresolved messages in quarantine with the same reason. */
export interface QuarantineReason {
  readonly reason: FaultCode;
  readonly messages: number;
  /** Number of devices that sent the messages. */
  readonly devices: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** Number of unresolved messages that were discarded because quarantine keeps a limited number per device. */
  readonly letGo: number;
}

export interface ReplayView {
  readonly id: string;
  readonly reason: FaultCode | null;
  readonly deviceId: string | null;
  readonly requestedAt: Date;
  readonly total: number;
  readonly done: number;
  /** Number of replayed messages that are now stored; the others are still in quarantine. */
  readonly stored: number;
  readonly finishedAt: Date | null;
}

const LISTED = 20;

/**
 * Lists quarantined messages by reason, and replays them after a fix. Ingest performs the replay, and starts it within
 * seconds.
 */
@Injectable()
export class QuarantineReplays {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the reasons, most frequent first. */
  reasons(scope: Scope): Promise<QuarantineReason[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `select reason, count(*)::int as messages, count(distinct device_id)::int as devices,
                min(received_at) as "firstAt", max(received_at) as "lastAt",
                coalesce((select sum(g.messages) from quarantine_let_go g where g.maker_id = $1 and g.reason = q.reason), 0)::float8 as "letGo"
           from quarantine_entry q where maker_id = $1 and resolved_at is null group by reason order by messages desc, reason`,
        [scope.makerId],
      ),
    );
  }

  /** Returns the last 20 replays, newest first. */
  list(scope: Scope): Promise<ReplayView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const found = await tx.manager.find(QuarantineReplay, {
        where: { makerId: scope.makerId },
        order: { requestedAt: 'desc' },
        take: LISTED,
      });
      return found.map(toView);
    });
  }

  /**
   * Replays messages after another change has fixed the reason for their rejection. While another replay is running,
   * the messages stay in quarantine until another replay is requested.
   */
  async requestAfterFix(scope: Scope, reason: FaultCode): Promise<void> {
    try {
      await this.request(scope, { reason });
    } catch (error) {
      if (!(error instanceof DomainError && NOTHING_TO_START_CODES.includes(error.code))) throw error;
    }
  }

  /**
   * Requests a replay of messages.
   * @throws DomainError telemetry.replay_under_way, telemetry.nothing_to_replay, equipment.device_not_found
   */
  request(scope: Scope, { reason, deviceId }: ReplayFilter): Promise<ReplayView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      if (deviceId !== undefined && !(await tx.manager.existsBy(Device, { makerId, id: deviceId })))
        throw new DomainError('equipment.device_not_found');
      if (await tx.manager.existsBy(QuarantineReplay, { makerId, finishedAt: IsNull() }))
        throw new DomainError('telemetry.replay_under_way');
      const [row]: [{ total: string }] = await tx.manager.query(
        `select count(*) as total from quarantine_entry where maker_id = $1 and resolved_at is null
            and ($2::text is null or reason = $2) and ($3::uuid is null or device_id = $3)`,
        [makerId, reason ?? null, deviceId ?? null],
      );
      if (row.total === '0') throw new DomainError('telemetry.nothing_to_replay');
      const replay = {
        makerId,
        id: newId(),
        reason: (reason as FaultCode | undefined) ?? null,
        deviceId: deviceId ?? null,
        requestedBy: scope.userId,
        requestedAt: tx.now,
        total: row.total,
        done: '0',
        stored: '0',
        finishedAt: null,
      };
      // Of two simultaneous requests, the unique index admits one. The other gets the same error as a later request.
      await tx.manager.insert(QuarantineReplay, replay).catch((error: unknown) => {
        throw isReplayRunning(error) ? new DomainError('telemetry.replay_under_way') : error;
      });
      await AuditTrail.write(tx, {
        action: 'telemetry.quarantine_replay_requested',
        entity: 'quarantine_replay',
        entityId: replay.id,
        after: { reason: replay.reason, deviceId: replay.deviceId, total: Number(replay.total) },
      });
      return toView(replay);
    });
  }
}

/**
 * Errors after which nothing remains to be done: no message was rejected for the reason, or a replay is already
 * running.
 */
const NOTHING_TO_START_CODES = ['telemetry.nothing_to_replay', 'telemetry.replay_under_way'];

function isReplayRunning(error: unknown): boolean {
  return (error as { constraint?: unknown }).constraint === 'quarantine_replay_running_ix';
}

type Stored = Pick<
  QuarantineReplay,
  'id' | 'reason' | 'deviceId' | 'requestedAt' | 'total' | 'done' | 'stored' | 'finishedAt'
>;

function toView({ id, reason, deviceId, requestedAt, total, done, stored, finishedAt }: Stored): ReplayView {
  return {
    id,
    reason,
    deviceId,
    requestedAt,
    total: Number(total),
    done: Number(done),
    stored: Number(stored),
    finishedAt,
  };
}
