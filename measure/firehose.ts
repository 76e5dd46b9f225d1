import { cpus } from 'node:os';
import { FIRST_SEQ } from './support/device-messages.js';
import { EXCURSION, FLEET_RULES, POINTS_OF_A_FLEET_MESSAGE } from './support/fleet-signals.js';
import { FleetGenerator, type FleetOrder } from './support/fleet-generator.process.js';
import { type Limits, measureLimits } from './support/limits.js';
import { type LoadFigures, LoadedProduct, ownLinks } from './support/loaded-product.js';
import { formatCount, formatMs, formatTable } from './support/table.js';

export interface FirehoseOptions {
  /** Number of machines, each with a connection and a credential. */
  readonly machines: number;
  readonly makers: number;
  /** Messages per second of all machines together. */
  readonly perSecond: number;
  readonly machineSeconds: number;
  /** Number of connections that send at full speed, limited by acknowledgements. */
  readonly gateways: number;
  readonly gatewaySeconds: number;
  /** Number of runs with gateways; their result is the median rate. */
  readonly gatewayRuns: number;
  readonly limitSeconds: number;
  /** Length of the intervals that are reported separately. */
  readonly intervalSeconds: number;
}

export const FULL_FIREHOSE: FirehoseOptions = {
  machines: 10_000,
  makers: 50,
  perSecond: 40_200,
  machineSeconds: 600,
  gateways: 20,
  gatewaySeconds: 60,
  gatewayRuns: 5,
  limitSeconds: 10,
  intervalSeconds: 60,
};

export const SHORT_FIREHOSE: FirehoseOptions = {
  machines: 1000,
  makers: 50,
  perSecond: 5000,
  machineSeconds: 6,
  gateways: 20,
  gatewaySeconds: 3,
  gatewayRuns: 1,
  limitSeconds: 2,
  intervalSeconds: 3,
};

export interface FirehoseMeasurement {
  readonly machines: LoadFigures;
  /** Figures of each run. */
  readonly gateways: readonly LoadFigures[];
  readonly limits: Limits;
  /** All figures as a table. */
  readonly table: string;
}

/** Maximum number of unacknowledged messages per connection. */
const MACHINE_WINDOW = 16;
const GATEWAY_WINDOW = 2000;

/**
 * Measures the whole product, all parts embedded, with three alarm rules per model: first many machines at a given
 * rate for a long time, then a few gateways at full speed. Finally measures reference rates of the machine. Reports
 * progress.
 */
export async function measureFirehose(
  options: FirehoseOptions,
  say: (text: string) => void,
): Promise<FirehoseMeasurement> {
  const product = await LoadedProduct.start();
  const generator = new FleetGenerator();
  try {
    say((await product.settings()).join(', '));
    const making = performance.now();
    const fleet = await product.createFleet(options);
    say(
      `${formatCount(fleet.length)} machines of ${options.makers} makers with ${FLEET_RULES.length} alarm rules per model, created in ${((performance.now() - making) / 1000).toFixed(1)} s`,
    );

    const run = (
      order: Pick<FleetOrder, 'links' | 'firstSeq' | 'window' | 'burst' | 'perSecond'>,
      seconds: number,
    ) =>
      product.measure(
        generator,
        {
          ...order,
          warmUpMs: Math.min(10, seconds) * 1000,
          intervalMs: Math.min(options.intervalSeconds, seconds) * 1000,
          intervals: Math.max(1, Math.floor(seconds / options.intervalSeconds)),
        },
        (notice) => {
          if (notice.kind !== 'interval') return;
          const { index, perSecond, p50, p99, max, cpuSeconds } = notice.interval;
          say(
            `  after ${(index + 1) * Math.min(options.intervalSeconds, seconds)} s: ${formatPoints(perSecond)}, p50 ${formatMs(p50)}, p99 ${formatMs(p99)}, max ${formatMs(max)}, generator ${cpuSeconds.toFixed(1)} s of CPU time`,
          );
        },
      );

    say(`${formatCount(options.machines)} connections, ${formatCount(options.perSecond)} messages/s …`);
    const machines = await run(
      {
        links: ownLinks(fleet),
        firstSeq: FIRST_SEQ,
        window: MACHINE_WINDOW,
        burst: 2,
        perSecond: options.perSecond,
      },
      options.machineSeconds,
    );
    const gateways: LoadFigures[] = [];
    let firstSeq = machines.report.nextSeq;
    for (let index = 0; index < options.gatewayRuns; index++) {
      say(`${options.gateways} connections at full speed, run ${index + 1} of ${options.gatewayRuns} …`);
      const figures = await run(
        {
          links: ownLinks(fleet.slice(0, options.gateways)),
          firstSeq,
          window: GATEWAY_WINDOW,
          burst: 50,
          perSecond: null,
        },
        options.gatewaySeconds,
      );
      gateways.push(figures);
      firstSeq = figures.report.nextSeq;
    }
    say('Reference rates of this machine …');
    const limits = await measureLimits(generator, product.database, fleet, options.limitSeconds);
    return { machines, gateways, limits, table: formatFigures(options, machines, gateways, limits) };
  } finally {
    generator.stop();
    await product.stop();
  }
}

/** Returns the gateways' run with the median rate. */
export function medianRun(runs: readonly LoadFigures[]): LoadFigures {
  const sorted = [...runs].sort((a, b) => a.report.perSecond - b.report.perSecond);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function formatFigures(
  options: FirehoseOptions,
  machines: LoadFigures,
  gateways: readonly LoadFigures[],
  limits: Limits,
): string {
  const median = medianRun(gateways);
  const title = `Telemetry ingest, all parts embedded, QoS 1, ${POINTS_OF_A_FLEET_MESSAGE} points per message; ${cpus().length} cores, Node ${process.version}`;
  return `${title}\n\n${formatTable([
    ...columnOf(`${formatCount(options.machines)} connections`, machines),
    ...columnOf(`${options.gateways} connections, median of ${gateways.length}`, median),
    ['Reference: process that only parses', formatPoints(limits.parsed), shareOf(median, limits.parsed)],
    [
      'Reference: same process behind Mosquitto',
      limits.subscribed === null ? '-' : formatPoints(limits.subscribed),
      limits.subscribed === null ? 'not installed' : shareOf(median, limits.subscribed),
    ],
    ['Reference: COPY of the same rows', formatPoints(limits.copied), shareOf(median, limits.copied)],
  ])}`;
}

function columnOf(name: string, figures: LoadFigures): [string, string, string][] {
  const { report } = figures;
  const points = report.acknowledged * POINTS_OF_A_FLEET_MESSAGE;
  const perMillion = (seconds: number): string => `${((seconds * 1e6) / points).toFixed(2)} s`;
  const p99s = report.intervals.map(({ p99 }) => p99 ?? Infinity);
  const seconds = report.intervals.reduce(
    (sum, { acknowledged, perSecond }) => sum + acknowledged / perSecond,
    0,
  );
  return [
    [`${name}, stored`, formatPoints(report.perSecond), `for ${Math.round(seconds)} s`],
    ['  Publish to PUBACK, p99 of the slowest interval', formatMs(Math.max(...p99s)), ''],
    [
      '  Readings stored = acknowledged',
      `${formatCount(figures.stored)} = ${formatCount(report.acknowledged)}`,
      '',
    ],
    ['  Peak memory of the Node processes', `${Math.round(figures.peakMemory)} MiB`, 'sum of PSS'],
    ['  CPU time per million points, product', perMillion(figures.productCpu), ''],
    ['  CPU time per million points, PostgreSQL', perMillion(figures.postgresCpu), ''],
    [
      '  CPU time per million points, generator',
      `${((report.cpuSeconds * 1e6) / (report.perSecond * seconds * POINTS_OF_A_FLEET_MESSAGE)).toFixed(2)} s`,
      'not part of the product',
    ],
    [
      '  Disk space per point',
      `${(figures.databaseBytes / points).toFixed(1)} bytes`,
      `plus ${(figures.walBytes / points).toFixed(1)} bytes of WAL`,
    ],
    [
      '  Readings beyond an alarm limit',
      `${(100 * report.beyondShare).toFixed(2)}%`,
      `for ${EXCURSION.lastsMs / 1000} s each; ${report.bytesOfAMessage} bytes per message`,
    ],
  ];
}

function formatPoints(messagesPerSecond: number): string {
  return `${formatCount(messagesPerSecond * POINTS_OF_A_FLEET_MESSAGE)} points/s`;
}

function shareOf({ report }: LoadFigures, limit: number): string {
  return `the gateways reach ${Math.round((report.perSecond / limit) * 100)}% of it`;
}
