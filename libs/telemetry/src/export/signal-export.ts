import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, type CsvFormulas, DomainError, type Scope, UnitOfWork } from '#platform';
import { packPortions } from '../domain/export/portions.js';
import { csvRows, type ExportedDevice, type ExportFormat, NDJSON_ROWS } from '../domain/export/row-style.js';
import { TextRows } from '../domain/export/text-rows.js';
import type { Span } from '../domain/readings/outcomes.js';
import { countReceivedAfter, type ReadingBlock } from '../domain/readings/reading-block.js';
import { listDeviceSegments, readBlocks } from '../readings/stored-readings.js';
import {
  type DeviceToExport,
  findUnknownKeys,
  listDevicesToExport,
  listReceivedSince,
  listUnits,
} from './exported-devices.queries.js';
import { ParquetRows } from './parquet-rows.js';

export interface SignalExportRequest {
  /** Ids of the machines; null for all machines that the scope sees. */
  readonly machineIds: readonly string[] | null;
  /** Signal keys; empty for all. */
  readonly signals: readonly string[];
  readonly from: Date;
  readonly to: Date;
  readonly format: ExportFormat;
  /** Treatment of CSV text that looks like a formula; `escape` by default. */
  readonly formulas?: CsvFormulas;
}

/** A running export. */
export interface SignalExportRun {
  /** Cutoff: readings received later aren't in the file. */
  readonly knownUntil: Date;
  /** The file in chunks. Each is created on demand, so a slow reader delays the export. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Returns the progress. */
  readonly progress: () => { readonly devices: number; readonly ofDevices: number; readonly values: number };
}

/** Maximum number of readings in a batch, which takes a few megabytes when it is unpacked. */
const MAX_READINGS_IN_MEMORY = 40_000;
/** Number of devices for which segments are listed at the same time. */
const DEVICES_PER_LISTING = 100;

/** The readings of one transaction, and the number of devices that it completes. */
interface ExportPortion {
  readonly blocks: readonly (readonly [ExportedDevice, ReadingBlock])[];
  readonly devicesDone: number;
}

/**
 * Exports readings as sent, one row per value, with everything needed to interpret them: machine, device, signal, unit,
 * both times, sequence number, quality, and whether the reading was late. Rows are grouped by device, and each device's
 * rows are in order of device time.
 */
@Injectable()
export class SignalExport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Starts an export. It reads in batches, each in a separate transaction, so that a slow download keeps no transaction
   * open and memory contains at most two batches. Readings that arrive after the start are left out.
   * @throws DomainError telemetry.range_invalid, equipment.machine_not_found, telemetry.signal_not_found
   */
  async open(scope: Scope, request: SignalExportRequest): Promise<SignalExportRun> {
    const { machineIds, signals, from, to } = request;
    if (!(from < to)) throw new DomainError('telemetry.range_invalid');
    const knownUntil = this.clock.now();
    const devices = await this.unitOfWork.run(scope, async (tx) => {
      const [unknown] = await findUnknownKeys(tx, signals);
      if (unknown !== undefined) throw new DomainError('telemetry.signal_not_found', { key: unknown });
      return listDevicesToExport(tx, machineIds);
    });
    const rows = createRows(request);
    let done = 0;
    const portions = this.portions(scope, devices, request);
    return {
      knownUntil,
      pieces: writeRows(portions, rows, knownUntil.getTime(), (finished) => (done += finished)),
      progress: () => ({ devices: done, ofDevices: devices.length, values: rows.values }),
    };
  }

  /**
   * Returns the number of values of an export that were received after an instant.
   * @param checkedAt the time of the last call
   * @returns null when nothing was received since then
   */
  async countReceivedAfter(
    scope: Scope,
    request: SignalExportRequest,
    knownUntil: Date,
    checkedAt: Date,
  ): Promise<number | null> {
    const { machineIds, from, to } = request;
    const devices = await this.unitOfWork.run(scope, async (tx) => {
      const all = await listDevicesToExport(tx, machineIds);
      const span = { fromMs: from.getTime(), toMs: to.getTime() };
      const wanted = new Map(all.map(({ deviceKey }) => [deviceKey, span]));
      if ((await listReceivedSince(tx, wanted, checkedAt)).size === 0) return null;
      const received = await listReceivedSince(tx, wanted, knownUntil);
      return all.filter(({ deviceKey }) => received.has(deviceKey));
    });
    if (!devices) return null;
    let points = 0;
    for await (const { blocks } of this.portions(scope, devices, request))
      for (const [, block] of blocks) points += countReceivedAfter(block, knownUntil.getTime());
    return points;
  }

  private async *portions(
    scope: Scope,
    devices: readonly DeviceToExport[],
    { signals, from, to }: SignalExportRequest,
  ): AsyncGenerator<ExportPortion> {
    const keys = signals.length === 0 ? undefined : new Set(signals);
    const span = { fromMs: from.getTime(), toMs: to.getTime() };
    for (let first = 0; first < devices.length; first += DEVICES_PER_LISTING) {
      const group = devices.slice(first, first + DEVICES_PER_LISTING);
      const wanted = new Map(group.map(({ deviceKey }) => [deviceKey, span]));
      const { parts, units } = await this.unitOfWork.run(scope, async (tx) => ({
        parts: await listDeviceSegments(tx, wanted, MAX_READINGS_IN_MEMORY),
        units: await listUnits(tx, [...wanted.keys()]),
      }));
      const describedDevices = new Map(
        group.map((device) => [device.deviceKey, { ...device, units: units.get(device.deviceKey)! }]),
      );
      const spans = packPortions(parts, MAX_READINGS_IN_MEMORY);
      for (const [s, portion] of spans.entries()) {
        const last = spans[s + 1];
        yield {
          blocks: await this.read(scope, describedDevices, portion, keys),
          devicesDone: [...portion.keys()].filter((key) => !last?.has(key)).length,
        };
      }
    }
  }

  private async read(
    scope: Scope,
    devices: ReadonlyMap<number, ExportedDevice>,
    portion: ReadonlyMap<number, Span>,
    keys: ReadonlySet<string> | undefined,
  ): Promise<ExportPortion['blocks']> {
    const blocks = await this.unitOfWork.run(scope, (tx) => readBlocks(tx, portion, { keys }));
    return [...portion.keys()].map((key) => [devices.get(key)!, blocks.get(key)!]);
  }
}

/** A row format: the beginning, the rows of a block, and the end of a file. */
interface Rows {
  readonly values: number;
  begin(): Iterable<Uint8Array>;
  write(device: ExportedDevice, block: ReadingBlock, knownUntilMs: number): Iterable<Uint8Array>;
  end(): Iterable<Uint8Array>;
}

function createRows({ format, formulas = 'escape' }: SignalExportRequest): Rows {
  if (format === 'parquet') return new ParquetRows();
  return new TextRows(format === 'csv' ? csvRows(formulas) : NDJSON_ROWS);
}

async function* writeRows(
  portions: AsyncGenerator<ExportPortion>,
  rows: Rows,
  knownUntilMs: number,
  onDone: (devices: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const piece of rows.begin()) yield piece;
  // Read the next batch from the database while the current one is being written.
  for await (const { blocks, devicesDone } of readAhead(portions)) {
    for (const [device, block] of blocks) {
      for (const piece of rows.write(device, block, knownUntilMs)) {
        yield piece;
        // With a fast reader, a generator never waits and would block other work.
        await nextTurn();
      }
    }
    onDone(devicesDone);
  }
  for (const piece of rows.end()) yield piece;
}

/** Yields the same items, but requests the next one before yielding the current one. */
async function* readAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = items.next();
  try {
    for (;;) {
      const result = await next;
      if (result.done) return;
      next = items.next();
      // A consumer that stops early never awaits `next`, so its rejection would be unhandled.
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    await items.return(undefined).catch(() => undefined);
  }
}
