import { setTimeout as sleep } from 'node:timers/promises';
import { isMosquittoInstalled, Mosquitto } from '../test/support/mosquitto.js';
import { exportOf } from './support/findings.js';
import { FleetPublisher, ticksOf } from './support/fleet-publisher.js';
import { Person, pollUntil } from '../measure/support/maker.js';
import { type Product, startProduct } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';
import { seededRandom } from '../measure/support/seeded-random.js';
import { type PumpMachine, PumpWorld } from './support/pump-world.js';

const MACHINES = 50;
const FEW_MACHINES = 20;
const START = Date.parse('2026-10-12T06:00:00Z');
const PAUSE_MS = 20;
/**
 * Time between kills, milliseconds. Mosquitto saves its state every five seconds, so kills occur at any time between
 * two saves.
 */
const GAP_MS = { least: 2000, most: 7000 };
/** Time in milliseconds for which ingest receives no messages from the broker before some of the kills. */
const PAUSE_BEFORE_KILL_MS = 2000;
const LONGEST_TICKS = 20_000;

interface Size {
  readonly kills: number;
  readonly machines: number;
}

interface Kill {
  /** Number of messages that every machine had sent before the kill. */
  readonly tick: number;
  /** True if ingest was paused during the kill. */
  readonly isHeld: boolean;
}

interface Loss {
  readonly sent: number;
  readonly acknowledged: number;
  /** Number of messages that were acknowledged but not stored, by kill. */
  readonly byKill: readonly number[];
  readonly kills: readonly Kill[];
}

/** Kills the broker under load and counts acknowledged messages that are lost. */
export const externalBroker: Proof = {
  name: 'external-broker',
  claim: `Measures how many acknowledged messages are lost by kill -9 while ${MACHINES} machines (${FEW_MACHINES} in the short form) publish: Mosquitto and the embedded broker`,
  async run({ seed, short }) {
    if (!isMosquittoInstalled()) {
      console.log('Skipped: Mosquitto 2 with its dynamic-security plugin is not installed.');
      return [{ bar: 'Mosquitto is installed', figure: 'no; nothing was measured', holds: true }];
    }
    const size = short ? { kills: 2, machines: FEW_MACHINES } : { kills: 10, machines: MACHINES };
    const { kills } = size;
    const embedded = await measureEmbedded(size, seed);
    printLoss('Embedded broker', embedded);
    const external = await measureMosquitto(size, seed);
    printLoss('Mosquitto', external);
    return [
      ...[embedded, external].map(({ sent, acknowledged }, index) => ({
        bar: `${index === 0 ? 'Embedded broker' : 'Mosquitto'}, messages acknowledged in the end`,
        figure: `${acknowledged} of ${sent}`,
        holds: acknowledged === sent,
      })),
      {
        bar: `Embedded broker, acknowledged messages lost in ${kills} kills`,
        figure: String(sum(embedded.byKill)),
        holds: sum(embedded.byKill) === 0,
      },
      figureOf(external, false),
      figureOf(external, true),
    ];
  },
};

/** The loss has no limit. It is reported because operators who choose such a broker must know about it. */
function figureOf({ kills, byKill }: Loss, isHeld: boolean): Verdict {
  const losses = byKill.filter((_loss, index) => kills[index]!.isHeld === isHeld);
  const when = isHeld ? `ingest paused for ${PAUSE_BEFORE_KILL_MS / 1000} s` : 'ingest running';
  return {
    bar: `Mosquitto, ${when}, acknowledged messages lost in ${losses.length} kills`,
    figure: `${sum(losses)}, at most ${Math.max(0, ...losses)} per kill (no limit)`,
    holds: true,
  };
}

/** The embedded broker runs in ingest, so ingest is killed. The supervisor restarts it. */
async function measureEmbedded(size: Size, seed: number): Promise<Loss> {
  const product = await startProduct({ args: ['--empty'] });
  try {
    return await measure(product, size, seed, async () => {
      await product.kill('ingest', 'SIGKILL');
      return false;
    });
  } finally {
    await product.stop();
  }
}

/** Before every other kill, ingest receives nothing for a while, as after a crash of ingest or with a slow database. */
async function measureMosquitto(size: Size, seed: number): Promise<Loss> {
  const broker = await Mosquitto.create();
  await broker.start();
  try {
    const product = await startProduct({
      args: ['--empty'],
      env: {
        MQTT_URL: broker.url,
        MQTT_USERNAME: broker.login.username,
        MQTT_PASSWORD: broker.login.password,
      },
    });
    try {
      return await measure(product, size, seed, async (index) => {
        const isHeld = index % 2 === 1;
        if (isHeld) {
          await product.kill('ingest', 'SIGSTOP');
          await sleep(PAUSE_BEFORE_KILL_MS);
        }
        await broker.end('SIGKILL');
        if (isHeld) await product.kill('ingest', 'SIGCONT');
        await sleep(300);
        await broker.start();
        return isHeld;
      });
    } finally {
      await product.stop();
    }
  } finally {
    await broker.remove();
  }
}

/** @param kill kills the broker and ensures that it restarts; returns true if ingest was paused */
async function measure(
  product: Product,
  size: Size,
  seed: number,
  kill: (index: number) => Promise<boolean>,
): Promise<Loss> {
  const person = new Person(product.portalUrl);
  await person.setUp();
  const world = await PumpWorld.create(person, []);
  const machines: PumpMachine[] = [];
  for (let index = 0; index < size.machines; index++)
    machines.push(await world.addPump(`PUMP-${String(index).padStart(3, '0')}`));
  const input = machines.map((_machine, index) => ticksOf(index, START, LONGEST_TICKS));

  const random = seededRandom(seed);
  const publisher = new FleetPublisher(product.mqttUrl, machines);
  await publisher.connect();
  let isPublishing = true;
  let ticks = 0;
  const publishing = (async () => {
    while (isPublishing && ticks < LONGEST_TICKS) {
      publisher.send(ticks++, input);
      await sleep(PAUSE_MS);
    }
  })();
  // By now, the broker has saved its state at least once, including the session of ingest.
  await sleep(6000);
  const kills: Kill[] = [];
  for (let index = 0; index < size.kills; index++) {
    await sleep(GAP_MS.least + random() * (GAP_MS.most - GAP_MS.least));
    const isHeld = await kill(index);
    kills.push({ tick: ticks, isHeld });
  }
  await sleep(GAP_MS.least);
  isPublishing = false;
  await publishing;

  const sent = size.machines * ticks;
  const acknowledged = await publisher.finish(ticks, input);
  await publisher.close();
  const byKill = await countMissing(person, machines, publisher, kills, ticks);
  return { sent, acknowledged, byKill, kills };
}

/** Repeats the query until two results are equal. By then, every message from the broker is stored. */
async function countMissing(
  person: Person,
  machines: readonly PumpMachine[],
  publisher: FleetPublisher,
  kills: readonly Kill[],
  ticks: number,
): Promise<number[]> {
  const [from, to] = [START, START + ticks * 1000].map((ms) => new Date(ms).toISOString());
  let before = '';
  return pollUntil(
    async () => {
      await sleep(2000);
      const byKill = kills.map(() => 0);
      for (const [index, machine] of machines.entries()) {
        const stored = new Set((await exportOf(person, machine, from!, to!)).map(({ seq }) => Number(seq)));
        for (const seq of publisher.acknowledged[index]!) {
          if (stored.has(seq)) continue;
          const at = kills.findIndex(({ tick }) => seq <= tick);
          byKill[at === -1 ? kills.length - 1 : at]! += 1;
        }
      }
      return byKill;
    },
    (byKill) => {
      const now = byKill.join();
      const isSettled = now === before;
      before = now;
      return isSettled;
    },
    120,
  );
}

function printLoss(name: string, { sent, acknowledged, byKill, kills }: Loss): void {
  console.log(`${name}: ${sent} messages sent, ${acknowledged} acknowledged`);
  for (const [index, { isHeld }] of kills.entries())
    console.log(
      `  kill ${index + 1}${isHeld ? `, ingest paused for ${PAUSE_BEFORE_KILL_MS / 1000} s` : ''}: ${byKill[index]} acknowledged messages lost`,
    );
}

const sum = (counts: readonly number[]): number => counts.reduce((total, each) => total + each, 0);
