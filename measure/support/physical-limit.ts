import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DeviceMessages, FIRST_SEQ, Moment } from './device-messages.js';
import { FLEET_SIGNALS } from './fleet-signals.js';

const ROWS = 300_000;
const ROWS_OF_A_CHUNK = 2000;
const DEVICES = 200;
const START = 1_764_000_000_000;

/**
 * Returns how many of the generator's messages PostgreSQL can store per second if it does nothing else: one COPY on
 * one connection into a table with one column per signal, without keys, checks or partitions, in one commit.
 */
export async function measureCopyLimit(client: pg.Client, kind: 'logged' | 'unlogged'): Promise<number> {
  await client.query('drop table if exists bench_copy');
  await client.query(
    `create ${kind === 'unlogged' ? 'unlogged ' : ''}table bench_copy (device_key integer, device_time timestamptz, seq bigint,
       ${FLEET_SIGNALS.map(({ key }) => `${key} double precision`).join(', ')})`,
  );
  const devices = Array.from({ length: DEVICES }, (_, index) => new DeviceMessages('t', index, FIRST_SEQ));
  const chunks = Array.from({ length: ROWS / ROWS_OF_A_CHUNK }, (_, i) =>
    chunkOf(devices, START + (i * 1000 * ROWS_OF_A_CHUNK) / DEVICES),
  );
  const started = performance.now();
  await pipeline(Readable.from(chunks), client.query(copyFrom('copy bench_copy from stdin')));
  const seconds = (performance.now() - started) / 1000;
  await client.query('drop table bench_copy');
  return ROWS / seconds;
}

/** Returns one message per second from each device, as lines of COPY's text format. */
function chunkOf(devices: readonly DeviceMessages[], fromMs: number): string {
  const moment = new Moment();
  let text = '';
  for (let row = 0; row < ROWS_OF_A_CHUNK; row++) {
    const index = row % devices.length;
    moment.set(fromMs + Math.floor(row / devices.length) * 1000);
    const device = devices[index]!;
    device.advance(1, moment);
    const { ts, seq, c, g } = JSON.parse(device.payload) as {
      ts: number;
      seq: number;
      c: Record<string, number>;
      g: Record<string, number>;
    };
    const values = FLEET_SIGNALS.map(({ key, kind }) => (kind === 'counter' ? c : g)[key]);
    text += `${index}\t${new Date(ts).toISOString()}\t${seq}\t${values.join('\t')}\n`;
  }
  return text;
}
