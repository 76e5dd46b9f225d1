import type { History, HistoryBlock, HistorySignal } from './history.js';

const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
const BLOCK_DAYS = 30;
const SIGNALS: readonly HistorySignal[] = [
  { key: 'discharge_temp_c', unit: 'Cel', kind: 'gauge' },
  { key: 'energy_kwh_total', unit: 'kW.h', kind: 'counter' },
];

export const YEAR_START = Date.parse('2025-11-01T00:00:00Z');

export function yearDevice(index: number): string {
  return `Y-${String(index).padStart(4, '0')}`;
}

/**
 * Machines that report two signals every minute: a temperature with six significant digits that depends on shifts, the
 * time of day and noise, and an energy counter in tenths. The values depend only on machine and minute, so that all
 * systems load the same data.
 */
export function yearHistory(machines: number, days: number): History {
  return {
    name: `${machines} machines, 2 signals per minute for ${days} days`,
    signals: SIGNALS,
    *blocks(): Iterable<HistoryBlock> {
      for (let machine = 0; machine < machines; machine++) yield* blocksOf(machine, days);
    },
  };
}

function* blocksOf(machine: number, days: number): Iterable<HistoryBlock> {
  const device = yearDevice(machine);
  let random = Math.imul(machine + 1, 0x9e3779b1) | 1;
  const shiftFrom = 5 * HOUR + (machine % 4) * HOUR;
  const shiftTo = shiftFrom + (8 + (machine % 3) * 4) * HOUR;
  // The temperature is in ten thousandths of a degree, and the energy in tenths of a kilowatt hour.
  let temperature = 250_000;
  let energy = 10_000 * (machine % 50);
  for (let first = 0; first < days; first += BLOCK_DAYS) {
    const length = Math.min(BLOCK_DAYS, days - first) * DAY;
    const times = new Float64Array(length);
    const [temperatures, energies] = [new Float64Array(length), new Float64Array(length)];
    for (let i = 0; i < length; i++) {
      const minute = first * DAY + i;
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      const ofDay = minute % DAY;
      const isRunning = Math.floor(minute / DAY) % 7 < 5 && ofDay >= shiftFrom && ofDay < shiftTo;
      const goal = isRunning ? 850_000 + (machine % 20) * 2000 : 220_000 + 40 * Math.abs(ofDay - 720);
      temperature += ((goal - temperature) >> 4) + (((random >>> 3) & 2047) - 1023);
      if (isRunning) energy += 9 + ((random >>> 16) & 3);
      times[i] = YEAR_START + minute * MINUTE_MS;
      temperatures[i] = temperature / 10_000;
      energies[i] = energy / 10;
    }
    yield { device, times, columns: [temperatures, energies] };
  }
}
