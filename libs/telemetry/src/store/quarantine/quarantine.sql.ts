import type { PoolClient } from 'pg';
import { newId } from '#platform';
import { toStorableText } from '../../domain/messages/storable-text.js';
import { plainArray, textArray } from '../array-literal.js';
import type { Quarantined, Sighting } from '../batch.js';

/** Stores messages for review in quarantine. */
export async function insertQuarantined(client: PoolClient, entries: readonly Quarantined[]): Promise<void> {
  if (entries.length === 0) return;
  await client.query(
    `insert into quarantine_entry (maker_id, id, device_id, topic, payload, payload_bytes, reason, params, received_at)
     select maker_id, id, device_id, topic, payload, bytes, reason, params::jsonb, received_at
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::timestamptz[])
         as i (maker_id, id, device_id, topic, payload, bytes, reason, params, received_at)`,
    [
      plainArray(entries.map((entry) => entry.makerId)),
      plainArray(entries.map(() => newId())),
      plainArray(entries.map((entry) => entry.deviceId)),
      textArray(entries.map((entry) => toStorableText(entry.topic))),
      textArray(entries.map((entry) => toStorableText(entry.payload))),
      plainArray(entries.map((entry) => entry.payloadBytes)),
      plainArray(entries.map((entry) => entry.fault.code)),
      textArray(
        entries.map((entry) =>
          JSON.stringify(entry.fault.params, (_, value: unknown) =>
            typeof value === 'string' ? toStorableText(value) : value,
          ),
        ),
      ),
      plainArray(entries.map((entry) => new Date(entry.receivedMs).toISOString())),
    ],
  );
}

/** Adds signals without a definition to the list of unknown signals, or records that they were seen again. */
export async function recordSightings(client: PoolClient, sightings: readonly Sighting[]): Promise<void> {
  if (sightings.length === 0) return;
  const latest = new Map(sightings.map((sighting) => [`${sighting.deviceKey} ${sighting.key}`, sighting]));
  const rows = [...latest.values()].sort((a, b) => a.deviceKey - b.deviceKey || (a.key < b.key ? -1 : 1));
  await client.query(
    `insert into unknown_signal (maker_id, device_key, key, sample, first_seen_at, last_seen_at)
     select maker_id, device_key, key, sample, seen, seen
       from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[]) as i (maker_id, device_key, key, sample, seen)
     on conflict on constraint unknown_signal_pk do update set
       sample = excluded.sample, last_seen_at = greatest(unknown_signal.last_seen_at, excluded.last_seen_at)`,
    [
      plainArray(rows.map((row) => row.makerId)),
      plainArray(rows.map((row) => row.deviceKey)),
      textArray(rows.map((row) => row.key)),
      textArray(rows.map((row) => toStorableText(row.sample))),
      plainArray(rows.map((row) => new Date(row.seenMs).toISOString())),
    ],
  );
}
