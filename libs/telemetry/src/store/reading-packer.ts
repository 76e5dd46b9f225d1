import type { Pool, PoolClient } from 'pg';
import type { Span } from '../domain/readings/outcomes.js';
import { chooseMerged, dayOf, splitByDay } from '../domain/readings/packing.js';
import { mergeBlocks, type ReadingBlock } from '../domain/readings/reading-block.js';
import { type ChunkRow, insertChunk, listChunks, takeChunks } from './chunks.sql.js';
import { decodeBatch } from './codec/batch-codec.js';

/** When a maker's batches are packed: when they are many, large or old enough. Charts read batches too, only more slowly. */
const MIN_BYTES = 4 * 1024 * 1024;
const MIN_BATCHES = 1000;
const MAX_AGE = '15 minutes';
/** What one transaction packs; while it does, the rest of the worker waits. */
const BATCHES_AT_ONCE = 2000;
const BYTES_AT_ONCE = 8 * 1024 * 1024;
/** A day's chunks are packed for good when so long nothing of it came any more. */
const SETTLED = '2 hours';
const DAYS_AT_ONCE = 50;

/**
 * Turns batches, which lie as they came, into chunks by device and time, which charts read fast and which take a fraction of
 * the space; and the chunks of days that are over into one. Each step is one transaction: a crash loses none and repeats none,
 * and whoever reads sees every reading once. As the role `dutycycle_ingest`.
 */
export class ReadingPacker {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** The makers that have batches to pack. */
  async findMakersToPack(): Promise<string[]> {
    const { rows } = await this.pool.query<{ maker_id: string }>(
      `select maker_id from reading_batch where judged group by maker_id
       having sum(octet_length(bytes)) >= ${MIN_BYTES} or count(*) >= ${MIN_BATCHES} or min(received_at) < $1::timestamptz - interval '${MAX_AGE}'`,
      [this.now()],
    );
    return rows.map(({ maker_id }) => maker_id);
  }

  /** Packs batches of a maker, as many as one transaction takes. @returns how many */
  pack(makerId: string): Promise<number> {
    return this.inTransaction(makerId, async (client) => {
      const { rows } = await client.query<{ received_ms: number; bytes: Buffer }>(
        `delete from reading_batch where maker_id = $1 and batch_id in (
           select batch_id from (
             select batch_id, sum(octet_length(bytes)) over (order by batch_id) as total from reading_batch
              where maker_id = $1 and judged order by batch_id limit ${BATCHES_AT_ONCE}) oldest
            where total <= ${BYTES_AT_ONCE} or batch_id = (select min(batch_id) from reading_batch where maker_id = $1 and judged))
         returning (extract(epoch from received_at) * 1000)::float8 as received_ms, bytes`,
        [makerId],
      );
      const byDevice = new Map<number, ReadingBlock[]>();
      for (const { received_ms, bytes } of rows) {
        for (const [deviceKey, block] of decodeBatch(bytes, Math.round(received_ms))) {
          const known = byDevice.get(deviceKey);
          if (known) known.push(block);
          else byDevice.set(deviceKey, [block]);
        }
      }
      await packBlocks(
        client,
        makerId,
        new Map([...byDevice].map(([key, blocks]) => [key, mergeBlocks(blocks)])),
      );
      return rows.length;
    });
  }

  /** Packs days that are over for good. @returns how many device days */
  async settle(): Promise<number> {
    const { rows } = await this.pool.query<{ maker_id: string; device_key: number; from_ms: number }>(
      `select maker_id, device_key, (extract(epoch from date_trunc('day', from_time, 'UTC')) * 1000)::float8 as from_ms
         from reading_chunk
        where not thorough and date_trunc('day', from_time, 'UTC') + interval '1 day ${SETTLED}' < $1::timestamptz
          and received_to < $1::timestamptz - interval '${SETTLED}'
        group by 1, 2, 3 limit ${DAYS_AT_ONCE}`,
      [this.now()],
    );
    for (const { maker_id, device_key, from_ms } of rows)
      await this.inTransaction(maker_id, (client) => settleDay(client, maker_id, device_key, dayOf(from_ms)));
    return rows.length;
  }

  /** One packer a maker at a time: two would pack the same chunks. */
  private async inTransaction<T>(makerId: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // A connection that ends while it is ours tells it as an event too, which nobody else listens to.
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7261))', [makerId]);
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(onError);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }
}

async function packBlocks(
  client: PoolClient,
  makerId: string,
  blocks: ReadonlyMap<number, ReadingBlock>,
): Promise<void> {
  const days = [...blocks].flatMap(([deviceKey, block]) =>
    splitByDay(block).map((day) => ({ deviceKey, day })),
  );
  const spans = new Map<number, Span>();
  for (const { deviceKey, day } of days) {
    const { fromMs, toMs } = dayOf(day.timesMs[0]!);
    const span = spans.get(deviceKey);
    spans.set(deviceKey, { fromMs: span?.fromMs ?? fromMs, toMs });
  }
  const chunks = await listChunks(client, makerId, spans);
  const chunksOf = groupByDay(chunks);
  const plans = days.map(({ deviceKey, day }) => {
    const ofDay = chunksOf.get(nameOf(deviceKey, day.timesMs[0]!)) ?? [];
    const fresh = { fromMs: day.timesMs[0]!, toMs: day.timesMs[day.count - 1]!, readings: day.count };
    return chooseMerged(ofDay, fresh);
  });
  const taken = await takeChunks(client, makerId, plans.flat());
  const takenOf = groupByDay(
    taken.map(({ deviceKey, block }) => ({ deviceKey, fromMs: block.timesMs[0]!, block })),
  );
  for (const { deviceKey, day } of days) {
    const before = takenOf.get(nameOf(deviceKey, day.timesMs[0]!)) ?? [];
    await insertChunk(
      client,
      makerId,
      deviceKey,
      mergeBlocks([...before.map(({ block }) => block), day]),
      'quick',
    );
  }
}

function groupByDay<T extends { readonly deviceKey: number; readonly fromMs: number }>(
  items: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item.deviceKey, item.fromMs);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** Of a device's day. */
function nameOf(deviceKey: number, timeMs: number): string {
  return `${deviceKey} ${dayOf(timeMs).fromMs}`;
}

async function settleDay(client: PoolClient, makerId: string, deviceKey: number, day: Span): Promise<void> {
  const chunks: ChunkRow[] = await listChunks(client, makerId, new Map([[deviceKey, day]]));
  const taken = await takeChunks(client, makerId, chunks);
  if (taken.length === 0) return;
  await insertChunk(client, makerId, deviceKey, mergeBlocks(taken.map(({ block }) => block)), 'thorough');
}
