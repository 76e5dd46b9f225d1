import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findRoot } from '../product.js';
import type { NabSeries } from './nab-score.js';
import type { SkabFile } from './skab-score.js';

const SKAB_FOLDERS = ['other', 'valve1', 'valve2'];
const SKAB_SIGNALS = 8;
/** Index of the first signal in a row, after the unit and the cycle. */
const CMAPSS_SIGNALS_FROM = 2;

/**
 * Returns the folder of public data sets next to the checkout, or undefined if it isn't on this machine. The sets may
 * not be redistributed with the product.
 */
export function findDataFolder(): string | undefined {
  const folder = join(findRoot(), '../shared/data');
  return existsSync(join(folder, 'nab')) ? folder : undefined;
}

export function readNab(folder: string): NabSeries[] {
  const labels = JSON.parse(readFileSync(join(folder, 'nab/labels/combined_windows.json'), 'utf8')) as Record<
    string,
    readonly (readonly [string, string])[]
  >;
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, windows]) => {
      const rows = linesOf(readFileSync(join(folder, 'nab/data', name), 'utf8')).map((line) =>
        line.split(','),
      );
      const times = rows.map(([time]) => toInstant(time!));
      const at = times.map((time) => Date.parse(time));
      return {
        name,
        times,
        values: rows.map(([, value]) => Number(value)),
        windows: windows.map(([from, to]) => {
          const [first, last] = [Date.parse(toInstant(from)), Date.parse(toInstant(to))];
          return [at.findIndex((time) => time >= first), at.findLastIndex((time) => time <= last)] as const;
        }),
      };
    });
}

export function readSkab(folder: string): SkabFile[] {
  return SKAB_FOLDERS.flatMap((group) =>
    readdirSync(join(folder, 'skab', group))
      .sort()
      .map((file) => {
        const rows = linesOf(readFileSync(join(folder, 'skab', group, file), 'utf8')).map((line) =>
          line.split(';'),
        );
        return {
          name: `${group}/${file}`,
          times: rows.map(([time]) => Date.parse(toInstant(time!)) / 1000),
          values: rows.map((row) => row.slice(1, 1 + SKAB_SIGNALS).map(Number)),
          anomalies: rows.map((row) => Number(row[1 + SKAB_SIGNALS])),
          changePoints: rows.map((row) => Number(row[2 + SKAB_SIGNALS])),
        };
      }),
  );
}

/** An engine of C-MAPSS with its settings and sensors in each cycle until it failed. */
export interface Engine {
  readonly id: string;
  readonly values: readonly (readonly number[])[];
}

export function readEngines(folder: string): Engine[] {
  const file = readdirSync(join(folder, 'cmapss')).find((name) => name.endsWith('.gz'));
  if (!file) return [];
  const engines = new Map<string, number[][]>();
  for (const line of gunzipSync(readFileSync(join(folder, 'cmapss', file)))
    .toString('utf8')
    .trim()
    .split('\n')) {
    const numbers = line.trim().split(/\s+/).map(Number);
    const id = String(numbers[0]);
    const rows = engines.get(id) ?? [];
    rows.push(numbers.slice(CMAPSS_SIGNALS_FROM));
    engines.set(id, rows);
  }
  return [...engines].map(([id, values]) => ({ id, values }));
}

const linesOf = (text: string): string[] => text.trim().split(/\r?\n/).slice(1);
const toInstant = (time: string): string => `${time.slice(0, 19).replace(' ', 'T')}Z`;
