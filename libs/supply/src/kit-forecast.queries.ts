import type { Transaction } from '#platform';
import type { DeliveryState } from './domain/delivery-state.js';
import type { KitTerms } from './domain/delivery-charge.js';
import type { ScheduledKit } from './domain/kit-schedule.js';

/** A machine with planned kits, with its site, contract and depot. */
export interface MachineToServe {
  readonly machineId: string;
  readonly modelId: string;
  /** Signal key of the running-hours counter. */
  readonly hoursSignal: string;
  readonly customerId: string;
  readonly siteId: string;
  readonly zone: string;
  readonly depotId: string;
  readonly contractId: string | null;
  readonly terms: KitTerms | null;
  /** Number of running hours before the due hours at which a kit is reserved. */
  readonly leadHours: number;
}

export interface ModelKit extends ScheduledKit {
  readonly code: string;
  readonly modelId: string;
  readonly parts: readonly { readonly partId: string; readonly number: string; readonly quantity: number }[];
}

export interface OpenDelivery {
  readonly id: string;
  readonly kitId: string;
  readonly dueHours: number;
  readonly state: DeliveryState;
}

/** Default signal key of a controller's running-hours counter; a model may define another. */
const HOURS_SIGNAL = 'run_hours_total';
/** Default lead hours of the parts subscription's plan. A plan or contract may define another number. */
const LEAD_HOURS = 200;
/** Structure of a plan that sends kits before they are due. A machine with such a plan gets its kits through it. */
const PARTS_STRUCTURE = 'kits_shipped_before_due_hours';

/**
 * Returns machines in use (commissioned, in service or sold) at a site that a depot serves. If two contracts cover a
 * machine, the parts subscription takes precedence.
 */
export async function listMachinesToServe(tx: Transaction): Promise<MachineToServe[]> {
  const rows: {
    machine_id: string;
    model_id: string;
    hours_signal: string | null;
    customer_id: string;
    site_id: string;
    zone: string;
    depot_id: string;
    contract_id: string | null;
    currency: string | null;
    kits_included: boolean | null;
    kit_prices: Record<string, string> | null;
    lead_hours: string | null;
  }[] = await tx.manager.query(
    `select m.id as machine_id, m.model_id, e.attributes->>'runningHoursSignal' as hours_signal,
            p.customer_id, p.site_id, s.zone, d.id as depot_id,
            k.id as contract_id, k.currency, k.kits_included, k.terms->'kit_prices' as kit_prices,
            coalesce(k.terms->>'lead_hours_before_due', k.plan_terms->>'lead_hours_before_due') as lead_hours
       from machine m
       join equipment_model e on e.maker_id = m.maker_id and e.id = m.model_id
       join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and p.during @> $2::timestamptz
       join site s on s.maker_id = p.maker_id and s.id = p.site_id
       join customer c on c.maker_id = p.maker_id and c.id = p.customer_id
       join lateral (
         select id from depot
          where maker_id = m.maker_id and hub_id = coalesce(s.hub_id, c.hub_id) and archived_at is null
          order by code limit 1) d on true
       left join lateral (
         select k.id, k.currency, k.kits_included, k.terms, n.terms as plan_terms
           from contract_machine cm
           join contract k on k.maker_id = cm.maker_id and k.id = cm.contract_id
           join plan n on n.maker_id = k.maker_id and n.id = k.plan_id
          where cm.maker_id = m.maker_id and cm.machine_id = m.id and k.state = 'active'
            and cm.during @> ($2::timestamptz at time zone k.zone)::date
            and daterange(k.starts_on, k.ends_on, '[]') @> ($2::timestamptz at time zone k.zone)::date
          order by (n.structure = $3) desc, k.kits_included desc, k.number limit 1) k on true
      where m.maker_id = $1 and m.lifecycle in ('commissioned', 'in_service', 'sold') and m.archived_at is null
      order by m.serial`,
    [tx.scope.makerId, tx.now, PARTS_STRUCTURE],
  );
  return rows.map((row) => ({
    machineId: row.machine_id,
    modelId: row.model_id,
    hoursSignal: row.hours_signal ?? HOURS_SIGNAL,
    customerId: row.customer_id,
    siteId: row.site_id,
    zone: row.zone,
    depotId: row.depot_id,
    contractId: row.contract_id,
    terms:
      row.contract_id !== null
        ? { currency: row.currency!, kitsIncluded: row.kits_included!, kitPrices: row.kit_prices ?? {} }
        : null,
    leadHours: row.lead_hours === null ? LEAD_HOURS : Number(row.lead_hours),
  }));
}

/** Returns the available kits of every model, with their parts. */
export async function listModelKits(tx: Transaction): Promise<ModelKit[]> {
  const rows: {
    id: string;
    code: string;
    model_id: string;
    trigger_hours: number;
    repeats: boolean;
    parts: ModelKit['parts'];
  }[] = await tx.manager.query(
    `select k.id, k.code, k.model_id, k.trigger_hours, k.repeats,
            json_agg(json_build_object('partId', kp.part_id, 'number', p.number, 'quantity', kp.quantity) order by p.number) as parts
       from kit k
       join kit_part kp on kp.maker_id = k.maker_id and kp.kit_id = k.id
       join part p on p.maker_id = kp.maker_id and p.id = kp.part_id
      where k.maker_id = $1 and k.archived_at is null
      group by k.id, k.code, k.model_id, k.trigger_hours, k.repeats`,
    [tx.scope.makerId],
  );
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    modelId: row.model_id,
    triggerHours: row.trigger_hours,
    repeats: row.repeats,
    parts: row.parts,
  }));
}

/**
 * Returns all deliveries of a machine, open or ended. They are locked, so that people's steps and the forecast take
 * turns.
 */
export async function lockKnownDeliveries(tx: Transaction, machineId: string): Promise<OpenDelivery[]> {
  const rows: { id: string; kit_id: string; due_hours: string; state: DeliveryState }[] =
    await tx.manager.query(
      `select id, kit_id, due_hours, state from kit_delivery where maker_id = $1 and machine_id = $2 order by id for update`,
      [tx.scope.makerId, machineId],
    );
  return rows.map((row) => ({
    id: row.id,
    kitId: row.kit_id,
    dueHours: Number(row.due_hours),
    state: row.state,
  }));
}
