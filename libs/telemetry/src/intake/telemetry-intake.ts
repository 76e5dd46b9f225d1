import { setTimeout as wait } from 'node:timers/promises';
import { findAdmissionFault } from '../domain/messages/admission.js';
import type { Fault } from '../domain/messages/fault.js';
import { type ReadMessage } from '../domain/messages/message-template.js';
import { MAX_SIGNALS, parseNativePayload, type NativePayload } from '../domain/messages/native-format.js';
import { composeReading } from '../domain/readings/compose-reading.js';
import type { ReadingList } from '../domain/readings/reading-list.js';
import { isContentError, sqlStateOf } from '../domain/messages/storing-error.js';
import { toMessageText } from '../domain/readings/to-message-text.js';
import type { DeviceRef, Quarantined } from '../store/batch.js';
import { indicesOfStored, type TelemetryStore } from '../store/telemetry.store.js';
import { BatchQueue } from './batch-queue.js';
import type { KnownDevice } from './device-directory.js';
import { IntakeBatch, type MessageSender } from './intake-batch.js';
import type { IntakeLedger } from './intake-ledger.js';
import { KnownTemplates } from './known-templates.js';
import { UnknownSignalWatch } from './unknown-signal-watch.js';

/** A received payload, with the origin that waits until the payload is stored, a duplicate, or quarantined. */
export interface Arrival extends MessageSender {
  /** The payload, which is read only during the call. */
  readonly payload: Uint8Array;
  /** Time of arrival in epoch milliseconds. */
  readonly receivedMs: number;
}

/** A decoded payload of another format. */
export interface DecodedArrival extends Omit<Arrival, 'payload'> {
  readonly content: NativePayload;
}

export interface IntakeOptions {
  readonly store: TelemetryStore;
  /** Number of queued bytes at which senders must wait. */
  readonly heldBytesLimit: number;
  readonly onPressure: (mustWait: boolean) => void;
  readonly onRetry: (error: unknown) => void;
  /** Receives the faults of quarantined messages, to notify the device. */
  readonly onFaults: (device: KnownDevice, topic: string, faults: readonly Fault[]) => void;
  /** Called after the commit with the indexes of new readings in the list. */
  readonly onStored: (readings: ReadingList<DeviceRef>, indices: readonly number[]) => void;
  /**
   * Set if the messages arrived long before they are processed, so that their original arrival is stored with their
   * readings. Live intake omits it.
   */
  readonly keepsFirstReceipts?: true;
  /** Counts traffic, if set. */
  readonly ledger?: IntakeLedger;
  /** Returns the time in epoch milliseconds. Called once per batch, for the ledger. */
  readonly now?: () => number;
}

const BATCH_BYTES = 8 * 1024 * 1024;
const MAX_QUARANTINED_TEXT = 8192;

/** Receives payloads, decodes them, decides on each message, and stores everything in batches. */
export class TelemetryIntake {
  private readonly queue: BatchQueue<IntakeBatch>;
  private readonly templates = new KnownTemplates();
  private readonly unknownSignals = new UnknownSignalWatch();
  private readonly read: ReadMessage = { timeMs: 0, seq: 0, numbers: new Float64Array(MAX_SIGNALS) };

  constructor(private readonly options: IntakeOptions) {
    this.queue = new BatchQueue<IntakeBatch>({
      open: () => new IntakeBatch(),
      bytesOf: ({ bytes }) => bytes,
      commit: (batch) => this.commit(batch),
      split: (batch) => splitBatch(batch),
      commitRejected: (batch, error) => this.commitRejected(batch, error),
      isContentError,
      batchBytes: BATCH_BYTES,
      heldBytesLimit: options.heldBytesLimit,
      onPressure: options.onPressure,
      onRetry: options.onRetry,
      wait: (ms) => wait(ms),
    });
  }

  /** Receives a payload of the native format. */
  receive(arrival: Arrival): void {
    const { device, payload, receivedMs } = arrival;
    const template = this.templates.find(device, payload, this.read);
    if (template && this.canStore(device, receivedMs)) {
      const { current } = this.queue;
      current.begin(arrival);
      current.readings.add(
        device,
        arrival.topic,
        receivedMs,
        this.read.timeMs,
        this.read.seq,
        template.shape,
        this.read.numbers,
      );
      this.recordContact(device, receivedMs);
      return;
    }
    const content = parseNativePayload(payload);
    if ('code' in content) this.quarantine(arrival, content);
    else this.receiveDecoded({ ...arrival, content });
  }

  /** Receives a decoded payload. */
  receiveDecoded({ content, ...arrival }: DecodedArrival): void {
    const { device, topic, receivedMs } = arrival;
    const { current } = this.queue;
    current.begin(arrival);
    for (const { text, fault } of content.faulty) current.addQuarantined(toQuarantined(arrival, text, fault));
    for (const message of content.messages) {
      const fault =
        findAdmissionFault(message, device, receivedMs) ??
        this.unknownSignals.check(message, device, receivedMs, current.sightings);
      if (fault) {
        current.addQuarantined(toQuarantined(arrival, message.text, fault));
        continue;
      }
      const { timeMs, seq, shape, numbers } = composeReading(message, receivedMs);
      current.readings.add(device, topic, receivedMs, timeMs, seq, shape, numbers);
      if (content.messages.length === 1 && content.faulty.length === 0)
        this.templates.learn(device, message, shape);
    }
    this.recordContact(device, receivedMs);
  }

  /** Quarantines a whole payload, such as one that can't be read. */
  quarantine(arrival: Arrival, fault: Fault): void {
    const { payload } = arrival;
    const head = payload.subarray(0, MAX_QUARANTINED_TEXT);
    const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('utf8');
    const { current } = this.queue;
    current.begin(arrival);
    current.addQuarantined({ ...toQuarantined(arrival, text, fault), payloadBytes: payload.length });
    this.recordContact(arrival.device, arrival.receivedMs);
  }

  /** Writes pending device status even without new messages. Call it about once per second. */
  tick(): void {
    if (this.options.store.hasStatusToWrite) this.queue.noteAdded();
  }

  /** Number of bytes that aren't durable yet. */
  get heldBytes(): number {
    return this.queue.heldBytes;
  }

  /** Commits all queued messages, or gives up after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void> {
    return this.queue.drain(timeoutMs);
  }

  private recordContact(device: KnownDevice, receivedMs: number): void {
    this.options.store.recordContact(device, receivedMs);
    this.queue.noteAdded();
  }

  /**
   * Returns true when the current message may be stored. After a match with a template, only its time can still be
   * invalid.
   */
  private canStore(device: KnownDevice, receivedMs: number): boolean {
    const { timeMs } = this.read;
    return findAdmissionFault({ index: 0, timeMs, values: [] }, device, receivedMs) === undefined;
  }

  private async commit(batch: IntakeBatch): Promise<void> {
    const { store, ledger, now = Date.now, keepsFirstReceipts } = this.options;
    const outcomes = await store.commit(batch, { keepsFirstReceipts });
    ledger?.note(batch, outcomes, now());
    batch.acknowledge(outcomes, this.options.onFaults);
    this.options.onStored(batch.readings, indicesOfStored(outcomes));
  }

  private async commitRejected(batch: IntakeBatch, error: unknown): Promise<void> {
    const fault: Fault = { code: 'not_storable', params: { sqlState: sqlStateOf(error) ?? '' } };
    const { readings } = batch;
    const rejected = batch.copyWithoutReadings();
    for (let i = 0; i < readings.count; i++) {
      const device = readings.devices[i]!;
      const text = toMessageText(
        readings.timesMs[i]!,
        readings.seqs[i]!,
        readings.shapes[i]!,
        readings.numbersOf(i),
      );
      rejected.addQuarantined(
        toQuarantined(
          { device, topic: readings.topics[i]!, receivedMs: readings.arrivedMs[i]! },
          text,
          fault,
        ),
      );
    }
    await this.commit(rejected);
  }
}

function splitBatch(batch: IntakeBatch): [IntakeBatch, IntakeBatch] | undefined {
  if (batch.messages <= 1) return undefined;
  const half = Math.ceil(batch.messages / 2);
  return [batch.slice(0, half), batch.slice(half, batch.messages)];
}

function toQuarantined(
  {
    device,
    topic,
    receivedMs,
  }: { readonly device: DeviceRef; readonly topic: string; readonly receivedMs: number },
  text: string,
  fault: Fault,
): Quarantined {
  return {
    makerId: device.makerId,
    deviceId: device.deviceId,
    topic,
    payload: text.slice(0, MAX_QUARANTINED_TEXT),
    payloadBytes: Buffer.byteLength(text),
    fault,
    receivedMs,
  };
}
