import { Injectable } from '@nestjs/common';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { listDescribedSignals } from '../history/described-signals.js';
import { type Advance, CounterAdvance } from '../domain/history/counter-advance.js';
import { decimalOf } from '../domain/messages/decimal-of.js';
import { type SeenValue, toSeen } from '../domain/history/last-values.js';
import type { Quality } from '../domain/messages/native-format.js';
import { qualityIn, valueIn } from '../domain/readings/reading-block.js';
import {
  getReportingDevices,
  type ReadingSource,
  type ReportingDevice,
} from '../history/reporting-devices.js';
import { listSentSignals } from '../limits/sent-signals.queries.js';
import { blocksBackward, blocksForward } from './stored-readings.js';

/** A signal with its unit and device. */
export interface SignalOfDevice {
  readonly key: string;
  /** UCUM code of the unit; empty for a signal without a definition. */
  readonly unit: string;
  readonly device: { readonly id: string; readonly code: string };
}

/** A signal's value at an instant: the value of its latest reading at or before the instant. */
export interface ValueAt extends SignalOfDevice {
  readonly value: SeenValue;
  /** The plain decimal that was sent; null for values other than numbers. */
  readonly decimal: string | null;
  /** Device time of the value. */
  readonly at: Date;
  readonly receivedAt: Date;
  /** Seconds from the value's device time to the instant. */
  readonly ageSeconds: number;
  readonly quality: Quality;
}

/** The increase of a counter over a range. */
export interface CounterDifference extends SignalOfDevice, Omit<Advance, 'first' | 'last'> {
  /**
   * Start of the calculation: the reading at or before the beginning of the range, or otherwise the first one after it.
   */
  readonly first: { readonly value: string; readonly at: Date };
  readonly last: { readonly value: string; readonly at: Date };
}

const MAX_SPAN_MS = 800 * 86_400_000;

/** Returns values at an instant, and differences between two instants, directly from readings. */
@Injectable()
export class ValuesAtQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns signals' values at an instant, by device. Signals without an earlier reading are omitted.
   * @param keys signal keys; empty for all defined signals
   * @throws DomainError equipment.machine_not_found, customers.site_not_found, telemetry.signal_not_found
   */
  findValues(scope: Scope, source: ReadingSource, keys: readonly string[], at: Date): Promise<ValueAt[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const found: ValueAt[] = [];
      for (const { device, units } of await listSendingDevices(tx, source, keys))
        found.push(...(await findLatest(tx, device, units, at)));
      return found;
    });
  }

  /**
   * Returns the increase of counters over a range, by device. Counters without a reading are omitted.
   * @throws DomainError equipment.machine_not_found, customers.site_not_found, telemetry.signal_not_found,
   *   telemetry.range_invalid
   */
  async findDifferences(
    scope: Scope,
    source: ReadingSource,
    keys: readonly string[],
    { from, to }: { readonly from: Date; readonly to: Date },
  ): Promise<CounterDifference[]> {
    const spanMs = to.getTime() - from.getTime();
    if (!(spanMs > 0 && spanMs <= MAX_SPAN_MS))
      throw new DomainError('telemetry.range_invalid', { days: MAX_SPAN_MS / 86_400_000 });
    return this.unitOfWork.run(scope, async (tx) => {
      const found: CounterDifference[] = [];
      for (const { device, units } of await listSendingDevices(tx, source, keys, 'counter'))
        found.push(...(await measureDifferences(tx, device, units, from, to)));
      return found;
    });
  }
}

interface SendingDevice {
  readonly device: ReportingDevice;
  /** Units of the requested signals that the device sends, by key. */
  readonly units: ReadonlyMap<string, string>;
}

/**
 * Returns the devices that ever sent any of the requested signals. By default, all defined signals are requested, or
 * only counters if `kind` is set.
 */
async function listSendingDevices(
  tx: Transaction,
  source: ReadingSource,
  keys: readonly string[],
  kind?: 'counter',
): Promise<SendingDevice[]> {
  const devices = await getReportingDevices(tx, source);
  const described = await listDescribedSignals(tx, source);
  const sent = await listSentSignals(
    tx,
    devices.map(({ deviceKey }) => deviceKey),
  );
  const wanted =
    keys.length > 0
      ? [...new Set(keys)]
      : described.filter((signal) => kind === undefined || signal.kind === kind).map(({ key }) => key);
  const isKnown = (key: string): boolean =>
    described.some((signal) => signal.key === key) ||
    [...sent.values()].some((ofDevice) => ofDevice.has(key));
  const unknown = wanted.find((key) => !isKnown(key));
  if (unknown !== undefined) throw new DomainError('telemetry.signal_not_found', { key: unknown });
  return devices.flatMap((device) => {
    const sentKeys = wanted.filter((key) => sent.get(device.deviceKey)?.has(key));
    const unitOf = (key: string): string => described.find((signal) => signal.key === key)?.unit ?? '';
    return sentKeys.length === 0
      ? []
      : [{ device, units: new Map(sentKeys.map((key) => [key, unitOf(key)])) }];
  });
}

async function findLatest(
  tx: Transaction,
  { id, code, deviceKey }: ReportingDevice,
  units: ReadonlyMap<string, string>,
  at: Date,
): Promise<ValueAt[]> {
  const missing = new Set(units.keys());
  const found: ValueAt[] = [];
  const span = { fromMs: -Infinity, toMs: at.getTime() + 1 };
  for await (const block of blocksBackward(tx, deviceKey, span, new Set(missing), 1)) {
    for (let i = block.count - 1; i >= 0 && missing.size > 0; i--) {
      for (const key of missing) {
        const value = valueIn(block, i, key);
        if (value === undefined) continue;
        missing.delete(key);
        found.push({
          key,
          unit: units.get(key)!,
          device: { id, code },
          value: toSeen(value),
          decimal: decimalOf(value),
          at: new Date(block.timesMs[i]!),
          receivedAt: new Date(block.receivedMs[i]!),
          ageSeconds: (at.getTime() - block.timesMs[i]!) / 1000,
          quality: qualityIn(block, i, key),
        });
      }
    }
    if (missing.size === 0) break;
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function measureDifferences(
  tx: Transaction,
  device: ReportingDevice,
  units: ReadonlyMap<string, string>,
  from: Date,
  to: Date,
): Promise<CounterDifference[]> {
  const counters = new Map([...units.keys()].map((key) => [key, new CounterAdvance()]));
  for (const { key, decimal, value, at } of await findLatest(tx, device, units, from))
    counters
      .get(key)!
      .add(typeof value === 'string' && decimal !== null ? { integer: value } : value, at.getTime());
  // The span includes the value at the end, so that consecutive ranges add up.
  const span = { fromMs: from.getTime() + 1, toMs: to.getTime() + 1 };
  for await (const block of blocksForward(tx, device.deviceKey, span, new Set(units.keys())))
    for (const [key, counter] of counters)
      for (let i = 0; i < block.count; i++) counter.add(valueIn(block, i, key), block.timesMs[i]!);
  return [...counters].flatMap(([key, counter]) => {
    const result = counter.result();
    if (!result) return [];
    const { first, last, ...rest } = result;
    return [
      {
        key,
        unit: units.get(key)!,
        device: { id: device.id, code: device.code },
        ...rest,
        first: { value: first.value, at: new Date(first.atMs) },
        last: { value: last.value, at: new Date(last.atMs) },
      },
    ];
  });
}
