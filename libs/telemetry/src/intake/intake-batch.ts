import type { Fault } from '../domain/messages/fault.js';
import { DUPLICATE, type Outcome, STORED } from '../domain/readings/outcomes.js';
import { ReadingList } from '../domain/readings/reading-list.js';
import type { Batch, DeviceRef, Quarantined, Sighting } from '../store/batch.js';
import { faultOf } from '../store/telemetry.store.js';
import type { KnownDevice } from './device-directory.js';

/** The result of a message after all its parts are durable. */
export interface Receipt {
  readonly stored: number;
  readonly duplicates: number;
  /** Faults of the quarantined parts. */
  readonly faults: readonly Fault[];
}

/** The origin of a message, which is notified when the message is durable. */
export interface MessageOrigin {
  /**
   * Called once per message after the commit: the message is stored, a duplicate, or quarantined with these faults. A
   * message that can't be made durable is never acknowledged, and is therefore sent again.
   * @param id the id passed with the message
   */
  acknowledge(id: number, faults: readonly Fault[], receipt: Receipt): void;
}

const ONE_STORED: Receipt = { stored: 1, duplicates: 0, faults: [] };
/** Memory that a queued reading uses in addition to its numbers. */
const READING_BYTES = 128;
/** Memory per character of a shape, which contains its texts twice: as values and serialized. */
const SHAPE_CHAR_BYTES = 4;

/** A message's sender, and the origin that waits for the message. */
export interface MessageSender {
  readonly device: KnownDevice;
  readonly topic: string;
  readonly origin: MessageOrigin;
  readonly id: number;
}

/** Messages that are decided on and stored in one transaction, each with the origin that waits for it. */
export class IntakeBatch implements Batch {
  readonly readings = new ReadingList<DeviceRef>();
  readonly quarantined: Quarantined[] = [];
  readonly sightings: Sighting[] = [];
  private readonly senders: MessageSender[] = [];
  /** Index of each message's first reading, followed by the index of its first quarantined part. */
  private readonly firstReadings: number[] = [];
  private readonly firstQuarantined: number[] = [];
  private quarantinedBytes = 0;

  /** Begins a message. Everything added afterwards belongs to it. */
  begin(sender: MessageSender): void {
    this.senders.push(sender);
    this.firstReadings.push(this.readings.count);
    this.firstQuarantined.push(this.quarantined.length);
  }

  addQuarantined(entry: Quarantined): void {
    this.quarantined.push(entry);
    this.quarantinedBytes += entry.payload.length;
  }

  get messages(): number {
    return this.senders.length;
  }

  /** Returns the index of a message's first reading. The readings of the next message follow directly. */
  firstReadingOf(message: number): number {
    return this.firstReadings[message] ?? this.readings.count;
  }

  /** Returns the sender of a message. */
  getSender(message: number): KnownDevice {
    return this.senders[message]!.device;
  }

  get bytes(): number {
    return (
      this.readings.numberCount * 8 +
      this.readings.shapeChars * SHAPE_CHAR_BYTES +
      (this.readings.count + this.quarantined.length + this.messages) * READING_BYTES +
      this.quarantinedBytes
    );
  }

  /** Notifies every origin of the results of its messages. */
  acknowledge(
    outcomes: readonly Outcome[],
    onFaults: (device: KnownDevice, topic: string, faults: readonly Fault[]) => void,
  ): void {
    for (let messageIndex = 0; messageIndex < this.messages; messageIndex++) {
      const [from, to] = [
        this.firstReadings[messageIndex]!,
        this.firstReadings[messageIndex + 1] ?? this.readings.count,
      ];
      const [firstQuarantine, end] = [
        this.firstQuarantined[messageIndex]!,
        this.firstQuarantined[messageIndex + 1] ?? this.quarantined.length,
      ];
      const isUsual = to - from === 1 && firstQuarantine === end && outcomes[from] === STORED;
      const receipt = isUsual ? ONE_STORED : this.receipt(outcomes, from, to, firstQuarantine, end);
      const { device, topic, origin, id } = this.senders[messageIndex]!;
      if (receipt.faults.length > 0) onFaults(device, topic, receipt.faults);
      origin.acknowledge(id, receipt.faults, receipt);
    }
  }

  private receipt(
    outcomes: readonly Outcome[],
    from: number,
    to: number,
    firstQuarantine: number,
    end: number,
  ): Receipt {
    const faults = this.quarantined.slice(firstQuarantine, end).map(({ fault }) => fault);
    let [stored, duplicates] = [0, 0];
    for (let i = from; i < to; i++) {
      if (outcomes[i] === STORED) stored++;
      else if (outcomes[i] === DUPLICATE) duplicates++;
      else {
        const fault = faultOf(outcomes[i]!, this.readings.timesMs[i]!, this.readings.seqs[i]!);
        if (fault) faults.push(fault);
      }
    }
    return { stored, duplicates, faults };
  }

  /** Returns the same messages with their quarantined parts and without readings. */
  copyWithoutReadings(): IntakeBatch {
    const copy = new IntakeBatch();
    for (let messageIndex = 0; messageIndex < this.messages; messageIndex++)
      copy.begin(this.senders[messageIndex]!);
    for (const entry of this.quarantined) copy.addQuarantined(entry);
    return copy;
  }

  /** Returns the messages from one index (inclusive) to another (exclusive) as a separate batch. */
  slice(from: number, to: number): IntakeBatch {
    const part = new IntakeBatch();
    for (let messageIndex = from; messageIndex < to; messageIndex++) {
      part.begin(this.senders[messageIndex]!);
      const end = this.firstReadings[messageIndex + 1] ?? this.readings.count;
      for (let i = this.firstReadings[messageIndex]!; i < end; i++) part.readings.addFrom(this.readings, i);
      const quarantineEnd = this.firstQuarantined[messageIndex + 1] ?? this.quarantined.length;
      for (let k = this.firstQuarantined[messageIndex]!; k < quarantineEnd; k++)
        part.addQuarantined(this.quarantined[k]!);
    }
    // Sightings don't belong to messages, so they are recorded with the first part.
    if (from === 0) part.sightings.push(...this.sightings);
    return part;
  }
}
