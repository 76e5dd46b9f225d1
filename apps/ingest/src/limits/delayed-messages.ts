import type { KnownDevice } from '#telemetry';
import type { RateGovernor } from './rate-governor.js';

/** Message with a payload that is valid only during the call. */
interface PassedMessage {
  readonly device: KnownDevice;
  readonly payload: Buffer;
}

/** Limits on waiting messages. They are unacknowledged, and a connection has only 65,535 packet ids. */
export interface DelayLimits {
  /** Maximum number of messages of one device. */
  readonly ofDevice: number;
  readonly messages: number;
  readonly bytes: number;
}

const DEFAULT_LIMITS: DelayLimits = { ofDevice: 1024, messages: 16_384, bytes: 16 * 1024 * 1024 };

const MAX_REMEMBERED = 200_000;

/**
 * Limits senders on a shared connection, which cannot be paused because messages of other devices arrive on it.
 * Messages above the rate wait here, unacknowledged and in order; messages for which there is no room are rejected. No
 * device waits for another one.
 */
export class DelayedMessages<Message extends PassedMessage> {
  /** Number of messages that may pass before the governor is asked again, by device. */
  private readonly allowed = new Map<number, number>();
  private readonly queues = new Map<number, Message[]>();
  private messages = 0;
  private bytes = 0;

  constructor(
    private readonly governor: Pick<RateGovernor, 'request'>,
    private readonly pass: (message: Message) => void,
    private readonly limits: DelayLimits = DEFAULT_LIMITS,
  ) {}

  /**
   * Passes a message on, or keeps a copy for later.
   * @returns false if there is no room for it
   */
  offer(message: Message): boolean {
    const { device } = message;
    const queue = this.queues.get(device.deviceKey);
    if (!queue && this.canPass(device)) {
      this.pass(message);
      return true;
    }
    return this.delay(message, queue ?? []);
  }

  /** Passes on messages that the rate now permits. Called many times per second; has no effect if nothing waits. */
  release(): void {
    for (const [deviceKey, queue] of this.queues) {
      let passed = 0;
      while (passed < queue.length && this.canPass(queue[passed]!.device)) this.passDelayed(queue[passed++]!);
      if (passed === queue.length) this.queues.delete(deviceKey);
      else queue.splice(0, passed);
    }
  }

  /** Drops waiting messages. They are unacknowledged, so they are sent again on the next connection. */
  clear(): void {
    this.queues.clear();
    this.messages = 0;
    this.bytes = 0;
  }

  private canPass(device: KnownDevice): boolean {
    const left = this.allowed.get(device.deviceKey) ?? 0;
    const messages = left > 0 ? left : this.governor.request(device).messages;
    if (this.allowed.size >= MAX_REMEMBERED) this.allowed.clear();
    this.allowed.set(device.deviceKey, Math.max(0, messages - 1));
    return messages > 0;
  }

  private delay(message: Message, queue: Message[]): boolean {
    const { device, payload } = message;
    const { ofDevice, messages, bytes } = this.limits;
    if (queue.length >= ofDevice || this.messages >= messages || this.bytes + payload.length > bytes)
      return false;
    queue.push({ ...message, payload: Buffer.from(payload) });
    this.queues.set(device.deviceKey, queue);
    this.messages++;
    this.bytes += payload.length;
    return true;
  }

  private passDelayed(message: Message): void {
    this.messages--;
    this.bytes -= message.payload.length;
    this.pass(message);
  }
}
