import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { climb, cpuOf, startBroker } from '../measure/support/climb.js';
import { FIRST_SEQ } from '../measure/support/device-messages.js';
import { POINTS_OF_A_FLEET_MESSAGE as POINTS } from '../measure/support/fleet-signals.js';
import { FleetGenerator } from '../measure/support/fleet-generator.process.js';
import { drawPanels } from './support/line-chart.js';
import { LoadedProduct, ownLinks } from '../measure/support/loaded-product.js';
import { ageReadings, countReadings, sizeReadings } from '../measure/support/stored-readings.js';
import { formatCount, formatMs, formatTable } from '../measure/support/table.js';
import { say } from '../measure/support/say.js';

const FLEETS = [100, 1000, 10_000] as const;
const MAKERS = 50;
/** Maximum number of unacknowledged messages in total. */
const MAX_IN_FLIGHT = 20_000;
const MIN_WINDOW = 4;
const FLEET_BEHIND_BROKER = 1000;
const INGEST_PROCESSES = [1, 2] as const;
/** Share of the full-speed rate at which latency is measured. */
const CALM = 0.5;

interface FleetFigures {
  readonly machines: number;
  readonly pointsPerSecond: number;
  /** From publish to PUBACK at half of the full-speed rate, milliseconds. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly bytesHot: number;
  readonly bytesAged: number;
}

/**
 * Measures the cost of a larger fleet: rate, latency and bytes by the number of machines, and the rate behind a
 * broker.
 * @param argv `--seconds N` for each measurement (30), `--svg FILE` path of the picture (docs/images/cost-curve.svg)
 */
export async function benchCostCurve(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seconds: { type: 'string', default: '30' },
      svg: { type: 'string', default: 'docs/images/cost-curve.svg' },
    },
  });
  const seconds = Number(values.seconds);
  const generator = new FleetGenerator();
  try {
    const fleets: FleetFigures[] = [];
    for (const machines of FLEETS) fleets.push(await measureFleet(generator, machines, seconds));
    const behind: number[] = [];
    for (const processes of INGEST_PROCESSES)
      behind.push(await measureBehindBroker(generator, seconds, processes));
    await mkdir(dirname(values.svg), { recursive: true });
    await writeFile(values.svg, draw(fleets, behind));
    console.log(
      `\nCost by number of machines: one connection each, QoS 1, ${POINTS} points per message\n\n${formatTable(
        [
          ...fleets.map((each): [string, string, string] => [
            `${formatCount(each.machines)} machines`,
            `${formatCount(each.pointsPerSecond)} points/s`,
            `publish to commit at half that rate: p50 ${formatMs(each.p50)}, p99 ${formatMs(each.p99)}; bytes per point: ${each.bytesHot.toFixed(1)} unpacked, ${each.bytesAged.toFixed(1)} packed`,
          ]),
          ...INGEST_PROCESSES.map((processes, i): [string, string, string] => [
            `${formatCount(FLEET_BEHIND_BROKER)} behind Mosquitto`,
            `${formatCount(behind[i]!)} points/s`,
            ingestProcesses(processes),
          ]),
        ],
      )}\n\n${values.svg}`,
    );
  } finally {
    generator.stop();
  }
}

async function measureFleet(
  generator: FleetGenerator,
  machines: number,
  seconds: number,
): Promise<FleetFigures> {
  const product = await LoadedProduct.start();
  try {
    const links = ownLinks(await product.createFleet({ makers: MAKERS, machines }));
    const window = Math.max(MIN_WINDOW, Math.floor(MAX_IN_FLIGHT / machines));
    const order = { links, window, burst: 2, warmUpMs: 2000, intervalMs: seconds * 1000, intervals: 1 };
    const full = await product.measure(generator, { ...order, firstSeq: FIRST_SEQ, perSecond: null });
    const calm = await product.measure(generator, {
      ...order,
      firstSeq: full.report.nextSeq,
      perSecond: Math.round(full.report.perSecond * CALM),
    });
    const points = (await countReadings(product.database)) * POINTS;
    const sent = (full.report.acknowledged + calm.report.acknowledged) * POINTS;
    if (points !== sent) throw new Error(`${points} points are stored, but ${sent} were acknowledged`);
    const bytesHot = (await sizeReadings(product.database)) / points;
    await ageReadings(product.databaseUrl);
    const bytesAged = (await sizeReadings(product.database)) / points;
    say(`${formatCount(machines)} machines: ${formatCount(full.report.perSecond)} messages/s`);
    return {
      machines,
      pointsPerSecond: full.report.perSecond * POINTS,
      p50: calm.report.intervals[0]!.p50,
      p99: calm.report.intervals[0]!.p99,
      bytesHot,
      bytesAged,
    };
  } finally {
    await product.stop();
  }
}

async function measureBehindBroker(
  generator: FleetGenerator,
  seconds: number,
  processes: number,
): Promise<number> {
  const broker = await startBroker();
  const product = await LoadedProduct.start({
    MQTT_URL: `mqtt://127.0.0.1:${broker.port}`,
    INGEST_PROCESSES: String(processes),
  });
  try {
    const fleet = await product.createFleet({ makers: MAKERS, machines: FLEET_BEHIND_BROKER });
    const chain = {
      stored: () => countReadings(product.database),
      cpuSeconds: () => Promise.resolve(cpuOf(broker.pid)),
    };
    return (await climb(generator, broker.port, fleet, seconds, chain, say)).perSecond * POINTS;
  } finally {
    await product.stop();
    await broker.remove();
  }
}

function ingestProcesses(count: number): string {
  return count === 1 ? '1 ingest process' : `${count} ingest processes`;
}

function draw(fleets: readonly FleetFigures[], behind: readonly number[]): string {
  const xs = fleets.map(({ machines }) => machines);
  const lineOf = (name: string, figure: (each: FleetFigures) => number) => ({
    name,
    points: fleets.map((each) => [each.machines, figure(each)] as const),
  });
  const xName = 'machines, one connection each';
  return drawPanels([
    {
      title: 'Stored points per second',
      xName,
      xs,
      format: formatCount,
      lines: [
        lineOf('embedded', ({ pointsPerSecond }) => pointsPerSecond),
        ...INGEST_PROCESSES.map((processes, i) => ({
          name: `behind Mosquitto, ${ingestProcesses(processes)}`,
          points: [[FLEET_BEHIND_BROKER, behind[i]!]] as const,
        })),
      ],
    },
    {
      title: 'Publish to commit at half that rate, ms',
      xName,
      xs,
      format: formatCount,
      lines: [lineOf('p99', ({ p99 }) => p99 ?? 0), lineOf('p50', ({ p50 }) => p50 ?? 0)],
    },
    {
      title: 'Bytes per point on disk',
      xName,
      xs,
      format: (y) => y.toFixed(1),
      lines: [
        lineOf('unpacked, with keys', ({ bytesHot }) => bytesHot),
        lineOf('packed', ({ bytesAged }) => bytesAged),
      ],
    },
  ]);
}
