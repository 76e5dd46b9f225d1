import type { Hub } from '../../../api/types.js';
import { instantToWallTime } from '../../../format/time.js';

/**
 * Returns true if a hub's desk is open. Days are ISO weekdays (1 Monday to 7 Sunday); hours are local times in the
 * hub's zone. A hub without hours is never open.
 */
export function isOpen(hours: Hub['hours'], zone: string, now: number): boolean {
  if (hours === null) return false;
  const wall = instantToWallTime(now, zone);
  const weekday = new Date(`${wall}:00Z`).getUTCDay() || 7;
  const time = wall.slice(11);
  return hours.days.includes(weekday) && time >= hours.open && time < hours.close;
}
