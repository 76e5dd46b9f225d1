import type { PoolClient } from 'pg';
import { plainArray } from '../array-literal.js';
import type { Quarantined } from '../batch.js';

/** Maximum number of quarantined messages per device. The newest are kept. */
export const MAX_QUARANTINED = 10_000;

/** A device with messages in quarantine. */
interface QuarantineOwner {
  readonly makerId: string;
  readonly deviceId: string;
}

/**
 * Limits quarantine if a faulty device keeps sending. A device's messages are counted, and the oldest ones removed,
 * only after it has added a tenth of the limit, because a count for every faulty message would be too slow.
 */
export class QuarantineLimit {
  /**
   * Number of messages added per device since the last removal. A device that isn't in the map hasn't been seen by this
   * process.
   */
  private readonly added = new Map<string, number>();

  constructor(private readonly storedCounts: number) {}

  /** Returns the devices with messages that must be removed because of a transaction's additions. */
  countAdded(entries: readonly Quarantined[]): QuarantineOwner[] {
    const due = new Map<string, QuarantineOwner>();
    for (const { makerId, deviceId } of entries) {
      if (deviceId === null) continue;
      const added = (this.added.get(deviceId) ?? Infinity) + 1;
      this.added.set(deviceId, added);
      if (added >= this.storedCounts / 10) due.set(deviceId, { makerId, deviceId });
    }
    for (const deviceId of due.keys()) this.added.set(deviceId, 0);
    return [...due.values()];
  }

  /**
   * Removes the oldest messages of devices, and counts the unresolved ones among them. Locked messages stay until the
   * next removal.
   */
  async removeOldest(client: PoolClient, devices: readonly QuarantineOwner[], at: Date): Promise<void> {
    if (devices.length === 0) return;
    await client.query(
      `with surplus as (
         select q.maker_id, q.id from unnest($1::uuid[], $2::uuid[]) as owner (maker_id, device_id)
           join quarantine_entry q on q.maker_id = owner.maker_id and q.device_id = owner.device_id and q.id <= (
             select k.id from quarantine_entry k where k.maker_id = owner.maker_id and k.device_id = owner.device_id
              order by k.id desc offset $3 limit 1)
            for update of q skip locked),
       gone as (
         delete from quarantine_entry q using surplus s where q.maker_id = s.maker_id and q.id = s.id
         returning q.maker_id, q.device_id, q.reason, q.resolved_at)
       insert into quarantine_let_go (maker_id, device_id, reason, messages, last_at)
       select maker_id, device_id, reason, count(*), $4 from gone where resolved_at is null group by 1, 2, 3
       on conflict on constraint quarantine_let_go_pk do update set
         messages = quarantine_let_go.messages + excluded.messages, last_at = excluded.last_at`,
      [
        plainArray(devices.map(({ makerId }) => makerId)),
        plainArray(devices.map(({ deviceId }) => deviceId)),
        this.storedCounts,
        at,
      ],
    );
  }
}
