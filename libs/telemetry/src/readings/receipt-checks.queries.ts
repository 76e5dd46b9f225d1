import { preparedQuery, type Transaction } from '#platform';
import type { Span } from '../domain/readings/outcomes.js';
import { firstAtOrAfter, type ReadingBlock, valueIn } from '../domain/readings/reading-block.js';
import { plainArray } from '../store/array-literal.js';
import { BATCH_COLUMNS, type BatchRow, decodeBatches, toBatch } from '../store/codec/batch-codec.js';
import { decodeChunk } from '../store/codec/chunk-codec.js';
import { toInstant } from '../store/chunks/stored-blocks.js';

/**
 * A query for readings of a device's signal with a device time in one span and a receipt time in another. Both spans
 * are half-open.
 */
export interface ReceiptCheck {
  readonly deviceKey: number;
  readonly signalKey: string;
  readonly span: Span;
  readonly received: Span;
}

/**
 * Returns, for each query, whether a reading matches it. The rows of chunks answer nearly all queries without
 * unpacking: only chunks with a late enough receipt time are unpacked. For the maker's own users only, because
 * placements aren't checked.
 * @returns results in the order of the queries
 */
export async function findReceived(tx: Transaction, checks: readonly ReceiptCheck[]): Promise<boolean[]> {
  const found = checks.map(() => false);
  if (checks.length === 0) return found;
  const batches = await loadBatches(tx, checks);
  checks.forEach((check, index) => {
    const block = batches.get(check.deviceKey);
    found[index] = block !== undefined && containsReceived(block, check);
  });
  for (const { place: index, bytes } of await loadChunks(tx, checks)) {
    const check = checks[index - 1]!;
    found[index - 1] ||= containsReceived(decodeChunk(bytes, new Set([check.signalKey])), check);
  }
  return found;
}

function containsReceived(block: ReadingBlock, { signalKey, span, received }: ReceiptCheck): boolean {
  for (let i = firstAtOrAfter(block, span.fromMs); i < block.count && block.timesMs[i]! < span.toMs; i++) {
    const receivedMs = block.receivedMs[i]!;
    if (receivedMs < received.fromMs || receivedMs >= received.toMs) continue;
    if (valueIn(block, i, signalKey) !== undefined) return true;
  }
  return false;
}

/**
 * Loads unpacked readings. This runs before the chunks are read, so that readings packed in the meantime are found
 * twice and not missed.
 */
async function loadBatches(
  tx: Transaction,
  checks: readonly ReceiptCheck[],
): Promise<ReadonlyMap<number, ReadingBlock>> {
  const earliest = (valueOf: (check: ReceiptCheck) => number): Date =>
    toInstant(Math.min(...checks.map(valueOf)));
  const latest = (valueOf: (check: ReceiptCheck) => number): Date =>
    toInstant(Math.max(...checks.map(valueOf)));
  const keys = new Set(checks.map(({ deviceKey }) => deviceKey));
  const rows: BatchRow[] = await preparedQuery(
    tx,
    `select ${BATCH_COLUMNS} from reading_batch
      where maker_id = $1 and to_time >= $2 and from_time < $3 and received_at > $4::timestamptz - interval '1 ms'
        and received_at < $5 and device_keys && $6::int[]
      order by batch_id`,
    [
      tx.scope.makerId,
      earliest(({ span }) => span.fromMs),
      latest(({ span }) => span.toMs),
      earliest(({ received }) => received.fromMs),
      latest(({ received }) => received.toMs),
      [...keys],
    ],
  );
  return decodeBatches(rows.map(toBatch), (key) => keys.has(key));
}

/**
 * Loads chunks of the spans with a reading received at or after the start of the receipt span. Only the index is
 * needed to find them.
 */
function loadChunks(
  tx: Transaction,
  checks: readonly ReceiptCheck[],
): Promise<{ place: number; bytes: Buffer }[]> {
  return preparedQuery(
    tx,
    `with late as materialized (
       select w.place::int as place, c.device_key, c.from_time
         from unnest($2::int[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
              with ordinality as w (device_key, from_time, to_time, received_from, place)
         join reading_chunk c on c.maker_id = $1 and c.device_key = w.device_key
          and c.from_time > w.from_time - interval '1 day' and c.from_time < w.to_time and c.to_time >= w.from_time
          and c.received_to >= w.received_from)
     select l.place, c.bytes
       from late l join reading_chunk c on c.maker_id = $1 and c.device_key = l.device_key and c.from_time = l.from_time`,
    [
      tx.scope.makerId,
      plainArray(checks.map(({ deviceKey }) => deviceKey)),
      plainArray(checks.map(({ span }) => toInstant(span.fromMs).toISOString())),
      plainArray(checks.map(({ span }) => toInstant(span.toMs).toISOString())),
      plainArray(checks.map(({ received }) => toInstant(received.fromMs).toISOString())),
    ],
  );
}
