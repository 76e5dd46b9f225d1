import { Injectable } from '@nestjs/common';
import type { MachineLifecycle, MachineOwner, MachineState } from '#equipment';
import {
  forceGenericPlans,
  type Page,
  preparedQuery,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { findNextKits } from '#supply';
import { type AttentionSigns, composeAttention, type HeldUsage } from './attention.js';
import { findDuty } from './duty.queries.js';
import type { MachineQueryDto, MachineRowDto } from './fleet.dto.js';
import { FLEET_OF_IDS, fleetParameters, FROM_DUE_KITS } from './fleet.sql.js';
import { findMachinePage } from './machine-page.queries.js';
import { findMachineDetails } from './machine-details.queries.js';

interface FleetRow {
  id: string;
  serial: string;
  owner: MachineOwner;
  lifecycle: MachineLifecycle;
  model_id: string;
  model_code: string;
  model_name: string;
  site_id: string | null;
  site_name: string;
  city: string;
  zone: string;
  customer_id: string | null;
  customer_name: string;
  hub_id: string | null;
  last_reading_at: Date | null;
  last_seen_at: Date | null;
  open_tickets: number;
  state: MachineState;
  held: (Omit<HeldUsage, 'periodFrom'> & { periodFrom: string }) | null;
  due_kit: AttentionSigns['dueKit'];
  on_site: { technicianName: string; number: string; since: string } | null;
}

/** Columns of `fleet f` for a `FleetRow`. */
const ROW_COLUMNS = `f.id, f.serial, f.owner, f.lifecycle, f.model_id, f.model_code, f.model_name, f.site_id, f.site_name, f.city, f.zone,
  f.customer_id, f.customer_name, f.hub_id, f.last_reading_at, f.last_seen_at, f.state,
  (select count(*)::int from ticket t
    where t.maker_id = $1 and t.machine_id = f.id and t.state not in ('closed', 'cancelled')) as open_tickets,
  (select to_jsonb(held_usage) - 'machine_id' from held_usage where held_usage.machine_id = f.id) as held,
  (select jsonb_build_object('code', kit.code, 'predictedOn', v.predicted_on, 'hoursLeft', (v.due_hours - v.hours_now)::text)
     from ${FROM_DUE_KITS} and v.machine_id = f.id order by v.due_hours limit 1) as due_kit,
  (select jsonb_build_object('technicianName', v.technician_name, 'number', t.number, 'since', lower(v.during))
     from visit v join ticket t on t.maker_id = v.maker_id and t.id = v.ticket_id
    where v.maker_id = $1 and v.state = 'on_site' and t.machine_id = f.id order by lower(v.during) desc limit 1) as on_site`;

/** Additional details of a machine in lists. `usage` requires a permission to see billing data. */
export interface RowOptions {
  readonly usage: boolean;
  readonly duty: boolean;
}

@Injectable()
export class MachineRowsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the fleet with machines that need attention first, or sorted by another column. */
  list(scope: Scope, query: MachineQueryDto, showUsage: boolean): Promise<Page<MachineRowDto>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { items: ids, next } = await findMachinePage(tx, query, showUsage);
      const rows = new Map(
        (await findFacts(tx, ids, fleetParameters(scope, tx.now, { usage: showUsage }))).map((row) => [
          row.id,
          row,
        ]),
      );
      return {
        items: await toRows(
          tx,
          ids.map((id) => rows.get(id)!),
          query.include?.includes('duty') ?? false,
        ),
        next,
      };
    });
  }
}

/** Returns facts about machines, in any order. @param parameters result of `fleetParameters` */
async function findFacts(
  tx: Transaction,
  ids: readonly string[],
  parameters: readonly unknown[],
): Promise<FleetRow[]> {
  if (ids.length === 0) return [];
  await forceGenericPlans(tx);
  return preparedQuery<FleetRow>(tx, `with ${FLEET_OF_IDS} select ${ROW_COLUMNS} from fleet f`, [
    ...parameters,
    ids,
  ]);
}

/**
 * Returns a machine's row even if the machine is at no site. A former customer gets the machine, but none of its
 * current data.
 * @returns undefined if the scope doesn't include the machine
 */
export async function findMachineRow(
  tx: Transaction,
  id: string,
  options: RowOptions,
): Promise<MachineRowDto | undefined> {
  const rows = await findFacts(
    tx,
    [id],
    fleetParameters(tx.scope, tx.now, { usage: options.usage, unplaced: true }),
  );
  return (await toRows(tx, rows, options.duty))[0];
}

async function toRows(
  tx: Transaction,
  rows: readonly FleetRow[],
  showDuty: boolean,
): Promise<MachineRowDto[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const details = await findMachineDetails(tx, ids);
  const kits = new Map((await findNextKits(tx, ids)).map(({ machineId, ...kit }) => [machineId, kit]));
  const duty = showDuty ? await findDuty(tx, ids, tx.now) : undefined;
  return rows.map((row) => {
    const { values, alarms, unassignedTickets } = details.get(row.id)!;
    return {
      id: row.id,
      serial: row.serial,
      model: { id: row.model_id, code: row.model_code, name: row.model_name },
      site:
        row.site_id === null
          ? null
          : { id: row.site_id, name: row.site_name, city: row.city, zone: row.zone },
      customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name },
      hubId: row.hub_id,
      owner: row.owner,
      lifecycle: row.lifecycle,
      state: row.state,
      lastReadingAt: row.last_reading_at,
      lastSeenAt: row.last_seen_at,
      values,
      openAlarms: alarms.map(({ id, code, severity, raisedAt }) => ({ id, code, severity, raisedAt })),
      openTickets: row.open_tickets,
      nextKit: kits.get(row.id) ?? null,
      attention: composeAttention({
        alarms,
        silentSince: row.state === 'silent' ? row.last_reading_at : null,
        held: row.held && { ...row.held, periodFrom: new Date(row.held.periodFrom) },
        unassignedTickets,
        dueKit: row.due_kit,
        onSite: row.on_site && { ...row.on_site, since: new Date(row.on_site.since) },
      }),
      ...(duty && { duty: duty.get(row.id) ?? [] }),
    };
  });
}
