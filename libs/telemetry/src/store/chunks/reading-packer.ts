import type { Pool, PoolClient } from 'pg';
import { cutPortions, dayOf } from '../../domain/readings/packing.js';
import { mergeBlocks, extentOf } from '../../domain/readings/reading-block.js';
import { type ChunkRow, insertChunks, listChunks, markFinal, takeChunks } from './chunks.sql.js';
import { BATCH_COLUMNS, type BatchRow, decodeBatches, toBatch } from '../codec/batch-codec.js';
import { requestReview } from '../gaps/gaps.sql.js';
import { groupByDay, packBlocks, withStart } from './pack-blocks.js';
import { inPackingTransaction } from './packing-transaction.js';

/**
 * Batches of a maker are packed when they reach this number, this size or this age. Charts can also read batches, but
 * more slowly.
 */
const MIN_BYTES = 8 * 1024 * 1024;
const MIN_BATCHES = 1000;
const MAX_AGE = '15 minutes';
/** Limits the work per transaction, because other tasks of the worker wait for it. */
const MAX_BATCHES = 2000;
const MAX_BYTES = 16 * 1024 * 1024;
/** Time without new readings after which a day's chunks are packed in their final form. */
const FINAL_AFTER = '2 hours';
/** Number of days that are selected together. A transaction packs them batch by batch until its time is over. */
const DAYS_AT_ONCE = 2000;
const MAX_STEP_MS = 1000;
const PORTION = { items: 64, bytes: 1024 * 1024 };

/**
 * Packs batches of readings in order of arrival into chunks by device and time. Chunks are faster to read and take a
 * fraction of the space. Also merges the chunks of past days into one. Each step is one transaction: a crash loses and
 * repeats nothing, and readers see every reading once. Runs as the role `dutycycle_ingest`.
 */
export class ReadingPacker {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** Returns the makers with batches to pack, longest waiting time first. */
  async findMakersToPack(): Promise<string[]> {
    const { rows } = await this.pool.query<{ maker_id: string }>(
      `select maker_id from reading_batch where judged group by maker_id
       having sum(octet_length(bytes)) >= ${MIN_BYTES} or count(*) >= ${MIN_BATCHES} or min(received_at) < $1::timestamptz - interval '${MAX_AGE}'
       order by min(batch_id)`,
      [this.now()],
    );
    return rows.map(({ maker_id }) => maker_id);
  }

  /** Packs as many batches of a maker as fit into one transaction. @returns the number of batches */
  pack(makerId: string): Promise<number> {
    return inPackingTransaction(this.pool, makerId, async (client) => {
      const { rows } = await client.query<BatchRow & { batch_id: string }>(
        `delete from reading_batch where maker_id = $1 and batch_id in (
           select batch_id from (
             select batch_id, sum(octet_length(bytes)) over (order by batch_id) as total from reading_batch
              where maker_id = $1 and judged order by batch_id limit ${MAX_BATCHES}) oldest
            where total <= ${MAX_BYTES} or batch_id = (select min(batch_id) from reading_batch where maker_id = $1 and judged))
         returning batch_id, ${BATCH_COLUMNS}`,
        [makerId],
      );
      // Oldest batches first, so that each device's readings are in order and need no sorting.
      rows.sort((a, b) => Number(a.batch_id) - Number(b.batch_id));
      const blocks = decodeBatches(rows.map(toBatch));
      await packBlocks(client, makerId, blocks, 'fresh');
      const spans = new Map([...blocks].map(([key, block]) => [key, extentOf(block)]));
      await requestReview(client, makerId, spans, this.now());
      return rows.length;
    });
  }

  /**
   * Packs past days in their final form, for up to one second per maker. After a crash, the work is repeated.
   * @returns the number of device days
   */
  async packFinally(): Promise<number> {
    const { rows } = await this.pool.query<DueDay>(
      `select maker_id, device_key, (extract(epoch from date_trunc('day', from_time, 'UTC')) * 1000)::float8 as from_ms,
              sum(octet_length(bytes))::float8 as bytes
         from reading_chunk
        where not settled and date_trunc('day', from_time, 'UTC') + interval '1 day ${FINAL_AFTER}' < $1::timestamptz
          and received_to < $1::timestamptz - interval '${FINAL_AFTER}'
        group by 1, 2, 3 order by 1, 2, 3 limit ${DAYS_AT_ONCE}`,
      [this.now()],
    );
    let packedDays = 0;
    for (const [makerId, due] of groupByMaker(rows))
      packedDays += await inPackingTransaction(this.pool, makerId, (client) =>
        packDaysFinally(client, makerId, due),
      );
    return packedDays;
  }
}

/** A device's day that can be packed in its final form. */
interface DueDay {
  readonly maker_id: string;
  readonly device_key: number;
  readonly from_ms: number;
  /** Current size of the day's chunks. */
  readonly bytes: number;
}

function groupByMaker(due: readonly DueDay[]): Map<string, DueDay[]> {
  const makers = new Map<string, DueDay[]>();
  for (const day of due) {
    const ofMaker = makers.get(day.maker_id);
    if (ofMaker) ofMaker.push(day);
    else makers.set(day.maker_id, [day]);
  }
  return makers;
}

async function packDaysFinally(client: PoolClient, makerId: string, due: readonly DueDay[]): Promise<number> {
  const until = performance.now() + MAX_STEP_MS;
  let packedDays = 0;
  for (const portion of cutPortions(due, ({ bytes }) => bytes, PORTION)) {
    await packPortionFinally(client, makerId, portion);
    packedDays += portion.length;
    if (performance.now() > until) break;
  }
  return packedDays;
}

/**
 * Merges the chunks of each day into one. A day with a single chunk and rollups is only marked, which avoids rewriting
 * it.
 */
async function packPortionFinally(
  client: PoolClient,
  makerId: string,
  portion: readonly DueDay[],
): Promise<void> {
  const days = portion.map(({ device_key, from_ms }) => ({ deviceKey: device_key, span: dayOf(from_ms) }));
  const chunksOfDays = [...groupByDay(await listChunks(client, makerId, days)).values()];
  const isSingleChunk = (dayChunks: readonly ChunkRow[]): boolean => dayChunks.length === 1;
  const notFinal = await markFinal(client, makerId, chunksOfDays.filter(isSingleChunk).flat());
  const fragmented = chunksOfDays.filter((dayChunks) => !isSingleChunk(dayChunks)).flat();
  const taken = await takeChunks(client, makerId, [...fragmented, ...notFinal]);
  const packed = [...groupByDay(taken.map(withStart)).values()].map((dayChunks) => ({
    deviceKey: dayChunks[0]!.deviceKey,
    block: mergeBlocks(dayChunks.map(({ block }) => block)),
  }));
  await insertChunks(client, makerId, packed, 'final');
}
