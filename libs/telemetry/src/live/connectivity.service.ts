import { Injectable } from '@nestjs/common';
import { SILENT_AFTER_SECONDS } from '#equipment';
import { newId, type Scope, UnitOfWork } from '#platform';
import { decideContactChange } from '../domain/gaps/connectivity.js';
import { ConnectivityEvent } from '../entities/connectivity-event.entity.js';

interface ContactRow {
  device_id: string;
  device_key: number;
  last_seen_at: Date;
  silent_since: Date | null;
  silent_after_seconds: number;
}

/** Detects devices that stop or resume sending. */
@Injectable()
export class Connectivity {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Checks all devices of a maker and records changes: `silent_since`, a connectivity event, and the outbox event
   * `telemetry.device_silent` or `telemetry.device_heard`. Run it every few seconds.
   * @returns the number of changes
   */
  updateOverdueDevices(scope: Scope): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      // If a row is locked, ingest is writing to it, so its device is sending. The next round checks it.
      const rows: ContactRow[] = await tx.manager.query(
        `select d.id as device_id, s.device_key, s.last_seen_at, s.silent_since, d.silent_after_seconds
           from device_status s join device d on d.maker_id = s.maker_id and d.device_key = s.device_key
          where s.maker_id = $1 and d.archived_at is null
            -- A device that reported just now can't have exceeded any threshold, so it isn't checked.
            and (s.silent_since is not null or s.last_seen_at <= $2::timestamptz - interval '${SILENT_AFTER_SECONDS.min} seconds')
            and case when s.silent_since is null then s.last_seen_at + make_interval(secs => d.silent_after_seconds) <= $2
                     else s.last_seen_at > s.silent_since end
          order by s.device_key for update of s skip locked`,
        [scope.makerId, tx.now],
      );
      let changed = 0;
      for (const row of rows) {
        const change = decideContactChange(
          {
            lastSeenMs: row.last_seen_at.getTime(),
            silentSinceMs: row.silent_since?.getTime() ?? null,
            silentAfterSeconds: row.silent_after_seconds,
          },
          tx.now.getTime(),
        );
        if (!change) continue;
        const at = new Date(change.atMs);
        await tx.manager.query(
          `update device_status set silent_since = $3 where maker_id = $1 and device_key = $2`,
          [scope.makerId, row.device_key, change.kind === 'silent' ? at : null],
        );
        await tx.manager.insert(ConnectivityEvent, {
          makerId: scope.makerId,
          id: newId(),
          deviceId: row.device_id,
          at,
          kind: change.kind,
          reason: change.kind === 'silent' ? 'no_data' : 'data_received',
        });
        await tx.record({
          name: change.kind === 'silent' ? 'telemetry.device_silent' : 'telemetry.device_heard',
          version: 1,
          payload: { deviceId: row.device_id, at: at.toISOString() },
        });
        changed++;
      }
      return changed;
    });
  }
}
