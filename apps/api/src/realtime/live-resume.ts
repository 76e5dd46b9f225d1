import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { type DeviceValues, estimateMeasuredAt, MissedValuesQueries } from '#telemetry';
import { type DevicePatch, type PatchLocation, type TimedValue, toPatches } from './pending-patches.js';
import type { Watchable } from './watchable.queries.js';

/** Maximum number of known devices of one machine. */
const MAX_KNOWN_DEVICES = 100;

/** Time of the newest value that a client has received, in epoch milliseconds by device id. */
export type KnownTimes = ReadonlyMap<string, number>;

/** Parses `{[deviceId]: <ISO time>}`. Returns undefined if the value has another form. */
export function readKnownTimes(known: unknown): KnownTimes | undefined {
  if (typeof known !== 'object' || known === null || Array.isArray(known)) return undefined;
  const entries = Object.entries(known).map(
    ([deviceId, at]) => [deviceId, typeof at === 'string' ? Date.parse(at) : NaN] as const,
  );
  if (entries.length > MAX_KNOWN_DEVICES || entries.some(([, ms]) => Number.isNaN(ms))) return undefined;
  return new Map(entries);
}

/** Updates a client that reconnects, with values from the database. */
@Injectable()
export class LiveResume {
  constructor(private readonly missed: MissedValuesQueries) {}

  /**
   * Finds the values of a machine, and of the instruments of its site, that are newer than the values that the client
   * has received.
   */
  async find(scope: Scope, { machineId, siteId }: Watchable, known: KnownTimes): Promise<DevicePatch[]> {
    const ofMachine = await this.missed.find(scope, { machineId }, known);
    const ofSite = siteId === null ? [] : await this.missed.find(scope, { siteId }, known);
    return [
      ...toDevicePatches({ machineId }, ofMachine),
      ...(siteId === null ? [] : toDevicePatches({ siteId }, ofSite)),
    ];
  }
}

function toDevicePatches(location: PatchLocation, devices: readonly DeviceValues[]): DevicePatch[] {
  return devices.flatMap(({ deviceId, values }) =>
    toPatches({
      place: location,
      deviceId,
      values: new Map(
        [...values].map(([key, last]): [string, TimedValue] => [
          key,
          { value: last.v, quality: last.q ?? 0, at: new Date(estimateMeasuredAt(last)).toISOString() },
        ]),
      ),
    }),
  );
}
