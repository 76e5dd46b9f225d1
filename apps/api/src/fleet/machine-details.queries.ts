import { preparedQuery, type Transaction } from '#platform';
import type { AttentionSigns, OpenAlarm } from './attention.js';

/** Details of a machine's row, in addition to its state. */
export interface MachineDetails {
  readonly values: Record<string, number | string | null>;
  readonly alarms: OpenAlarm[];
  readonly unassignedTickets: AttentionSigns['unassignedTickets'];
}

interface DetailsRow {
  machine_id: string;
  values: MachineDetails['values'] | null;
  alarms: (Omit<OpenAlarm, 'raisedAt'> & { raisedAt: string })[] | null;
  tickets: { number: string; severity: string; openedAt: string }[] | null;
}

/** Selects the details of machines. The parameters are the maker ($1) and the machine ids ($2). */
const DETAILS = `
  select wanted.machine_id,
         (select jsonb_object_agg(v.key, case when v.value ->> 'q' is distinct from '3' then v.value -> 'v' end
                   order by last_value_order(v.value))
            from device d join device_status ds on ds.maker_id = d.maker_id and ds.device_key = d.device_key
            cross join lateral jsonb_each(ds.last_values) v
           where d.maker_id = $1 and d.machine_id = wanted.machine_id and d.archived_at is null) as values,
         (select jsonb_agg(jsonb_build_object('id', a.id, 'code', a.code, 'severity', a.severity, 'raisedAt', a.raised_at,
                   'signalKey', a.signal_key, 'peakValue', a.peak_value::text, 'unit', coalesce((
                     select s.unit from signal s where s.maker_id = m.maker_id and s.key = a.signal_key
                        and (s.model_id = m.model_id or s.device_id in (
                          select d.id from device d where d.maker_id = m.maker_id and d.machine_id = m.id))
                      order by s.device_id nulls last limit 1), '')) order by a.raised_at desc, a.id)
            from alarm a join machine m on m.maker_id = a.maker_id and m.id = a.machine_id
           where a.maker_id = $1 and a.machine_id = wanted.machine_id and a.cleared_at is null and a.withdrawn_at is null) as alarms,
         (select jsonb_agg(jsonb_build_object('number', t.number, 'severity', t.severity, 'openedAt', t.opened_at) order by t.opened_at)
            from ticket t where t.maker_id = $1 and t.machine_id = wanted.machine_id and t.state = 'new') as tickets
    from unnest($2::uuid[]) as wanted (machine_id)`;

/** Loads the details of a page's rows by machine id, in one query. */
export async function findMachineDetails(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, MachineDetails>> {
  const rows = await preparedQuery<DetailsRow>(tx, DETAILS, [tx.scope.makerId, ids]);
  return new Map(rows.map((row) => [row.machine_id, toDetails(row)]));
}

function toDetails(row: DetailsRow): MachineDetails {
  return {
    values: row.values ?? {},
    alarms: (row.alarms ?? []).map((alarm) => ({ ...alarm, raisedAt: new Date(alarm.raisedAt) })),
    unassignedTickets: (row.tickets ?? []).map((ticket) => ({
      ...ticket,
      openedAt: new Date(ticket.openedAt),
    })),
  };
}
