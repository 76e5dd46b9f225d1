import { connect, type Socket } from 'node:net';
import mqtt from 'mqtt-packet';
import type { DeviceMessages, Moment } from './device-messages.js';

const CONNACK = 0x20;
const PUBACK = 0x40;
const SLAB_BYTES = 256 * 1024;

/** All connections share one buffer for writing and one for reading, so that no memory is allocated per message. */
const incoming = Buffer.allocUnsafe(64 * 1024);
let slab = Buffer.allocUnsafe(SLAB_BYTES);

export interface FleetLogin {
  readonly clientId: string;
  /** Empty for an anonymous connection. */
  readonly username: string;
  readonly password: string;
}

export interface FleetConnectionEvents {
  /** Called after each read with acknowledgements, with their number. */
  acknowledged(connection: FleetConnection, count: number): void;
  latency(ms: number): void;
  /** Called when writes are possible again after a blocked write. */
  writable(connection: FleetConnection): void;
  /** Called when the broker has closed the connection. */
  lost(connection: FleetConnection, reason: string): void;
}

/**
 * One MQTT 3.1.1 connection of a device, or of a gateway for many devices, which only sends messages and counts
 * acknowledgements.
 */
export class FleetConnection {
  inFlight = 0;
  private socket: Socket | null = null;
  private readonly sentAt: Float64Array;
  private nextSlot = 0;
  private nextDevice = 0;
  private rest: Buffer = Buffer.alloc(0);
  private onConnack: ((code: number) => void) | null = null;

  /** @param window maximum number of unacknowledged messages */
  constructor(
    private readonly login: FleetLogin,
    private readonly devices: readonly DeviceMessages[],
    readonly window: number,
    private readonly events: FleetConnectionEvents,
  ) {
    // The size is twice the window, so that an acknowledgement out of order doesn't block a packet id for long.
    this.sentAt = new Float64Array(2 * window);
  }

  /** @throws Error if the broker rejects the connection */
  async open(host: string, port: number): Promise<void> {
    const { clientId, username, password } = this.login;
    const code = await new Promise<number>((resolve, reject) => {
      this.onConnack = resolve;
      const socket = connect({
        port,
        host,
        noDelay: true,
        onread: {
          buffer: incoming,
          callback: (bytes, buffer) => {
            this.read(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
            return true;
          },
        },
      });
      this.socket = socket;
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`${clientId}: the broker closed the connection`)));
      socket.write(
        mqtt.generate({
          cmd: 'connect',
          protocolId: 'MQTT',
          protocolVersion: 4,
          clientId,
          clean: true,
          keepalive: 0,
          ...(username === '' ? {} : { username, password: Buffer.from(password) }),
        }),
      );
    });
    if (code !== 0) throw new Error(`The broker rejected ${clientId}: return code ${code}`);
    const socket = this.socket!;
    socket.removeAllListeners('error');
    socket.removeAllListeners('close');
    let reason = 'closed';
    socket.on('error', (error) => (reason = error.message));
    socket.on('close', () => this.events.lost(this, reason));
    socket.on('drain', () => this.events.writable(this));
  }

  /** Returns true while the system has not accepted all earlier writes. */
  get isBlocked(): boolean {
    return this.socket!.writableLength > 0;
  }

  /**
   * Sends up to `wanted` messages of its devices in turn, in one write.
   * @param now performance.now()
   * @returns number of messages sent; fewer than `wanted` if the window or the buffer is full
   */
  send(wanted: number, moment: Moment, now: number): number {
    const room = Math.min(wanted, this.window - this.inFlight);
    if (room <= 0 || this.isBlocked) return 0;
    let at = 0;
    let count = 0;
    while (count < room) {
      const device = this.devices[this.nextDevice]!;
      if (at + device.frame.length > SLAB_BYTES) break;
      while (this.sentAt[this.nextSlot] !== 0) this.nextSlot = (this.nextSlot + 1) % this.sentAt.length;
      this.sentAt[this.nextSlot] = now;
      device.advance(this.nextSlot + 1, moment);
      this.nextSlot = (this.nextSlot + 1) % this.sentAt.length;
      this.nextDevice = this.nextDevice + 1 === this.devices.length ? 0 : this.nextDevice + 1;
      slab.set(device.frame, at);
      at += device.frame.length;
      count++;
    }
    this.inFlight += count;
    this.socket!.write(slab.subarray(0, at));
    // Data that the system did not accept immediately is still in the slab, so a new slab is allocated.
    if (this.isBlocked) slab = Buffer.allocUnsafe(SLAB_BYTES);
    return count;
  }

  close(): void {
    this.socket?.removeAllListeners('close');
    this.socket?.end(mqtt.generate({ cmd: 'disconnect' }));
  }

  private read(chunk: Buffer): void {
    const data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const now = performance.now();
    let acknowledged = 0;
    let at = 0;
    while (at + 4 <= data.length) {
      const kind = data[at];
      if (kind === PUBACK) {
        const slot = data.readUInt16BE(at + 2) - 1;
        const sentAt = this.sentAt[slot]!;
        if (sentAt !== 0) {
          this.sentAt[slot] = 0;
          acknowledged++;
          this.events.latency(now - sentAt);
        }
      } else if (kind === CONNACK) this.onConnack?.(data[at + 3]!);
      at += 2 + data[at + 1]!;
    }
    // The buffer for reading is reused, so the incomplete rest is copied.
    this.rest = at < data.length ? Buffer.from(data.subarray(at)) : data.subarray(0, 0);
    if (acknowledged === 0) return;
    this.inFlight -= acknowledged;
    this.events.acknowledged(this, acknowledged);
  }
}
