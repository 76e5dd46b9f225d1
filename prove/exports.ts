import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EXPORT_FORMATS } from '#telemetry';
import { Latencies } from '../measure/support/latencies.js';
import { addMachines } from '../measure/support/history-machines.js';
import { ShapedColumns } from '../measure/support/shaped-columns.js';
import { formatCount, formatMs, formatTable } from '../measure/support/table.js';
import { insertChunks } from '../libs/telemetry/src/store/chunks/chunks.sql.js';
import { splitByDay } from '../libs/telemetry/src/domain/readings/packing.js';
import { createMaker, type MakerOfWorld } from '../test/support/world.js';
import { measureLoad } from './support/busy.js';
import { startProduct } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';

const MAX_P95_MS = 100;
/**
 * Maximum factor by which exports may slow down the median request if other programs are running. Those programs change
 * the slowest requests from second to second, so p95 before and during the exports can't be compared.
 */
const MAX_SLOWER = 3;
const EXPORTS = 8;
const YEARS = 30;
const DAY_MS = 86_400_000;
const START = Date.parse('1996-01-01T00:00:00Z');
const END = START + YEARS * 365 * DAY_MS;
const MINUTES = { short: 10, full: 1 };
const IDLE_SECONDS = { short: 5, full: 20 };
/** Duration in seconds for which the short form measures requests before it cancels the exports. */
const SHORT_SECONDS = 20;
const DONE_WITHIN_MS = 60 * 60_000;
const CHUNKS_AT_ONCE = 200;
const KEYS = ['discharge_temp_c', 'energy_kwh_total', 'pressure_bar', 'run_hours_total'] as const;
/** Requests that users of the console send during exports. */
const REQUESTS = ['/machines?limit=100', '/customers?limit=100', '/tickets?limit=100', '/fleet/summary'];

interface Job {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly points: number | null;
}

/**
 * Measures response times of other requests while eight exports of 30 years are written, and compares them with the
 * response times before.
 */
export const exports: Proof = {
  name: 'exports',
  claim: `While ${EXPORTS} exports of ${YEARS} years are written in parallel, other requests take at most ${MAX_P95_MS} ms (p95)`,
  async run({ short, seconds = short ? SHORT_SECONDS : undefined }) {
    const { isBusy: busy } = measureLoad();
    const product = await startProduct({ args: ['--empty'] });
    const database = new pg.Client({ connectionString: product.databaseUrl() });
    await database.connect();
    try {
      const maker = await createMaker(database, 'exports');
      const values = await load(database, maker, short ? MINUTES.short : MINUTES.full);
      console.log(`${formatCount(values)} values of one machine in ${YEARS} years`);
      const api = new Api(product.portalUrl);
      const { manager, engineer, admin } = maker.staff;
      const refused = await api.send(
        engineer.key,
        'GET',
        `/readings/export?signals=${KEYS.join(',')}&from=${iso(START)}&to=${iso(END)}`,
      );
      const idle = new Latencies();
      const idleUntil = performance.now() + (short ? IDLE_SECONDS.short : IDLE_SECONDS.full) * 1000;
      while (performance.now() < idleUntil) await round(api, manager.key, idle);

      const jobs: { readonly key: string; readonly id: string }[] = [];
      for (let made = 0; made < EXPORTS; made++) {
        const { key } = made % 2 === 0 ? engineer : admin;
        const body = {
          from: iso(START),
          to: iso(END),
          signals: KEYS,
          format: EXPORT_FORMATS[made % EXPORT_FORMATS.length],
        };
        const { status, text } = await api.send(key, 'POST', '/export-jobs', body);
        if (status !== 202) throw new Error(`POST /export-jobs returned ${status}: ${text}`);
        jobs.push({ key, id: (JSON.parse(text) as Job).id });
      }
      const states = async (): Promise<Job[]> =>
        Promise.all(
          jobs.map(
            async ({ key, id }) => JSON.parse((await api.send(key, 'GET', `/export-jobs/${id}`)).text) as Job,
          ),
        );
      const begun = performance.now();
      while ((await states()).every(({ state }) => state === 'waiting')) await sleep(200);
      const beside = new Latencies();
      const until = performance.now() + (seconds === undefined ? DONE_WITHIN_MS : seconds * 1000);
      let last = await states();
      for (let rounds = 1; performance.now() < until && last.some(isUnderWay); rounds++) {
        await round(api, manager.key, beside);
        if (rounds % 20 === 0) last = await states();
      }
      last = await states();
      const took = (performance.now() - begun) / 1000;
      for (const { key, id } of jobs) await api.send(key, 'DELETE', `/export-jobs/${id}`);
      const left = await database.query<{ count: number }>(
        'select count(*)::int as count from export_job where signals = $1',
        [KEYS],
      );
      const done = last.filter(({ state }) => state === 'done');
      const wrong = last.filter(
        ({ state, points }) => state === 'failed' || (state === 'done' && points !== values),
      );
      console.log(
        formatTable([
          ['Requests', 'p50', 'p95'],
          rowOf('Before', idle),
          rowOf(`During ${EXPORTS} exports`, beside),
        ]),
      );
      return [
        evaluateTimes(idle, beside, busy),
        {
          bar: 'A direct download of the same period is rejected',
          figure: `status ${refused.status}`,
          holds: refused.status === 422 && refused.text.includes('telemetry.export_needs_job'),
        },
        {
          bar: 'No export fails, and all values are complete',
          figure: `${done.length} of ${EXPORTS} done after ${took.toFixed(0)} s, ${wrong.length} failed or incomplete`,
          holds: wrong.length === 0 && (seconds !== undefined || done.length === EXPORTS),
        },
        {
          bar: 'Deleted and cancelled exports are removed',
          figure: `${left.rows[0]!.count} left`,
          holds: left.rows[0]!.count === 0,
        },
      ];
    } finally {
      await database.end();
      await product.stop();
    }
  },
};

function evaluateTimes(idle: Latencies, beside: Latencies, isBusy: boolean): Verdict {
  const bar = `Response time of other requests is at most ${MAX_P95_MS} ms (p95)`;
  const p95 = beside.percentile(0.95)!;
  const figure = `${formatMs(p95)}; ${formatMs(idle.percentile(0.95))} before the exports`;
  if (!isBusy || p95 <= MAX_P95_MS) return { bar, figure, holds: p95 <= MAX_P95_MS };
  const [before, during] = [idle.percentile(0.5)!, beside.percentile(0.5)!];
  return {
    bar,
    figure: `${figure}; other programs were running, so the medians are compared: ${formatMs(during)} is at most ${MAX_SLOWER} times ${formatMs(before)}`,
    holds: during <= MAX_SLOWER * before,
  };
}

/** Calls the API with a key. */
class Api {
  constructor(private readonly portalUrl: string) {}

  async send(
    key: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.portalUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }
}

async function round(api: Api, key: string, latencies: Latencies): Promise<void> {
  for (const path of REQUESTS) {
    const from = performance.now();
    const { status, text } = await api.send(key, 'GET', path);
    if (status !== 200) throw new Error(`GET ${path} returned ${status}: ${text}`);
    latencies.add(performance.now() - from);
    await sleep(10);
  }
}

/** Stores 30 years of one machine's readings, packed by day. @returns number of values */
async function load(database: pg.Client, maker: MakerOfWorld, everyMinutes: number): Promise<number> {
  const machines = await addMachines(database, maker, ['LONG-1']);
  const { deviceKey } = machines.get('LONG-1')!;
  await database.query(
    `insert into sent_signal (maker_id, device_key, key) select $1, $2, key from unnest($3::text[]) key`,
    [maker.makerId, deviceKey, KEYS],
  );
  const shaped = new ShapedColumns(KEYS);
  const stepMs = everyMinutes * 60_000;
  const aDay = DAY_MS / stepMs;
  let values = 0;
  let blocks: Parameters<typeof insertChunks>[2][number][] = [];
  const store = async (): Promise<void> => {
    await insertChunks(database as unknown as pg.PoolClient, maker.makerId, blocks, 'final');
    blocks = [];
  };
  for (let day = START; day < END; day += DAY_MS) {
    const times = Float64Array.from({ length: aDay }, (_, i) => day + i * stepMs);
    const columns = KEYS.map((_, column) =>
      Float64Array.from(times, (ms) => Math.round(1000 * Math.sin(ms / 1e7 + column)) / 10),
    );
    const block = shaped.toBlock({ device: 'LONG-1', times, columns });
    for (const part of splitByDay({ ...block, receivedMs: times.map((ms) => ms + 2000) }))
      blocks.push({ deviceKey, block: part });
    values += aDay * KEYS.length;
    if (blocks.length >= CHUNKS_AT_ONCE) await store();
  }
  await store();
  await database.query('vacuum analyze reading_chunk');
  return values;
}

const isUnderWay = ({ state }: Job): boolean => state === 'waiting' || state === 'running';
const rowOf = (name: string, of: Latencies) =>
  [`${name}, ${of.count} requests`, formatMs(of.percentile(0.5)), formatMs(of.percentile(0.95))] as const;
const iso = (ms: number): string => new Date(ms).toISOString();
