import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceMessages, Moment } from './device-messages.js';
import { FleetConnection } from './fleet-connection.js';
import type { FleetInterval, FleetNotice, FleetOrder, FleetReport } from './fleet-generator.process.js';
import { Latencies } from './latencies.js';

const CONNECTING_AT_ONCE = 100;
const TICK_MS = 5;
const LAST_ACKNOWLEDGEMENT_MS = 120_000;

/** The process of the generator. It handles one order at a time. */
process.on('message', (order: FleetOrder) => {
  new FleetRun(order).run().then(
    (report) => sendNotice({ kind: 'done', report }),
    (error: unknown) =>
      sendNotice({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  );
});

process.once('disconnect', () => process.exit(0));

function sendNotice(notice: FleetNotice): void {
  process.send!(notice);
}

class FleetRun {
  private readonly devices: DeviceMessages[] = [];
  private readonly connections: FleetConnection[];
  private readonly moment = new Moment();
  private latencies = new Latencies();
  private worstLatency = 0;
  private sent = 0;
  private acknowledged = 0;
  private lost = 0;
  private lostReason: string | null = null;
  private worstDelayMs = 0;
  private isSending = false;
  /** At full speed, the connections that can send. */
  private ready: FleetConnection[] = [];
  private isFlushDue = false;

  constructor(private readonly order: FleetOrder) {
    const { links, window, firstSeq } = order;
    this.connections = links.map((link) => {
      const own = link.topics.map((topic) => {
        const device = new DeviceMessages(topic, this.devices.length, firstSeq);
        this.devices.push(device);
        return device;
      });
      return new FleetConnection(link, own, window, {
        latency: (ms) => {
          this.latencies.add(ms);
          if (ms > this.worstLatency) this.worstLatency = ms;
        },
        acknowledged: (connection, count) => {
          this.acknowledged += count;
          this.refill(connection);
        },
        writable: (connection) => this.refill(connection),
        lost: (_connection, reason) => {
          this.lost++;
          this.lostReason ??= reason;
        },
      });
    });
  }

  async run(): Promise<FleetReport> {
    const { order } = this;
    const connecting = performance.now();
    await this.connect();
    const connectSeconds = (performance.now() - connecting) / 1000;
    sendNotice({ kind: 'connected' });

    this.isSending = true;
    const pacing = order.perSecond === null ? undefined : this.pace(order.perSecond);
    if (order.perSecond === null) for (const connection of this.connections) this.refill(connection);
    await sleep(order.warmUpMs);
    const cpu = process.cpuUsage();
    const intervals: FleetInterval[] = [];
    for (let index = 0; index < order.intervals; index++) {
      const interval = await this.measure(index);
      intervals.push(interval);
      sendNotice({ kind: 'interval', interval });
    }
    const { user, system } = process.cpuUsage(cpu);
    this.isSending = false;
    clearInterval(pacing);
    await this.awaitLast();
    for (const connection of this.connections) connection.close();
    return {
      acknowledged: this.acknowledged,
      sent: this.sent,
      perSecond: intervals.reduce((sum, { perSecond }) => sum + perSecond, 0) / intervals.length,
      intervals,
      connectSeconds,
      cpuSeconds: (user + system) / 1e6,
      beyondShare: this.devices.reduce((sum, { beyondCount }) => sum + beyondCount, 0) / this.sent,
      lost: this.lost,
      lostReason: this.lostReason,
      worstDelayMs: this.worstDelayMs,
      bytesOfAMessage: this.devices[0]!.frame.length,
      nextSeq: order.firstSeq + this.devices.reduce((most, { count }) => Math.max(most, count), 0),
    };
  }

  private async connect(): Promise<void> {
    const { host, port } = this.order;
    const waiting = [...this.connections];
    const next = async (): Promise<void> => {
      for (let each = waiting.pop(); each; each = waiting.pop()) await each.open(host, port);
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, next));
  }

  private async measure(index: number): Promise<FleetInterval> {
    this.latencies = new Latencies();
    this.worstLatency = 0;
    const cpu = process.cpuUsage();
    const before = this.acknowledged;
    const started = performance.now();
    await sleep(this.order.intervalMs);
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const acknowledged = this.acknowledged - before;
    return {
      index,
      acknowledged,
      perSecond: acknowledged / seconds,
      p50: this.latencies.percentile(0.5),
      p99: this.latencies.percentile(0.99),
      max: this.latencies.count === 0 ? null : this.worstLatency,
      cpuSeconds: (user + system) / 1e6,
    };
  }

  /** Distributes messages evenly over time. Catches up as soon as acknowledgements allow it. */
  private pace(perSecond: number): NodeJS.Timeout {
    const { burst } = this.order;
    const started = performance.now();
    let next = 0;
    return setInterval(() => {
      const now = performance.now();
      const due = Math.floor(((now - started) / 1000) * perSecond);
      this.moment.set(Date.now());
      for (let tried = 0; tried < this.connections.length && due - this.sent >= burst; tried++) {
        this.sent += this.connections[next]!.send(burst, this.moment, now);
        next = next + 1 === this.connections.length ? 0 : next + 1;
      }
      this.worstDelayMs = Math.max(this.worstDelayMs, ((due - this.sent) / perSecond) * 1000);
    }, TICK_MS);
  }

  /** At full speed, a connection sends after all received data has been processed. */
  private refill(connection: FleetConnection): void {
    if (this.order.perSecond !== null || !this.isSending) return;
    if (connection.window - connection.inFlight < this.order.burst) return;
    this.ready.push(connection);
    if (this.isFlushDue) return;
    this.isFlushDue = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.isFlushDue = false;
    const { ready } = this;
    this.ready = [];
    if (!this.isSending) return;
    const now = performance.now();
    this.moment.set(Date.now());
    for (const connection of ready) this.sent += connection.send(connection.window, this.moment, now);
  }

  private async awaitLast(): Promise<void> {
    const until = performance.now() + LAST_ACKNOWLEDGEMENT_MS;
    while (this.acknowledged < this.sent && performance.now() < until) await sleep(20);
  }
}
