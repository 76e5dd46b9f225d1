import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** Signal keys of the pump model, in the order of the files' columns. */
export const PUMP_SIGNALS = [
  { key: 'accel1_rms', unit: 'g', column: 'Accelerometer1RMS' },
  { key: 'accel2_rms', unit: 'g', column: 'Accelerometer2RMS' },
  { key: 'current_a', unit: 'A', column: 'Current' },
  { key: 'pressure_bar', unit: 'bar', column: 'Pressure' },
  { key: 'temperature_c', unit: 'Cel', column: 'Temperature' },
  { key: 'thermocouple_c', unit: 'Cel', column: 'Thermocouple' },
  { key: 'voltage_v', unit: 'V', column: 'Voltage' },
  { key: 'flow_l_min', unit: 'L/min', column: 'Volume Flow RateRMS' },
] as const;

export interface PumpRow {
  /** Time in the file, interpreted as UTC. */
  time: string;
  /** Values as written in the file, by signal key. */
  values: Record<string, string>;
  /** Litres since the start of the file, with three decimals, as the device would count them. */
  flowTotal: string;
}

export interface PumpFile {
  name: string;
  rows: PumpRow[];
}

/** Returns the folder with the measurements of the pump loop, next to the checkout; undefined if it doesn't exist. */
export function findPumpFolder(): string | undefined {
  for (const folder of [join(process.cwd(), '../shared/data/skab')]) if (existsSync(folder)) return folder;
  return undefined;
}

/** Reads all CSV files below the folder, sorted by name. */
export function readPumpFiles(folder: string): PumpFile[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.csv'))
    .map((path) => join(folder, path))
    .sort();
  return files.map((path) => ({
    name: relative(dirname(dirname(path)), path).replace(/\.csv$/, '') || basename(path),
    rows: readRows(path),
  }));
}

function readRows(path: string): PumpRow[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const columns = head!.split(';');
  const at = (name: string) => columns.indexOf(name);
  let litres = 0;
  let before: number | undefined;
  return lines.map((line) => {
    const cells = line.split(';');
    const time = `${cells[at('datetime')]!.replace(' ', 'T')}Z`;
    const flow = Number(cells[at('Volume Flow RateRMS')]);
    const now = Date.parse(time);
    // The rate in a reading applies to the time since the previous reading, as in the totalizer of a pump.
    if (before !== undefined) litres += (flow * (now - before)) / 60_000;
    before = now;
    return {
      time,
      values: Object.fromEntries(PUMP_SIGNALS.map(({ key, column }) => [key, cells[at(column)]!])),
      flowTotal: litres.toFixed(3),
    };
  });
}

/** Returns one native message with the exact numbers of the file. */
export function toMessage(row: PumpRow, seq: number): string {
  const gauges = Object.entries(row.values)
    .map(([key, value]) => `"${key}":${value}`)
    .join(',');
  return `{"ts":"${row.time}","seq":${seq},"c":{"flow_l_total":${row.flowTotal}},"g":{${gauges}}}`;
}
