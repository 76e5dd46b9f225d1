import type { Transaction } from '#platform';
import type { ImportTable } from '../domain/import/fault.js';
import type { KnownObject, KnownRegistry, KnownSite } from '../domain/import/known-registry.js';

/** Returns the registered objects that the cells of a file can refer to, and the serials and codes in use. */
export async function findKnownRegistry(tx: Transaction, table: ImportTable): Promise<KnownRegistry> {
  const makerId = tx.scope.makerId;
  const named = (from: string, archived: string): Promise<KnownObject[]> =>
    tx.manager.query(
      `select id, code, name, ${archived} as "isArchived" from ${from} where maker_id = $1 order by code`,
      [makerId],
    );
  const sites: KnownSite[] = await tx.manager.query(
    `select id, code, name, archived_at is not null as "isArchived", customer_id as "customerId", zone
       from site where maker_id = $1 order by code`,
    [makerId],
  );
  // Columns can be mapped freely, so a serial or device code can be in any cell. Only matches are returned.
  const texts = [
    ...new Set(
      table.rows.flatMap(({ cells }) => cells.map((cell) => cell.trim()).filter((cell) => cell !== '')),
    ),
  ];
  const serials: { serial: string; site: string | null }[] = await tx.manager.query(
    `select m.serial, s.name as site
       from machine m
       left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
       left join site s on s.maker_id = p.maker_id and s.id = p.site_id
      where m.maker_id = $1 and m.serial = any($2)`,
    [makerId, texts],
  );
  const devices: { code: string }[] = await tx.manager.query(
    `select code from device where maker_id = $1 and code = any($2)`,
    [makerId, texts],
  );
  return {
    hubs: await named('hub', 'false'),
    customers: await named('customer', 'archived_at is not null'),
    sites,
    models: await named('equipment_model', 'archived_at is not null'),
    serials: new Map(serials.map(({ serial, site }) => [serial, { site }])),
    deviceCodes: new Set(devices.map(({ code }) => code)),
  };
}
