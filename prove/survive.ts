import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { FleetPublisher, ticksOf, type Tick } from './support/fleet-publisher.js';
import { exportOf, findingsOf, type Findings } from './support/findings.js';
import { healthPageOf, isReady } from './support/health.js';
import { Person, pollUntil } from '../measure/support/maker.js';
import { startProduct, type Product } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';
import { seededRandom } from '../measure/support/seeded-random.js';
import { type PumpMachine, PumpWorld } from './support/pump-world.js';
import type { LimitRule } from './support/expected-alarms.js';

const MACHINES = 200;
const FEW_MACHINES = 20;
const MONTH = '2026-10';
const START = Date.parse('2026-10-12T06:00:00Z');
const RULES: readonly LimitRule[] = [
  { signal: 'pressure_bar', direction: 'above', on: 0.5, off: 0.1, delaySeconds: 3 },
];
const VICTIMS = ['ingest', 'api', 'worker', 'postgres', 'supervisor'] as const;
type Victim = (typeof VICTIMS)[number];

interface Fleet {
  product: Product;
  person: Person;
  machines: PumpMachine[];
}

/**
 * Kills each process at random times under load, and compares the results with a run of the same input without kills.
 */
export const survive: Proof = {
  name: 'survive',
  claim: `Killing ${VICTIMS.join(', ')} with kill -9 while ${MACHINES} machines (${FEW_MACHINES} in the short form) publish loses nothing, duplicates nothing and changes no result`,
  async run({ seed, short }) {
    const machines = short ? FEW_MACHINES : MACHINES;
    const killsEach = short ? 1 : 10;
    const random = seededRandom(seed);
    const order = Array.from({ length: killsEach }, () => VICTIMS)
      .flat()
      .sort(() => random() - 0.5);
    const gapSeconds = 8;
    const ticks = order.length * gapSeconds + 20;
    const input = Array.from({ length: machines }, (_, index) => ticksOf(index, START, ticks));

    const calm = await openFleet(machines);
    let expected: Findings[];
    try {
      await publishAll(calm, input, 20);
      expected = await findingsOfAll(calm);
    } finally {
      await calm.product.stop();
    }

    const fleet = await openFleet(machines);
    try {
      const publisher = new FleetPublisher(fleet.product.mqttUrl, fleet.machines);
      await publisher.connect();
      const recoveries: { victim: Victim; ms: number }[] = [];
      // Each killed process has unacknowledged messages, regardless of how long the recovery of the others takes on a
      // busy machine.
      let granted = ticks - order.length * gapSeconds;
      const publishing = (async () => {
        for (let next = 0; next < ticks; next++) {
          while (next >= granted) await sleep(100);
          publisher.send(next, input);
          await sleep(1000);
        }
      })();
      await sleep(5000);
      for (const victim of order) {
        await sleep(random() * 3000);
        const ms = await killAndRecover(fleet.product, victim, publisher, () => (granted += gapSeconds));
        recoveries.push({ victim, ms });
        console.log(`Killed ${victim.padEnd(10)} recovered after ${ms} ms`);
      }
      await publishing;
      const sent = machines * ticks;
      const acknowledged = await publisher.finish(ticks, input);
      await publisher.close();

      await fleet.person.signIn();
      const { missing, doubled, stored } = await compareStored(fleet, publisher, ticks);
      const found = await pollUntil(
        () => findingsOfAll(fleet),
        (findings) => JSON.stringify(findings) === JSON.stringify(expected),
        90,
      );
      const slowest = Math.max(...recoveries.map((recovery) => recovery.ms));
      for (const victim of VICTIMS) {
        const times = recoveries
          .filter((r) => r.victim === victim)
          .map((r) => r.ms)
          .sort((a, b) => a - b);
        console.log(
          `${victim.padEnd(10)} ${times.length} kills, recovery: median ${times[times.length >> 1]} ms, slowest ${times.at(-1)} ms`,
        );
      }
      const equal = (pick: (one: Findings) => unknown): Verdict['holds'] =>
        JSON.stringify(found.map(pick)) === JSON.stringify(expected.map(pick));
      const alarms = expected.reduce((sum, one) => sum + one.alarms.length, 0);
      return [
        {
          bar: 'Messages acknowledged in the end',
          figure: `${acknowledged} of ${sent}`,
          holds: acknowledged === sent,
        },
        { bar: 'Acknowledged messages missing', figure: String(missing), holds: missing === 0 },
        { bar: 'Messages stored twice', figure: `${doubled} of ${stored} rows`, holds: doubled === 0 },
        {
          bar: 'Alarms equal those of a run without kills',
          figure: `${alarms} alarms`,
          holds: alarms > 0 && equal((one) => one.alarms),
        },
        {
          bar: 'Tickets equal those of a run without kills',
          figure: `${expected.reduce((s, one) => s + one.tickets, 0)} tickets`,
          holds: equal((one) => one.tickets),
        },
        {
          bar: 'Draft invoices equal those of a run without kills',
          figure: `${machines} drafts`,
          holds: equal((one) => one.invoice),
        },
        {
          bar: `The product recovers from each of ${order.length} kills`,
          figure: `${slowest} ms for the slowest recovery`,
          holds: recoveries.length === order.length,
        },
      ];
    } finally {
      await fleet.product.stop();
    }
  },
};

async function openFleet(size: number): Promise<Fleet> {
  const product = await startProduct({ args: ['--empty'] });
  const person = new Person(product.portalUrl);
  await person.setUp();
  const world = await PumpWorld.create(person, RULES);
  const machines: PumpMachine[] = [];
  for (let index = 0; index < size; index++)
    machines.push(await world.addPump(`PUMP-${String(index).padStart(3, '0')}`));
  return { product, person, machines };
}

async function publishAll(fleet: Fleet, input: readonly (readonly Tick[])[], pauseMs: number): Promise<void> {
  const publisher = new FleetPublisher(fleet.product.mqttUrl, fleet.machines);
  await publisher.connect();
  const ticks = input[0]!.length;
  for (let i = 0; i < ticks; i++) {
    publisher.send(i, input);
    await sleep(pauseMs);
  }
  await publisher.finish(ticks, input);
  await publisher.close();
}

/**
 * Returns the findings of all machines, after every stored reading is evaluated, every event is delivered, and two
 * results in a row are equal. On a busy machine, the processing can pause for seconds.
 */
async function findingsOfAll(fleet: Fleet): Promise<Findings[]> {
  const database = new pg.Client({ connectionString: fleet.product.databaseUrl() });
  await database.connect();
  try {
    await pollUntil(
      () =>
        database.query(
          `select from reading_batch where not judged
           union all select from outbox_event where relayed_at is null limit 1`,
        ),
      ({ rowCount }) => rowCount === 0,
      120,
    );
  } finally {
    await database.end();
  }
  let before = '';
  // The effects of a delivered event follow later. When two results in a row are equal, they are complete.
  return pollUntil(
    async () => {
      const findings: Findings[] = [];
      for (const machine of fleet.machines) findings.push(await findingsOf(fleet.person, machine, MONTH));
      return findings;
    },
    (findings) => {
      const now = JSON.stringify(findings);
      const isUnchanged = now === before;
      before = now;
      return isUnchanged;
    },
    120,
  );
}

async function compareStored(fleet: Fleet, publisher: FleetPublisher, ticks: number) {
  let missing = 0;
  let doubled = 0;
  let stored = 0;
  const to = new Date(START + ticks * 1000).toISOString();
  for (const [index, machine] of fleet.machines.entries()) {
    const rows = await exportOf(fleet.person, machine, new Date(START).toISOString(), to);
    const seqs = rows.map((row) => Number(row.seq));
    const distinct = new Set(seqs);
    stored += seqs.length;
    doubled += seqs.length - distinct.size;
    for (const seq of publisher.acknowledged[index]!) if (!distinct.has(seq)) missing += 1;
  }
  return { missing, doubled, stored };
}

/**
 * Kills the process, and waits until the portal responds and readings are acknowledged again. If the process has its
 * own health page, also waits until that page reports ready. Returns the duration.
 * @param onKilled enables further messages, which show the recovery when they are acknowledged
 */
async function killAndRecover(
  product: Product,
  victim: Victim,
  publisher: FleetPublisher,
  onKilled: () => void,
): Promise<number> {
  const healthPage = await healthPageOf(product, victim);
  const killedAt = Date.now();
  await product.kill(victim, 'SIGKILL');
  if (victim === 'supervisor') await product.startAgain();
  await sleep(200);
  const from = Date.now();
  onKilled();
  const pages = [`${product.portalUrl}/api/v1/health/ready`, ...(healthPage ? [healthPage] : [])];
  for (;;) {
    const answers = await Promise.all(pages.map(isReady));
    if (answers.every(Boolean) && publisher.lastAcknowledgement > from) return Date.now() - killedAt;
    if (Date.now() - killedAt > 120_000) throw new Error(`Not recovered 120 s after ${victim} was killed`);
    await sleep(100);
  }
}
