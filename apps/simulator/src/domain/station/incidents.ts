import type { Effect } from '../physics/effects.js';
import { chance, seedOf } from '../physics/noise.js';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** Weekly probability of an incident per machine. Low before the date of the stories, so that few old alarms exist. */
const DRYER = { before: 0.015, after: 0.025 };
const COOLER = { before: 0, after: 0.02 };
const BEARING = { before: 0, after: 0.004 };

/**
 * Returns random everyday incidents of a machine: a dryer that stalls, a cooler that is clogged until it is cleaned, or
 * a worn bearing. They are drawn for each machine and week, so that they occur at the same time in every run.
 */
export function drawIncidents(serial: string, fromMs: number, toMs: number, presentMs: number): Effect[] {
  const seed = seedOf(serial);
  const effects: Effect[] = [];
  for (let week = Math.ceil(fromMs / WEEK_MS); week * WEEK_MS < toMs; week++) {
    const draw = (channel: number) => chance(seed + channel, week);
    const at = Math.floor((week * WEEK_MS + draw(41) * WEEK_MS) / 60_000) * 60_000;
    const odds = (of: { before: number; after: number }) => (at < presentMs ? of.before : of.after);
    if (draw(42) < odds(DRYER)) {
      const to = at + (2 + 4 * draw(43)) * HOUR_MS;
      effects.push(toDisturbance(serial, 'dewPointK', at, to, 3.4, 0.5 * HOUR_MS));
    }
    if (draw(44) < odds(COOLER)) {
      const to = at + 10 * HOUR_MS;
      effects.push(toDisturbance(serial, 'heatK', at, to, 17 + 3 * draw(45), 7 * HOUR_MS));
      effects.push({
        kind: 'maintenance',
        serial,
        airFilter: false,
        separator: false,
        from: to,
        to: to + HOUR_MS,
      });
    }
    if (draw(46) < odds(BEARING)) {
      const to = at + 5 * 24 * HOUR_MS;
      effects.push(toDisturbance(serial, 'vibrationMmS', at, to, 5, 4.5 * 24 * HOUR_MS));
      effects.push({
        kind: 'maintenance',
        serial,
        airFilter: false,
        separator: false,
        from: to,
        to: to + 6 * HOUR_MS,
      });
    }
  }
  return effects;
}

function toDisturbance(
  serial: string,
  quantity: 'heatK' | 'dewPointK' | 'vibrationMmS',
  from: number,
  to: number,
  amount: number,
  riseMs: number,
): Effect {
  return {
    kind: 'disturbance',
    serial,
    quantity,
    from,
    to,
    points: [
      [from, 0],
      [from + riseMs, amount],
      [to, amount],
    ],
  };
}
