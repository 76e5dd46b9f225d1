import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ProcessTree } from '../../bench/support/process-tree.js';
import type { ProductProcess } from '../../test/support/product.js';
import { seededRandom } from '../support/proof.js';
import type { Arena } from './arena.js';
import { HEAVY } from './chaos-fleet.js';
import type { FaultName, Round } from './plan.js';
import { isAlive, killAndSee, seeRefused, stateOf, tryConnection, until } from './processes.js';
import type { SmallDisk } from './small-disk.js';
import type { TcpProxy } from '../../test/support/tcp-proxy.js';

/** Something that is broken now. */
export interface Broken {
  /** That it is, as sentences. */
  readonly proof: readonly string[];
  /** Mends what does not mend itself. @returns what was seen meanwhile */
  end(): Promise<readonly string[]>;
}

/** A fault that can't be done on this machine. */
export class NotPossibleHere extends Error {}

const SWITCHES = 12;
const SECOND_MS = 1000;
const MINUTE_S = 60;

/** Breaks something and proves that it is broken. */
export const BREAK: Readonly<Record<FaultName, (arena: Arena, round: Round) => Promise<Broken>>> = {
  'ingest killed': (arena) => killApp(arena, 'ingest'),
  'api killed': (arena) => killApp(arena, 'api'),
  'worker killed': (arena) => killApp(arena, 'worker'),
  'postmaster killed': killPostmaster,
  'supervisor killed': async ({ product }) => {
    const proof = await killAndSee((await product.pidOf('supervisor'))!);
    return {
      proof: [proof],
      end: async () => {
        await product.startAgain();
        return [`started again as process ${await product.pidOf('supervisor')}`];
      },
    };
  },
  'database frozen': freezeDatabase,
  'database stopped': async ({ given }) => {
    const postgres = given.postgres!;
    const pid = postgres.pid;
    await postgres.end('SIGINT');
    return {
      proof: [`process ${pid} has ended`, await seeRefused(postgres.port, 'the database')],
      end: async () => {
        await postgres.start();
        return [`started again as process ${postgres.pid}`];
      },
    };
  },
  'database cut off': ({ cables }) => cut(cables.database!, 'the database'),
  'database unheard': ({ cables }) => silence(cables.database!, 'the database'),
  'broker restarted': restartBroker,
  'broker cut off from ingest': ({ cables }) => cut(cables.broker!, 'the broker'),
  'devices cut off': ({ cables }) => cut(cables.devices, 'the edge'),
  'devices unheard': ({ cables }) => silence(cables.devices, 'the edge'),
  'disk full': (arena) => fillDisk(arena, false),
  'disk full, no room for the log of writes': (arena) => fillDisk(arena, true),
  "product's clocks jump": jumpProduct,
  "devices' clocks jump": jumpDevices,
  'duplicates and disorder': ({ fleet }) => {
    const before = fleet.sent;
    fleet.disorder = HEAVY;
    return Promise.resolve({
      proof: [`of all messages ${100 * HEAVY.again} % come twice and ${100 * HEAVY.late} % late`],
      end: () => {
        fleet.settleDisorder();
        const { again, late } = fleet.sent;
        return Promise.resolve([`${again - before.again} came again, ${late - before.late} late`]);
      },
    });
  },
};

async function killApp({ product }: Arena, name: ProductProcess): Promise<Broken> {
  const pid = (await product.pidOf(name))!;
  const proof = await killAndSee(pid);
  return {
    proof: [proof],
    end: async () => {
      await until(
        `${name} is started again`,
        async () => {
          const now = await product.pidOf(name);
          return now !== undefined && now !== pid && isAlive(now);
        },
        60,
      );
      return [`started again as process ${await product.pidOf(name)}`];
    },
  };
}

async function killPostmaster(arena: Arena): Promise<Broken> {
  const { postgres } = arena.given;
  if (!postgres) return killApp(arena, 'postgres');
  const proof = await killAndSee(postgres.pid!);
  return {
    proof: [proof, await seeRefused(postgres.port, 'the database')],
    end: async () => {
      await postgres.start();
      return [`started again as process ${postgres.pid}`];
    },
  };
}

async function freezeDatabase(arena: Arena): Promise<Broken> {
  const pids = ProcessTree.read().below((await arena.postgresPid())!);
  for (const pid of pids) signal(pid, 'SIGSTOP');
  await until(
    'the database stands still',
    () => pids.every((pid) => ['T', 'Z', ''].includes(stateOf(pid))),
    5,
  );
  return {
    proof: [`${pids.length} processes of the database stand still (state T)`],
    end: () => {
      for (const pid of pids) signal(pid, 'SIGCONT');
      return Promise.resolve(['they go on']);
    },
  };
}

async function restartBroker(arena: Arena): Promise<Broken> {
  const { product, given } = arena;
  const { broker } = given;
  if (broker) {
    await broker.end('SIGTERM');
    return {
      proof: ['Mosquitto has ended', await seeRefused(broker.port, 'it')],
      end: async () => {
        await broker.start();
        return ['started again'];
      },
    };
  }
  // The edge is ingest.
  const pid = (await product.pidOf('ingest'))!;
  process.kill(pid, 'SIGTERM');
  await until('ingest has ended', () => !isAlive(pid), 30);
  return { proof: [`ingest, process ${pid}, has ended`], end: () => Promise.resolve([]) };
}

async function cut(cable: TcpProxy, what: string): Promise<Broken> {
  const ended = await cable.cut();
  return {
    proof: [`${ended} connections ended`, await seeRefused(cable.port, what)],
    end: async () => {
      await cable.restore();
      return [];
    },
  };
}

async function silence(cable: TcpProxy, what: string): Promise<Broken> {
  const held = cable.fallSilent();
  const before = cable.carried;
  const attempt = await tryConnection(cable.port);
  return {
    proof: [`${held} connections to ${what} carry nothing (a new one: ${attempt})`],
    end: async () => {
      const carried = cable.carried - before;
      await cable.restore();
      return [`${carried} bytes were carried meanwhile; new connections pass, the old ones stay dead`];
    },
  };
}

async function fillDisk(arena: Arena, isLogOfWrites: boolean): Promise<Broken> {
  const { disk } = arena;
  if (typeof disk === 'string') throw new NotPossibleHere(disk);
  const before = await countComplaints(arena);
  const refusal = await disk.fill();
  if (isLogOfWrites) await useUpLogOfWrites(arena.databaseUrl);
  return {
    proof: [`a byte more is refused with ${refusal}`],
    end: () => freeDisk(arena, disk, before),
  };
}

async function freeDisk(arena: Arena, disk: SmallDisk, before: number): Promise<string[]> {
  await disk.free();
  // What it could not write of its log it could not say either.
  const said = (await countComplaints(arena)) - before;
  // Whoever runs a given database starts it again when there is room.
  const { postgres } = arena.given;
  const hasEnded = postgres !== null && !postgres.isRunning;
  if (hasEnded) await postgres.start();
  return [
    `the database could log "No space left on device" ${said} times`,
    ...(hasEnded ? ['it had ended and was started again'] : []),
  ];
}

async function countComplaints({ postgresLog }: Arena): Promise<number> {
  const text = await readFile(postgresLog, 'utf8').catch(() => '');
  return text.split('No space left on device').length - 1;
}

/** Begins new files of the log of writes until there is no room for one; the database ends or refuses by then. */
async function useUpLogOfWrites(databaseUrl: string): Promise<void> {
  for (let i = 0; i < SWITCHES; i++) {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: SECOND_MS });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`set statement_timeout = ${2 * SECOND_MS}`);
      await client.query("select pg_logical_emit_message(true, 'chaos', repeat('x', 1000)), pg_switch_wal()");
    } catch {
      return;
    } finally {
      await Promise.race([client.end().catch(() => undefined), sleep(SECOND_MS)]);
    }
  }
}

async function jumpProduct({ clock, product }: Arena, { seed }: Round): Promise<Broken> {
  if (!clock) throw new NotPossibleHere('libfaketime is not installed (package faketime)');
  const random = seededRandom(seed);
  // Behind by more than a device may be ahead, every reading would be refused, and rightly.
  const seconds =
    random() < 0.5
      ? Math.round((10 + 170 * random()) * MINUTE_S)
      : -Math.round((1 + 8 * random()) * MINUTE_S);
  await clock.set(seconds);
  await until(
    "the portal's clock has jumped",
    async () => Math.abs((await portalAhead(product.portalUrl)) - seconds) < 10,
    15,
  );
  return {
    proof: [`the portal's clock is ${await portalAhead(product.portalUrl)} s ahead (set: ${seconds} s)`],
    end: async () => {
      await clock.set(0);
      await until(
        "the portal's clock is back",
        async () => Math.abs(await portalAhead(product.portalUrl)) < 10,
        15,
      );
      return ['it is right again'];
    },
  };
}

/** How far the portal's clock is ahead of the host's, seconds. */
async function portalAhead(portalUrl: string): Promise<number> {
  const response = await fetch(`${portalUrl}/api/v1/health/live`).catch(() => undefined);
  const date = response?.headers.get('date');
  return date ? Math.round((Date.parse(date) - Date.now()) / SECOND_MS) : NaN;
}

function jumpDevices({ fleet }: Arena, { seed }: Round): Promise<Broken> {
  const random = seededRandom(seed);
  const minutes = [-120 * random(), 9 * random(), 30 + 600 * random()][Math.floor(3 * random())]!;
  fleet.clockOffsetMs = Math.round(minutes * MINUTE_S * SECOND_MS);
  const sample = fleet.devices[0]!;
  const count = sample.measured.length;
  return until('a device measures', () => sample.measured.length > count, 5).then(() => {
    const ahead = Math.round((sample.measured.at(-1)!.timeMs - Date.now()) / SECOND_MS);
    return {
      proof: [`what devices measure is ${ahead} s ahead of the host's clock`],
      end: () => {
        fleet.clockOffsetMs = 0;
        return Promise.resolve([]);
      },
    };
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // A worker of the database may have ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
