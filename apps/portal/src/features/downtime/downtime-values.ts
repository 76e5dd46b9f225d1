import type { DetectedDowntime } from '../../api/types.js';
import { instantToWallTime } from '../../format/time.js';

const MINUTE_MS = 60_000;

/**
 * Form values for downtime seen in readings. The times are rounded outward to whole minutes, so that no remainder is
 * proposed again; ongoing downtime ends at the last whole minute. The responsible party and the cause stay empty.
 */
export function toDowntimeValues({ machine, from, to, goesOn }: DetectedDowntime, zone: string) {
  const minute = (at: string, round: (value: number) => number): string =>
    instantToWallTime(round(Date.parse(at) / MINUTE_MS) * MINUTE_MS, zone);
  return {
    machineId: machine.id,
    cause: '',
    from: minute(from, Math.floor),
    to: minute(to, goesOn ? Math.floor : Math.ceil),
    reason: '',
  };
}
