import { PUMP_SIGNALS, readPumpFiles } from '../../prove/support/skab.js';
import type { History, HistoryBlock } from './history.js';

/** Measurements of a real pump loop, a device a file, eight signals at 1 Hz, numbers as the files have them. */
export function pumpHistory(folder: string): History {
  return {
    name: 'a pump loop, measured (SKAB)',
    signals: PUMP_SIGNALS.map(({ key, unit }) => ({ key, unit, kind: 'gauge' })),
    *blocks(): Iterable<HistoryBlock> {
      for (const { name, rows } of readPumpFiles(folder))
        yield {
          device: name.replaceAll('/', '-'),
          times: Float64Array.from(rows, ({ time }) => Date.parse(time)),
          columns: PUMP_SIGNALS.map(({ key }) =>
            Float64Array.from(rows, ({ values }) => Number(values[key])),
          ),
        };
    },
  };
}
