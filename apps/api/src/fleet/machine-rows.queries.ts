import { Injectable } from '@nestjs/common';
import type { MachineLifecycle, MachineOwner, MachineState } from '#equipment';
import {
  type Page,
  forceGenericPlans,
  type ListOrder,
  preparedQuery,
  type Scope,
  toPage,
  type Transaction,
  UnitOfWork,
  contains,
  readListOrder,
  textColumn,
} from '#platform';
import { findNextKits } from '#supply';
import { type AttentionSigns, composeAttention, type HeldUsage } from './attention.js';
import { findDuty } from './duty.queries.js';
import type { MachineQueryDto, MachineRowDto } from './fleet.dto.js';
import { FLEET, fleetParameters } from './fleet.sql.js';
import { findMachineDetails } from './machine-details.queries.js';

/** `attention` sorts by urgency. A rank is a single digit. */
const SORTABLE = {
  attention: textColumn(`(f.rank::text || ' ' || f.serial)`),
  serial: textColumn('f.serial'),
  model: textColumn('f.model_code'),
  site: textColumn(`lower(coalesce(f.city, '') || coalesce(f.site_name, ''))`),
  customer: textColumn(`lower(coalesce(f.customer_name, ''))`),
  lastReadingAt: textColumn(
    `coalesce(to_char(f.last_reading_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '')`,
  ),
};

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
  sort_value: string;
}

/** Columns of `fleet f` for a `FleetRow`, except its sort value. */
const ROW_COLUMNS = `f.id, f.serial, f.owner, f.lifecycle, f.model_id, f.model_code, f.model_name, f.site_id, f.site_name, f.city, f.zone,
  f.customer_id, f.customer_name, f.hub_id, f.last_reading_at, f.last_seen_at, f.open_tickets, f.state, f.held, f.due_kit, f.on_site`;

/** Additional details of a machine in lists; `usage` requires the right to see billing. */
export interface RowOptions {
  readonly usage: boolean;
  readonly duty: boolean;
}

@Injectable()
export class MachineRowsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the fleet with machines that need attention first, or sorted by another column. */
  list(scope: Scope, query: MachineQueryDto, showUsage: boolean): Promise<Page<MachineRowDto>> {
    const order = readListOrder(query, SORTABLE, 'attention', 'f.id');
    return this.unitOfWork.run(scope, async (tx) => {
      const facts = fleetParameters(scope, tx.now, { usage: showUsage });
      const filters = filtersOf(query);
      const rows = filters.every((value) => value === null)
        ? await listAll(tx, order, [...facts, ...order.parameters, query.limit + 1])
        : await listFiltered(tx, order, [...facts, ...filters, ...order.parameters, query.limit + 1]);
      const { items, next } = toPage(rows, query.limit, ({ sort_value, id }) => [sort_value, id]);
      return {
        items: await toRows(tx, items, query.include?.includes('duty') ?? false),
        next,
      };
    });
  }
}

/** Values of $7 to $14 of the filtered list; null for an absent filter. */
function filtersOf(query: MachineQueryDto): readonly unknown[] {
  const { search, hubId, modelId, customerId, siteId, state, lifecycle, needsAttention } = query;
  return [search, hubId, modelId, customerId, siteId, state, lifecycle, needsAttention].map(
    (value) => value ?? null,
  );
}

/** Lists all machines with a generic plan, because planning takes longer than reading a small fleet. */
async function listAll(
  tx: Transaction,
  order: ListOrder,
  parameters: readonly unknown[],
): Promise<FleetRow[]> {
  await forceGenericPlans(tx);
  return preparedQuery<FleetRow>(
    tx,
    `with ${FLEET}
     select ${ROW_COLUMNS}, ${order.expression} as sort_value from fleet f
      where f.archived_at is null and ${order.after(7)}
      order by ${order.orderBy} limit $9`,
    parameters,
  );
}

/**
 * Lists the machines that match the filters, with a plan for their values. A generic plan would expect few machines
 * because of the absent filters too, and compare each machine with each ticket.
 */
function listFiltered(
  tx: Transaction,
  order: ListOrder,
  parameters: readonly unknown[],
): Promise<FleetRow[]> {
  return tx.manager.query(
    `with ${FLEET}
     select ${ROW_COLUMNS}, ${order.expression} as sort_value from fleet f
      where f.archived_at is null and ${contains('$7', 'f.serial', 'f.model_code', 'f.model_name', `coalesce(f.site_name, '')`, `coalesce(f.city, '')`, `coalesce(f.customer_name, '')`)}
        and ($8::uuid is null or f.hub_id = $8) and ($9::uuid is null or f.model_id = $9)
        and ($10::uuid is null or f.customer_id = $10) and ($11::uuid is null or f.site_id = $11)
        and ($12::text[] is null or f.state = any($12)) and ($13::text[] is null or f.lifecycle = any($13))
        and ($14::boolean is null or (f.rank < 7) = $14) and ${order.after(15)}
      order by ${order.orderBy} limit $17`,
    [...parameters],
  );
}

/**
 * Returns a machine's row even if the machine is at no site. A former customer gets the machine, but none of its
 * current data.
 * @returns undefined if the scope doesn't include it
 */
export async function findMachineRow(
  tx: Transaction,
  id: string,
  options: RowOptions,
): Promise<MachineRowDto | undefined> {
  const rows = await preparedQuery<FleetRow>(
    tx,
    `with ${FLEET} select ${ROW_COLUMNS}, '' as sort_value from fleet f where f.id = $7`,
    [...fleetParameters(tx.scope, tx.now, { usage: options.usage, unplaced: true }), id],
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
