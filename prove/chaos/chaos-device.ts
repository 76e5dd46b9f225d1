import mqtt, { type MqttClient } from 'mqtt';
import type { PumpMachine } from '../support/pump-world.js';

/** A device's measurement and its delivery state. */
export interface Measured {
  readonly seq: number;
  /** Device time in epoch milliseconds. */
  readonly timeMs: number;
  readonly values: Readonly<Record<string, number>>;
  readonly payload: string;
  /** Earliest time of sending by the host's clock, epoch milliseconds. */
  dueMs: number;
  /** Number of the connection on which it was last sent; 0 if it was not sent yet. */
  sentOn: number;
  isAcknowledged: boolean;
}

/** Shares of a device's messages that are repeated or delayed. */
export interface Disorder {
  /** Share of messages that are sent twice. */
  readonly again: number;
  /** Share of messages that are delayed by up to `latestMs`, so that later ones overtake them. */
  readonly late: number;
  readonly latestMs: number;
}

export interface DeviceOptions {
  readonly machine: PumpMachine;
  readonly url: string;
  /** Maximum number of unacknowledged messages. At the limit, a device sends only repeated messages and pings. */
  readonly window: number;
  readonly keepAliveS: number;
  readonly random: () => number;
  /** Returns the values for a sequence number. */
  readonly measure: (seq: number) => Readonly<Record<string, number>>;
  readonly onAcknowledged: () => void;
  readonly onLost: () => void;
}

const RECONNECT_MS = { least: 300, most: 1500 };
const CONNECT_WITHIN_MS = 5000;
const COUNTER = 'flow_l_total';

/**
 * A device that behaves like real firmware: it keeps measurements until they are acknowledged, resends them on its
 * next connection, and never stops reconnecting. It uses the client library only for single connections, without the
 * library's message store.
 */
export class ChaosDevice {
  readonly measured: Measured[] = [];
  /** Number of messages that were deliberately sent at least twice. */
  again = 0;
  late = 0;
  isConnected = false;
  private readonly waiting = new Map<number, Measured>();
  private repeats: { readonly measured: Measured; readonly dueMs: number }[] = [];
  private client: MqttClient | null = null;
  private connection = 0;
  private inFlight = 0;
  private reconnecting: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly options: DeviceOptions) {
    this.connect();
  }

  get unacknowledged(): number {
    return this.waiting.size;
  }

  /** Records a measurement at a device time. */
  measureAt(timeMs: number, { again, late, latestMs }: Disorder): void {
    const { random, measure } = this.options;
    const seq = this.measured.length + 1;
    const values = measure(seq);
    const { [COUNTER]: counter, ...gauges } = values;
    const ts = new Date(timeMs).toISOString();
    const payload = JSON.stringify({ ts, seq, c: { [COUNTER]: counter }, g: gauges });
    const now = Date.now();
    const isLate = random() < late;
    const dueMs = isLate ? now + random() * latestMs : now;
    const measured = { seq, timeMs, values, payload, dueMs, sentOn: 0, isAcknowledged: false };
    if (isLate) this.late++;
    if (random() < again) this.repeats.push({ measured, dueMs: dueMs + random() * latestMs });
    this.measured.push(measured);
    this.waiting.set(seq, measured);
  }

  /** Sends all messages that may be sent now. */
  sendDue(): void {
    if (!this.isConnected) return;
    const now = Date.now();
    for (const measured of this.waiting.values()) {
      if (this.inFlight >= this.options.window) break;
      if (measured.sentOn !== this.connection && measured.dueMs <= now) this.send(measured);
    }
    const due = this.repeats.filter(({ dueMs }) => dueMs <= now);
    if (due.length === 0) return;
    this.repeats = this.repeats.filter(({ dueMs }) => dueMs > now);
    for (const { measured } of due) {
      this.again++;
      this.client!.publish(this.options.machine.topic, measured.payload, { qos: 1 }, () => undefined);
    }
  }

  /** Makes all delayed messages due immediately. */
  makeDelayedDue(): void {
    for (const measured of this.waiting.values()) measured.dueMs = 0;
    this.repeats = this.repeats.map(({ measured }) => ({ measured, dueMs: 0 }));
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.reconnecting);
    this.client?.end(true);
  }

  private connect(): void {
    const { machine, url, keepAliveS } = this.options;
    const client = mqtt.connect(url, {
      username: machine.username,
      password: machine.password,
      clientId: machine.serial,
      clean: false,
      keepalive: keepAliveS,
      reschedulePings: false,
      reconnectPeriod: 0,
      connectTimeout: CONNECT_WITHIN_MS,
    });
    this.client = client;
    client.on('error', () => undefined);
    client.on('connect', () => {
      this.connection++;
      this.inFlight = 0;
      this.isConnected = true;
      this.sendDue();
    });
    client.on('close', () => this.onClosed(client));
  }

  private onClosed(client: MqttClient): void {
    if (client !== this.client) return;
    this.client = null;
    if (this.isConnected) this.options.onLost();
    this.isConnected = false;
    client.end(true);
    if (this.isClosed) return;
    const delayMs = RECONNECT_MS.least + this.options.random() * (RECONNECT_MS.most - RECONNECT_MS.least);
    this.reconnecting = setTimeout(() => this.connect(), delayMs);
  }

  private send(measured: Measured): void {
    const { connection } = this;
    measured.sentOn = connection;
    this.inFlight++;
    this.client!.publish(this.options.machine.topic, measured.payload, { qos: 1 }, (error) => {
      if (connection === this.connection) this.inFlight--;
      if (error || measured.isAcknowledged) return;
      measured.isAcknowledged = true;
      this.waiting.delete(measured.seq);
      this.options.onAcknowledged();
    });
  }
}
