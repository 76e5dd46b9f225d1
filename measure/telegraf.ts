import { cpus } from 'node:os';
import pg from 'pg';
import { type ChainRate, climb, cpuOf, startBroker } from './support/climb.js';
import { FIRST_SEQ } from './support/device-messages.js';
import { POINTS_OF_A_FLEET_MESSAGE as POINTS } from './support/fleet-signals.js';
import { FleetGenerator } from './support/fleet-generator.process.js';
import { LoadedProduct, ownLinks } from './support/loaded-product.js';
import { ageReadings, countReadings, sizeReadings } from './support/stored-readings.js';
import { formatCount, formatTable } from './support/table.js';
import { findTelegraf, TELEGRAF_TABLES, TelegrafProcess } from './support/telegraf.process.js';
import { say } from './support/say.js';

const MACHINES = 200;
const CONNECTIONS = 20;
const MAKERS = 50;

export interface ChainFigures extends ChainRate {
  readonly bytesAPoint: number;
}

export interface TelegrafFigures {
  readonly telegraf: ChainFigures;
  readonly behind: ChainFigures;
  readonly embedded: ChainFigures;
  /** All figures as a table. */
  readonly table: string;
}

/**
 * Measures Telegraf and the product, both behind Mosquitto, and then the product without Mosquitto, with the same
 * generator.
 */
export async function compareWithTelegraf(seconds: number): Promise<TelegrafFigures> {
  findTelegraf();
  const generator = new FleetGenerator();
  try {
    const telegraf = await measureTelegraf(generator, seconds);
    const behind = await measureBehindMosquitto(generator, seconds);
    const embedded = await measureEmbedded(generator, seconds);
    const title = `From MQTT to PostgreSQL, QoS 1, ${POINTS} points per message, durable; ${cpus().length} cores, Node ${process.version}`;
    const table = formatTable([
      ...rowsOf('Mosquitto and Telegraf', telegraf, telegraf),
      ...rowsOf('Mosquitto and Dutycycle', behind, telegraf),
      ...rowsOf('Dutycycle with embedded broker', embedded, telegraf),
    ]);
    return { telegraf, behind, embedded, table: `${title}\n\n${table}` };
  } finally {
    generator.stop();
  }
}

function rowsOf(name: string, figures: ChainFigures, peer: ChainFigures): [string, string, string][] {
  const times = (ours: number, theirs: number): string =>
    figures === peer ? '' : `${(ours / theirs).toFixed(2)} of Telegraf's`;
  return [
    [name, `${formatCount(figures.perSecond * POINTS)} points/s`, times(figures.perSecond, peer.perSecond)],
    [
      '  CPU time, whole pipeline',
      `${figures.cpuSecondsAMillionPoints.toFixed(2)} s`,
      `per million points  ${times(figures.cpuSecondsAMillionPoints, peer.cpuSecondsAMillionPoints)}`,
    ],
    [
      '  Disk space',
      `${figures.bytesAPoint.toFixed(1)} bytes`,
      `per point  ${times(figures.bytesAPoint, peer.bytesAPoint)}`,
    ],
  ];
}

/** Telegraf's database is in the PostgreSQL of a product that is idle during the measurement. */
async function measureTelegraf(generator: FleetGenerator, seconds: number): Promise<ChainFigures> {
  const product = await LoadedProduct.start();
  try {
    await product.database.query('create database telegraf');
    const url = new URL(product.databaseUrl);
    url.pathname = '/telegraf';
    const database = new pg.Client({ connectionString: url.href });
    await database.connect();
    const broker = await startBroker();
    const telegraf = await TelegrafProcess.start(broker.port, url.href);
    try {
      const fleet = await product.createFleet({ makers: MAKERS, machines: MACHINES });
      const postgres = (await product.pidOf('postgres'))!;
      const stored = async (): Promise<number> => {
        const { rows } = await database.query<{ made: boolean }>(
          `select to_regclass('reading') is not null as made`,
        );
        if (!rows[0]!.made) return 0;
        return Number(
          (await database.query<{ count: string }>('select count(*) from reading')).rows[0]!.count,
        );
      };
      const best = await climb(
        generator,
        broker.port,
        fleet,
        seconds,
        {
          stored,
          cpuSeconds: () => Promise.resolve(cpuOf(broker.pid, telegraf.pid, postgres)),
        },
        say,
      );
      await database.query('vacuum');
      const { rows } = await database.query<{ bytes: string }>(
        'select sum(pg_total_relation_size(name::regclass)) as bytes from unnest($1::text[]) as name',
        [TELEGRAF_TABLES],
      );
      for (const line of telegraf.complaints.slice(0, 5)) say(line);
      return { ...best, bytesAPoint: Number(rows[0]!.bytes) / (await stored()) / POINTS };
    } finally {
      await telegraf.stop();
      await broker.remove();
      await database.end();
    }
  } finally {
    await product.stop();
  }
}

async function measureBehindMosquitto(generator: FleetGenerator, seconds: number): Promise<ChainFigures> {
  const broker = await startBroker();
  const product = await LoadedProduct.start({ MQTT_URL: `mqtt://127.0.0.1:${broker.port}` });
  try {
    const fleet = await product.createFleet({ makers: MAKERS, machines: MACHINES });
    const best = await climb(
      generator,
      broker.port,
      fleet,
      seconds,
      {
        stored: () => countReadings(product.database),
        cpuSeconds: async () => {
          const { product: ours, postgres } = await product.cpu();
          return ours + postgres + cpuOf(broker.pid);
        },
      },
      say,
    );
    return { ...best, bytesAPoint: await bytesAPointOf(product) };
  } finally {
    await product.stop();
    await broker.remove();
  }
}

/** Without an external broker, a message is stored when it is acknowledged, so the senders can run at full speed. */
async function measureEmbedded(generator: FleetGenerator, seconds: number): Promise<ChainFigures> {
  const product = await LoadedProduct.start();
  try {
    const fleet = await product.createFleet({ makers: MAKERS, machines: MACHINES });
    const { report, productCpu, postgresCpu } = await product.measure(generator, {
      links: ownLinks(fleet.slice(0, CONNECTIONS)),
      firstSeq: FIRST_SEQ,
      window: 2000,
      burst: 50,
      perSecond: null,
      warmUpMs: 1000,
      intervalMs: seconds * 1000,
      intervals: 1,
    });
    say(`embedded: ${formatCount(report.perSecond)} messages/s`);
    return {
      perSecond: report.perSecond,
      cpuSecondsAMillionPoints: ((productCpu + postgresCpu) * 1e6) / (report.acknowledged * POINTS),
      bytesAPoint: await bytesAPointOf(product),
    };
  } finally {
    await product.stop();
  }
}

/** Returns the bytes per point after readings are packed permanently, as after the end of a day. */
async function bytesAPointOf({ database, databaseUrl }: LoadedProduct): Promise<number> {
  await ageReadings(databaseUrl);
  return (await sizeReadings(database)) / (await countReadings(database)) / POINTS;
}
