import { OFF, type CompressorState } from './compressor.js';
import { chance, seedOf } from './noise.js';
import { activityAt } from './plant-demand.js';
import { SET_BAR, type StationPlan, type StationState } from './station.js';

/** Ages of a machine's filters when the simulation begins. */
export interface InitialFilterHours {
  /** Running hours since the air filter and the separator were replaced. */
  readonly airFilterH: number;
  readonly separatorH: number;
}

/** Returns the initial state of a station: all machines are off. */
export function createStationState(
  plan: StationPlan,
  timeMs: number,
  machines: readonly InitialFilterHours[],
): StationState {
  return {
    timeMs,
    headerBar: SET_BAR,
    ambientC: plan.roomC,
    airM3: 0,
    meterFlowM3Min: 0,
    machines: machines.map(({ airFilterH, separatorH }): CompressorState => ({
      state: OFF,
      inStateS: 0,
      flowM3Min: 0,
      dischargeC: plan.roomC,
      airFilterH,
      separatorH,
      hotS: 0,
      serviceLeftS: 0,
      runH: 0,
      loadH: 0,
      energyKwh: 0,
      starts: 0,
    })),
  };
}

const SAMPLE_INTERVAL_MS = 20 * 60_000;

/**
 * Returns the plant activity from which a machine is kept running, chosen so that it runs for a share of the time.
 * @param share 0 to 1; excludes the time for which low pressure makes the machine run
 * @returns a threshold for `StationMachine.keptFrom`; above 1 for a share of 0
 */
export function thresholdForShare(
  plan: Pick<StationPlan, 'code' | 'demand' | 'calendar'>,
  share: number,
  fromMs: number,
  toMs: number,
): number {
  if (share <= 0) return 2;
  const seed = seedOf(plan.code);
  const activities: number[] = [];
  for (let at = fromMs; at < toMs; at += SAMPLE_INTERVAL_MS)
    activities.push(activityAt(seed, plan.demand, plan.calendar, at));
  // An inactive plant has the same activity for days. The tiny addition puts the threshold above that activity, so that
  // the machine does not run for all of that time.
  activities.sort((a, b) => b - a);
  return (
    activities[Math.min(activities.length - 1, Math.floor(share * activities.length))]! +
    1e-6 * chance(seed, 1)
  );
}
