import { planStation, type FleetMachine } from '../fleet-plan.js';
import { drawIncidents } from './incidents.js';
import { chance, seedOf } from '../physics/noise.js';
import { StationSimulation } from './station-simulation.js';
import { drawOutages, type Outage, type Stories } from './stories.js';
import type { Timeline } from './timeline.js';
import type { WorldDates } from '../world-dates.js';

const DAY_MS = 86_400_000;
/** Time for which everyday incidents are drawn ahead. A fleet that runs longer draws more when it is restarted. */
const INCIDENTS_AHEAD_MS = 400 * DAY_MS;

/** Machine with the properties that the fleet needs. */
export interface SetupMachine extends FleetMachine {
  readonly connection: string;
  readonly billing_flow_meter: string | null;
}

/** A customer's station with all of its future effects. */
export interface SetupStation {
  readonly code: string;
  /** Simulation at its beginning. */
  readonly simulation: StationSimulation;
  /**
   * Device codes of the station's machines, in the order of the simulation. `meterCode` is that of its meter, if it has
   * one that reports.
   */
  readonly deviceCodes: readonly string[];
  readonly meterCode: string | null;
  readonly silences: readonly Outage[];
}

/** @param world its dates, and the product's clock, from which incidents are drawn ahead */
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
    silences: [...stories.silences, ...lanOutages],
  };
}
