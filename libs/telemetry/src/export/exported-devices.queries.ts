import { DomainError, type Transaction } from '#platform';
import type { ExportedDevice } from '../domain/export/row-style.js';
import type { Span } from '../domain/readings/outcomes.js';
import { CHUNKS_IN_SPANS, spanParams } from '../store/chunks/stored-blocks.js';

/** A device to export. Its units are loaded when it is exported. */
export interface DeviceToExport extends Omit<ExportedDevice, 'units'> {
  readonly machineId: string;
}

/**
 * Returns the devices of machines, ordered by the machines' serial numbers. Archived devices are included, because
 * their readings remain.
 * @param machineIds null for all machines that the scope sees
 * @throws DomainError equipment.machine_not_found, also for a machine outside the scope
 */
export async function listDevicesToExport(
  tx: Transaction,
  machineIds: readonly string[] | null,
): Promise<DeviceToExport[]> {
  const rows: { id: string; serial: string; device_key: number | null; code: string | null }[] =
    await tx.manager.query(
      `select m.id, m.serial, d.device_key, d.code from machine m
         left join device d on d.maker_id = m.maker_id and d.machine_id = m.id
        where m.maker_id = $1 and ($2::uuid[] is null or m.id = any($2)) order by m.serial, d.device_key`,
      [tx.scope.makerId, machineIds],
    );
  const found = new Set(rows.map(({ id }) => id));
  const missing = machineIds?.find((id) => !found.has(id));
  if (missing !== undefined) throw new DomainError('equipment.machine_not_found', { id: missing });
  return rows.flatMap(({ id, serial, device_key, code }) =>
    device_key === null || code === null
      ? []
      : [{ deviceKey: device_key, machineId: id, machine: serial, device: code }],
  );
}

/** Returns the units of devices' signals, including those of their models, by device key. */
export async function listUnits(
  tx: Transaction,
  deviceKeys: readonly number[],
): Promise<Map<number, ReadonlyMap<string, string>>> {
  const rows: { device_key: number; key: string; unit: string }[] = await tx.manager.query(
    `select distinct on (d.device_key, s.key) d.device_key, s.key, s.unit
       from device d
       join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
       join signal s on s.maker_id = d.maker_id
        and (s.model_id = m.model_id or s.device_id in
          (select other.id from device other where other.maker_id = d.maker_id and other.machine_id = m.id))
      where d.maker_id = $1 and d.device_key = any($2)
      order by d.device_key, s.key, s.device_id nulls last`,
    [tx.scope.makerId, deviceKeys],
  );
  const units = new Map<number, Map<string, string>>(deviceKeys.map((key) => [key, new Map()]));
  for (const { device_key, key, unit } of rows) units.get(device_key)!.set(key, unit);
  return units;
}

/**
 * Returns the devices that may have readings within their spans that were received after an instant, according to
 * their packed segments and the batches that aren't packed yet.
 */
export async function listReceivedSince(
  tx: Transaction,
  wanted: ReadonlyMap<number, Span>,
  since: Date,
): Promise<ReadonlySet<number>> {
  const spans = spanParams(tx.scope.makerId, wanted);
  const rows: { device_key: number }[] = await tx.manager.query(
    `select c.device_key from ${CHUNKS_IN_SPANS} where c.received_to > $5::timestamptz
      union
     select w.device_key
       from unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) as w (device_key, from_time, to_time)
       join reading_batch b on b.maker_id = $1 and b.device_keys @> array[w.device_key]
        and b.to_time >= w.from_time and b.from_time < w.to_time
      where b.received_at > $5::timestamptz`,
    [...spans, since],
  );
  return new Set(rows.map(({ device_key }) => device_key));
}

/** Returns the keys that no device ever sent and that no model or device defines. */
export async function findUnknownKeys(tx: Transaction, keys: readonly string[]): Promise<string[]> {
  const rows: { key: string }[] = await tx.manager.query(
    `select asked.key from unnest($2::text[]) as asked (key)
      where not exists (select from sent_signal s where s.maker_id = $1 and s.key = asked.key)
        and not exists (select from signal s where s.maker_id = $1 and s.key = asked.key)`,
    [tx.scope.makerId, keys],
  );
  return rows.map(({ key }) => key);
}
