import type { CompressorRating } from '../../apps/simulator/src/domain/physics/compressor.js';
import { createStationState } from '../../apps/simulator/src/domain/physics/new-station.js';
import { SiteCalendar } from '../../apps/simulator/src/domain/physics/site-calendar.js';
import { Station, STEP_MS } from '../../apps/simulator/src/domain/physics/station.js';
import { countersOf, toMachineSample } from '../../apps/simulator/src/domain/station/samples.js';
import type { History, HistoryBlock, HistorySignal } from './history.js';

const START = Date.parse('2026-11-02T00:00:00Z');
const DAY_MS = 86_400_000;
const VARIABLE: CompressorRating = {
  isVariable: true,
  powerKw: 75,
  minM3Min: 3.9,
  maxM3Min: 13.6,
  specificPowerKwPerM3Min: 6.3,
};
const FIXED: CompressorRating = {
  isVariable: false,
  powerKw: 55,
  minM3Min: 10.2,
  maxM3Min: 10.2,
  specificPowerKwPerM3Min: 6.5,
};
const SIGNALS: readonly HistorySignal[] = [
  { key: 'run_hours_total', unit: 'h', kind: 'counter' },
  { key: 'load_hours_total', unit: 'h', kind: 'counter' },
  { key: 'energy_kwh_total', unit: 'kW.h', kind: 'counter' },
  { key: 'starts_total', unit: '1', kind: 'counter' },
  { key: 'pressure_bar', unit: 'bar', kind: 'gauge' },
  { key: 'discharge_temp_c', unit: 'Cel', kind: 'gauge' },
  { key: 'dewpoint_c', unit: 'Cel', kind: 'gauge' },
  { key: 'dp_separator_bar', unit: 'bar', kind: 'gauge' },
  { key: 'dp_air_filter_kpa', unit: 'kPa', kind: 'gauge' },
  { key: 'motor_current_a', unit: 'A', kind: 'gauge' },
  { key: 'inverter_hz', unit: 'Hz', kind: 'gauge' },
  { key: 'ambient_c', unit: 'Cel', kind: 'gauge' },
  { key: 'vibration_mm_s', unit: 'mm/s', kind: 'gauge' },
];

/**
 * The physics of the demo world: stations with three compressors, with a reading every ten seconds like the live
 * fleet.
 */
export function simulatedHistory(stations: number, days: number): History {
  return {
    name: 'Simulated compressors, every 10 s',
    signals: SIGNALS,
    *blocks(): Iterable<HistoryBlock> {
      for (let number = 0; number < stations; number++) yield* blocksOf(number, days);
    },
  };
}

/** Yields one station's machines, one block per machine and day. */
function* blocksOf(number: number, days: number): Iterable<HistoryBlock> {
  const plan = {
    code: `BENCH-${number}`,
    calendar: new SiteCalendar('Europe/Warsaw', ['2026-11-11']),
    demand: { pattern: 'two_shift', restM3Min: 1.5, fullM3Min: 14 + number } as const,
    machines: [
      { serial: `S${number}-A`, rating: VARIABLE, keptFrom: 0.6 },
      { serial: `S${number}-B`, rating: FIXED, keptFrom: 2 },
      { serial: `S${number}-C`, rating: VARIABLE, keptFrom: 0.9 },
    ],
    rotating: 1,
    roomC: 20 + number / 4,
    roomSwingK: 2,
    dustiness: 1,
  };
  // Starts one step before midnight, so that the readings of a day begin at midnight and none of them belongs to the
  // next day.
  const state = createStationState(
    plan,
    START - STEP_MS,
    plan.machines.map((_machine, machineIndex) => ({
      airFilterH: 100 * machineIndex,
      separatorH: 400 * number,
    })),
  );
  const station = new Station(plan, state, []);
  const steps = DAY_MS / STEP_MS;
  for (let day = 0; day < days; day++) {
    const times = new Float64Array(steps);
    const columns = plan.machines.map(() => SIGNALS.map(() => new Float64Array(steps).fill(NaN)));
    for (let step = 0; step < steps; step++) {
      station.step();
      times[step] = state.timeMs;
      for (const [machineIndex, machine] of state.machines.entries()) {
        const { counters, gauges } = toMachineSample(
          state.timeMs,
          countersOf(machine),
          0,
          station.read(machineIndex),
        );
        for (const [index, { key }] of SIGNALS.entries())
          columns[machineIndex]![index]![step] = counters[key] ?? gauges?.[key] ?? NaN;
      }
    }
    for (const [machineIndex, { serial }] of plan.machines.entries())
      yield { device: serial, times, columns: columns[machineIndex]! };
  }
}
