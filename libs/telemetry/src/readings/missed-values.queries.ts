import { Injectable } from '@nestjs/common';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { type LastValue, type LastValues, getSortTime, applyNewer } from '../domain/history/last-values.js';
import type { Span } from '../domain/readings/outcomes.js';
import {
  getReportingDevices,
  type ReadingSource,
  type ReportingDevice,
} from '../history/reporting-devices.js';
import { readBlocks } from './stored-readings.js';

/** A device's newest values by key. */
export interface DeviceValues {
  readonly deviceId: string;
  readonly values: ReadonlyMap<string, LastValue>;
}

/** Finds the values that a client of live values missed during an interruption. */
@Injectable()
export class MissedValuesQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the newest values of a machine's or a site's own devices that are newer than the client's; for devices that
   * the client doesn't know, all values. Devices without such values are omitted.
   * @param knownMs the newest device time that the client knows, by device id
   * @throws DomainError equipment.machine_not_found, customers.site_not_found
   */
  find(scope: Scope, source: ReadingSource, knownMs: ReadonlyMap<string, number>): Promise<DeviceValues[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const devices = await getReportingDevices(tx, source);
      const newest = await loadNewestValues(tx, devices);
      return devices
        .map(({ id, deviceKey }) => {
          const after = knownMs.get(id) ?? -Infinity;
          const values = [...newest.get(deviceKey)!].filter(([, value]) => getSortTime(value) > after);
          return { deviceId: id, values: new Map(values) };
        })
        .filter(({ values }) => values.size > 0);
    });
  }
}

/** Returns, by device key, the values in the device's status and those stored since the status was written. */
async function loadNewestValues(
  tx: Transaction,
  devices: readonly ReportingDevice[],
): Promise<Map<number, Map<string, LastValue>>> {
  const statuses: { device_key: number; last_values: LastValues; newest_ms: number | null }[] =
    await tx.manager.query(
      `select device_key, last_values, (extract(epoch from last_reading_at) * 1000)::float8 as newest_ms
         from device_status where maker_id = $1 and device_key = any($2)`,
      [tx.scope.makerId, devices.map(({ deviceKey }) => deviceKey)],
    );
  const newest = new Map(devices.map(({ deviceKey }) => [deviceKey, new Map<string, LastValue>()]));
  const newerSpans = new Map<number, Span>(
    devices.map(({ deviceKey }) => [deviceKey, { fromMs: -Infinity, toMs: Infinity }]),
  );
  for (const { device_key, last_values, newest_ms } of statuses) {
    for (const [key, value] of Object.entries(last_values)) newest.get(device_key)!.set(key, value);
    if (newest_ms !== null) newerSpans.set(device_key, { fromMs: newest_ms, toMs: Infinity });
  }
  for (const [deviceKey, block] of await readBlocks(tx, newerSpans)) {
    const values = newest.get(deviceKey)!;
    for (let i = 0; i < block.count; i++) {
      const shape = block.shapes[block.shapeOf[i]!]!;
      const start = block.starts[i]!;
      applyNewer(
        values,
        block.timesMs[i]!,
        shape,
        block.numbers.subarray(start, start + shape.numeric.length),
        block.receivedMs[i],
      );
    }
  }
  return newest;
}
