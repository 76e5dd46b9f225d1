import type { Transaction } from '#platform';

/** A machine's placement at an instant, with the data that is copied to a ticket. */
export interface TicketPlacement {
  readonly siteId: string;
  readonly customerId: string;
  /** ISO 3166-1 alpha-2 of the site. */
  readonly country: string;
  /** The hub that serves the site; null if the maker has none. */
  readonly hubId: string | null;
  readonly serial: string;
  readonly modelCode: string;
  readonly modelSkill: string | null;
}

/** Returns a machine's placement at an instant; undefined if no visible placement covers it. */
export async function findTicketPlacement(
  tx: Transaction,
  machineId: string,
  at: Date,
): Promise<TicketPlacement | undefined> {
  const [row]: {
    site_id: string;
    customer_id: string;
    country: string;
    hub_id: string | null;
    serial: string;
    code: string;
    required_skill: string | null;
  }[] = await tx.manager.query(
    `select p.site_id, p.customer_id, s.country,
            coalesce(s.hub_id, c.hub_id, nearest_hub(s.maker_id, s.latitude, s.longitude)) as hub_id, m.serial, e.code, e.required_skill
       from placement p
       join machine m on m.maker_id = p.maker_id and m.id = p.machine_id
       join equipment_model e on e.maker_id = m.maker_id and e.id = m.model_id
       join site s on s.maker_id = p.maker_id and s.id = p.site_id
       join customer c on c.maker_id = p.maker_id and c.id = p.customer_id
      where p.maker_id = $1 and p.machine_id = $2 and p.during @> $3::timestamptz`,
    [tx.scope.makerId, machineId, at],
  );
  if (!row) return undefined;
  return {
    siteId: row.site_id,
    customerId: row.customer_id,
    country: row.country,
    hubId: row.hub_id,
    serial: row.serial,
    modelCode: row.code,
    modelSkill: row.required_skill,
  };
}
