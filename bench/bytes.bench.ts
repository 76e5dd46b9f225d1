import { findPumpFolder } from '../prove/support/skab.js';
import { DutycycleSide } from './support/dutycycle.side.js';
import type { History } from './support/history.js';
import { pumpHistory } from './support/pump-history.js';
import { simulatedHistory } from './support/simulated-history.js';
import { formatCount, formatTable } from './support/table.js';
import { findVictoriaMetrics, VictoriaMetrics } from './support/victoria-metrics.process.js';

const STATIONS = 10;
const DEVICES_A_FILE = 10;

/** Bytes a point of the same data, VictoriaMetrics' and ours. @param argv `--days N`: of the simulator's data (2) */
export async function benchBytes(argv: readonly string[]): Promise<void> {
  const days = Number(argv[argv.indexOf('--days') + 1] ?? 2) || 2;
  findVictoriaMetrics();
  const folder = findPumpFolder();
  if (!folder) process.stderr.write('Left out: the pump loop. ../shared/data/skab is not there.\n');
  const histories = [
    ...(folder ? [pumpHistory(folder, DEVICES_A_FILE)] : []),
    simulatedHistory(STATIONS, days),
  ];
  const rows: [string, string, string][] = [];
  for (const history of histories) {
    process.stderr.write(`${history.name} …\n`);
    rows.push(...(await measurePeer(history)), ...(await measureOurs(history)));
  }
  console.log(`\nBytes a point, the same data, aged\n\n${formatTable(rows)}`);
}

async function measureOurs(history: History): Promise<[string, string, string][]> {
  const side = await DutycycleSide.start();
  try {
    const started = performance.now();
    const points = await side.load(history);
    const seconds = (performance.now() - started) / 1000;
    await side.age();
    const tables = await side.tables();
    const perPoint = (bytes: number): string => `${(bytes / points).toFixed(2)} bytes`;
    const all = [...tables.values()].reduce((sum, bytes) => sum + bytes, 0);
    return [
      ['  Dutycycle, readings alone', perPoint(tables.get('reading_chunk')!), 'with their keys'],
      ['  Dutycycle, rollups beside them', perPoint(tables.get('reading_rollup')!), ''],
      ['  Dutycycle, everything', perPoint(all), `loaded at ${formatCount(points / seconds)} points/s`],
    ];
  } finally {
    await side.stop();
  }
}

async function measurePeer(history: History): Promise<[string, string, string][]> {
  const peer = await VictoriaMetrics.start();
  try {
    const started = performance.now();
    const points = await peer.load(history);
    const seconds = (performance.now() - started) / 1000;
    await peer.age();
    const { rows, dataBytes, indexBytes } = await peer.size();
    if (rows !== points) throw new Error(`VictoriaMetrics holds ${rows} points of ${points}`);
    return [
      [history.name, formatCount(points), 'points'],
      ['  VictoriaMetrics, samples alone', `${(dataBytes / rows).toFixed(2)} bytes`, ''],
      [
        '  VictoriaMetrics, with its index',
        `${((dataBytes + indexBytes) / rows).toFixed(2)} bytes`,
        `loaded at ${formatCount(points / seconds)} points/s`,
      ],
    ];
  } finally {
    await peer.stop();
  }
}
