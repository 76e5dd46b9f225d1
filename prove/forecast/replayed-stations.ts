import { DateTime } from 'luxon';
import type { DemoCustomer, DemoData } from '../../apps/simulator/src/seed/demo-data.store.js';
import { planStation } from '../../apps/simulator/src/domain/fleet-plan.js';
import { drawIncidents } from '../../apps/simulator/src/domain/station/incidents.js';
import type { StationCounters } from '../../apps/simulator/src/domain/station/coarse-history.js';
import { StationSimulation } from '../../apps/simulator/src/domain/station/station-simulation.js';
import { createWorldDates } from '../../apps/simulator/src/domain/world-dates.js';
import type { ReplayedCounter } from './replayed-counter.js';
import { calendarOf } from './replayed-plants.js';

/**
 * Simulates a demo station with its complete physics, in steps of ten seconds: pressure, starts and stops of the
 * machines, faults and services. Returns the quantities of the station meter and of the machines' hour and energy
 * counters, until noon and for the whole of each local day.
 * @param to day after the last day
 */
export function replayStation(
  data: DemoData,
  customer: DemoCustomer,
  seed: number,
  { from, to }: { readonly from: string; readonly to: string },
): ReplayedCounter[] {
  const years = [...new Set([from, to].map((day) => Number(day.slice(0, 4))))];
  const calendar = calendarOf(data, customer, years);
  const { zone } = calendar;
  const begin = DateTime.fromISO(from, { zone });
  const end = DateTime.fromISO(to, { zone });
  const machines = data.machines.filter((machine) => machine.customer === customer.id);
  const dates = createWorldDates(data.asOf, Date.parse(data.asOf), true);
  const planned = planStation(
    { code: customer.id, zone, holidays: [] },
    machines,
    data.models,
    dates,
    begin.toMillis(),
  );
  const code = `${customer.id} ${seed}`;
  const plan = { ...planned.plan, code, calendar };
  const effects = machines.flatMap(({ serial }) =>
    drawIncidents(`${serial} ${seed}`, begin.toMillis(), end.toMillis(), -Infinity).map((effect) => ({
      ...effect,
      serial,
    })),
  );
  const simulation = new StationSimulation({ ...planned, plan }, structuredClone(planned.begin), effects);
  const dayCounters: { day: string; start: StationCounters; noon: StationCounters; end: StationCounters }[] =
    [];
  for (let day = begin, start = simulation.counters(); day < end; day = day.plus({ days: 1 })) {
    simulation.advance(day.set({ hour: 12 }).toMillis());
    const noon = simulation.counters();
    simulation.advance(day.plus({ days: 1 }).toMillis());
    const after = simulation.counters();
    dayCounters.push({ day: day.toISODate()!, start, noon, end: after });
    start = after;
  }
  const counter = (
    kind: string,
    name: string,
    of: (counters: StationCounters) => number,
  ): ReplayedCounter => ({
    kind: `station: ${kind}`,
    name,
    days: dayCounters.map(({ day, start, noon, end: over }) => ({
      day,
      byNoon: of(noon) - of(start),
      whole: of(over) - of(start),
    })),
  });
  return [
    counter('air', code, ({ airM3 }) => airM3),
    ...planned.machines.flatMap(({ serial }, machineIndex) => [
      counter('hours', `${serial} ${seed}`, (counters) => counters.machines[machineIndex]!.runH),
      counter('energy', `${serial} ${seed}`, (counters) => counters.machines[machineIndex]!.energyKwh),
    ]),
  ];
}
