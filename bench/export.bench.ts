import { createHash } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { EXPORT_FORMATS } from '#telemetry';
import { insertChunks } from '../libs/telemetry/src/store/chunks/chunks.sql.js';
import { startProduct } from '../test/support/product.js';
import { createMaker, type MakerOfWorld } from '../test/support/world.js';
import { countPoints } from '../measure/support/history.js';
import { addMachines } from '../measure/support/history-machines.js';
import { MemoryWatch } from '../measure/support/memory-watch.js';
import { ShapedColumns } from '../measure/support/shaped-columns.js';
import { formatCount, formatTable } from '../measure/support/table.js';
import { YEAR_START, yearDevice, yearHistory } from '../measure/support/year-history.js';

const DAY_MS = 86_400_000;
const BLOCKS_AT_ONCE = 50;
const MEMORY_EVERY_MS = 500;
/** Assumed time between the device time and the receipt time of a reading. */
const RECEIPT_MS = 2000;
const ROUNDS = 3;

interface Drained {
  readonly seconds: number;
  readonly bytes: number;
}

/**
 * Measures exports of one day of a fleet's raw readings through the API, in each format. Compares them with COPY of
 * the same rows from a plain table.
 * @param argv `--machines N` (1000), 2 signals per minute
 */
export async function benchExport(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { machines: { type: 'string', default: '1000' } },
  });
  const machines = Number(values.machines);
  const product = await startProduct({ args: ['--empty'] });
  const database = new pg.Client({ connectionString: product.databaseUrl });
  await database.connect();
  try {
    const maker = await createMaker(database, 'export');
    const points = await load(database, maker, machines);
    const rows: [string, string, string][] = [['Points', formatCount(points), `${machines} machines, 1 day`]];
    const address = `${product.portalUrl}/api/v1/readings/export?from=${iso(YEAR_START)}&to=${iso(YEAR_START + DAY_MS)}`;
    for (const format of EXPORT_FORMATS) {
      const pid = (await product.pidOf('api'))!;
      const memory = new MemoryWatch(() => Promise.resolve([pid]), MEMORY_EVERY_MS);
      const rounds: Drained[] = [];
      for (let round = 0; round < ROUNDS; round++)
        rounds.push(await download(`${address}&format=${format}`, maker.staff.admin.key));
      await memory.stop();
      rows.push([
        `Export as ${format}`,
        `${formatCount(points / median(rounds))} points/s`,
        `${(rounds[0]!.bytes / points).toFixed(1)} bytes per point, peak memory of the api ${formatCount(memory.peak)} MiB`,
      ]);
    }
    const limits: Drained[] = [];
    for (let round = 0; round < ROUNDS; round++) limits.push(await copyOut(database));
    rows.push([
      'Reference: COPY of the same rows to stdout',
      `${formatCount(points / median(limits))} points/s`,
      `${(limits[0]!.bytes / points).toFixed(1)} bytes per point`,
    ]);
    console.log(`\nDownload of the raw readings of one day\n\n${formatTable(rows)}`);
  } finally {
    await database.end();
    await product.stop();
  }
}

/**
 * Stores the readings packed, and unpacked in a plain table.
 * @returns number of values
 */
async function load(database: pg.Client, maker: MakerOfWorld, machines: number): Promise<number> {
  const history = yearHistory(machines, 1);
  const serials = Array.from({ length: machines }, (_, index) => yearDevice(index));
  const known = await addMachines(database, maker, serials);
  const shaped = new ShapedColumns(history.signals.map(({ key }) => key));
  await database.query(
    `create table bench_row (machine text, device text, signal text, unit text, time_source text, device_time timestamptz,
       received_at timestamptz, seq bigint, value double precision, quality text, late boolean)`,
  );
  let points = 0;
  let blocks: Parameters<typeof insertChunks>[2][number][] = [];
  const store = async (): Promise<void> => {
    await insertChunks(database as unknown as pg.PoolClient, maker.makerId, blocks, 'final');
    blocks = [];
  };
  for (const past of history.blocks()) {
    const receivedMs = past.times.map((ms) => ms + RECEIPT_MS);
    points += countPoints(past);
    blocks.push({
      deviceKey: known.get(past.device)!.deviceKey,
      block: { ...shaped.toBlock(past), receivedMs },
    });
    for (const [column, { key }] of history.signals.entries())
      await database.query(
        `insert into bench_row select $1, $1, $2, '', 'device', to_timestamp(t / 1000), to_timestamp((t + $3) / 1000), i, v, 'good', false
           from unnest($4::float8[], $5::float8[]) with ordinality as r (t, v, i)`,
        [past.device, key, RECEIPT_MS, [...past.times], [...past.columns[column]!]],
      );
    if (blocks.length === BLOCKS_AT_ONCE) await store();
  }
  await store();
  await database.query('vacuum analyze reading_chunk, bench_row');
  return points;
}

async function download(address: string, key: string): Promise<Drained> {
  const started = performance.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { headers: { authorization: `Bearer ${key}` } }, resolve).on('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`The export returned status ${response.statusCode}`);
  return drain(response, started);
}

async function copyOut(database: pg.Client): Promise<Drained> {
  const started = performance.now();
  return drain(database.query(copyTo(`copy bench_row to stdout (format csv, delimiter ';')`)), started);
}

/** Reads to the end. Hashing represents the work of a consumer. */
async function drain(stream: AsyncIterable<Buffer>, started: number): Promise<Drained> {
  let bytes = 0;
  const hash = createHash('sha1');
  for await (const chunk of stream) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  return { seconds: (performance.now() - started) / 1000, bytes };
}

function median(rounds: readonly Drained[]): number {
  return [...rounds].sort((a, b) => a.seconds - b.seconds)[Math.floor(rounds.length / 2)]!.seconds;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
