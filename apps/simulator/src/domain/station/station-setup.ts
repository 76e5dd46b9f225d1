import { planStation, type FleetMachine } from '../fleet-plan.js';
import { drawIncidents } from './incidents.js';
import { chance, seedOf } from '../physics/noise.js';
import { StationSimulation } from './station-simulation.js';
import { drawOutages, type Outage, type Stories } from './stories.js';
import type { Timeline } from './timeline.js';
import type { WorldDates } from '../world-dates.js';

const DAY_MS = 86_400_000;
/** Period for which everyday incidents are drawn in advance. If the fleet runs for longer, a restart draws more. */
const INCIDENTS_AHEAD_MS = 400 * DAY_MS;

/** Properties of a machine that the fleet needs. */
export interface SetupMachine extends FleetMachine {
  readonly connection: string;
  readonly billing_flow_meter: string | null;
}

/** A customer's station, ready for simulation with all of its effects. */
export interface SetupStation {
  readonly code: string;
  /** Simulation that has not been advanced yet. */
  readonly simulation: StationSimulation;
  /**
   * Device codes of the station's machines, in the order of the simulation. `meterCode` is the device code of the
   * station's meter, if it has a meter that reports.
   */
  readonly deviceCodes: readonly string[];
  readonly meterCode: string | null;
  readonly outages: readonly Outage[];
}

/**
 * Creates the simulation of a customer's station.
 * @param world dates of the demo, and the product's clock; incidents are drawn until `INCIDENTS_AHEAD_MS` after it
 */
export function setUpStation(
  customer: { readonly code: string; readonly zone: string; readonly holidays: readonly string[] },
  machines: readonly SetupMachine[],
  models: Parameters<typeof planStation>[2],
  stories: Stories,
  world: { readonly dates: WorldDates; readonly timeline: Timeline; readonly nowMs: number },
): SetupStation {
  const { dates, timeline, nowMs } = world;
  const planned = planStation(customer, machines, models, dates, timeline.beginMs);
  const untilMs = Math.max(nowMs, dates.asOfMs) + INCIDENTS_AHEAD_MS;
  const incidents = machines
    .filter(
      ({ serial }) =>
        !(stories.effects[customer.code] ?? []).some(
          (effect) => 'serial' in effect && effect.serial === serial,
        ),
    )
    .flatMap(({ serial }) => drawIncidents(serial, timeline.beginMs, untilMs, dates.asOfMs));
  const effects = [...(stories.effects[customer.code] ?? []), ...incidents];
  const lanOutages = machines
    .filter(({ connection }) => connection === 'customer LAN')
    .flatMap(({ serial }) =>
      drawOutages(serial, (index) => chance(seedOf(serial) + 51, index), dates.firstStartMs, untilMs),
    );
  return {
    code: customer.code,
    simulation: new StationSimulation(planned, structuredClone(planned.begin), effects),
    deviceCodes: planned.machines.map(({ serial }) => serial),
    meterCode: machines.find((machine) => machine.billing_flow_meter !== null)?.billing_flow_meter ?? null,
    outages: [...stories.outages, ...lanOutages],
  };
}
