import type pg from 'pg';
import type { MakerOfWorld } from '../../test/support/world.js';

/** A machine with historical data and its only device. */
export interface HistoryMachine {
  readonly id: string;
  readonly deviceId: string;
  readonly deviceKey: number;
}

/**
 * Creates machines of the maker's model, shipped in 2020 and in service, and returns them by serial number.
 * @param database connection as the database's owner
 */
export async function addMachines(
  database: pg.Client,
  { makerId, ids }: MakerOfWorld,
  serials: readonly string[],
): Promise<Map<string, HistoryMachine>> {
  const { rows } = await database.query<{
    serial: string;
    id: string;
    device_id: string;
    device_key: number;
  }>(
    `with machine as (
       insert into machine (maker_id, id, serial, model_id, owner, lifecycle, shipped_at)
       select $1, gen_random_uuid(), serial, $2, 'maker', 'in_service', '2020-01-01' from unnest($3::text[]) as s (serial)
       returning *)
     insert into device (maker_id, id, code, kind, machine_id)
     select $1, gen_random_uuid(), serial, 'controller', id from machine
     returning code as serial, machine_id as id, id as device_id, device_key`,
    [makerId, ids.equipment_model, serials],
  );
  return new Map(
    rows.map(({ serial, id, device_id, device_key }) => [
      serial,
      { id, deviceId: device_id, deviceKey: device_key },
    ]),
  );
}
