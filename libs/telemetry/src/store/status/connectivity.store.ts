import type { Pool } from 'pg';
import { newId } from '#platform';
import { plainArray, textArray } from '../array-literal.js';
import type { DeviceRef } from '../batch.js';

/** A connection or disconnection of a device, with the reason. */
export interface ConnectionChange {
  readonly device: DeviceRef;
  readonly connected: boolean;
  readonly reason: string;
  readonly atMs: number;
}

/** Stores connection changes that the edge detects, as the role `dutycycle_ingest`. */
export class ConnectivityStore {
  constructor(private readonly pool: Pool) {}

  /**
   * Records changes in chronological order: each as an event, and the last one of a device as its status. Changes that
   * another process has already recorded are skipped.
   */
  async record(changes: readonly ConnectionChange[]): Promise<void> {
    const last = new Map(changes.map((change) => [change.device.deviceKey, change]));
    const states = [...last.values()].sort((a, b) => a.device.deviceKey - b.device.deviceKey);
    await this.pool.query(
      `with changed as (
         insert into device_status as s (maker_id, device_key, connected, connection_changed_at)
         select * from unnest($7::uuid[], $8::int[], $9::boolean[], $10::timestamptz[])
         on conflict on constraint device_status_pk do update set
           connected = excluded.connected, connection_changed_at = excluded.connection_changed_at
          where s.connected is distinct from excluded.connected
         returning s.maker_id, s.device_key)
       insert into connectivity_event (maker_id, id, device_id, at, kind, reason)
       select e.maker_id, e.id, e.device_id, e.at, e.kind, e.reason
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[])
           as e (maker_id, id, device_id, at, kind, reason)
         join device d on d.maker_id = e.maker_id and d.id = e.device_id
         join changed c on c.maker_id = e.maker_id and c.device_key = d.device_key`,
      [
        plainArray(changes.map(({ device }) => device.makerId)),
        plainArray(changes.map(() => newId())),
        plainArray(changes.map(({ device }) => device.deviceId)),
        plainArray(changes.map(({ atMs }) => new Date(atMs).toISOString())),
        plainArray(changes.map(({ connected }) => (connected ? 'online' : 'offline'))),
        textArray(changes.map(({ reason }) => reason)),
        plainArray(states.map(({ device }) => device.makerId)),
        plainArray(states.map(({ device }) => device.deviceKey)),
        plainArray(states.map(({ connected }) => connected)),
        plainArray(states.map(({ atMs }) => new Date(atMs).toISOString())),
      ],
    );
  }

  /** Returns the devices recorded as connected. */
  async findConnected(): Promise<DeviceRef[]> {
    const { rows } = await this.pool.query<{ maker_id: string; device_id: string; device_key: number }>(
      `select s.maker_id, d.id as device_id, s.device_key
         from device_status s join device d on d.maker_id = s.maker_id and d.device_key = s.device_key
        where s.connected`,
    );
    return rows.map((row) => ({ makerId: row.maker_id, deviceId: row.device_id, deviceKey: row.device_key }));
  }
}
