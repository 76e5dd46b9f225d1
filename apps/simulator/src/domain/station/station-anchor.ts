import { commissionedMs, type PlannedStation } from '../fleet-plan.js';
import type { StationCounters } from './coarse-history.js';
import type { MachineCounters } from './samples.js';
import type { WorldDates } from '../world-dates.js';

/** Flow meter values on the date of the stories. Other meters start from values derived from the simulated flow. */
const METER_AT_PRESENT: Readonly<Record<string, number>> = { 'C-PL-1': 4_958_746 };
/** Starts per running hour, and shares of rated power under load and when idle, before the simulation. */
const STARTS_PER_HOUR = 0.4;
const LOAD_FACTOR = 0.8;
const IDLE_FACTOR = 0.25;
/** Minimum and maximum share of load hours in running hours. */
const MIN_LOAD_SHARE = 0.3;
const MAX_LOAD_SHARE = 0.97;
/** Value of a new meter, which has already counted during its test. */
const METER_TEST_M3 = 1200;

/** Counters of the simulation at two instants: at its first reading, and on the date of the stories. */
export interface AnchorCounters {
  readonly atFine: StationCounters;
  readonly atPresent: StationCounters;
  /** Milliseconds from the start of the simulation to the date of the stories. */
  readonly presentAfterMs: number;
}

/**
 * Returns a station's counters at the start of the simulation, chosen so that its machines display the demo file's
 * hours on the date of the stories. Keeps load hours within plausible shares of the running hours. Derives energy and
 * starts, which the file does not contain, from the hours.
 */
export function deriveInitialCounters(
  { plan, machines }: PlannedStation,
  anchor: AnchorCounters,
  dates: WorldDates,
): StationCounters {
  const { atFine, atPresent, presentAfterMs } = anchor;
  const since = Math.min(...machines.map((machine) => commissionedMs(dates, machine, plan.calendar.zone)));
  const airAtPresent =
    METER_AT_PRESENT[plan.code] ??
    Math.round((atPresent.airM3 / presentAfterMs) * (dates.asOfMs - since)) + METER_TEST_M3;
  return {
    machines: machines.map((machine, machineIndex): MachineCounters => {
      const { powerKw } = plan.machines[machineIndex]!.rating;
      const [fine, present] = [atFine.machines[machineIndex]!, atPresent.machines[machineIndex]!];
      const runH = machine.run_hours - present.runH;
      const runAtFine = runH + fine.runH;
      const loadAtFine = Math.min(
        MAX_LOAD_SHARE * runAtFine,
        Math.max(MIN_LOAD_SHARE * runAtFine, machine.load_hours - present.loadH + fine.loadH),
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
