import type { KnownDevice } from '#telemetry';
import type { RateGovernor } from './rate-governor.js';

/** A message whose payload is valid only during the call that brings it. */
interface Brought {
  readonly device: KnownDevice;
  readonly payload: Buffer;
}

/** How much may wait: all of it stays unacknowledged, and a broker has no more than 65 535 numbers for that. */
export interface HeldBackLimits {
  /** Messages of one device. */
  readonly ofDevice: number;
  readonly messages: number;
  readonly bytes: number;
}

const HELD_BACK_LIMITS: HeldBackLimits = { ofDevice: 1024, messages: 16_384, bytes: 16 * 1024 * 1024 };

const REMEMBERED = 200_000;

/**
 * Holds senders to their limits who can't be read more slowly, because others' messages come on the same connection: what comes
 * too fast waits here, unacknowledged and in its order, and what finds no room is refused. Nobody waits for another device.
 */
export class HeldBack<Message extends Brought> {
  /** By device, messages that may still pass before the governor is asked again. */
  private readonly allowed = new Map<number, number>();
  private readonly queues = new Map<number, Message[]>();
  private messages = 0;
  private bytes = 0;

  constructor(
    private readonly governor: Pick<RateGovernor, 'ask'>,
    private readonly pass: (message: Message) => void,
    private readonly limits: HeldBackLimits = HELD_BACK_LIMITS,
  ) {}

  /** Passes a message on, or keeps a copy for later. @returns false if there is no room for it */
  offer(message: Message): boolean {
    const { device } = message;
    const queue = this.queues.get(device.deviceKey);
    if (!queue && this.mayPass(device)) {
      this.pass(message);
      return true;
    }
    return this.hold(message, queue ?? []);
  }

  /** Passes on what may pass by now. To be called many times a second; does nothing where nothing waits. */
  release(): void {
    for (const [deviceKey, queue] of this.queues) {
      let passed = 0;
      while (passed < queue.length && this.mayPass(queue[passed]!.device)) this.letGo(queue[passed++]!);
      if (passed === queue.length) this.queues.delete(deviceKey);
      else queue.splice(0, passed);
    }
  }

  /** Forgets what waits: unacknowledged, it comes again with the next connection. */
  clear(): void {
    this.queues.clear();
    this.messages = 0;
    this.bytes = 0;
  }

  private mayPass(device: KnownDevice): boolean {
    const left = this.allowed.get(device.deviceKey) ?? 0;
    const messages = left > 0 ? left : this.governor.ask(device).messages;
    if (this.allowed.size >= REMEMBERED) this.allowed.clear();
    this.allowed.set(device.deviceKey, Math.max(0, messages - 1));
    return messages > 0;
  }

  private hold(message: Message, queue: Message[]): boolean {
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

  private letGo(message: Message): void {
    this.messages--;
    this.bytes -= message.payload.length;
    this.pass(message);
  }
}
