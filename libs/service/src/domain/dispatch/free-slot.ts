import { travelMinutes, type GeoLocation } from '../location.js';
import { workingDays, type HubHours } from './working-days.js';

/**
 * A span in which a technician isn't free. A visit has a location; an absence has none. Instants are in ms since the
 * epoch.
 */
export interface BusySpan {
  readonly from: number;
  readonly to: number;
  readonly place: GeoLocation | null;
}

export interface SlotRequest {
  readonly now: number;
  readonly minutes: number;
  readonly hours: HubHours;
  readonly busy: readonly BusySpan[];
  /** Location at which the technician's day starts. */
  readonly home: GeoLocation | null;
  /** Location of the work. */
  readonly site: GeoLocation | null;
  readonly horizonDays: number;
}

export interface Slot {
  readonly from: number;
  readonly to: number;
  /** Location from which the technician travels: the previous visit of that day, or home. */
  readonly origin: GeoLocation | null;
  readonly comesFrom: 'home' | 'visit';
}

const QUARTER_MS = 15 * 60_000;

/**
 * Finds the earliest span of working time that fits between existing visits and absences, including travel to it and to
 * the next visit. Work begins at a full quarter of an hour. Travel to the first visit of a day takes place before
 * working hours, but today a technician can't arrive sooner than travel allows.
 */
export function findFreeSlot(request: SlotRequest): Slot | undefined {
  const { now, minutes, hours, home, site } = request;
  // Sorted by departure time: if two spans begin at the same time, the span with the longer travel comes first.
  const busy = request.busy
    .map((block) => ({ block, leaveAt: block.from - travelMs(site, block.place) }))
    .sort((a, b) => a.leaveAt - b.leaveAt || a.block.to - b.block.to)
    .map(({ block }) => block);
  for (const day of workingDays(hours, now, request.horizonDays)) {
    let origin: GeoLocation | null = home;
    let comesFrom: Slot['comesFrom'] = 'home';
    let from = day.from >= now ? day.from : roundUp(now + travelMs(home, site));
    // Includes spans outside the working hours if travel from or to them overlaps the hours.
    const blocks = busy.filter((block) => {
      const travelTimeMs = travelMs(block.place, site);
      return block.to + travelTimeMs > day.from && block.from - travelTimeMs < day.to;
    });
    for (const block of [...blocks, undefined]) {
      const to = from + minutes * 60_000;
      if (to <= (block ? block.from - travelMs(site, block.place) : day.to) && to <= day.to) {
        return { from, to, origin, comesFrom };
      }
      if (!block) break;
      const after = block.to + travelMs(block.place, site);
      if (after > from) {
        from = roundUp(after);
        origin = block.place ?? home;
        comesFrom = block.place ? 'visit' : 'home';
      }
    }
  }
  return undefined;
}

function travelMs(from: GeoLocation | null, to: GeoLocation | null): number {
  return travelMinutes(from, to) * 60_000;
}

function roundUp(at: number): number {
  return Math.ceil(at / QUARTER_MS) * QUARTER_MS;
}
