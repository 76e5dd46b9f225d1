import { preparedQuery, seesAllRows, type Transaction } from '#platform';
import { mergeBlocks, type ReadingBlock, spanOf } from '../domain/readings/reading-block.js';
import type { Span } from '../domain/readings/outcomes.js';

/**
 * Returns the spans in which the scope may see each device: a machine's devices while the machine was at a site that
 * the scope may see, and a site's instruments at any time. Returns null for a scope that sees all rows.
 */
export async function findVisibleSpans(
  tx: Transaction,
  deviceKeys: readonly number[],
): Promise<ReadonlyMap<number, readonly Span[]> | null> {
  if (seesAllRows(tx.scope)) return null;
  const rows: { device_key: number; spans: [from: number | null, to: number | null][] | null }[] =
    await preparedQuery(
      tx,
      `select s.device_key, (select json_agg(json_build_array(
                case when not lower_inf(span) then extract(epoch from lower(span)) * 1000 end,
                case when not upper_inf(span) then extract(epoch from upper(span)) * 1000 end)) from unnest(s.spans) span) as spans
         from device_span s where s.maker_id = $1 and s.device_key = any($2)`,
      [tx.scope.makerId, deviceKeys],
    );
  return new Map(
    rows.map(({ device_key, spans }) => [
      device_key,
      (spans ?? []).map(([from, to]) => ({ fromMs: from ?? -Infinity, toMs: to ?? Infinity })),
    ]),
  );
}

/** Returns a block's readings within any of the spans. */
export function clipBlock(block: ReadingBlock, spans: readonly Span[]): ReadingBlock {
  return mergeBlocks(spans.map(({ fromMs, toMs }) => spanOf(block, fromMs, toMs)));
}
