import { AIR_FILTER_LIFE_H, SEPARATOR_LIFE_H, type CompressorRating } from './physics/compressor.js';
import { createStationState, thresholdForShare } from './physics/new-station.js';
import { SiteCalendar } from './physics/site-calendar.js';
import type { StationPlan, StationState } from './physics/station.js';
import { PLANTS } from './station/plants.js';
import { atLocalTime, moveDay, type WorldDates } from './world-dates.js';

const DAY_MS = 86_400_000;
/** Maximum mean of running hours per day. Even a machine that runs day and night sometimes stops for service. */
const MAX_HOURS_PER_DAY = 23.5;

export interface FleetMachine {
  readonly id: string;
  readonly serial: string;
  readonly model: string;
  readonly customer: string;
  readonly commissioned: string;
  readonly run_hours: number;
  readonly load_hours: number;
}

interface FleetModel {
  readonly id: string;
  readonly drive: 'fixed' | 'vsd' | 'vsd2';
  readonly kw: number;
  readonly fad_min_m3min: number | null;
  readonly fad_max_m3min: number;
  readonly specific_power_kw_per_m3min: number;
}

/** A customer's station with its machines and its initial state. */
export interface PlannedStation {
  readonly plan: StationPlan;
  readonly begin: StationState;
  readonly machines: readonly FleetMachine[];
}

function toRating(model: FleetModel): CompressorRating {
  return {
    isVariable: model.drive !== 'fixed',
    powerKw: model.kw,
    minM3Min: model.fad_min_m3min ?? model.fad_max_m3min,
    maxM3Min: model.fad_max_m3min,
    specificPowerKwPerM3Min: model.specific_power_kw_per_m3min,
  };
}

/** Returns the time at which a machine was commissioned at its site, in epoch milliseconds. */
export function commissionedMs(dates: WorldDates, machine: FleetMachine, zone: string): number {
  return atLocalTime(moveDay(dates, machine.commissioned), '08:00', zone);
}

/**
 * Returns the simulation plan of a customer's station. Machines with more running hours per day start first, so that
 * the machine with the highest counters also provides the base load in the simulation.
 * @param beginMs start of the simulation
 */
export function planStation(
  customer: { readonly code: string; readonly zone: string; readonly holidays: readonly string[] },
  machines: readonly FleetMachine[],
  models: readonly FleetModel[],
  dates: WorldDates,
  beginMs: number,
): PlannedStation {
  const traits = PLANTS[customer.code];
  if (!traits) throw new Error(`PLANTS has no entry for ${customer.code}`);
  const calendar = new SiteCalendar(customer.zone, customer.holidays);
  const plant = { code: customer.code, calendar, demand: traits.demand };
  const ranked = machines
    .map((machine, index) => {
      const days = (dates.asOfMs - commissionedMs(dates, machine, customer.zone)) / DAY_MS;
      const counted = Math.min(MAX_HOURS_PER_DAY, machine.run_hours / days);
      return { machine, hoursPerDay: traits.hoursPerDay[index] ?? counted };
    })
    .sort((a, b) => b.hoursPerDay - a.hoursPerDay);
  const rotating = countRotating(ranked.map(({ hoursPerDay }) => hoursPerDay));
  const plan: StationPlan = {
    ...plant,
    rotating,
    machines: ranked.map(({ machine, hoursPerDay }, index) => {
      const model = models.find(({ id }) => id === machine.model);
      if (!model) throw new Error(`The demo file contains no model ${machine.model}`);
      return {
        serial: machine.serial,
        rating: toRating(model),
        keptFrom: thresholdForShare(
          plant,
          remainingShare(hoursPerDay / 24, index < rotating ? rotating : 0),
          beginMs,
          beginMs + 56 * DAY_MS,
        ),
      };
    }),
    roomC: traits.roomC,
    roomSwingK: traits.roomSwingK,
    dustiness: traits.dustiness,
  };
  const begin = createStationState(
    plan,
    beginMs,
    ranked.map(({ machine, hoursPerDay }) => {
      const hours = Math.max(0, machine.run_hours - (hoursPerDay * (dates.asOfMs - beginMs)) / DAY_MS);
      return { airFilterH: hours % AIR_FILTER_LIFE_H, separatorH: hours % SEPARATOR_LIFE_H };
    }),
  );
  return { plan, begin, machines: ranked.map(({ machine }) => machine) };
}

/**
 * Returns the number of machines that take turns at providing the base load. A machine that runs nearly all day
 * provides it alone.
 */
function countRotating(hoursPerDay: readonly number[]): number {
  const shareOf = (index: number) => (hoursPerDay[index] ?? 0) / 24;
  if (shareOf(0) >= 0.93) return 1;
  if (shareOf(2) >= 1 / 3) return 3;
  return shareOf(1) >= 1 / 2 ? 2 : 1;
}

/**
 * Returns the share of time for which a machine must be kept running on days when it is not the first to start, so that
 * it reaches its total share. It is the first to start, and runs all day, on every `turns`th day.
 */
function remainingShare(share: number, turns: number): number {
  return turns < 2 ? share : Math.max(0, (share - 1 / turns) / (1 - 1 / turns));
}
