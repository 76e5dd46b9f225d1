import mqtt, { type MqttClient } from 'mqtt';
import type { PumpMachine } from './pump-world.js';

export interface Tick {
  ts: string;
  seq: number;
  payload: string;
}

/**
 * Deterministic readings of a pump: a counter that runs, pressure that goes over its limit for some seconds now and then,
 * each machine with a phase of its own.
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

/** Machines with a connection each, publishing at QoS 1; what was acknowledged is remembered by machine. */
export class FleetPublisher {
  private readonly clients: MqttClient[] = [];
  /** Sequence numbers that got their PUBACK, by machine. */
  readonly acknowledged: Set<number>[] = [];
  lastAcknowledgement = 0;

  constructor(
    private readonly mqttUrl: string,
    private readonly machines: readonly PumpMachine[],
  ) {}

  async connect(): Promise<void> {
    for (const [index, machine] of this.machines.entries()) {
      this.acknowledged[index] = new Set();
      this.clients[index] = await mqtt.connectAsync(this.mqttUrl, {
        username: machine.username,
        password: machine.password,
        clientId: machine.serial,
        clean: false,
        reconnectPeriod: 500,
        queueQoSZero: false,
      });
      this.clients[index].on('error', () => undefined);
    }
  }

  /** Sends every machine's tick `i`; resolves at once, acknowledgements arrive when they do. */
  send(i: number, ticks: readonly (readonly Tick[])[]): void {
    for (const [index, machine] of this.machines.entries()) {
      const tick = ticks[index]![i]!;
      this.clients[index]!.publish(machine.topic, tick.payload, { qos: 1 }, (error) => {
        if (error) return;
        this.acknowledged[index]!.add(tick.seq);
        this.lastAcknowledgement = Date.now();
      });
    }
  }

  get acknowledgedCount(): number {
    return this.acknowledged.reduce((sum, set) => sum + set.size, 0);
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.endAsync(true)));
  }
}
