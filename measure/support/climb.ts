import { setTimeout as sleep } from 'node:timers/promises';
import type { FleetMachine } from './bulk-fleet.js';
import { FIRST_SEQ } from './device-messages.js';
import { POINTS_OF_A_FLEET_MESSAGE as POINTS } from './fleet-signals.js';
import type { FleetGenerator, FleetLink } from './fleet-generator.process.js';
import { Mosquitto } from './mosquitto.process.js';
import { ProcessTree } from './process-tree.js';
import { formatCount } from './table.js';

const CONNECTIONS = 20;
/**
 * Messages per second of each step. The rate of a pipeline is the highest rate of storing in any step. The steps end
 * when the pipeline no longer keeps up.
 */
const LADDER = [20_000, 25_000, 30_000, 35_000, 40_000, 50_000, 60_000, 80_000, 100_000];
const KEEPS_UP = 0.95;
const STORED_WITHIN_MS = 180_000;
/** The relevant settings of docker/mosquitto. */
const BROKER = [
  'max_queued_messages 0',
  'max_queued_bytes 0',
  'max_inflight_messages 0',
  'persistence true',
  'autosave_interval 5',
  'set_tcp_nodelay true',
  'log_type error',
];

/** The best result of a pipeline. */
export interface ChainRate {
  /** Messages per second. */
  readonly perSecond: number;
  readonly cpuSecondsAMillionPoints: number;
}

/** A pipeline behind a broker, measured step by step. */
export interface Chain {
  /** Number of rows stored so far. */
  stored(): Promise<number>;
  /** CPU time of all parts so far, seconds. */
  cpuSeconds(): Promise<number>;
}

/**
 * Finds a pipeline's rate by sending at increasing rates, because a broker acknowledges messages before they are
 * stored. The rate is the number of messages in a step divided by the time until the last message is stored.
 */
export async function climb(
  generator: FleetGenerator,
  port: number,
  fleet: readonly FleetMachine[],
  seconds: number,
  chain: Chain,
  say: (text: string) => void,
): Promise<ChainRate> {
  const links = linksOf(fleet);
  let firstSeq = FIRST_SEQ;
  let best = { perSecond: 0, cpuSecondsAMillionPoints: 0 };
  let storedBefore = await chain.stored();
  for (const perSecond of LADDER) {
    const cpuBefore = await chain.cpuSeconds();
    let started = performance.now();
    const report = await generator.run(
      {
        host: '127.0.0.1',
        port,
        links,
        firstSeq,
        window: 5000,
        burst: 20,
        perSecond,
        warmUpMs: 0,
        intervalMs: seconds * 1000,
        intervals: 1,
      },
      ({ kind }) => {
        if (kind === 'connected') started = performance.now();
      },
    );
    const wanted = storedBefore + report.sent;
    let stored = await chain.stored();
    while (stored < wanted && performance.now() - started < STORED_WITHIN_MS) {
      await sleep(100);
      stored = await chain.stored();
    }
    const took = (performance.now() - started) / 1000;
    const count = stored - storedBefore;
    const reached = {
      perSecond: count / took,
      cpuSecondsAMillionPoints: (((await chain.cpuSeconds()) - cpuBefore) * 1e6) / (count * POINTS),
    };
    say(
      `Target ${formatCount(perSecond)} messages/s: ${formatCount(report.sent)} sent, ${formatCount(count)} stored in ${took.toFixed(1)} s = ${formatCount(reached.perSecond)} messages/s, ${reached.cpuSecondsAMillionPoints.toFixed(2)} s of CPU time per million points`,
    );
    if (reached.perSecond > best.perSecond) best = reached;
    if (reached.perSecond < KEEPS_UP * best.perSecond || reached.perSecond < 0.7 * perSecond) break;
    firstSeq = report.nextSeq;
    storedBefore = stored;
  }
  return best;
}

/** @throws Error if Mosquitto isn't installed */
export async function startBroker(): Promise<Mosquitto> {
  const broker = await Mosquitto.create(BROKER);
  if (!broker) throw new Error('Mosquitto is not installed. Install the package mosquitto.');
  await broker.start();
  return broker;
}

/** Returns the CPU time of some processes so far, seconds. */
export function cpuOf(...pids: number[]): number {
  const tree = ProcessTree.read();
  return pids.reduce((sum, pid) => sum + tree.cpuSecondsOf(pid), 0);
}

/** The broker admits anonymous clients. Each connection sends the messages of several machines. */
function linksOf(fleet: readonly FleetMachine[]): FleetLink[] {
  return Array.from({ length: CONNECTIONS }, (_, link) => ({
    clientId: `gateway-${link}`,
    username: '',
    password: '',
    topics: fleet
      .filter((_machine, index) => index % CONNECTIONS === link)
      .map(({ topic }) => `${topic}/telemetry`),
  }));
}
