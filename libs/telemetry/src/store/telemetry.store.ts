import type { Pool, PoolClient } from 'pg';
import type { Fault } from '../domain/messages/fault.js';
import { HighWaters, type HighWaterAdvance, type HighWaterRow } from '../domain/readings/high-water.js';
import {
  CONFLICT,
  decideOutcomes,
  FAULT_CODES,
  findSpansToCheck,
  isBeyond,
  OUTDATED,
  type Outcome,
  type Span,
  STORED,
} from '../domain/readings/outcomes.js';
import type { ReadingBlock } from '../domain/readings/reading-block.js';
import type { ReadingList } from '../domain/readings/reading-list.js';
import type { Shape } from '../domain/readings/shape.js';
import { toMessageText } from '../domain/readings/to-message-text.js';
import type { Batch, DeviceRef, Quarantined, StatusChange } from './batch.js';
import { dayOf } from '../domain/readings/packing.js';
import { overlapsAny } from '../domain/retention/time-spans.js';
import { loadRemovedSpans } from './retention/retention.sql.js';
import { updateDeviceStatus } from './status/device-status.sql.js';
import { loadHighWaters, saveHighWaters } from './gaps/high-water.sql.js';
import { loadReadingsBeyondStatus } from './status/lagging-status.sql.js';
import { insertFirstReceipts } from './gaps/first-receipts.sql.js';
import { insertBatches, insertSentSignals } from './readings.sql.js';
import { MAX_QUARANTINED, QuarantineLimit } from './quarantine/quarantine-limit.js';
import { insertQuarantined, recordSightings } from './quarantine/quarantine.sql.js';
import { StatusBoard } from './status/status-board.js';
import { loadBlocks } from './chunks/stored-blocks.js';
import { runAll, toQueryFn, inTransaction, withClient } from './transaction.js';

/**
 * Maximum number of attempts to decide on a batch if other processes store readings of the same devices in the
 * meantime.
 */
const ATTEMPTS = 5;

/** Maximum number of remembered shapes per device. */
const MAX_RECORDED_SHAPES = 64;

type Run = <T>(work: (client: PoolClient) => Promise<T>) => Promise<T>;

/** Thrown if another process has stored readings of a device in the batch since the decision. */
class StaleDecision extends Error {}

/** Stores incoming data as the role `dutycycle_ingest`, without the ORM and without row-level security. */
export class TelemetryStore {
  /** High-water marks of every device that this process has seen. */
  private readonly waters = new HighWaters();
  /** Shapes with recorded keys, by device. */
  private readonly noted = new Map<number, Set<Shape>>();
  private readonly board = new StatusBoard();
  private readonly bound: QuarantineLimit;

  constructor(
    private readonly pool: Pool,
    /** Returns the time in epoch milliseconds. */
    private readonly now: () => number,
    /** Whether other processes constantly store readings of the same devices. */
    private readonly isShared = false,
    /** Maximum number of quarantined messages per device. */
    quarantineKept = MAX_QUARANTINED,
  ) {
    this.bound = new QuarantineLimit(quarantineKept);
  }

  /**
   * Restores changes of device status that a killed process had stored only as readings. Call it once on startup; the
   * next commits write them.
   */
  async recoverStatus(): Promise<void> {
    const missed = await withClient(this.pool, (client) =>
      loadReadingsBeyondStatus(client, toQueryFn(client)),
    );
    this.board.add(missed, [...missed.devices.keys()]);
  }

  /** Records the arrival of a device's message. A later commit writes it. */
  recordContact(device: DeviceRef, atMs: number): void {
    this.board.recordContact(device, atMs);
  }

  /** Returns true when a commit, even of an empty batch, would write something. */
  get hasStatusToWrite(): boolean {
    return !this.board.isEmpty;
  }

  /**
   * Stores a batch in one transaction and returns the outcome of each reading. If the outcome of a batch was lost with
   * the connection, the batch can be repeated: readings that are already stored are then recognized as duplicates.
   * @param keepsFirstReceipts the messages arrived long ago: each original arrival is stored with its reading
   */
  async commit(batch: Batch, { keepsFirstReceipts = false } = {}): Promise<Outcome[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.tryCommit(batch, this.isShared || attempt > 1, keepsFirstReceipts);
      } catch (error) {
        if (error instanceof StaleDecision && attempt < ATTEMPTS) continue;
        throw error;
      }
    }
  }

  /**
   * @param mustLock whether to decide inside the transaction, where no other process can store readings of the devices
   *   in the meantime
   */
  private async tryCommit(batch: Batch, mustLock: boolean, keepsFirstReceipts: boolean): Promise<Outcome[]> {
    const early = mustLock
      ? undefined
      : await this.decide(batch.readings, (work) => withClient(this.pool, work), 'read');
    let changes: StatusChange[] = [];
    let newSignals: ReturnType<TelemetryStore['findNewKeys']> = [];
    let decision = early;
    try {
      await inTransaction(this.pool, async (client) => {
        decision ??= await this.decide(batch.readings, (work) => work(client), 'lock');
        const { outcomes, advancedRows } = decision;
        const stored = indicesOfStored(outcomes);
        this.board.add(batch.readings, stored);
        changes = this.board.take(this.now());
        newSignals = this.findNewKeys(batch.readings, stored);
        const quarantinedEntries = [...batch.quarantined, ...toQuarantined(batch.readings, outcomes)];
        // The statements are sent without awaiting each response, because a process that reads thousands of sockets
        // handles responses late. The database executes them in this order.
        const [saved] = await runAll([
          saveHighWaters(client, advancedRows),
          insertBatches(client, batch.readings, stored, this.now()),
          insertSentSignals(client, newSignals),
          updateDeviceStatus(client, changes),
          insertQuarantined(client, quarantinedEntries),
          this.bound.removeOldest(client, this.bound.countAdded(quarantinedEntries), new Date(this.now())),
          recordSightings(client, batch.sightings),
          ...(keepsFirstReceipts ? [insertFirstReceipts(client, batch.readings, stored)] : []),
        ]);
        if (saved < advancedRows.length) throw new StaleDecision();
      });
    } catch (error) {
      this.board.restore(changes);
      // After any error, the transaction may still have been committed, so the cache may be outdated.
      this.waters.forget(decision?.advancedRows ?? []);
      throw error;
    }
    const { outcomes, advancedRows } = decision!;
    this.waters.put(advancedRows);
    for (const { device, shape } of newSignals) this.recordShape(device.deviceKey, shape);
    return outcomes;
  }

  /** Decides the outcome of readings, and returns the resulting rows of high-water marks. */
  private async decide(
    list: ReadingList<DeviceRef>,
    run: Run,
    mode: 'read' | 'lock',
  ): Promise<{ outcomes: Outcome[]; advancedRows: HighWaterRow[] }> {
    const devices = new Map<number, DeviceRef>();
    for (const device of list.devices) devices.set(device.deviceKey, device);
    const waters = await this.loadWaters([...devices.values()], run, mode);
    const spansToCheck = findSpansToCheck(list, (device) => waters.get(device));
    const { blocks, removed } = await this.loadStored(devices, waters, spansToCheck, run);
    const outcomes = decideOutcomes(
      list,
      spansToCheck,
      (key) => blocks.get(key),
      (key, timeMs) => overlapsAny(removed.get(key) ?? [], dayOf(timeMs)),
    );
    return { outcomes, advancedRows: waters.advanceRows(toAdvances(list, outcomes, waters)) };
  }

  /**
   * Returns the high-water marks of devices on which a decision is based. The cache can change in the meantime, because
   * another intake also uses this store. A decision based on one version must not overwrite the next.
   */
  private async loadWaters(
    devices: readonly DeviceRef[],
    run: Run,
    mode: 'read' | 'lock',
  ): Promise<HighWaters> {
    const waters = new HighWaters(mode === 'lock' ? [] : this.waters.findKnownRows(devices));
    const unknownDevices = devices.filter((device) => !waters.isKnown(device));
    if (unknownDevices.length === 0) return waters;
    const rows = await run((client) => loadHighWaters(client, unknownDevices, mode));
    waters.put(rows);
    this.waters.put(rows);
    return waters;
  }

  /**
   * Loads the stored readings of devices within the spans to check, and the times for which any of their readings were
   * purged.
   */
  private async loadStored(
    devices: ReadonlyMap<number, DeviceRef>,
    waters: HighWaters,
    spansToCheck: ReadonlyMap<number, Span>,
    run: Run,
  ): Promise<{ blocks: Map<number, ReadingBlock>; removed: Map<number, Span[]> }> {
    const byMaker = new Map<string, Map<number, Span>>();
    for (const [key, span] of spansToCheck) {
      const device = devices.get(key)!;
      if (waters.get(device) === undefined) continue;
      const { makerId } = device;
      byMaker.set(makerId, (byMaker.get(makerId) ?? new Map<number, Span>()).set(key, span));
    }
    const found = { blocks: new Map<number, ReadingBlock>(), removed: new Map<number, Span[]>() };
    for (const [makerId, spans] of byMaker) {
      await run(async (client) => {
        const query = toQueryFn(client);
        for (const [key, block] of await loadBlocks(query, makerId, spans)) found.blocks.set(key, block);
        for (const [key, gone] of await loadRemovedSpans(query, makerId, spans)) found.removed.set(key, gone);
      });
    }
    return found;
  }

  /** Returns keys that devices send for the first time, according to the cache. */
  private findNewKeys(
    list: ReadingList<DeviceRef>,
    stored: readonly number[],
  ): { device: DeviceRef; shape: Shape; key: string }[] {
    const newKeys = new Map<string, { device: DeviceRef; shape: Shape; key: string }>();
    for (const i of stored) {
      const device = list.devices[i]!;
      const shape = list.shapes[i]!;
      if (this.noted.get(device.deviceKey)?.has(shape)) continue;
      for (const key of shape.keys) newKeys.set(`${device.deviceKey} ${key}`, { device, shape, key });
    }
    return [...newKeys.values()];
  }

  private recordShape(deviceKey: number, shape: Shape): void {
    let shapes = this.noted.get(deviceKey);
    // Each distinct text adds a shape. Clearing the set is harmless, because keys can be recorded again.
    if (!shapes || shapes.size > MAX_RECORDED_SHAPES) this.noted.set(deviceKey, (shapes = new Set()));
    shapes.add(shape);
  }
}

/** Returns the devices with new readings, each with its highest new key. */
function toAdvances(
  list: ReadingList<DeviceRef>,
  outcomes: readonly Outcome[],
  waters: HighWaters,
): HighWaterAdvance[] {
  const highest = new Map<number, HighWaterAdvance>();
  outcomes.forEach((outcome, i) => {
    if (outcome !== STORED) return;
    const device = list.devices[i]!;
    const key = { timeMs: list.timesMs[i]!, seq: list.seqs[i]! };
    const highestKey = highest.get(device.deviceKey)?.to ?? waters.get(device);
    highest.set(device.deviceKey, {
      device,
      to: highestKey && !isBeyond(key, highestKey) ? highestKey : key,
    });
  });
  return [...highest.values()];
}

/** Returns the indexes of the stored readings of a list. */
export function indicesOfStored(outcomes: readonly Outcome[]): number[] {
  const indices: number[] = [];
  for (let i = 0; i < outcomes.length; i++) if (outcomes[i] === STORED) indices.push(i);
  return indices;
}

function toQuarantined(list: ReadingList<DeviceRef>, outcomes: readonly Outcome[]): Quarantined[] {
  const quarantined: Quarantined[] = [];
  for (let i = 0; i < outcomes.length; i++) {
    // Nearly all readings are stored, so the fault is computed only for the others.
    if (outcomes[i] === STORED) continue;
    const fault = faultOf(outcomes[i]!, list.timesMs[i]!, list.seqs[i]!);
    if (!fault) continue;
    const { makerId, deviceId } = list.devices[i]!;
    const payload = toMessageText(list.timesMs[i]!, list.seqs[i]!, list.shapes[i]!, list.numbersOf(i));
    quarantined.push({
      makerId,
      deviceId,
      topic: list.topics[i]!,
      payload,
      payloadBytes: Buffer.byteLength(payload),
      fault,
      receivedMs: list.arrivedMs[i]!,
    });
  }
  return quarantined;
}

/** Returns why a reading wasn't stored; undefined if it was stored or is a duplicate. */
export function faultOf(outcome: Outcome, timeMs: number, seq: number): Fault | undefined {
  if (outcome !== CONFLICT && outcome !== OUTDATED) return undefined;
  const ts = new Date(timeMs).toISOString();
  return { code: FAULT_CODES[outcome], params: outcome === CONFLICT ? { ts, seq } : { ts } };
}
