import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { newId } from '#platform';
import type { HistoryPlan } from '#telemetry';
import { type RunningProduct, startProduct } from '../test/support/product.js';
import { createBulkFleet } from '../measure/support/bulk-fleet.js';
import { FLEET_SIGNALS } from '../measure/support/fleet-signals.js';
import { ProcessTree } from '../measure/support/process-tree.js';
import { sizeReadings } from '../measure/support/stored-readings.js';
import { formatCount, formatTable } from '../measure/support/table.js';

const ROWS_OF_A_PIECE = 2000;
const EVERY_MS = 10_000;
const START = Date.parse('2026-02-01T00:00:00Z');
/**
 * Number of different values that the rows repeat. They have six significant digits, and all of them fit into memory.
 */
const DIGITS = 1_000_000;

/**
 * Measures how fast the worker imports a file of historical readings, compared with COPY of the same rows into a plain
 * table.
 * @param argv `--points N` (10 million), ten per row
 */
export async function benchImport(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { points: { type: 'string', default: '10000000' } },
  });
  const product = await startProduct({ args: ['--empty'] });
  const database = new pg.Client({ connectionString: product.databaseUrl });
  await database.connect();
  try {
    console.log(await measure(product, database, Math.floor(Number(values.points) / FLEET_SIGNALS.length)));
  } finally {
    await database.end();
    await product.stop();
  }
}

async function measure(product: RunningProduct, database: pg.Client, rows: number): Promise<string> {
  const points = rows * FLEET_SIGNALS.length;
  const [machine] = await createBulkFleet(database, { makers: 1, machines: 1, prefix: 'import' });
  const { makerId, deviceId } = machine!;
  const id = newId();
  const path = join(product.home, 'files', makerId, id.slice(-2), id);
  await mkdir(dirname(path), { recursive: true });
  await pipeline(Readable.from(fileOf(rows)), createWriteStream(path));
  const { size } = await stat(path);
  const columns = ['time', ...FLEET_SIGNALS.map(({ key }) => key)];
  const plan: HistoryPlan = {
    ...{ format: 'csv', delimiter: ';', decimal: '.', zone: 'UTC', dayFirst: true },
    ...{ time: 'time', seq: null, source: { deviceId } },
    signals: FLEET_SIGNALS.map(({ key }) => ({ column: key, signal: key, isText: false })),
  };
  const worker = await product.pidOf('worker');
  const cpuBefore = ProcessTree.read().cpuSecondsOf(worker!);
  const started = performance.now();
  await database.query(
    `insert into history_import (maker_id, id, name, bytes, uploaded, state, plan, columns, position, created_at, started_at, updated_at)
     values ($1, $2, 'bench.csv', $3, $3, 'waiting', $4, $5, $6, now(), now(), now())`,
    [makerId, id, size, JSON.stringify(plan), JSON.stringify(columns), columns.join(';').length],
  );
  const done = await waitForImport(database, id);
  const seconds = (performance.now() - started) / 1000;
  const cpu = ProcessTree.read().cpuSecondsOf(worker!) - cpuBefore;
  const bytes = await sizeReadings(database);
  const copied = await copyRows(database, rows);
  const busy = done.busy_ms / 1000;
  return formatTable([
    [
      'File',
      `${formatCount(size / 1e6)} MB`,
      `${formatCount(rows)} rows of ${FLEET_SIGNALS.length} values, every 10 s`,
    ],
    [
      'From request to done',
      `${seconds.toFixed(1)} s`,
      `${busy.toFixed(1)} s of work, ${cpu.toFixed(1)} s of the worker's CPU time`,
    ],
    ['Packed, with rollups', formatCount(points / busy), 'points/s'],
    ['Stored', formatCount(done.stored), `readings = ${formatCount(rows)} rows`],
    ['On disk', `${(bytes / points).toFixed(2)} bytes`, 'per point'],
    [
      'Reference: COPY of the same rows',
      formatCount(points / copied),
      `points/s into a table without a key; the import reaches ${Math.round((copied / busy) * 100)}% of it`,
    ],
  ]);
}

async function waitForImport(database: pg.Client, id: string): Promise<{ stored: number; busy_ms: number }> {
  for (;;) {
    const { rows } = await database.query<{ stored: number; busy_ms: number; state: string; fault: object }>(
      'select stored::int as stored, busy_ms::int as busy_ms, state, fault from history_import where id = $1',
      [id],
    );
    if (rows[0]!.state === 'done') return rows[0]!;
    if (rows[0]!.state === 'failed') throw new Error(JSON.stringify(rows[0]!.fault));
    await sleep(100);
  }
}

/** Yields rows of ten numbers with six significant digits; counters increase, gauges vary. */
function* rowsOf(count: number): Iterable<{ time: string; values: string[] }> {
  const state = FLEET_SIGNALS.map((_, s) => 200_000 + s * 50_000);
  let random = 12_345;
  for (let row = 0; row < count; row++) {
    const values = FLEET_SIGNALS.map(({ kind, wholeDigits }, s) => {
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      const noise = (random >>> 3) & 255;
      state[s] =
        kind === 'counter'
          ? (state[s]! + (noise & 1)) % DIGITS
          : 300_000 + ((state[s]! + noise - 127) % 300_000);
      return (state[s]! / 10 ** (6 - wholeDigits)).toFixed(6 - wholeDigits);
    });
    yield { time: new Date(START + row * EVERY_MS).toISOString(), values };
  }
}

function* inPieces(
  count: number,
  line: (row: { time: string; values: string[] }) => string,
): Iterable<string> {
  let [text, held] = ['', 0];
  for (const row of rowsOf(count)) {
    text += line(row);
    if (++held < ROWS_OF_A_PIECE) continue;
    yield text;
    [text, held] = ['', 0];
  }
  if (text !== '') yield text;
}

function* fileOf(rows: number): Iterable<string> {
  yield `${['time', ...FLEET_SIGNALS.map(({ key }) => key)].join(';')}\n`;
  yield* inPieces(rows, ({ time, values }) => `${time};${values.join(';')}\n`);
}

async function copyRows(client: pg.Client, rows: number): Promise<number> {
  const columns = FLEET_SIGNALS.map(({ key }) => `${key} double precision`).join(', ');
  await client.query(`create table bench_copy (device_time timestamptz, ${columns})`);
  const pieces = [...inPieces(rows, ({ time, values }) => `${time}\t${values.join('\t')}\n`)];
  const started = performance.now();
  await pipeline(Readable.from(pieces), client.query(copyFrom('copy bench_copy from stdin')));
  const seconds = (performance.now() - started) / 1000;
  await client.query('drop table bench_copy');
  return seconds;
}
