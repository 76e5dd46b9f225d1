import type { SeenStop } from '../../api/types.js';
import { instantToWallTime } from '../../format/time.js';

const MINUTE_MS = 60_000;

/**
 * A stop that readings tell of, as it is written down: in whole minutes around it, so that nothing of it is proposed again; what goes
 * on ends with the last whole minute. Whose it is, and why, stays open.
 */
export function valuesOfSeen({ machine, from, to, goesOn }: SeenStop, zone: string) {
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
