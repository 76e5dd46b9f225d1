import { Injectable } from '@nestjs/common';
import type { SignalKind } from '#equipment';
import { type Scope, UnitOfWork } from '#platform';
import { listDescribedSignals } from '../history/described-signals.js';
import {
  type LastValues,
  estimateMeasuredAt,
  getSortTime,
  type SeenValue,
} from '../domain/history/last-values.js';
import type { Quality } from '../domain/messages/native-format.js';
import { getReportingDevices, type ReadingSource } from '../history/reporting-devices.js';

export interface LiveValue {
  readonly value: SeenValue;
  /** Device time of the value. */
  readonly at: Date;
  readonly unit: string;
  readonly kind: SignalKind;
  readonly decimals: number;
  readonly quality: Quality;
  readonly device: { readonly id: string; readonly code: string };
}

/** Current data of a machine, or of a site's instruments. */
export interface Live {
  /** Values of defined signals, by signal key. */
  readonly values: Readonly<Record<string, LiveValue>>;
  readonly connected: boolean;
  /** Arrival of the last message. Keep-alives are ignored. */
  readonly lastSeenAt: Date | null;
  /** Time since which all devices that have reported at least once have been silent; null while any of them reports. */
  readonly silentSince: Date | null;
}

/** A machine's last known values of some signals, by key. */
export interface MachineValues {
  readonly machineId: string;
  readonly values: Readonly<Record<string, { value: SeenValue; at: Date; quality: Quality }>>;
}

interface StatusRow {
  device_key: number;
  connected: boolean;
  last_seen_at: Date | null;
  silent_since: Date | null;
  last_values: LastValues;
}

@Injectable()
export class LiveQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DomainError equipment.machine_not_found, customers.site_not_found */
  find(scope: Scope, source: ReadingSource): Promise<Live> {
    return this.unitOfWork.run(scope, async (tx) => {
      const devices = await getReportingDevices(tx, source);
      const signals = new Map((await listDescribedSignals(tx, source)).map((signal) => [signal.key, signal]));
      const statuses: StatusRow[] = await tx.manager.query(
        `select device_key, connected, last_seen_at, silent_since, last_values from device_status
          where maker_id = $1 and device_key = any($2) order by device_key`,
        [scope.makerId, devices.map(({ deviceKey }) => deviceKey)],
      );
      const values = new Map<string, LiveValue>();
      const sortTimes = new Map<string, number>();
      for (const status of statuses) {
        const { id, code } = devices.find(({ deviceKey }) => deviceKey === status.device_key)!;
        for (const [key, last] of Object.entries(status.last_values)) {
          const { v, q } = last;
          const signal = signals.get(key);
          if (!signal || (sortTimes.get(key) ?? -Infinity) >= getSortTime(last)) continue;
          sortTimes.set(key, getSortTime(last));
          const { unit, kind, decimals } = signal;
          values.set(key, {
            value: v,
            at: new Date(estimateMeasuredAt(last)),
            unit,
            kind,
            decimals,
            quality: q ?? 0,
            device: { id, code },
          });
        }
      }
      const reporting = statuses.filter(({ last_seen_at }) => last_seen_at !== null);
      return {
        values: Object.fromEntries(values),
        connected: statuses.some(({ connected }) => connected),
        lastSeenAt: findLatest(reporting.map(({ last_seen_at }) => last_seen_at)),
        silentSince: reporting.every(({ silent_since }) => silent_since !== null)
          ? findLatest(reporting.map(({ silent_since }) => silent_since))
          : null,
      };
    });
  }

  /**
   * Returns the last known values of every machine in the scope, for signals that the model of the machine defines. If
   * a machine has several devices, the newest value is returned.
   */
  findOfFleet(scope: Scope, keys: readonly string[]): Promise<MachineValues[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: { machine_id: string; values: LastValues }[] = await tx.manager.query(
        `select n.machine_id, jsonb_object_agg(n.key, n.last) as values
           from (select distinct on (d.machine_id, g.key) d.machine_id, g.key, s.last_values -> g.key as last
                   from device_status s
                   join device d on d.maker_id = s.maker_id and d.device_key = s.device_key
                   join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
                   join signal g on g.maker_id = m.maker_id and g.model_id = m.model_id and g.key = any($2)
                  where s.maker_id = $1 and s.last_values ? g.key
                  order by d.machine_id, g.key, last_value_order(s.last_values -> g.key) desc) n
          group by n.machine_id order by n.machine_id`,
        [scope.makerId, keys],
      );
      return rows.map(({ machine_id, values }) => ({
        machineId: machine_id,
        values: Object.fromEntries(
          Object.entries(values).map(([key, last]) => [
            key,
            { value: last.v, at: new Date(estimateMeasuredAt(last)), quality: last.q ?? 0 },
          ]),
        ),
      }));
    });
  }
}

function findLatest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}
