import type { SignalKind, SignalLimits } from '#equipment';
import type { Transaction } from '#platform';
import type { ReadingSource } from './reporting-devices.js';

/** A signal as defined by its model or device. Limits are decimals as text; null if there is none. */
export interface DescribedSignal {
  readonly key: string;
  /** UCUM code of the unit. */
  readonly unit: string;
  readonly kind: SignalKind;
  readonly decimals: number;
  readonly limits: SignalLimits;
}

interface SignalRow {
  key: string;
  unit: string;
  kind: SignalKind;
  decimals: number;
  warn_low: string | null;
  warn_high: string | null;
  trip_low: string | null;
  trip_high: string | null;
}

/**
 * Returns the signals of a machine (those of its model and its devices) or of a site's instruments, in order, one per
 * key.
 */
export async function listDescribedSignals(
  tx: Transaction,
  source: ReadingSource,
): Promise<DescribedSignal[]> {
  const [column, id] = 'machineId' in source ? ['machine_id', source.machineId] : ['site_id', source.siteId];
  const rows: SignalRow[] = await tx.manager.query(
    `select key, unit, kind, decimals, warn_low, warn_high, trip_low, trip_high
       from (select distinct on (s.key) s.*
               from signal s
              where s.maker_id = $1
                and (s.device_id in (select d.id from device d where d.maker_id = $1 and d.${column} = $2)
                  or s.model_id = (select m.model_id from machine m where m.maker_id = $1 and m.id = $2))
              order by s.key, s.device_id nulls last) described
      order by position, key`,
    [tx.scope.makerId, id],
  );
  return rows.map((row) => ({
    key: row.key,
    unit: row.unit,
    kind: row.kind,
    decimals: row.decimals,
    limits: {
      warnLow: row.warn_low,
      warnHigh: row.warn_high,
      tripLow: row.trip_low,
      tripHigh: row.trip_high,
    },
  }));
}
