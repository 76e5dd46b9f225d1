import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import mqtt from 'mqtt-packet';
import type { FloodOrder, FloodReport } from './flood.process.js';

const PUBACK_BYTES = 4;
const AT_ONCE = 200;
const PAYLOAD =
  '{"ts":1764000000000,"seq":184220,"c":{"run_hours_total":9123.42,"load_hours_total":7098.11,"energy_kwh_total":400123.4,' +
  '"air_m3_total":18422710,"starts_total":2210},"g":{"pressure_bar":7.41,"discharge_temp_c":83.2,"motor_current_a":121.7,' +
  '"ambient_c":24.6,"vibration_mm_s":2.81},"state":"load"}';

let links: FloodLink[] = [];
let acknowledged = 0;

/**
 * One connection. Its messages are written once into a ring buffer with one slot for each message of the window.
 * Acknowledgements arrive in order, so acknowledged messages can be sent again from the buffer's position without a
 * copy.
 */
class FloodLink {
  private readonly ring: Buffer;
  private readonly frameBytes: number;
  private socket: Socket | null = null;
  private at = 0;
  private rest = 0;
  inFlight = 0;
  isSending = true;

  constructor(
    private readonly name: string,
    private readonly window: number,
  ) {
    const frames = Array.from({ length: window }, (_, i) =>
      mqtt.generate({
        cmd: 'publish',
        topic: `eaas/bench/M-${name}/telemetry`,
        payload: PAYLOAD,
        qos: 1,
        messageId: i + 1,
        retain: false,
        dup: false,
      }),
    );
    this.ring = Buffer.concat(frames);
    this.frameBytes = frames[0]!.length;
  }

  async open(port: number, isAnonymous: boolean, buffer: Buffer): Promise<void> {
    const login = isAnonymous ? {} : { username: this.name, password: Buffer.from('x') };
    let onAnswer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (onAnswer = resolve));
    let isOpen = false;
    this.socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer,
        callback: (length, bytes) => {
          if (isOpen) this.take(length);
          else if (bytes[3] === 0) onAnswer();
          else throw new Error('The broker rejected');
          isOpen = true;
          return true;
        },
      },
    });
    this.socket.on('close', () => {
      if (this.inFlight > 0) throw new Error('The broker closed a connection with unacknowledged messages');
    });
    this.socket.write(
      mqtt.generate({ cmd: 'connect', clientId: this.name, clean: true, keepalive: 0, ...login }),
    );
    await answered;
  }

  fill(): void {
    this.inFlight = this.window;
    this.socket!.write(this.ring);
  }

  close(): void {
    this.socket?.destroy();
  }

  private take(length: number): void {
    const count = Math.floor((this.rest + length) / PUBACK_BYTES);
    this.rest = (this.rest + length) % PUBACK_BYTES;
    acknowledged += count;
    if (!this.isSending) return void (this.inFlight -= count);
    const end = this.at + count;
    this.write(this.at, Math.min(end, this.window));
    if (end > this.window) this.write(0, end - this.window);
    this.at = end % this.window;
  }

  private write(from: number, to: number): void {
    this.socket!.write(this.ring.subarray(from * this.frameBytes, to * this.frameBytes));
  }
}

async function run(order: FloodOrder): Promise<FloodReport> {
  const buffer = Buffer.alloc(65_536);
  links = Array.from({ length: order.connections }, (_, i) => new FloodLink(String(i), order.window));
  for (let i = 0; i < links.length; i += AT_ONCE)
    await Promise.all(
      links.slice(i, i + AT_ONCE).map((link) => link.open(order.port, order.isAnonymous, buffer)),
    );
  const cpuBefore = cpuSeconds();
  acknowledged = 0;
  for (const link of links) link.fill();
  await wait(order.warmUpMs);
  const before = acknowledged;
  const started = performance.now();
  await wait(order.measureMs);
  const perSecond = ((acknowledged - before) / (performance.now() - started)) * 1000;
  for (const link of links) link.isSending = false;
  while (links.some((link) => link.inFlight > 0)) await wait(10);
  return { perSecond, acknowledged, cpuSeconds: cpuSeconds() - cpuBefore };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

process.on('message', (order: FloodOrder | 'hang up') => {
  if (order === 'hang up') {
    for (const link of links) link.close();
    process.send!('done');
    return;
  }
  run(order).then(
    (report) => process.send!(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
