import { ProcessTree } from '../../measure/support/process-tree.js';
import type { ProductProcess } from '../../test/support/product.js';
import type { ChaosFixture } from './chaos-fixture.js';
import type { ActiveFault } from './active-fault.js';
import { HEAVY_DISORDER } from './chaos-fleet.js';
import { shiftDeviceClocks, shiftProductClock } from './clock-faults.js';
import { fillDisk } from './disk-faults.js';
import type { FaultName, Round } from './plan.js';
import { isAlive, killAndWait, waitUntilRefused, stateOf, tryConnection, until } from './processes.js';
import type { TcpProxy } from '../../test/support/tcp-proxy.js';

/** Injects a fault and proves that it is active. */
export const INJECT_FAULT: Readonly<
  Record<FaultName, (fixture: ChaosFixture, round: Round) => Promise<ActiveFault>>
> = {
  'ingest killed': (fixture) => killApp(fixture, 'ingest'),
  'api killed': (fixture) => killApp(fixture, 'api'),
  'worker killed': (fixture) => killApp(fixture, 'worker'),
  'postmaster killed': killPostmaster,
  'supervisor killed': async ({ product }) => {
    const proof = await killAndWait((await product.pidOf('supervisor'))!);
    return {
      proof: [proof],
      end: async () => {
        await product.startAgain();
        return [`restarted as process ${await product.pidOf('supervisor')}`];
      },
    };
  },
  'database frozen': freezeDatabase,
  'database stopped': stopDatabase,
  'ingest killed while the database is stopped': async (fixture) => {
    const database = await stopDatabase(fixture);
    return combineFaults(database, await killApp(fixture, 'ingest'));
  },
  'database cut off': ({ cables }) => cutCable(cables.database!, 'the database'),
  'database connections stalled': ({ cables }) => stallCable(cables.database!, 'the database'),
  'broker restarted': restartBroker,
  'broker cut off from ingest': ({ cables }) => cutCable(cables.broker!, 'the broker'),
  'devices cut off from broker': ({ cables }) => cutCable(cables.devices, 'the broker'),
  'device connections stalled': ({ cables }) => stallCable(cables.devices, 'the broker'),
  'disk full': (fixture) => fillDisk(fixture, false),
  'disk full, no space for WAL': (fixture) => fillDisk(fixture, true),
  'postmaster killed with the disk full': async (fixture) => {
    const disk = await fillDisk(fixture, false);
    return combineFaults(disk, await killPostmaster(fixture));
  },
  "product's clock changed": shiftProductClock,
  "devices' clocks changed": shiftDeviceClocks,
  'repeated and late messages': ({ fleet }) => {
    const before = fleet.sent;
    fleet.disorder = HEAVY_DISORDER;
    return Promise.resolve({
      proof: [
        `${100 * HEAVY_DISORDER.again}% of all messages are sent twice and ${100 * HEAVY_DISORDER.late}% late`,
      ],
      end: () => {
        fleet.resetDisorder();
        const { again, late } = fleet.sent;
        return Promise.resolve([
          `${again - before.again} messages were sent twice and ${late - before.late} late`,
        ]);
      },
    });
  },
};

/** Combines two faults, and ends them in order. */
function combineFaults(first: ActiveFault, second: ActiveFault): ActiveFault {
  return {
    proof: [...first.proof, ...second.proof],
    end: async () => [...(await first.end()), ...(await second.end())],
  };
}

async function stopDatabase({ given }: ChaosFixture): Promise<ActiveFault> {
  const postgres = given.postgres!;
  const { pid } = postgres;
  await postgres.end('SIGINT');
  return {
    proof: [`process ${pid} ended`, await waitUntilRefused(postgres.port, 'the database')],
    end: async () => {
      await postgres.start();
      return [`restarted as process ${postgres.pid}`];
    },
  };
}

async function killApp({ product }: ChaosFixture, name: ProductProcess): Promise<ActiveFault> {
  const pid = (await product.pidOf(name))!;
  const proof = await killAndWait(pid);
  return {
    proof: [proof],
    end: async () => {
      await until(
        `${name} restarts`,
        async () => {
          const now = await product.pidOf(name);
          return now !== undefined && now !== pid && isAlive(now);
        },
        60,
      );
      return [`restarted as process ${await product.pidOf(name)}`];
    },
  };
}

async function killPostmaster(fixture: ChaosFixture): Promise<ActiveFault> {
  const { postgres } = fixture.given;
  if (!postgres) return killApp(fixture, 'postgres');
  const proof = await killAndWait(postgres.pid!);
  return {
    proof: [proof, await waitUntilRefused(postgres.port, 'the database')],
    end: async () => {
      await postgres.start();
      return [`restarted as process ${postgres.pid}`];
    },
  };
}

async function freezeDatabase(fixture: ChaosFixture): Promise<ActiveFault> {
  const pids = ProcessTree.read().below((await fixture.postgresPid())!);
  for (const pid of pids) signal(pid, 'SIGSTOP');
  await until('the database is stopped', () => pids.every((pid) => ['T', 'Z', ''].includes(stateOf(pid))), 5);
  return {
    proof: [`${pids.length} processes of the database are stopped (state T)`],
    end: () => {
      for (const pid of pids) signal(pid, 'SIGCONT');
      return Promise.resolve(['the processes continue']);
    },
  };
}

async function restartBroker(fixture: ChaosFixture): Promise<ActiveFault> {
  const { product, given } = fixture;
  const { broker } = given;
  if (broker) {
    await broker.end('SIGTERM');
    return {
      proof: ['Mosquitto ended', await waitUntilRefused(broker.port, 'Mosquitto')],
      end: async () => {
        await broker.start();
        return ['Mosquitto restarted'];
      },
    };
  }
  // The embedded broker runs in ingest.
  const pid = (await product.pidOf('ingest'))!;
  process.kill(pid, 'SIGTERM');
  await until('ingest ends', () => !isAlive(pid), 30);
  return { proof: [`ingest (process ${pid}) ended`], end: () => Promise.resolve([]) };
}

async function cutCable(cable: TcpProxy, what: string): Promise<ActiveFault> {
  const ended = cable.cut();
  return {
    proof: [`${ended} connections ended`, await waitUntilRefused(cable.port, what)],
    end: async () => {
      await cable.restore();
      return [];
    },
  };
}

async function stallCable(cable: TcpProxy, what: string): Promise<ActiveFault> {
  const stalledCount = cable.stall();
  const before = cable.carried;
  const attempt = await tryConnection(cable.port);
  return {
    proof: [`${stalledCount} connections to ${what} transfer no data (new connection: ${attempt})`],
    end: async () => {
      const carried = cable.carried - before;
      await cable.restore();
      return [
        `${carried} bytes were transferred meanwhile; new connections work, stalled connections stay dead`,
      ];
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // A process of the database may have ended in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
