import type { Transaction } from '#platform';
import { type ExportSize, MAX_DIRECT_SEGMENTS } from '../domain/export/export-size.js';
import type { Span } from '../domain/readings/outcomes.js';
import { CHUNKS_IN_SPANS, spanParams } from '../store/chunks/stored-blocks.js';

/** The share of a chunk's time that lies within the requested span. */
const CHUNK_SHARE = `case when c.to_time > c.from_time
  then extract(epoch from least(c.to_time, w.to_time) - greatest(c.from_time, w.from_time))
     / extract(epoch from c.to_time - c.from_time) else 1 end`;

/**
 * Estimates the number of values of an export from the counts stored with packed readings. It unpacks no reading, and
 * reads at most as many segments as a direct download may have.
 * @param signals number of requested keys; null for all
 */
export async function estimateExportSize(
  tx: Transaction,
  deviceKeys: readonly number[],
  span: Span,
  signals: number | null,
): Promise<ExportSize> {
  const spans = new Map(deviceKeys.map((deviceKey) => [deviceKey, span]));
  const [row]: { values: number; stretches: number }[] = await tx.manager.query(
    `with packed as (
       select least(c.points, c.readings * $5::bigint) * ${CHUNK_SHARE} as values from ${CHUNKS_IN_SPANS} limit $6),
     fresh as (
       select least(b.points, b.readings * $5::bigint)::numeric
              * cardinality(array(select unnest(b.device_keys) intersect select unnest($2::int[])))
              / cardinality(b.device_keys) as values
         from reading_batch b
        where b.maker_id = $1 and b.device_keys && $2::int[] and b.to_time >= $7 and b.from_time < $8)
     select ((select coalesce(sum(values), 0) from packed) + (select coalesce(sum(values), 0) from fresh))::float8 as values,
            (select count(*)::int from packed) as stretches`,
    [
      ...spanParams(tx.scope.makerId, spans),
      signals,
      MAX_DIRECT_SEGMENTS,
      new Date(span.fromMs),
      new Date(span.toMs),
    ],
  );
  return row!;
}
