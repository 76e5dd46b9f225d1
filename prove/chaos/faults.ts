import { ProcessTree } from '../../measure/support/process-tree.js';
import type { ProductProcess } from '../../test/support/product.js';
import type { Arena } from './arena.js';
import type { Broken } from './broken.js';
import { HEAVY } from './chaos-fleet.js';
import { jumpDevices, jumpProduct } from './clock-faults.js';
import { fillDisk } from './disk-faults.js';
import type { FaultName, Round } from './plan.js';
import { isAlive, killAndSee, seeRefused, stateOf, tryConnection, until } from './processes.js';
import type { TcpProxy } from '../../test/support/tcp-proxy.js';

/** Injects a fault and proves that it is active. */
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
  'database stopped': stopDatabase,
  'ingest killed while the database is stopped': async (arena) => {
    const database = await stopDatabase(arena);
    return andAlso(database, await killApp(arena, 'ingest'));
  },
  'database cut off': ({ cables }) => cut(cables.database!, 'the database'),
  'database unheard': ({ cables }) => silence(cables.database!, 'the database'),
  'broker restarted': restartBroker,
  'broker cut off from ingest': ({ cables }) => cut(cables.broker!, 'the broker'),
  'devices cut off': ({ cables }) => cut(cables.devices, 'the edge'),
  'devices unheard': ({ cables }) => silence(cables.devices, 'the edge'),
  'disk full': (arena) => fillDisk(arena, false),
  'disk full, no room for the log of writes': (arena) => fillDisk(arena, true),
  'postmaster killed with the disk full': async (arena) => {
    const disk = await fillDisk(arena, false);
    return andAlso(disk, await killPostmaster(arena));
  },
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

/** Combines two faults; the first is repaired first. */
function andAlso(first: Broken, second: Broken): Broken {
  return {
    proof: [...first.proof, ...second.proof],
    end: async () => [...(await first.end()), ...(await second.end())],
  };
}

async function stopDatabase({ given }: Arena): Promise<Broken> {
  const postgres = given.postgres!;
  const { pid } = postgres;
  await postgres.end('SIGINT');
  return {
    proof: [`process ${pid} has ended`, await seeRefused(postgres.port, 'the database')],
    end: async () => {
      await postgres.start();
      return [`started again as process ${postgres.pid}`];
    },
  };
}

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
  // The edge runs in ingest.
  const pid = (await product.pidOf('ingest'))!;
  process.kill(pid, 'SIGTERM');
  await until('ingest has ended', () => !isAlive(pid), 30);
  return { proof: [`ingest, process ${pid}, has ended`], end: () => Promise.resolve([]) };
}

async function cut(cable: TcpProxy, what: string): Promise<Broken> {
  const ended = cable.cut();
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

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // A database worker may have ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
