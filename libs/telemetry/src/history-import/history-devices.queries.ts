import type { QueryFn } from '../store/chunks/stored-blocks.js';

/**
 * Returns the keys of active devices by name: the code of a device, or the serial number of its machine. For a machine
 * with several devices, returns the controller, or otherwise the oldest device.
 */
export async function findNamedDevices(
  query: QueryFn,
  makerId: string,
  names: readonly string[],
): Promise<Map<string, number>> {
  const rows = await query<{ name: string; device_key: number }>(
    `select distinct on (w.name) w.name, d.device_key
       from unnest($2::text[]) as w (name)
       join device d on d.maker_id = $1 and d.archived_at is null
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
      where d.code = w.name or m.serial = w.name
      order by w.name, d.code = w.name desc, d.kind = 'controller' desc, d.device_key`,
    [makerId, names],
  );
  return new Map(rows.map(({ name, device_key }) => [name, device_key]));
}

/** Returns the key of an active device by its id; undefined if there is none. */
export async function findDeviceKey(
  query: QueryFn,
  makerId: string,
  deviceId: string,
): Promise<number | undefined> {
  const rows = await query<{ device_key: number }>(
    'select device_key from device where maker_id = $1 and id = $2 and archived_at is null',
    [makerId, deviceId],
  );
  return rows[0]?.device_key;
}
