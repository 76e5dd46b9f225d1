import type { Pool, PoolClient } from 'pg';
import { TIME_OF_ARRIVAL } from '../domain/frame.js';
import type { Batch, FrameOutcome, PendingFrame, Quarantined } from './batch.js';
import { updateDeviceStatus } from './device-status.sql.js';
import {
  compareWithStored,
  dayOf,
  ensureLayouts,
  ensurePartitions,
  findRepeatedArrivals,
  insertReadings,
  type LaidOut,
} from './readings.sql.js';
import { insertQuarantined, noteSightings } from './set-aside.sql.js';

/**
 * The one module that knows how readings are stored: a row a message, its numbers as an array in the order of its layout,
 * in partitions by device day. Writes as the role `dutycycle_ingest`, past the ORM and row-level security.
 */
export class TelemetryStore {
  /** Days and layouts that a committed transaction has made. */
  private readonly days = new Set<number>();
  private readonly layouts = new Map<string, number>();

  constructor(private readonly pool: Pool) {}

  /**
   * Makes a batch durable in one transaction and tells, frame by frame, what became of it. Repeating a batch whose
   * outcome was lost with the connection changes nothing: what was stored counts as a duplicate of itself.
   */
  async commit(batch: Batch): Promise<FrameOutcome[]> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    try {
      await client.query('begin');
      const made = { days: new Set<number>(), layouts: new Map<string, number>() };
      const outcomes = await this.storeFrames(client, batch.frames, made);
      await updateDeviceStatus(
        client,
        batch.frames.filter((_, i) => outcomes[i] === 'stored'),
        batch.heard,
      );
      await insertQuarantined(client, [...batch.quarantined, ...toConflicts(batch.frames, outcomes)]);
      await noteSightings(client, batch.sightings);
      await client.query('commit');
      for (const day of made.days) this.days.add(day);
      for (const [name, id] of made.layouts) this.layouts.set(name, id);
      return outcomes;
    } catch (error) {
      // A rollback that fails too means that the connection is gone, and with it the transaction.
      await client.query('rollback').catch(onError);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  private async storeFrames(
    client: PoolClient,
    frames: readonly PendingFrame[],
    made: { days: Set<number>; layouts: Map<string, number> },
  ): Promise<FrameOutcome[]> {
    const { distinct, repeats } = separateRepeats(frames);
    const outcomes: FrameOutcome[] = new Array<FrameOutcome>(frames.length).fill('stored');
    if (distinct.length === 0) return outcomes;
    const pending = distinct.map((position) => frames[position]!);
    await this.ensureDays(client, pending, made.days);
    const rows = await this.layOut(client, pending, made.layouts);

    const cameBefore = await findRepeatedArrivals(client, rows);
    const fresh = rows.filter((_, index) => !cameBefore.has(index));
    const inserted = fresh.length === 0 ? 0 : await insertReadings(client, fresh);
    const compared = inserted < fresh.length ? await compareWithStored(client, fresh) : [];
    let next = 0;
    distinct.forEach((position, index) => {
      outcomes[position] = cameBefore.has(index) ? 'duplicate' : (compared[next++] ?? 'stored');
    });
    for (const [position, first] of repeats)
      outcomes[position] = outcomes[first] === 'conflict' ? 'conflict' : 'duplicate';
    return outcomes;
  }

  private async ensureDays(
    client: PoolClient,
    frames: readonly PendingFrame[],
    made: Set<number>,
  ): Promise<void> {
    for (const { frame } of frames) {
      const day = dayOf(frame.timeMs);
      if (!this.days.has(day)) made.add(day);
    }
    if (made.size > 0) await ensurePartitions(client, [...made]);
  }

  private async layOut(
    client: PoolClient,
    frames: readonly PendingFrame[],
    made: Map<string, number>,
  ): Promise<LaidOut[]> {
    const names = frames.map(({ device, frame }) => `${device.deviceKey} ${frame.keys.join(' ')}`);
    const wanted = new Map<string, { makerId: string; deviceKey: number; keys: readonly string[] }>();
    frames.forEach(({ device, frame }, i) => {
      if (!this.layouts.has(names[i]!)) wanted.set(names[i]!, { ...device, keys: frame.keys });
    });
    const ids = await ensureLayouts(client, [...wanted.values()]);
    [...wanted.keys()].forEach((name, i) => made.set(name, ids[i]!));
    return frames.map((pending, i) => ({
      pending,
      layoutId: this.layouts.get(names[i]!) ?? made.get(names[i]!)!,
    }));
  }
}

/**
 * Positions of the frames that differ from all before them, in the order in which their rows lie in the index, and of
 * those that repeat one of these word for word.
 */
function separateRepeats(frames: readonly PendingFrame[]): {
  distinct: number[];
  repeats: [position: number, first: number][];
} {
  const firsts = new Map<string, number>();
  const repeats: [number, number][] = [];
  frames.forEach(({ device, frame }, position) => {
    const isNumberedArrival = frame.timeSource === TIME_OF_ARRIVAL && !frame.seq.startsWith('-');
    const time = isNumberedArrival ? 'arrival' : frame.timeMs;
    const identity = `${device.deviceKey} ${frame.seq} ${time} ${frame.content}`;
    const first = firsts.get(identity);
    if (first === undefined) firsts.set(identity, position);
    else repeats.push([position, first]);
  });
  // Of two that contradict each other the one that came first stays first.
  const distinct = [...firsts.values()].sort((a, b) => {
    const [left, right] = [frames[a]!, frames[b]!];
    return left.device.deviceKey - right.device.deviceKey || left.frame.timeMs - right.frame.timeMs || a - b;
  });
  return { distinct, repeats };
}

function toConflicts(frames: readonly PendingFrame[], outcomes: readonly FrameOutcome[]): Quarantined[] {
  const conflicts: Quarantined[] = [];
  frames.forEach(({ device, frame, topic, text }, position) => {
    if (outcomes[position] !== 'conflict') return;
    conflicts.push({
      makerId: device.makerId,
      deviceId: device.deviceId,
      topic,
      payload: text,
      payloadBytes: Buffer.byteLength(text),
      fault: conflictFault(frame.timeMs, frame.seq),
      receivedMs: frame.receivedMs,
    });
  });
  return conflicts;
}

/** That a stored reading of the same time and sequence number says something else. */
export function conflictFault(timeMs: number, seq: string): Quarantined['fault'] {
  return { code: 'conflicting_duplicate', params: { ts: new Date(timeMs).toISOString(), seq } };
}
