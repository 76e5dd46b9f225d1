import { setTimeout as wait } from 'node:timers/promises';
import { findAdmissionFault, findUnknownSignals, MAX_UNKNOWN_SIGNALS } from '../domain/admission.js';
import type { Fault } from '../domain/fault.js';
import { composeFrame } from '../domain/frame.js';
import { parseNativePayload, type NativeMessage } from '../domain/native-format.js';
import type { FrameOutcome, Heard, PendingFrame, Quarantined, Sighting } from '../store/batch.js';
import { conflictFault, type TelemetryStore } from '../store/telemetry.store.js';
import { CommitQueue } from './commit-queue.js';
import type { KnownDevice } from './device-directory.js';

/** A payload as it came in. */
export interface Arrival {
  readonly device: KnownDevice;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Epoch milliseconds. */
  readonly receivedMs: number;
}

/** What became of a payload, all of it durable by now. */
export interface Receipt {
  readonly stored: number;
  readonly duplicates: number;
  /** Of the messages that were set aside. */
  readonly faults: readonly Fault[];
}

export interface IntakeOptions {
  readonly store: TelemetryStore;
  /** Bytes of payload held from which senders must wait. */
  readonly heldBytesLimit: number;
  readonly onPressure: (mustWait: boolean) => void;
  readonly onRetry: (error: unknown) => void;
  /** Told after the commit, with what is new. */
  readonly onStored: (stored: readonly PendingFrame[]) => void;
}

interface Work {
  readonly frames: readonly PendingFrame[];
  readonly quarantined: readonly Quarantined[];
  readonly sightings: readonly Sighting[];
  /** Null where the device's own row may be what can't be written. */
  readonly heard: Heard | null;
}

const BATCH_BYTES = 4 * 1024 * 1024;
const QUARANTINED_TEXT = 8192;
/** What a payload occupies beside its bytes while it is held. */
const OVERHEAD_BYTES = 512;
/** A signal nobody described is sent with every message; that it was seen is noted now and then. */
const SIGHTING_INTERVAL_MS = 60_000;

/** Takes payloads in: reads them, decides message by message, and makes the whole durable in batches. */
export class TelemetryIntake {
  private readonly queue: CommitQueue<Work, Receipt>;
  private readonly sightedAt = new Map<number, Map<string, number>>();

  constructor(private readonly options: IntakeOptions) {
    this.queue = new CommitQueue<Work, Receipt>({
      commit: (works) => this.commit(works),
      commitRefused: (work, error) => this.commitRefused(work, error),
      isFaultOfContent,
      batchBytes: BATCH_BYTES,
      heldBytesLimit: options.heldBytesLimit,
      onPressure: options.onPressure,
      onRetry: options.onRetry,
      wait: (ms) => wait(ms),
    });
  }

  /** Resolves when the payload is durable: stored, known already, or set aside. Until then it must not be acknowledged. */
  receive(arrival: Arrival): Promise<Receipt> {
    return this.queue.add(this.decide(arrival), arrival.payload.length + OVERHEAD_BYTES);
  }

  /** Resolves when a payload that can't be telemetry is set aside. */
  setAside(arrival: Arrival, fault: Fault): Promise<Receipt> {
    return this.queue.add(refusedWhole(arrival, fault), arrival.payload.length + OVERHEAD_BYTES);
  }

  get depth(): { works: number; bytes: number } {
    return this.queue.depth;
  }

  /** Commits what is held, or gives it up after `patienceMs`. */
  drain(patienceMs: number): Promise<void> {
    return this.queue.drain(patienceMs);
  }

  private decide(arrival: Arrival): Work {
    const { device, topic, receivedMs } = arrival;
    const payload = parseNativePayload(arrival.payload);
    if ('code' in payload) return refusedWhole(arrival, payload);
    const frames: PendingFrame[] = [];
    const sightings: Sighting[] = [];
    const quarantined = payload.faulty.map(({ text, fault }) => quarantineOf(arrival, text, fault));
    for (const message of payload.messages) {
      const fault =
        findAdmissionFault(message, device, receivedMs) ?? this.sight(message, device, receivedMs, sightings);
      if (fault) quarantined.push(quarantineOf(arrival, message.text, fault));
      else frames.push({ device, topic, text: message.text, frame: composeFrame(message, receivedMs) });
    }
    return { frames, quarantined, sightings, heard: { device, atMs: receivedMs } };
  }

  private sight(
    message: NativeMessage,
    device: KnownDevice,
    nowMs: number,
    sightings: Sighting[],
  ): Fault | undefined {
    const unknown = findUnknownSignals(message, device);
    if (unknown.length === 0) return undefined;
    let sighted = this.sightedAt.get(device.deviceKey);
    if (!sighted) this.sightedAt.set(device.deviceKey, (sighted = new Map<string, number>()));
    for (const key of sighted.keys()) if (device.signals.has(key)) sighted.delete(key);
    const added = unknown.filter(({ key }) => !sighted.has(key)).length;
    if (sighted.size + added > MAX_UNKNOWN_SIGNALS) {
      return {
        code: 'too_many_unknown_signals',
        params: { index: message.index, limit: MAX_UNKNOWN_SIGNALS },
      };
    }
    for (const { key, sample } of unknown) {
      if (nowMs - (sighted.get(key) ?? -Infinity) < SIGHTING_INTERVAL_MS) continue;
      sighted.set(key, nowMs);
      sightings.push({ makerId: device.makerId, deviceKey: device.deviceKey, key, sample, seenMs: nowMs });
    }
    return undefined;
  }

  private async commit(works: readonly Work[]): Promise<Receipt[]> {
    const frames = works.flatMap((work) => work.frames);
    const outcomes = await this.options.store.commit({
      frames,
      quarantined: works.flatMap((work) => work.quarantined),
      sightings: works.flatMap((work) => work.sightings),
      heard: works.flatMap((work) => work.heard ?? []),
    });
    this.options.onStored(frames.filter((_, i) => outcomes[i] === 'stored'));
    let from = 0;
    return works.map((work) => {
      const own = outcomes.slice(from, (from += work.frames.length));
      return toReceipt(work, own);
    });
  }

  private async commitRefused(work: Work, error: unknown): Promise<Receipt> {
    const fault: Fault = { code: 'not_storable', params: { sqlState: sqlStateOf(error) ?? '' } };
    const refused = work.frames.map(({ device, frame, topic, text }): Quarantined => ({
      makerId: device.makerId,
      deviceId: device.deviceId,
      topic,
      payload: text.slice(0, QUARANTINED_TEXT),
      payloadBytes: Buffer.byteLength(text),
      fault,
      receivedMs: frame.receivedMs,
    }));
    const [receipt] = await this.commit([
      { frames: [], sightings: [], heard: null, quarantined: [...work.quarantined, ...refused] },
    ]);
    return receipt!;
  }
}

function refusedWhole(arrival: Arrival, fault: Fault): Work {
  const { device, payload, receivedMs } = arrival;
  const text = Buffer.from(
    payload.buffer,
    payload.byteOffset,
    Math.min(payload.length, QUARANTINED_TEXT),
  ).toString('utf8');
  return {
    frames: [],
    quarantined: [{ ...quarantineOf(arrival, text, fault), payloadBytes: payload.length }],
    sightings: [],
    heard: { device, atMs: receivedMs },
  };
}

function quarantineOf({ device, topic, receivedMs }: Arrival, text: string, fault: Fault): Quarantined {
  return {
    makerId: device.makerId,
    deviceId: device.deviceId,
    topic,
    payload: text.slice(0, QUARANTINED_TEXT),
    payloadBytes: Buffer.byteLength(text),
    fault,
    receivedMs,
  };
}

function toReceipt(work: Work, outcomes: readonly FrameOutcome[]): Receipt {
  const faults = work.quarantined.map(({ fault }) => fault);
  let stored = 0;
  let duplicates = 0;
  outcomes.forEach((outcome, i) => {
    if (outcome === 'stored') stored++;
    else if (outcome === 'duplicate') duplicates++;
    else faults.push(conflictFault(work.frames[i]!.frame.timeMs, work.frames[i]!.frame.seq));
  });
  return { stored, duplicates, faults };
}

/** Data exceptions, violated constraints and exceeded limits: storing the same again fails the same way. */
function isFaultOfContent(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && /^(22|23|54)/.test(state);
}

function sqlStateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
