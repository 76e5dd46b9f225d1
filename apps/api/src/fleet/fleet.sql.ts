import {
  type MachineLifecycle,
  REPORTED_STATES,
  REPORTING_LIFECYCLES,
  SILENT_AFTER_SECONDS,
} from '#equipment';
import { type Scope, seesAllRows } from '#platform';

/*
 * SQL of the fleet's queries. It runs under row-level security, so that a customer's fleet contains only machines that
 * the customer may see. All expressions use the parameters of `FleetParameters`.
 */

/** Value of a device's state signal, unless its quality is bad. */
const REPORTED = `case when ds.last_values -> 'state' ->> 'q' is distinct from '3' then ds.last_values -> 'state' ->> 'v' end`;

const IS_SILENT = `(ds.silent_since is not null or ds.last_reading_at < $2::timestamptz - make_interval(secs => d.silent_after_seconds))`;

/**
 * The newest usage on hold of each machine. Usage of a site's own meter is listed with the first machine of the site.
 */
const HELD_USAGE = `
    select distinct on (coalesce(d.machine_id, beside.machine_id)) coalesce(d.machine_id, beside.machine_id) as machine_id,
           k.number as contract, d.code as device, mt.unit, u.held_quantity::text as "heldQuantity", u.reasons,
           u.period_from as "periodFrom"
      from usage_period u
      join meter mt on mt.maker_id = u.maker_id and mt.id = u.meter_id
      join contract k on k.maker_id = u.maker_id and k.id = u.contract_id
      join device d on d.maker_id = mt.maker_id and d.id = mt.device_id
      left join lateral (
        select m.id as machine_id from placement p join machine m on m.maker_id = p.maker_id and m.id = p.machine_id
         where p.maker_id = d.maker_id and p.site_id = d.site_id and upper(p.during) is null and m.archived_at is null
         order by m.serial limit 1) beside on true
     where $6 and u.maker_id = $1 and u.superseded_at is null and (u.state = 'held' or u.held_quantity > 0)
     order by coalesce(d.machine_id, beside.machine_id), u.period_from desc`;

/** Selects kits that are due, or are predicted to be due within three days, as `v` with their kit `kit`. */
export const FROM_DUE_KITS = `kit_delivery v
      join kit on kit.maker_id = v.maker_id and kit.id = v.kit_id
      join site s on s.maker_id = v.maker_id and s.id = v.site_id
     where v.maker_id = $1 and v.state in ('forecast', 'reserved')
       and (v.hours_now >= v.due_hours or v.predicted_on <= ($2::timestamptz at time zone s.zone)::date + 3)`;

/** Reported states that need attention. */
const URGENT_REPORTS = `('fault', 'service')`;

/** Silent devices, and devices that report a state that needs attention. */
const URGENT_DEVICES = `
      select d.machine_id, 'device' as sign
        from device_status ds join device d on d.maker_id = ds.maker_id and d.device_key = ds.device_key
       where ds.maker_id = $1 and d.machine_id is not null and d.archived_at is null
         and (ds.silent_since is not null or ds.last_reading_at < $2::timestamptz - interval '${SILENT_AFTER_SECONDS.min} seconds'
              or $3::jsonb ->> lower(ds.last_values -> 'state' ->> 'v') in ${URGENT_REPORTS})
         and (${IS_SILENT} or $3::jsonb ->> lower(${REPORTED}) in ${URGENT_REPORTS})`;

/**
 * Signs that machines need attention. Few machines have signs, so they are read once for all machines instead of being
 * looked up for each machine. Usage on hold is also available as `held_usage`.
 * @param more further signs
 * @param among condition on `machine_id`
 */
const signsOf = (more: string, among: string): string => `
  held_usage as materialized (${HELD_USAGE}),
  signs as materialized (
    select machine_id, bool_or(sign = 'critical') as has_critical, bool_or(sign = 'warning') as has_warning,
           bool_or(sign = 'held') as has_held, bool_or(sign = 'ticket') as has_unassigned,
           bool_or(sign = 'kit') as has_due_kit, bool_or(sign = 'visit') as is_on_site
      from (
      select machine_id, severity as sign from alarm
       where maker_id = $1 and cleared_at is null and withdrawn_at is null and severity in ('critical', 'warning')
      union all
      select machine_id, 'ticket' from ticket where maker_id = $1 and state = 'new'
      union all
      select t.machine_id, 'visit' from visit v join ticket t on t.maker_id = v.maker_id and t.id = v.ticket_id
       where v.maker_id = $1 and v.state = 'on_site'
      union all
      select machine_id, 'held' from held_usage${more}) found
     where ${among} group by machine_id)`;

const KIT_SIGNS = `
      union all
      select v.machine_id, 'kit' from ${FROM_DUE_KITS}`;

/** Machines `m` with their model `mo`, and the current placement `p` with its site `s` and customer `c`. */
const machinesFrom = (from: string): string => `${from}
      join equipment_model mo on mo.maker_id = m.maker_id and mo.id = m.model_id
      left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
      left join site s on s.maker_id = p.maker_id and s.id = p.site_id
      left join customer c on c.maker_id = p.maker_id and c.id = p.customer_id`;

const MACHINES = machinesFrom('machine m');

const inFleet = (unplaced: string): string => `m.maker_id = $1 and (${unplaced} or p.id is not null)`;

/**
 * Reports of the devices of machine `m`, as `st`. Nearly all machines have devices. They are looked up by machine,
 * because PostgreSQL compares each machine with each device if it misjudges the size of a joined set.
 */
const REPORTS = `left join lateral (
        select bool_or(ds.last_reading_at is not null) as is_heard,
               bool_and(${IS_SILENT}) filter (where ds.last_reading_at is not null) as is_silent,
               max(ds.last_reading_at) as last_reading_at, max(ds.last_seen_at) as last_seen_at,
               (array_agg(${REPORTED} order by last_value_order(ds.last_values -> 'state') desc)
                 filter (where ds.last_values ? 'state'))[1] as reported_state
          from device d join device_status ds on ds.maker_id = d.maker_id and ds.device_key = d.device_key
         where d.maker_id = m.maker_id and d.machine_id = m.id and d.archived_at is null) st on true`;

/**
 * State of a machine. The conditions have the same order as in `deriveMachineState` in `libs/equipment`. A test
 * compares both.
 * @param isOnSite condition that a technician is on site
 * @param hasCritical condition that a critical alarm is open
 */
const stateOf = (isOnSite: string, hasCritical: string): string => `
           case when ${isOnSite} then 'service'
                when not coalesce(st.is_heard, false) then 'unknown'
                when st.is_silent then case when m.lifecycle = any($4) then 'silent' else 'unknown' end
                else coalesce($3::jsonb ->> lower(st.reported_state), case when ${hasCritical} then 'fault' else 'unknown' end)
           end`;

/**
 * Selects machines with their state and urgency (`rank`, from 0 for the most urgent to 7).
 * @param from `MACHINES`, `st` and the signs `g`
 */
const standingOf = (from: string, condition: string): string => `
    select standing.*,
           case when state = 'fault' or has_critical then 0
                when has_warning then 1
                when state = 'silent' then 2
                when has_held then 3
                when has_unassigned then 4
                when has_due_kit then 5
                when state = 'service' then 6
                else 7 end as rank
      from (
    select m.id, m.serial, m.owner, m.lifecycle, m.archived_at, m.model_id, mo.code as model_code, mo.name as model_name,
           s.id as site_id, s.name as site_name, s.city, s.zone, s.latitude, s.longitude,
           c.id as customer_id, c.name as customer_name, coalesce(s.hub_id, c.hub_id) as hub_id,
           st.last_reading_at, st.last_seen_at, g.has_critical, g.has_warning, g.has_held, g.has_unassigned, g.has_due_kit,
           ${stateOf('g.is_on_site', 'g.has_critical')} as state
      from ${from}
     where ${inFleet('$5')} and ${condition}) standing`;

const WITH_SIGNS = `${MACHINES} ${REPORTS} left join signs g on g.machine_id = m.id`;

/** Selects the whole fleet as `fleet f`. @param machines condition on `MACHINES` */
export const selectFleet = (machines: string): string =>
  `${signsOf(KIT_SIGNS, 'true')}, fleet as (${standingOf(WITH_SIGNS, machines)})`;

/** The whole fleet. */
export const FLEET = selectFleet('true');

/**
 * Variant of `FLEET` for counting states. Excludes due kits, because they would have to be found for all machines of
 * the maker.
 */
export const FLEET_STATES = `${signsOf('', 'true')}, fleet as (${standingOf(WITH_SIGNS, 'true')})`;

/** Selects the machines with the ids $7 as `fleet f`. */
export const FLEET_OF_IDS = `${signsOf(KIT_SIGNS, 'machine_id = any($7::uuid[])')},
  fleet as (${standingOf(WITH_SIGNS, 'm.id = any($7::uuid[])')})`;

const MACHINES_WITH_SIGNS = machinesFrom('signs g join machine m on m.maker_id = $1 and m.id = g.machine_id');

/**
 * Selects the machines that need attention as `fleet f`: machines with an open alarm, usage on hold, an unassigned ticket
 * or a due kit, and machines with a device that is silent or reports a fault or service.
 * @param machines condition on `MACHINES`
 */
export const selectUrgent = (machines: string): string => `
  ${signsOf(
    `${KIT_SIGNS}
      union all ${URGENT_DEVICES}`,
    'machine_id is not null',
  )},
  fleet as (select * from (${standingOf(`${MACHINES_WITH_SIGNS} ${REPORTS}`, machines)}) f where f.rank < 7)`;

/**
 * Selects all machines that `selectUrgent` doesn't select as `fleet f`, with the parameters of `withoutSigns`.
 * @param machines condition on `MACHINES`
 * @param urgent parameter with the ids of the machines that need attention
 */
export const selectOthers = (machines: string, urgent: string): string => `
  fleet as (
    select m.id, m.serial, 7 as rank, ${stateOf('false', 'false')} as state
      from ${MACHINES} ${REPORTS}
     where ${inFleet('$5')} and ${machines}
       and not exists (select from unnest(${urgent}::uuid[]) as urgent (id) where urgent.id = m.id))`;

/** Selects machines without their state as `fleet f`, with the parameters of `withoutStates`. */
export const selectWithoutState = (machines: string): string => `
  fleet as (
    select m.id, m.serial, mo.code as model_code, s.name as site_name, s.city, c.name as customer_name
      from ${MACHINES} where ${inFleet('$2')} and ${machines})`;

/** Options of a query on the fleet. */
export interface FleetView {
  /** Whether usage on hold is included. Set this only for callers who may see billing. */
  readonly usage: boolean;
  /**
   * Whether machines at no site are included. The maker's fleet includes machines in a crate or workshop. The fleet of
   * a customer or technician excludes machines that have left. Set explicitly for a single machine.
   */
  readonly unplaced?: boolean;
}

/** Parameters $1 to $6 of the expressions in this file. */
export type FleetParameters = readonly [
  makerId: string,
  now: Date,
  /** Values of state signals, each with its state (JSON). */
  reportedStates: string,
  /** Lifecycle states in which machines are expected to report. */
  reportingLifecycles: readonly MachineLifecycle[],
  unplaced: boolean,
  usage: boolean,
];

export function fleetParameters(
  scope: Scope,
  now: Date,
  { usage, unplaced = seesAllRows(scope) }: FleetView,
): FleetParameters {
  return [scope.makerId, now, JSON.stringify(REPORTED_STATES), REPORTING_LIFECYCLES, unplaced, usage];
}

/** Returns the parameters of `selectOthers`, which doesn't need the parameters of signs. */
export const withoutSigns = (parameters: FleetParameters): unknown[] => parameters.slice(0, 5);

/** Returns the parameters of `selectWithoutState`. */
export const withoutStates = ([makerId, , , , unplaced]: FleetParameters): unknown[] => [makerId, unplaced];
