import { PUMP_SIGNALS, readPumpFiles } from './skab.js';
import type { History, HistoryBlock } from './history.js';

/**
 * Measurements of a real pump loop, eight signals at 1 Hz, with the original numbers. Each file is the history of one
 * device, or of several devices with the same data, so that the fixed size of a table doesn't outweigh twenty minutes
 * of readings.
 */
export function pumpHistory(folder: string, devicesAFile = 1): History {
  return {
    name: 'Measured pump loop (SKAB)',
    signals: PUMP_SIGNALS.map(({ key, unit }) => ({ key, unit, kind: 'gauge' })),
    *blocks(): Iterable<HistoryBlock> {
      for (const { name, rows } of readPumpFiles(folder)) {
        const times = Float64Array.from(rows, ({ time }) => Date.parse(time));
        const columns = PUMP_SIGNALS.map(({ key }) =>
          Float64Array.from(rows, ({ values }) => Number(values[key])),
        );
        for (let device = 0; device < devicesAFile; device++)
          yield { device: `${name.replaceAll('/', '-')}-${device}`, times, columns };
      }
    },
  };
}
