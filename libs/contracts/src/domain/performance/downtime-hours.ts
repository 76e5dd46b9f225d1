import { Exact, sumOf } from '#platform/domain';
import { DOWNTIME_CAUSES, type DowntimeCause, hoursByCause } from '../terms/performance/downtime.js';

/**
 * The cause of recorded downtime, or `unknown` if the machine's state is not known; unknown time is excluded from the
 * evaluation (docs/rules/service-levels.md#unknown-time).
 */
export const RECORDED_CAUSES = [...DOWNTIME_CAUSES, 'unknown'] as const;
export type RecordedCause = (typeof RECORDED_CAUSES)[number];

/** A span of a machine, in milliseconds since 1970 UTC. */
export interface MachineTime {
  readonly machineId: string;
  readonly from: number;
  readonly to: number;
}

/** A machine's downtime, or a span with an unknown state. */
export interface MachineDowntime extends MachineTime {
  readonly cause: RecordedCause;
  readonly reason: string;
}

/**
 * Machine hours as decimals with up to nine decimal places. At each moment, a machine has only one cause of downtime,
 * or none if it was available.
 */
export interface MachineHours {
  /** All evaluated hours. */
  readonly hours: string;
  readonly byCause: Readonly<Record<RecordedCause, string>>;
  /** Parts of downtimes within the evaluated time, in the order of the evaluated spans. */
  readonly stops: readonly MachineDowntime[];
}

const MS_PER_HOUR = 3_600_000;
const DECIMALS = 9;

/**
 * Calculates the downtime of machines within the evaluated time, by cause. If downtimes of a machine overlap, the cause
 * with the highest priority applies, and known causes take precedence over unknown ones.
 * @param evaluated spans of machines; those of the same machine do not overlap
 */
export function machineHours(
  evaluated: readonly MachineTime[],
  stops: readonly MachineDowntime[],
): MachineHours {
  const within = evaluated.flatMap((time) =>
    stops
      .filter(({ machineId }) => machineId === time.machineId)
      .flatMap((downtime) => {
        const from = Math.max(downtime.from, time.from);
        const to = Math.min(downtime.to, time.to);
        return from < to ? [{ ...downtime, from, to }] : [];
      }),
  );
  const sums = new Map<RecordedCause, Exact>();
  const add = (cause: RecordedCause, hours: Exact): void => {
    sums.set(cause, hours.plus(sums.get(cause) ?? 0));
  };
  for (const machineId of new Set(within.map((downtime) => downtime.machineId))) {
    const own = within.filter((downtime) => downtime.machineId === machineId);
    const known = hoursByCause(own.filter(({ cause }) => cause !== 'unknown').map(asDowntime));
    for (const cause of DOWNTIME_CAUSES) add(cause, known[cause]);
    // The sum over all causes counts each moment only once, so its excess over the known causes is unknown time.
    add('unknown', hoursOfCauses(hoursByCause(own.map(asDowntime))).minus(hoursOfCauses(known)));
  }
  const ms = evaluated.reduce((sum, { from, to }) => sum + to - from, 0);
  const hoursOf = (cause: RecordedCause): string =>
    (sums.get(cause) ?? new Exact(0)).toDecimalPlaces(DECIMALS, Exact.ROUND_DOWN).toFixed();
  return {
    // Rounds up, so that the sum of downtimes never exceeds the period.
    hours: new Exact(ms).div(MS_PER_HOUR).toDecimalPlaces(DECIMALS, Exact.ROUND_UP).toFixed(),
    byCause: {
      force_majeure: hoursOf('force_majeure'),
      customer: hoursOf('customer'),
      planned: hoursOf('planned'),
      supplier: hoursOf('supplier'),
      unknown: hoursOf('unknown'),
    },
    stops: within,
  };
}

const asDowntime = ({ cause, from, to }: MachineDowntime) => ({
  cause: cause === 'unknown' ? ('supplier' as const) : cause,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

const hoursOfCauses = (hours: Readonly<Record<DowntimeCause, Exact>>): Exact => sumOf(Object.values(hours));
