import { groupBy, type Transaction } from '#platform';
import type { MachineDowntime, RecordedCause } from '../domain/performance/downtime-hours.js';

/** A recorded downtime, with its withdrawal if there is one. */
export interface DowntimeView {
  readonly id: string;
  readonly machineId: string;
  readonly serial: string;
  readonly cause: RecordedCause;
  readonly from: Date;
  readonly to: Date;
  readonly reason: string;
  readonly recordedAt: Date;
  /** Name of the user who recorded the downtime. */
  readonly recordedByName: string | null;
  /** Null as long as the record is valid. */
  readonly withdrawn: {
    readonly at: string;
    readonly byName: string | null;
    readonly reason: string;
  } | null;
}

/** Limits the size of a response. */
const MAX_SHOWN = 500;

/** Lists the latest 500 recorded downtimes of a contract, latest first. */
export function listDowntime(tx: Transaction, contractId: string): Promise<DowntimeView[]> {
  return tx.manager.query(
    `select d.id, d.machine_id as "machineId", coalesce(m.serial, '') as serial, d.cause, d.from_time as "from", d.to_time as "to", d.reason,
            d.recorded_at as "recordedAt", d.recorded_by_name as "recordedByName",
            case when w.id is not null then jsonb_build_object(
              'at', w.recorded_at, 'byName', w.recorded_by_name, 'reason', w.reason) end as withdrawn
       from contract_downtime d
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
       left join contract_downtime w on w.maker_id = d.maker_id and w.withdraws = d.id
      where d.maker_id = $1 and d.contract_id = $2 and d.withdraws is null
      order by d.from_time desc, d.id limit ${MAX_SHOWN}`,
    [tx.scope.makerId, contractId],
  );
}

/** The contract and the period to load downtime for. */
export interface DowntimeQuery {
  readonly contractId: string;
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
}

/**
 * Loads downtime of contracts within their periods, in chronological order, by contract.
 * @param cutoff later records and withdrawals are ignored
 */
export async function findDowntime(
  tx: Transaction,
  queries: readonly DowntimeQuery[],
  cutoff: Date,
): Promise<Map<string, (MachineDowntime & { readonly contractId: string })[]>> {
  if (queries.length === 0) return new Map();
  const rows: (Omit<MachineDowntime, 'from' | 'to'> & { contractId: string; from: Date; to: Date })[] =
    await tx.manager.query(
      `select d.contract_id as "contractId", d.machine_id as "machineId", d.cause, d.from_time as "from", d.to_time as "to", d.reason
         from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as a (contract_id, from_time, to_time)
         join contract_downtime d on d.maker_id = $1 and d.contract_id = a.contract_id
          and d.from_time < a.to_time and d.to_time > a.from_time
        where d.withdraws is null and d.recorded_at <= $5
          and not exists (select from contract_downtime w
                           where w.maker_id = d.maker_id and w.withdraws = d.id and w.recorded_at <= $5)
        order by d.from_time, d.to_time, d.cause, d.reason`,
      [
        tx.scope.makerId,
        queries.map(({ contractId }) => contractId),
        queries.map(({ from }) => new Date(from)),
        queries.map(({ to }) => new Date(to)),
        cutoff,
      ],
    );
  return groupBy(
    rows.map(({ from, to, ...downtime }) => ({ ...downtime, from: from.getTime(), to: to.getTime() })),
    ({ contractId }) => contractId,
  );
}
