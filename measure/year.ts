import { seededRandom } from './support/seeded-random.js';
import { DutycycleSide } from './support/dutycycle.side.js';
import type { HistorySide } from './support/history-side.js';
import { Latencies } from './support/latencies.js';
import { formatCount, formatMs, formatTable } from './support/table.js';
import { VictoriaMetricsSide } from './support/victoria-metrics.side.js';
import { YEAR_START, yearDevice, yearHistory } from './support/year-history.js';

const DAY_MS = 86_400_000;
const RANGES: readonly [name: string, days: number][] = [
  ['one hour', 1 / 24],
  ['one day', 1],
  ['one week', 7],
  ['one month', 30],
  ['the whole period', Infinity],
];
const CHARTS_OF_A_RANGE = 40;
const LATEST = 20;
const SCREEN_WIDTH = 1000;

export interface YearOptions {
  readonly machines: number;
  readonly days: number;
}

export const FULL_YEAR: YearOptions = { machines: 1000, days: 365 };

/** Response times of one kind of query in milliseconds, and the size of a response. */
export interface QueryFigures {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly values: number;
}

export interface YearFigures {
  readonly name: string;
  readonly points: number;
  readonly loadSeconds: number;
  readonly agedSeconds: number;
  readonly bytes: number;
  /** One result per range. */
  readonly charts: readonly QueryFigures[];
  readonly latest: QueryFigures;
  /** Export of one day of all machines. */
  readonly exported: { readonly points: number; readonly perSecond: number };
}

export const startVictoriaMetrics = (): Promise<HistorySide> => VictoriaMetricsSide.start();
export const startDutycycle = (): Promise<HistorySide> => DutycycleSide.start();

/** Loads the fleet's history into one system, and runs the queries of screens. */
export async function measureYear(
  start: () => Promise<HistorySide>,
  { machines, days }: YearOptions,
  say: (text: string) => void,
): Promise<YearFigures> {
  const side = await start();
  try {
    const history = yearHistory(machines, days);
    say(`${side.name}: loading ${history.name} …`);
    const started = performance.now();
    const points = await side.load(history);
    const loadSeconds = (performance.now() - started) / 1000;
    await side.age();
    const agedSeconds = (performance.now() - started) / 1000;
    const bytes = await side.bytes();
    say(`${side.name}: loaded and packed in ${formatCount(agedSeconds)} s`);
    const keys = history.signals.map(({ key }) => key);
    const random = seededRandom(1);
    const end = YEAR_START + days * DAY_MS;
    const charts: QueryFigures[] = [];
    for (const [name, wanted] of RANGES) {
      const length = Math.min(wanted, days) * DAY_MS;
      charts.push(
        await measureQueries(`Chart of ${name}`, CHARTS_OF_A_RANGE, (chart) => {
          const device = yearDevice(Math.floor(random() * machines));
          const from = YEAR_START + Math.floor((random() * (end - YEAR_START - length)) / 60_000) * 60_000;
          return side.chart(device, keys[chart % keys.length]!, from, from + length, SCREEN_WIDTH);
        }),
      );
    }
    const latest = await measureQueries('Last values of the fleet', LATEST, () =>
      side.latest(keys, end - 60_000),
    );
    const exporting = performance.now();
    const exported = await side.export(end - DAY_MS, end);
    const exportSeconds = (performance.now() - exporting) / 1000;
    return {
      name: side.name,
      points,
      loadSeconds,
      agedSeconds,
      bytes,
      charts,
      latest,
      exported: { points: exported, perSecond: exported / exportSeconds },
    };
  } finally {
    await side.stop();
  }
}

export function formatYear(figures: YearFigures, { machines, days }: YearOptions): string {
  const { points, loadSeconds, agedSeconds, bytes, exported } = figures;
  return `${figures.name}\n\n${formatTable([
    ['Points', formatCount(points), `${machines} machines, 2 signals per minute, ${days} days`],
    [
      'Loading time',
      `${formatCount(loadSeconds)} s`,
      `${formatCount(points / loadSeconds)} points/s; packed after ${formatCount(agedSeconds)} s`,
    ],
    [
      'Disk space',
      `${(bytes / points).toFixed(2)} bytes`,
      `per point, ${(bytes / 2 ** 30).toFixed(2)} GiB in total`,
    ],
    ...[...figures.charts, figures.latest].map(({ name, p50, p95, values }): [string, string, string] => [
      `${name}, p50 / p95`,
      `${formatMs(p50)} / ${formatMs(p95)}`,
      `${formatCount(values)} values per response`,
    ]),
    [
      'Export of one day, all machines',
      `${formatCount(exported.perSecond)} points/s`,
      `${formatCount(exported.points)} points`,
    ],
  ])}`;
}

async function measureQueries(
  name: string,
  times: number,
  runQuery: (index: number) => Promise<number>,
): Promise<QueryFigures> {
  const latencies = new Latencies();
  let values = 0;
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    values += await runQuery(i);
    latencies.add(performance.now() - started);
  }
  return {
    name,
    p50: latencies.percentile(0.5) ?? 0,
    p95: latencies.percentile(0.95) ?? 0,
    values: values / times,
  };
}
