import { findPumpFolder } from './support/skab.js';
import { DutycycleSide } from './support/dutycycle.side.js';
import { countPoints, type History } from './support/history.js';
import { pumpHistory } from './support/pump-history.js';
import { simulatedHistory } from './support/simulated-history.js';
import { formatCount, formatTable } from './support/table.js';
import { findVictoriaMetrics, VictoriaMetrics } from './support/victoria-metrics.process.js';

/** Bytes per point of one data set, packed permanently. */
export interface BytesFigures {
  readonly name: string;
  readonly points: number;
  /** VictoriaMetrics: samples, and samples with their index. */
  readonly peer: { readonly samples: number; readonly withIndex: number; readonly perSecond: number };
  /** Dutycycle: readings with their keys. */
  readonly readings: number;
  /** Dutycycle: rollups. */
  readonly rollups: number;
  /** Dutycycle: all tables together. */
  readonly everything: number;
  readonly perSecond: number;
  /** Values that the API returned differently, and missing values. */
  readonly differing: number;
}

export interface BytesOptions {
  readonly stations: number;
  readonly days: number;
  /** Number of devices that replay each recording of the pump loop. */
  readonly devicesAFile: number;
}

/** A week of data. With two days, the fixed size of PostgreSQL's files would be a fourteenth of the total. */
export const FULL_BYTES: BytesOptions = { stations: 10, days: 7, devicesAFile: 10 };

/** Loads recordings, if present, and simulated data into both systems, and reads the product's data back. */
export async function measureBytes(
  { stations, days, devicesAFile }: BytesOptions,
  say: (text: string) => void,
): Promise<BytesFigures[]> {
  findVictoriaMetrics();
  const folder = findPumpFolder();
  if (!folder) say('Skipped: the pump loop. ../shared/data/skab was not found.');
  const histories = [
    ...(folder ? [pumpHistory(folder, devicesAFile)] : []),
    simulatedHistory(stations, days),
  ];
  const figures: BytesFigures[] = [];
  for (const history of histories) {
    say(`${history.name} …`);
    figures.push({ name: history.name, ...(await measurePeer(history)), ...(await measureOurs(history)) });
  }
  return figures;
}

export function formatBytes(figures: readonly BytesFigures[]): string {
  const bytes = (figure: number): string => `${figure.toFixed(2)} bytes`;
  const rows = figures.flatMap((each): [string, string, string][] => [
    [each.name, formatCount(each.points), 'points'],
    ['  VictoriaMetrics, samples', bytes(each.peer.samples), ''],
    [
      '  VictoriaMetrics, samples and index',
      bytes(each.peer.withIndex),
      `loading rate ${formatCount(each.peer.perSecond)} points/s`,
    ],
    [
      '  Dutycycle, readings and keys',
      bytes(each.readings),
      `${(each.readings / each.peer.withIndex).toFixed(2)} of VictoriaMetrics'`,
    ],
    ['  Dutycycle, rollups', bytes(each.rollups), ''],
    ['  Dutycycle, total', bytes(each.everything), `loading rate ${formatCount(each.perSecond)} points/s`],
    ['  Different values when read back', formatCount(each.differing), ''],
  ]);
  return `Bytes per point, same data, packed\n\n${formatTable(rows)}`;
}

async function measureOurs(
  history: History,
): Promise<Pick<BytesFigures, 'readings' | 'rollups' | 'everything' | 'perSecond' | 'differing'>> {
  const side = await DutycycleSide.start();
  try {
    const started = performance.now();
    const points = await side.load(history);
    const seconds = (performance.now() - started) / 1000;
    await side.age();
    const tables = await side.tables();
    const all = [...tables.values()].reduce((sum, bytes) => sum + bytes, 0);
    return {
      readings: tables.get('reading_chunk')! / points,
      rollups: tables.get('reading_rollup')! / points,
      everything: all / points,
      perSecond: points / seconds,
      differing: await countDiffering(side, history),
    };
  } finally {
    await side.stop();
  }
}

async function countDiffering(side: DutycycleSide, history: History): Promise<number> {
  let differing = 0;
  for (const block of history.blocks()) {
    const indexByTime = new Map(Array.from(block.times, (time, i) => [time, i]));
    const columns = new Map(history.signals.map(({ key }, position) => [key, block.columns[position]!]));
    let same = 0;
    for await (const { signal, timeMs, value } of side.values(
      block.device,
      block.times[0]!,
      block.times.at(-1)!,
    )) {
      if (columns.get(signal)?.[indexByTime.get(timeMs) ?? -1] === value) same++;
      else differing++;
    }
    differing += Math.max(0, countPoints(block) - same);
  }
  return differing;
}

async function measurePeer(history: History): Promise<Pick<BytesFigures, 'points' | 'peer'>> {
  const peer = await VictoriaMetrics.start();
  try {
    const started = performance.now();
    const points = await peer.load(history);
    const seconds = (performance.now() - started) / 1000;
    await peer.age();
    const { rows, dataBytes, indexBytes } = await peer.size();
    if (rows !== points) throw new Error(`VictoriaMetrics has ${rows} of ${points} points`);
    return {
      points,
      peer: {
        samples: dataBytes / rows,
        withIndex: (dataBytes + indexBytes) / rows,
        perSecond: points / seconds,
      },
    };
  } finally {
    await peer.stop();
  }
}
