import { REPORTED_STATES, REPORTING_LIFECYCLES } from '#equipment';
import { type Scope, seesAllRows } from '#platform';

/**
 * Current facts about each machine, as common table expressions that the fleet's queries refer to. They run under
 * row-level security, so that a customer's fleet contains only what that customer may see.
 *
 * Nearly all machines have devices. They are looked up by machine, because PostgreSQL compares each machine with each
 * device if it misjudges the size of a joined set. Facts that few machines have are grouped once for all machines.
 *
 * Parameters: $1 maker, $2 now, $3 values of state signals, each with its state (jsonb), $4 lifecycle states in which
 * machines are expected to report, $5 whether usage on hold is included, $6 whether machines that are at no site are
 * included.
 */
const fleetWith = (dueKits: string): string => `
  open_alarm as (
    select machine_id, bool_or(severity = 'critical') as has_critical, bool_or(severity = 'warning') as has_warning
      from alarm where maker_id = $1 and cleared_at is null and withdrawn_at is null group by machine_id),
  open_ticket as (
    select machine_id, count(*)::int as tickets, bool_or(state = 'new') as has_unassigned
      from ticket where maker_id = $1 and state not in ('closed', 'cancelled') group by machine_id),
  on_site as materialized (
    select distinct on (t.machine_id) t.machine_id, v.technician_name as "technicianName", t.number, lower(v.during) as since
      from visit v join ticket t on t.maker_id = v.maker_id and t.id = v.ticket_id
     where v.maker_id = $1 and v.state = 'on_site' order by t.machine_id, lower(v.during) desc),
  held_usage as materialized (
    select distinct on (coalesce(d.machine_id, beside.machine_id)) coalesce(d.machine_id, beside.machine_id) as machine_id,
           k.number as contract, d.code as device, mt.unit, u.held_quantity::text as "heldQuantity", u.reasons,
           u.period_from as "periodFrom"
      from usage_period u
      join meter mt on mt.maker_id = u.maker_id and mt.id = u.meter_id
      join contract k on k.maker_id = u.maker_id and k.id = u.contract_id
      join device d on d.maker_id = mt.maker_id and d.id = mt.device_id
      -- Usage on hold of a site's own meter is listed with the first machine of the site.
      left join lateral (
        select m.id as machine_id from placement p join machine m on m.maker_id = p.maker_id and m.id = p.machine_id
         where p.maker_id = d.maker_id and p.site_id = d.site_id and upper(p.during) is null and m.archived_at is null
         order by m.serial limit 1) beside on true
     where $5 and u.maker_id = $1 and u.superseded_at is null and (u.state = 'held' or u.held_quantity > 0)
     order by coalesce(d.machine_id, beside.machine_id), u.period_from desc),
  due_kit as materialized (${dueKits}),
  standing as (
    select m.id, m.serial, m.owner, m.lifecycle, m.archived_at, m.model_id, mo.code as model_code, mo.name as model_name,
           s.id as site_id, s.name as site_name, s.city, s.zone, s.latitude, s.longitude,
           c.id as customer_id, c.name as customer_name, coalesce(s.hub_id, c.hub_id) as hub_id,
           st.last_reading_at, st.last_seen_at, coalesce(st.is_silent, false) as is_silent,
           coalesce(al.has_critical, false) as has_critical, coalesce(al.has_warning, false) as has_warning,
           coalesce(ti.tickets, 0) as open_tickets, coalesce(ti.has_unassigned, false) as has_unassigned,
           hu.machine_id is not null as has_held, dk.machine_id is not null as has_due_kit,
           to_jsonb(hu) - 'machine_id' as held, to_jsonb(dk) - 'machine_id' as due_kit, to_jsonb(vi) - 'machine_id' as on_site,
           -- The order is that of deriveMachineState in libs/equipment. A test compares both.
           case when vi.machine_id is not null then 'service'
                when not coalesce(st.is_heard, false) then 'unknown'
                when st.is_silent then case when m.lifecycle = any($4) then 'silent' else 'unknown' end
                else coalesce($3::jsonb ->> lower(st.reported_state), case when al.has_critical then 'fault' else 'unknown' end)
           end as state
      from machine m
      join equipment_model mo on mo.maker_id = m.maker_id and mo.id = m.model_id
      left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
      left join site s on s.maker_id = p.maker_id and s.id = p.site_id
      left join customer c on c.maker_id = p.maker_id and c.id = p.customer_id
      left join lateral (
        select bool_or(ds.last_reading_at is not null) as is_heard,
               bool_and(ds.silent_since is not null or ds.last_reading_at < $2::timestamptz - make_interval(secs => d.silent_after_seconds))
                 filter (where ds.last_reading_at is not null) as is_silent,
               max(ds.last_reading_at) as last_reading_at, max(ds.last_seen_at) as last_seen_at,
               (array_agg(case when ds.last_values -> 'state' ->> 'q' is distinct from '3' then ds.last_values -> 'state' ->> 'v' end
                          order by last_value_order(ds.last_values -> 'state') desc)
                 filter (where ds.last_values ? 'state'))[1] as reported_state
          from device d join device_status ds on ds.maker_id = d.maker_id and ds.device_key = d.device_key
         where d.maker_id = m.maker_id and d.machine_id = m.id and d.archived_at is null) st on true
      left join open_alarm al on al.machine_id = m.id
      left join open_ticket ti on ti.machine_id = m.id
      left join on_site vi on vi.machine_id = m.id
      left join held_usage hu on hu.machine_id = m.id
      left join due_kit dk on dk.machine_id = m.id
     where m.maker_id = $1 and ($6 or p.id is not null)),
  fleet as (
    select standing.*,
           case when state = 'fault' or has_critical then 0
                when has_warning then 1
                when state = 'silent' then 2
                when has_held then 3
                when has_unassigned then 4
                when has_due_kit then 5
                when state = 'service' then 6
                else 7 end as rank
      from standing)`;

const DUE_KITS = `
    select distinct on (v.machine_id) v.machine_id, kit.code, v.predicted_on as "predictedOn",
           (v.due_hours - v.hours_now)::text as "hoursLeft"
      from kit_delivery v
      join kit on kit.maker_id = v.maker_id and kit.id = v.kit_id
      join site s on s.maker_id = v.maker_id and s.id = v.site_id
     where v.maker_id = $1 and v.state in ('forecast', 'reserved')
       and (v.hours_now >= v.due_hours or v.predicted_on <= ($2::timestamptz at time zone s.zone)::date + 3)
     order by v.machine_id, v.due_hours`;

const NO_KITS = `select null::uuid as machine_id, null::text as code, null::date as "predictedOn", null::text as "hoursLeft" where false`;

/** All facts about the fleet. */
export const FLEET = fleetWith(DUE_KITS);

/** Like `FLEET`, for counting states: without due kits, which would be searched for all machines of the maker. */
export const FLEET_STATES = fleetWith(NO_KITS);

/** Options of a query on the fleet. */
export interface FleetView {
  /** Whether usage on hold is included, for callers who may see billing. */
  readonly usage: boolean;
  /**
   * Whether machines at no site are included. The maker's fleet includes machines in a crate or workshop. The fleet of
   * a customer or technician excludes machines that have left. Set explicitly for a single machine.
   */
  readonly unplaced?: boolean;
}

/** Returns the six parameters of `FLEET`. */
export function fleetParameters(
  scope: Scope,
  now: Date,
  { usage, unplaced = seesAllRows(scope) }: FleetView,
): unknown[] {
  return [scope.makerId, now, JSON.stringify(REPORTED_STATES), REPORTING_LIFECYCLES, usage, unplaced];
}
