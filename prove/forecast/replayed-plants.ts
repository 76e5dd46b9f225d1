import { DateTime } from 'luxon';
import type { DemoCustomer, DemoData } from '../../apps/simulator/src/seed/demo-data.store.js';
import { siteZone } from '../../apps/simulator/src/seed/seeding.js';
import { thresholdForShare } from '../../apps/simulator/src/domain/physics/new-station.js';
import { seedOf } from '../../apps/simulator/src/domain/physics/noise.js';
import { activityAt, flowAt } from '../../apps/simulator/src/domain/physics/plant-demand.js';
import { SiteCalendar } from '../../apps/simulator/src/domain/physics/site-calendar.js';
import { PLANTS } from '../../apps/simulator/src/domain/station/plants.js';
import { extendHolidays } from '../../apps/simulator/src/domain/world-dates.js';
import type { ReplayedCounter } from './replayed-counter.js';

const STEP_MS = 15 * 60_000;
const STEP_MIN = STEP_MS / 60_000;
/** Share of the time for which the machine runs: the busiest half. */
const SHARE = 0.5;

/** Returns the calendar of a demo plant, with the holidays of the replayed years. */
export function calendarOf(data: DemoData, customer: DemoCustomer, years: readonly number[]): SiteCalendar {
  const listed = data.holidays[customer.country] ?? [];
  const holidays = years.flatMap((year) => extendHolidays(listed, customer.country, year));
  return new SiteCalendar(siteZone(customer), holidays);
}

/**
 * Calculates the demand of the demo plants with the simulator's physics, repeated with other random values: the air of
 * a station, and the hours of a machine that runs while the plant is busy.
 * @param to day after the last day
 */
export function replayPlants(
  data: DemoData,
  seeds: readonly number[],
  { from, to }: { readonly from: string; readonly to: string },
): ReplayedCounter[] {
  const years = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return data.customers.flatMap((customer) => {
    const { demand } = PLANTS[customer.id]!;
    const calendar = calendarOf(data, customer, [...new Set(years)]);
    const { zone } = calendar;
    const bounds = { fromMs: startOf(from, zone), toMs: startOf(to, zone) };
    return seeds.flatMap((number) => {
      const code = `${customer.id} ${number}`;
      const seed = seedOf(code);
      const keptFrom = thresholdForShare({ code, demand, calendar }, SHARE, bounds.fromMs, bounds.toMs);
      const air = new DailyTotals(zone);
      const hours = new DailyTotals(zone);
      for (let at = bounds.fromMs; at < bounds.toMs; at += STEP_MS) {
        const activity = activityAt(seed, demand, calendar, at);
        const { minuteOfDay } = calendar.momentAt(at);
        air.add(at, minuteOfDay, flowAt(seed, demand, activity, at) * STEP_MIN);
        hours.add(at, minuteOfDay, activity >= keptFrom ? STEP_MIN / 60 : 0);
      }
      return [
        { kind: 'demand: air', name: code, days: air.days },
        { kind: 'demand: hours', name: code, days: hours.days },
      ];
    });
  });
}

const startOf = (day: string, zone: string): number => DateTime.fromISO(day, { zone }).toMillis();

/** Sums quantities by local day. */
class DailyTotals {
  readonly days: { day: string; byNoon: number; whole: number }[] = [];
  private lastMinute = Infinity;

  constructor(private readonly zone: string) {}

  add(at: number, minuteOfDay: number, quantity: number): void {
    if (minuteOfDay < this.lastMinute)
      this.days.push({
        day: DateTime.fromMillis(at, { zone: this.zone }).toISODate()!,
        byNoon: 0,
        whole: 0,
      });
    this.lastMinute = minuteOfDay;
    const day = this.days.at(-1)!;
    day.whole += quantity;
    if (minuteOfDay < NOON) day.byNoon += quantity;
  }
}

const NOON = 12 * 60;
