import { commissionedMs, type PlannedStation } from '../fleet-plan.js';
import type { StationCounters } from './coarse-history.js';
import type { MachineCounters } from './samples.js';
import type { WorldDates } from '../world-dates.js';

/** What the flow meter of the furniture plant shows at the story's present; the others follow from their use. */
const METER_AT_PRESENT: Readonly<Record<string, number>> = { 'C-PL-1': 4_958_746 };
/** Starts per running hour, and idle power, of the time before anybody counted. */
const STARTS_PER_HOUR = 0.4;
const LOAD_FACTOR = 0.8;
const IDLE_FACTOR = 0.25;
/** Share of its running hours that a machine has been under load, at least and at most. */
const LEAST_LOADED = 0.3;
const MOST_LOADED = 0.97;
/** What a meter has counted when it is put in: its test. */
const METER_TEST_M3 = 1200;

/** The simulation's own counters at two moments: where its readings begin, and the story's present. */
export interface Marks {
  readonly atFine: StationCounters;
  readonly atPresent: StationCounters;
  /** How much time lies between the simulation's beginning and the present. */
  readonly presentAfterMs: number;
}

/**
 * What a station had counted before the simulation began, so that at the story's present its machines show the demo
 * file's hours. Energy and starts, which the file leaves open, fit the hours; so do load hours where the file has more
 * or fewer of them than the simulated weeks leave room for.
 */
export function deriveBefore(
  { plan, machines }: PlannedStation,
  marks: Marks,
  dates: WorldDates,
): StationCounters {
  const { atFine, atPresent, presentAfterMs } = marks;
  const since = Math.min(...machines.map((machine) => commissionedMs(dates, machine, plan.calendar.zone)));
  const airAtPresent =
    METER_AT_PRESENT[plan.code] ??
    Math.round((atPresent.airM3 / presentAfterMs) * (dates.asOfMs - since)) + METER_TEST_M3;
  return {
    machines: machines.map((machine, place): MachineCounters => {
      const { powerKw } = plan.machines[place]!.rating;
      const [fine, present] = [atFine.machines[place]!, atPresent.machines[place]!];
      const runH = machine.run_hours - present.runH;
      const runAtFine = runH + fine.runH;
      const loadAtFine = Math.min(
        MOST_LOADED * runAtFine,
        Math.max(LEAST_LOADED * runAtFine, machine.load_hours - present.loadH + fine.loadH),
      );
      const energyAtFine = powerKw * (loadAtFine * LOAD_FACTOR + (runAtFine - loadAtFine) * IDLE_FACTOR);
      return {
        runH,
        loadH: loadAtFine - fine.loadH,
        energyKwh: energyAtFine - fine.energyKwh,
        starts: Math.round(runAtFine * STARTS_PER_HOUR) - fine.starts,
      };
    }),
    airM3: airAtPresent - atPresent.airM3,
  };
}
