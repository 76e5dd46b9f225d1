import { setTimeout as wait } from 'node:timers/promises';
import { findAdmissionFault } from '../domain/messages/admission.js';
import type { Fault } from '../domain/messages/fault.js';
import { type ReadMessage } from '../domain/messages/message-template.js';
import { MAX_SIGNALS, parseNativePayload, type NativePayload } from '../domain/messages/native-format.js';
import { composeReading } from '../domain/readings/compose-reading.js';
import type { ReadingList } from '../domain/readings/reading-list.js';
import { isFaultOfContent, sqlStateOf } from '../domain/messages/storing-error.js';
import { toMessageText } from '../domain/readings/to-message-text.js';
import type { DeviceRef, Quarantined } from '../store/batch.js';
import { indicesOfStored, type TelemetryStore } from '../store/telemetry.store.js';
import { BatchQueue } from './batch-queue.js';
import type { KnownDevice } from './device-directory.js';
import { IntakeBatch, type Sender } from './intake-batch.js';
import type { IntakeLedger } from './intake-ledger.js';
import { KnownTemplates } from './known-templates.js';
import { UnknownSignalWatch } from './unknown-signal-watch.js';

/** A payload as it came in, with who waits for it to be durable: stored, known already, or set aside. */
export interface Arrival extends Sender {
  /** Only looked at during the call. */
  readonly payload: Uint8Array;
  /** Epoch milliseconds. */
  readonly receivedMs: number;
}

/** A payload of another format, read already. */
export interface DecodedArrival extends Omit<Arrival, 'payload'> {
  readonly content: NativePayload;
}

export interface IntakeOptions {
  readonly store: TelemetryStore;
  /** Bytes held from which senders must wait. */
  readonly heldBytesLimit: number;
  readonly onPressure: (mustWait: boolean) => void;
  readonly onRetry: (error: unknown) => void;
  /** Told of what was set aside, so that its device can be told. */
  readonly onFaults: (device: KnownDevice, topic: string, faults: readonly Fault[]) => void;
  /** Told after the commit, with what is new: these indices of the list. */
  readonly onStored: (readings: ReadingList<DeviceRef>, indices: readonly number[]) => void;
  /** The messages arrived long before: when they did is kept beside their readings. Live intake leaves it out. */
  readonly keepsFirstReceipts?: true;
  /** Counts what comes in, where somebody wants to know. */
  readonly ledger?: IntakeLedger;
  /** Epoch milliseconds; asked once a batch, for its ledger. */
  readonly now?: () => number;
}

const BATCH_BYTES = 8 * 1024 * 1024;
const QUARANTINED_TEXT = 8192;

/** Takes payloads in: reads them, decides message by message, and makes the whole durable in batches. */
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
      split: (batch) => split(batch),
      commitRefused: (batch, error) => this.commitRefused(batch, error),
      isFaultOfContent,
      batchBytes: BATCH_BYTES,
      heldBytesLimit: options.heldBytesLimit,
      onPressure: options.onPressure,
      onRetry: options.onRetry,
      wait: (ms) => wait(ms),
    });
  }

  /** Takes in a payload of the native format. */
  receive(arrival: Arrival): void {
    const { device, payload, receivedMs } = arrival;
    const template = this.templates.find(device, payload, this.read);
    if (template && this.admits(device, receivedMs)) {
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
      this.heard(device, receivedMs);
      return;
    }
    const content = parseNativePayload(payload);
    if ('code' in content) this.setAside(arrival, content);
    else this.receiveDecoded({ ...arrival, content });
  }

  /** Takes in a payload that was read already. */
  receiveDecoded({ content, ...arrival }: DecodedArrival): void {
    const { device, topic, receivedMs } = arrival;
    const { current } = this.queue;
    current.begin(arrival);
    for (const { text, fault } of content.faulty) current.setAside(quarantineOf(arrival, text, fault));
    for (const message of content.messages) {
      const fault =
        findAdmissionFault(message, device, receivedMs) ??
        this.unknownSignals.look(message, device, receivedMs, current.sightings);
      if (fault) {
        current.setAside(quarantineOf(arrival, message.text, fault));
        continue;
      }
      const { timeMs, seq, shape, numbers } = composeReading(message, receivedMs);
      current.readings.add(device, topic, receivedMs, timeMs, seq, shape, numbers);
      if (content.messages.length === 1 && content.faulty.length === 0)
        this.templates.learn(device, message, shape);
    }
    this.heard(device, receivedMs);
  }

  /** Sets aside a payload that can't be telemetry. */
  setAside(arrival: Arrival, fault: Fault): void {
    const { payload } = arrival;
    const head = payload.subarray(0, QUARANTINED_TEXT);
    const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('utf8');
    const { current } = this.queue;
    current.begin(arrival);
    current.setAside({ ...quarantineOf(arrival, text, fault), payloadBytes: payload.length });
    this.heard(arrival.device, arrival.receivedMs);
  }

  /** Writes what of devices' status waits to be written although nothing comes in. To be called about once a second. */
  tick(): void {
    if (this.options.store.hasStatusToWrite) this.queue.noteAdded();
  }

  /** Bytes that are not durable yet. */
  get heldBytes(): number {
    return this.queue.heldBytes;
  }

  /** Commits what is held, or gives it up after `patienceMs`. */
  drain(patienceMs: number): Promise<void> {
    return this.queue.drain(patienceMs);
  }

  private heard(device: KnownDevice, receivedMs: number): void {
    this.options.store.hear(device, receivedMs);
    this.queue.noteAdded();
  }

  /** Whether the message just read may be stored: what a template's message can still have wrong is its time. */
  private admits(device: KnownDevice, receivedMs: number): boolean {
    const { timeMs } = this.read;
    return findAdmissionFault({ index: 0, timeMs, values: [] }, device, receivedMs) === undefined;
  }

  private async commit(batch: IntakeBatch): Promise<void> {
    const { store, ledger, now = Date.now, keepsFirstReceipts } = this.options;
    const outcomes = await store.commit(batch, { keepsFirstReceipts });
    ledger?.note(batch, outcomes, now());
    batch.settle(outcomes, this.options.onFaults);
    this.options.onStored(batch.readings, indicesOfStored(outcomes));
  }

  private async commitRefused(batch: IntakeBatch, error: unknown): Promise<void> {
    const fault: Fault = { code: 'not_storable', params: { sqlState: sqlStateOf(error) ?? '' } };
    const { readings } = batch;
    const refused = batch.withoutReadings();
    for (let i = 0; i < readings.count; i++) {
      const device = readings.devices[i]!;
      const text = toMessageText(
        readings.timesMs[i]!,
        readings.seqs[i]!,
        readings.shapes[i]!,
        readings.numbersOf(i),
      );
      refused.setAside(
        quarantineOf({ device, topic: readings.topics[i]!, receivedMs: readings.arrivedMs[i]! }, text, fault),
      );
    }
    await this.commit(refused);
  }
}

function split(batch: IntakeBatch): [IntakeBatch, IntakeBatch] | undefined {
  if (batch.messages <= 1) return undefined;
  const half = Math.ceil(batch.messages / 2);
  return [batch.slice(0, half), batch.slice(half, batch.messages)];
}

function quarantineOf(
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
    payload: text.slice(0, QUARANTINED_TEXT),
    payloadBytes: Buffer.byteLength(text),
    fault,
    receivedMs,
  };
}
