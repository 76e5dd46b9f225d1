import type { Pool, PoolClient } from 'pg';
import { cutPortions, dayOf } from '../../domain/readings/packing.js';
import { mergeBlocks, extentOf } from '../../domain/readings/reading-block.js';
import { type ChunkRow, insertChunks, listChunks, markSettled, takeChunks } from './chunks.sql.js';
import { BATCH_COLUMNS, type BatchRow, decodeBatches, toBatch } from '../codec/batch-codec.js';
import { askForReview } from '../gaps/gaps.sql.js';
import { groupByDay, packBlocks, withStart } from './pack-blocks.js';
import { inPackingTransaction } from './packing-transaction.js';

/**
 * Batches of a maker are packed when they are many, large or old enough. Charts read batches too, but more slowly.
 */
const MIN_BYTES = 8 * 1024 * 1024;
const MIN_BATCHES = 1000;
const MAX_AGE = '15 minutes';
/** Work per transaction; the rest of the worker waits for it. */
const BATCHES_AT_ONCE = 2000;
const BYTES_AT_ONCE = 16 * 1024 * 1024;
/** A day's chunks are finally packed when none of its readings has arrived for this long. */
const SETTLED = '2 hours';
/** Days found at once, of which one transaction packs one batch after another until its time is up. */
const DAYS_AT_ONCE = 2000;
const SETTLING_MS = 1000;
const PORTION = { items: 64, bytes: 1024 * 1024 };

/**
 * Packs batches, which are in order of arrival, into chunks by device and time, which charts read fast and which take
 * a fraction of the space; and merges the chunks of past days into one. Each step is one transaction: a crash loses
 * and repeats nothing, and readers see every reading once. Runs as the role `dutycycle_ingest`.
 */
export class ReadingPacker {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** Returns the makers with batches to pack, longest waiting first. */
  async findMakersToPack(): Promise<string[]> {
    const { rows } = await this.pool.query<{ maker_id: string }>(
      `select maker_id from reading_batch where judged group by maker_id
       having sum(octet_length(bytes)) >= ${MIN_BYTES} or count(*) >= ${MIN_BATCHES} or min(received_at) < $1::timestamptz - interval '${MAX_AGE}'
       order by min(batch_id)`,
      [this.now()],
    );
    return rows.map(({ maker_id }) => maker_id);
  }

  /** Packs batches of a maker, as many as fit into one transaction. @returns how many */
  pack(makerId: string): Promise<number> {
    return inPackingTransaction(this.pool, makerId, async (client) => {
      const { rows } = await client.query<BatchRow & { batch_id: string }>(
        `delete from reading_batch where maker_id = $1 and batch_id in (
           select batch_id from (
             select batch_id, sum(octet_length(bytes)) over (order by batch_id) as total from reading_batch
              where maker_id = $1 and judged order by batch_id limit ${BATCHES_AT_ONCE}) oldest
            where total <= ${BYTES_AT_ONCE} or batch_id = (select min(batch_id) from reading_batch where maker_id = $1 and judged))
         returning batch_id, ${BATCH_COLUMNS}`,
        [makerId],
      );
      // Oldest first: then each device's readings are in order and need no sorting.
      rows.sort((a, b) => Number(a.batch_id) - Number(b.batch_id));
      const blocks = decodeBatches(rows.map(toBatch));
      await packBlocks(client, makerId, blocks, 'fresh');
      const spans = new Map([...blocks].map(([key, block]) => [key, extentOf(block)]));
      await askForReview(client, makerId, spans, this.now());
      return rows.length;
    });
  }

  /**
   * Finally packs past days, for up to a second per maker; a crash only means repeating the work. @returns how many
   * device days
   */
  async settle(): Promise<number> {
    const { rows } = await this.pool.query<Due>(
      `select maker_id, device_key, (extract(epoch from date_trunc('day', from_time, 'UTC')) * 1000)::float8 as from_ms,
              sum(octet_length(bytes))::float8 as bytes
         from reading_chunk
        where not settled and date_trunc('day', from_time, 'UTC') + interval '1 day ${SETTLED}' < $1::timestamptz
          and received_to < $1::timestamptz - interval '${SETTLED}'
        group by 1, 2, 3 order by 1, 2, 3 limit ${DAYS_AT_ONCE}`,
      [this.now()],
    );
    let settled = 0;
    for (const [makerId, due] of byMaker(rows))
      settled += await inPackingTransaction(this.pool, makerId, (client) => settleDays(client, makerId, due));
    return settled;
  }
}

/** A device's day that can be finally packed. */
interface Due {
  readonly maker_id: string;
  readonly device_key: number;
  readonly from_ms: number;
  /** Current size of its chunks. */
  readonly bytes: number;
}

function byMaker(due: readonly Due[]): Map<string, Due[]> {
  const makers = new Map<string, Due[]>();
  for (const day of due) {
    const ofMaker = makers.get(day.maker_id);
    if (ofMaker) ofMaker.push(day);
    else makers.set(day.maker_id, [day]);
  }
  return makers;
}

async function settleDays(client: PoolClient, makerId: string, due: readonly Due[]): Promise<number> {
  const until = performance.now() + SETTLING_MS;
  let settled = 0;
  for (const portion of cutPortions(due, ({ bytes }) => bytes, PORTION)) {
    await settlePortion(client, makerId, portion);
    settled += portion.length;
    if (performance.now() > until) break;
  }
  return settled;
}

/**
 * Merges each day into one chunk; a day that is already one chunk with rollups is only marked, which avoids rewriting
 * it.
 */
async function settlePortion(client: PoolClient, makerId: string, portion: readonly Due[]): Promise<void> {
  const days = portion.map(({ device_key, from_ms }) => ({ deviceKey: device_key, span: dayOf(from_ms) }));
  const chunksOfDays = [...groupByDay(await listChunks(client, makerId, days)).values()];
  const isWhole = (ofDay: readonly ChunkRow[]): boolean => ofDay.length === 1;
  const unfit = await markSettled(client, makerId, chunksOfDays.filter(isWhole).flat());
  const inPieces = chunksOfDays.filter((ofDay) => !isWhole(ofDay)).flat();
  const taken = await takeChunks(client, makerId, [...inPieces, ...unfit]);
  const packed = [...groupByDay(taken.map(withStart)).values()].map((ofDay) => ({
    deviceKey: ofDay[0]!.deviceKey,
    block: mergeBlocks(ofDay.map(({ block }) => block)),
  }));
  await insertChunks(client, makerId, packed, 'settled');
}
