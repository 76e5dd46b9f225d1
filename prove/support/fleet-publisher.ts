import mqtt, { type MqttClient } from 'mqtt';
import { pollUntil } from '../../measure/support/maker.js';
import type { PumpMachine } from './pump-world.js';

export interface Tick {
  ts: string;
  seq: number;
  payload: string;
}

/**
 * Returns deterministic readings of a pump: a running counter, and a pressure that sometimes exceeds its limit for a
 * few seconds. Each machine has a different phase.
 */
export function ticksOf(index: number, from: number, count: number): Tick[] {
  let litres = 1000 * index;
  return Array.from({ length: count }, (_, i) => {
    const flow = 100 + ((i * 7 + index * 13) % 40);
    litres += flow / 60;
    const over = (i + index * 5) % 60 < 8;
    const pressure = over ? 0.62 : 0.05;
    const ts = new Date(from + i * 1000).toISOString();
    const seq = i + 1;
    const payload = `{"ts":"${ts}","seq":${seq},"c":{"flow_l_total":${litres.toFixed(3)}},"g":{"pressure_bar":${pressure},"flow_l_min":${flow}}}`;
    return { ts, seq, payload };
  });
}

/** Time that a device waits before it resends an unacknowledged message. */
const RESEND_AFTER_MS = 10_000;
const MAX_WAIT_SECONDS = 120;
/** Time after which a connection that has not recovered is replaced. */
const LOST_MS = 10_000;

/** Machines with one connection each that publish with QoS 1. Acknowledged messages are recorded by machine. */
export class FleetPublisher {
  private readonly clients: MqttClient[] = [];
  /** Time at which each machine was last connected, or started to connect. */
  private readonly seenAt: number[] = [];
  private watch: NodeJS.Timeout | undefined;
  /** Acknowledged sequence numbers by machine. */
  readonly acknowledged: Set<number>[] = [];
  lastAcknowledgement = 0;

  constructor(
    private readonly mqttUrl: string,
    private readonly machines: readonly PumpMachine[],
  ) {}

  async connect(): Promise<void> {
    for (const index of this.machines.keys()) {
      this.acknowledged[index] = new Set();
      await this.open(index);
    }
    this.watch = setInterval(() => this.replaceLost(), LOST_MS / 2);
  }

  /** Sends tick `i` of every machine without waiting for acknowledgements. */
  send(i: number, ticks: readonly (readonly Tick[])[]): void {
    for (const index of this.machines.keys()) this.sendTick(index, ticks[index]![i]!);
  }

  /**
   * Waits until the first `count` ticks of each machine are acknowledged, and resends the others. A real device keeps
   * messages without a PUBACK, but this client drops some unacknowledged messages when its connection closes.
   * @returns number of acknowledged messages of all machines
   */
  finish(count: number, ticks: readonly (readonly Tick[])[]): Promise<number> {
    let sentAt = Date.now();
    return pollUntil(
      async () => {
        if (Date.now() - Math.max(sentAt, this.lastAcknowledgement) > RESEND_AFTER_MS) {
          sentAt = Date.now();
          this.sendAgain(count, ticks);
        }
        return this.acknowledgedCount;
      },
      (acknowledged) => acknowledged === this.machines.length * count,
      MAX_WAIT_SECONDS,
    );
  }

  get acknowledgedCount(): number {
    return this.acknowledged.reduce((sum, set) => sum + set.size, 0);
  }

  private async open(index: number): Promise<void> {
    const { username, password, serial } = this.machines[index]!;
    const client = mqtt.connect(this.mqttUrl, {
      username,
      password,
      clientId: serial,
      clean: false,
      reconnectPeriod: 500,
      queueQoSZero: false,
    });
    client.on('error', () => undefined);
    this.clients[index] = client;
    this.seenAt[index] = Date.now();
    await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  }

  /** After many broken connections, this client sometimes stops reconnecting. A real device never does. */
  private replaceLost(): void {
    const now = Date.now();
    for (const [index, client] of this.clients.entries()) {
      if (client.connected) this.seenAt[index] = now;
      else if (now - this.seenAt[index]! > LOST_MS) {
        client.end(true);
        void this.open(index);
      }
    }
  }

  private sendAgain(count: number, ticks: readonly (readonly Tick[])[]): void {
    for (const [index, acknowledged] of this.acknowledged.entries())
      for (const tick of ticks[index]!.slice(0, count))
        if (!acknowledged.has(tick.seq)) this.sendTick(index, tick);
  }

  private sendTick(index: number, tick: Tick): void {
    this.clients[index]!.publish(this.machines[index]!.topic, tick.payload, { qos: 1 }, (error) => {
      if (error) return;
      this.acknowledged[index]!.add(tick.seq);
      this.lastAcknowledgement = Date.now();
    });
  }

  async close(): Promise<void> {
    clearInterval(this.watch);
    await Promise.all(this.clients.map((client) => client.endAsync(true)));
  }
}
