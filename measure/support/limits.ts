import type pg from 'pg';
import { findFreePort } from '../../test/support/product.js';
import type { FleetMachine } from './bulk-fleet.js';
import { FIRST_SEQ } from './device-messages.js';
import type { FleetGenerator, FleetLink, FleetReport } from './fleet-generator.process.js';
import { Mosquitto } from './mosquitto.process.js';
import { ParserProcess } from './parser.process.js';
import { measureCopyLimit } from './physical-limit.js';

/** Reference rates of this machine with the same messages, per second. */
export interface Limits {
  /** Messages received by a process that acknowledges, parses and discards them. */
  readonly parsed: number;
  /** Messages received by the same process behind Mosquitto; null if Mosquitto isn't installed. */
  readonly subscribed: number | null;
  /** Rows written with COPY to the product's own PostgreSQL. */
  readonly copied: number;
}

const GATEWAYS = 20;
const WINDOW = 2000;
const BURST = 50;

/** @param seconds duration of each measurement */
export async function measureLimits(
  generator: FleetGenerator,
  database: pg.Client,
  fleet: readonly FleetMachine[],
  seconds: number,
): Promise<Limits> {
  const links = fleet.slice(0, GATEWAYS).map(({ topic }): FleetLink => ({
    clientId: topic,
    username: '',
    password: '',
    topics: [`${topic}/telemetry`],
  }));
  const measureThroughput = (port: number): Promise<FleetReport> =>
    generator.run({
      host: '127.0.0.1',
      port,
      links,
      firstSeq: FIRST_SEQ,
      window: WINDOW,
      burst: BURST,
      perSecond: null,
      warmUpMs: 1000,
      intervalMs: seconds * 1000,
      intervals: 1,
    });
  return {
    parsed: await measureParsed(measureThroughput),
    subscribed: await measureSubscribed(measureThroughput),
    copied: await measureCopyLimit(database, 'logged'),
  };
}

async function measureParsed(measureThroughput: (port: number) => Promise<FleetReport>): Promise<number> {
  const parser = new ParserProcess();
  try {
    const port = await findFreePort();
    await parser.begin({ kind: 'serve', port });
    return (await measureThroughput(port)).perSecond;
  } finally {
    parser.stop();
  }
}

/** Counts messages that reach the subscriber. Messages that the broker has acknowledged and queued are not counted. */
async function measureSubscribed(
  measureThroughput: (port: number) => Promise<FleetReport>,
): Promise<number | null> {
  const broker = await Mosquitto.create(['max_inflight_messages 0', 'max_queued_messages 0']);
  if (!broker) return null;
  const parser = new ParserProcess();
  try {
    await broker.start();
    await parser.begin({ kind: 'subscribe', port: broker.port, filter: '#' });
    const started = performance.now();
    const report = await measureThroughput(broker.port);
    let { parsed } = await parser.count();
    while (parsed < report.acknowledged) parsed = (await parser.count()).parsed;
    return parsed / ((performance.now() - started) / 1000);
  } finally {
    parser.stop();
    await broker.remove();
  }
}
