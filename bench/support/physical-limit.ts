import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const ROWS = 300_000;
const ROWS_OF_A_CHUNK = 2000;

/**
 * How many rows of the very kind this PostgreSQL takes in when nothing is asked of it: COPY from one connection into a table
 * without key, checks or partitions, committed once. No way in can be faster on this machine.
 */
export async function measureCopyLimit(
  client: pg.Client,
  makerId: string,
  kind: 'logged' | 'unlogged',
): Promise<number> {
  await client.query('drop table if exists bench_copy');
  await client.query(
    `create ${kind === 'unlogged' ? 'unlogged ' : ''}table bench_copy (
       maker_id uuid, device_key integer, device_time timestamptz, seq bigint, received_at timestamptz, time_source smallint,
       layout_id integer, values double precision[], others jsonb, qualities smallint[])`,
  );
  const chunks = Array.from({ length: ROWS / ROWS_OF_A_CHUNK }, (_, i) =>
    chunkOf(makerId, i * ROWS_OF_A_CHUNK),
  );
  const started = performance.now();
  await pipeline(Readable.from(chunks), client.query(copyFrom('copy bench_copy from stdin')));
  const seconds = (performance.now() - started) / 1000;
  await client.query('drop table bench_copy');
  return ROWS / seconds;
}

function chunkOf(makerId: string, first: number): string {
  let text = '';
  for (let seq = first; seq < first + ROWS_OF_A_CHUNK; seq++) {
    const at = new Date(1_764_000_000_000 + seq * 5).toISOString();
    const wave = (seq % 600) / 100;
    const values = [
      24 + wave / 5,
      18_000_000 + seq,
      80 + wave,
      400_000 + seq / 50,
      7000 + seq / 4000,
      120 + wave,
      6.5 + wave / 10,
      9000 + seq / 3600,
      2000,
      2 + wave / 3,
    ];
    text += `${makerId}\t${seq % 200}\t${at}\t${seq}\t${at}\t0\t1\t{${values.map((value) => Number(value.toFixed(2))).join(',')},NULL}\t{"state":"load"}\t\\N\n`;
  }
  return text;
}
