import type { PoolClient } from 'pg';
import type { Span } from '../../domain/readings/outcomes.js';
import { chooseChunksToMerge, dayOf, splitByDay } from '../../domain/readings/packing.js';
import { mergeBlocks, type ReadingBlock } from '../../domain/readings/reading-block.js';
import { type DeviceBlock, insertChunks, listChunks, takeChunks } from './chunks.sql.js';
import type { ChunkState } from './rollups.sql.js';

/**
 * Packs readings of devices into chunks and merges overlapping chunks. Call it in a packing transaction.
 * @param blocks readings by device key, none of which is in a chunk yet
 * @param state the state of the new chunks
 */
export async function packBlocks(
  client: PoolClient,
  makerId: string,
  blocks: ReadonlyMap<number, ReadingBlock>,
  state: ChunkState,
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
  const chunks = await listChunks(
    client,
    makerId,
    [...spans].map(([deviceKey, span]) => ({ deviceKey, span })),
  );
  const chunksByDay = groupByDay(chunks);
  const plans = days.map(({ deviceKey, day }) => {
    const dayChunks = chunksByDay.get(toDayKey(deviceKey, day.timesMs[0]!)) ?? [];
    const fresh = { fromMs: day.timesMs[0]!, toMs: day.timesMs[day.count - 1]!, readings: day.count };
    return chooseChunksToMerge(dayChunks, fresh);
  });
  const taken = await takeChunks(client, makerId, plans.flat());
  const takenByDay = groupByDay(taken.map(withStart));
  const packed = days.map(({ deviceKey, day }) => {
    const before = takenByDay.get(toDayKey(deviceKey, day.timesMs[0]!)) ?? [];
    return { deviceKey, block: mergeBlocks([...before.map(({ block }) => block), day]) };
  });
  await insertChunks(client, makerId, packed, state);
}

/** Adds the block's start time. */
export function withStart({ deviceKey, block }: DeviceBlock): DeviceBlock & { readonly fromMs: number } {
  return { deviceKey, block, fromMs: block.timesMs[0]! };
}

/** Groups items by device and day. */
export function groupByDay<T extends { readonly deviceKey: number; readonly fromMs: number }>(
  items: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = toDayKey(item.deviceKey, item.fromMs);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** Returns a key for a device's day. */
function toDayKey(deviceKey: number, timeMs: number): string {
  return `${deviceKey} ${dayOf(timeMs).fromMs}`;
}
