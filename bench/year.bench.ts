import { seededRandom } from '../prove/support/proof.js';
import { parseArgs } from 'node:util';
import { DutycycleSide } from './support/dutycycle.side.js';
import type { HistorySide } from './support/history-side.js';
import { Latencies } from './support/latencies.js';
import { formatCount, formatMs, formatTable } from './support/table.js';
import { findVictoriaMetrics } from './support/victoria-metrics.process.js';
import { VictoriaMetricsSide } from './support/victoria-metrics.side.js';
import { YEAR_START, yearDevice, yearHistory } from './support/year-history.js';

const DAY_MS = 86_400_000;
const RANGES: readonly [name: string, days: number][] = [
  ['an hour', 1 / 24],
  ['a day', 1],
  ['a week', 7],
  ['a month', 30],
  ['all of it', Infinity],
];
const CHARTS_OF_A_RANGE = 40;
const LATEST = 20;
const SCREEN_WIDTH = 1000;

/**
 * The years of a fleet by the minute: what they take on disk, and how fast a screen has them.
 * @param argv `--machines N` (1000), `--days N` (365)
 */
export async function benchYear(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      machines: { type: 'string', default: '1000' },
      days: { type: 'string', default: '365' },
    },
  });
  const [machines, days] = [Number(values.machines), Number(values.days)];
  findVictoriaMetrics();
  for (const start of [() => VictoriaMetricsSide.start(), () => DutycycleSide.start()]) {
    const side: HistorySide = await start();
    try {
      console.log(await measure(side, machines, days));
    } finally {
      await side.stop();
    }
  }
}

async function measure(side: HistorySide, machines: number, days: number): Promise<string> {
  const history = yearHistory(machines, days);
  process.stderr.write(`${side.name}: loading ${history.name} …\n`);
  const started = performance.now();
  const points = await side.load(history);
  const loadSeconds = (performance.now() - started) / 1000;
  await side.age();
  const agedSeconds = (performance.now() - started) / 1000;
  const bytes = await side.bytes();
  const rows: [string, string, string][] = [
    ['Points', formatCount(points), `${machines} machines, 2 signals by the minute, ${days} days`],
    [
      'Loaded in',
      `${formatCount(loadSeconds)} s`,
      `${formatCount(points / loadSeconds)} points/s; aged after ${formatCount(agedSeconds)} s`,
    ],
    ['On disk', `${(bytes / points).toFixed(2)} bytes`, `a point, ${(bytes / 2 ** 30).toFixed(2)} GiB`],
  ];
  const random = seededRandom(1);
  const end = YEAR_START + days * DAY_MS;
  for (const [name, wanted] of RANGES) {
    const length = Math.min(wanted, days) * DAY_MS;
    const latencies = new Latencies();
    let values = 0;
    for (let chart = 0; chart < CHARTS_OF_A_RANGE; chart++) {
      const { key } = history.signals[chart % history.signals.length]!;
      const device = yearDevice(Math.floor(random() * machines));
      const from = YEAR_START + Math.floor((random() * (end - YEAR_START - length)) / 60_000) * 60_000;
      values += await timed(latencies, () => side.chart(device, key, from, from + length, SCREEN_WIDTH));
    }
    rows.push([
      `Chart of ${name}, p50 / p95`,
      percentiles(latencies),
      `${formatCount(values / CHARTS_OF_A_RANGE)} values in an answer`,
    ]);
  }
  const latencies = new Latencies();
  let values = 0;
  for (let i = 0; i < LATEST; i++)
    values = await timed(latencies, () =>
      side.latest(
        history.signals.map(({ key }) => key),
        end - 60_000,
      ),
    );
  rows.push(['Latest of the fleet, p50 / p95', percentiles(latencies), `${formatCount(values)} values`]);
  const exporting = performance.now();
  const exported = await side.export(end - DAY_MS, end);
  const exportSeconds = (performance.now() - exporting) / 1000;
  rows.push([
    'Export of a day of all machines',
    `${formatCount(exported / exportSeconds)} points/s`,
    `${formatCount(exported)} points`,
  ]);
  return `\n${side.name}\n\n${formatTable(rows)}`;
}

async function timed(latencies: Latencies, ask: () => Promise<number>): Promise<number> {
  const started = performance.now();
  const values = await ask();
  latencies.add(performance.now() - started);
  return values;
}

function percentiles(latencies: Latencies): string {
  return `${formatMs(latencies.percentile(0.5))} / ${formatMs(latencies.percentile(0.95))}`;
}
