import pg from 'pg';
import { findFreePort, type ProductProcess } from '../test/support/product.js';
import { createMaker, type MakerOfWorld } from '../test/support/world.js';
import { stuffCredentials } from './attack/credentials.js';
import { type DescribedRoute, listRoutes } from './attack/described-routes.js';
import { measureExtraBlocking } from './attack/event-loop.js';
import { type ForeignReport, tryForeignIds } from './attack/foreign-ids.js';
import { sendBadRequests } from './attack/public-routes.js';
import { keepConnectionsOpen } from './attack/slow-clients.js';
import { StaffPulse } from './attack/staff-pulse.js';
import { measureLoad } from './support/busy.js';
import { type Product, startProduct } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';
import { seededRandom, shuffled } from '../measure/support/seeded-random.js';

const PROCESSES: readonly ProductProcess[] = ['supervisor', 'postgres', 'api', 'ingest', 'worker'];
const STAFF_P95_MS = 100;
const MAX_EXTRA_BLOCKING_MS = 20;
const RUNS = 3;
const SLOW_CLIENTS = 40;
const EXPORTS_AT_ONCE = 8;
/** Maximum number of waiting processes per core. With more, the measured times depend on other programs. */
const BUSY = 2;
/** Number of callers that try a route with the ids of one customer in the short form. */
const ATTACKERS_IN_SHORT = 2;

interface AttackFixture {
  readonly product: Product;
  readonly metrics: string;
  readonly attacked: MakerOfWorld;
  readonly strangers: MakerOfWorld;
}

/**
 * Attacks a product from one address, without credentials and with credentials of users who must not see the data,
 * while its staff keeps working.
 */
export const attack: Proof = {
  name: 'attack',
  claim: `During attacks, attackers get no data of others, requests by staff take at most ${STAFF_P95_MS} ms (p95), and no process restarts`,
  async run({ seed, short }) {
    const random = seededRandom(seed);
    const load = measureLoad(BUSY);
    const fixture = await openAttackFixture();
    const { product, attacked, strangers } = fixture;
    try {
      const before = await pidsOf(product);
      const { open: routes, sessionOnly } = await listRoutes(product.portalUrl);
      // The first requests make a process load and compile its code.
      await sendBadRequests(product.portalUrl, routes);
      const pulse = new StaffPulse(product.portalUrl, attacked.staff.manager.key);
      const rejections = await attackPublicRoutes(fixture, routes, short);
      const pick = short
        ? (all: readonly unknown[]) => shuffled(all, random).slice(0, ATTACKERS_IN_SHORT)
        : null;
      const foreign = await tryForeignIds(product.portalUrl, sessionOnly, attacked, strangers, (all) =>
        pick ? (pick(all) as typeof all) : all,
      );
      reportLeaks(foreign);
      const exported = await exportAtOnce(fixture);
      const headers = await keepConnectionsOpen(product.portalUrl, 'headers', SLOW_CLIENTS, 20_000);
      const body = short ? null : await keepConnectionsOpen(product.portalUrl, 'body', SLOW_CLIENTS, 45_000);
      const stuffing = await stuffCredentials(product.portalUrl, short ? 100 : 400, random);
      await pulse.stop();
      const after = await pidsOf(product);
      return [
        {
          bar: `Malformed and oversized requests to ${routes.length} public routes are rejected with a short response and never with 5xx`,
          figure: `${rejections.sent} sent, ${rejections.wrong.length} other responses${listed(rejections.wrong)}`,
          holds: rejections.sent > 0 && rejections.wrong.length === 0,
        },
        {
          bar: `Requests without authentication block the event loop at most ${MAX_EXTRA_BLOCKING_MS} ms longer than when idle, in each of ${RUNS} runs`,
          figure: `${rejections.holds.map((hold) => hold.toFixed(1)).join(', ')} ms${load.note}`,
          holds: rejections.holds.every((hold) => hold <= MAX_EXTRA_BLOCKING_MS) || load.isBusy,
        },
        {
          bar: 'IDs of another maker, customer or hub return no data, on any route and with any role',
          figure: `${foreign.calls} requests to ${foreign.routes} routes, ${foreign.leaks.length} leaks, ${foreign.broken.length} responses with 5xx`,
          holds: foreign.calls > 0 && foreign.leaks.length === 0 && foreign.broken.length === 0,
        },
        {
          bar: `${EXPORTS_AT_ONCE} simultaneous exports return 200 or 429`,
          figure: exported.join(', '),
          holds: exported.every((status) => status === 200 || status === 429),
        },
        {
          bar: `${SLOW_CLIENTS} slow clients are disconnected: after 10 s while sending headers${body ? ', after 30 s while sending a body' : ''}`,
          figure: `${seconds(headers.cutAfterMs)}${body ? ` and ${seconds(body.cutAfterMs)}` : ''}`,
          holds: wasCutWithin(headers.cutAfterMs, 13_000) && (!body || wasCutWithin(body.cutAfterMs, 34_000)),
        },
        {
          bar: 'Guessed passwords and keys are rejected, and further attempts are rate limited',
          figure: `${stuffing.tried} attempts, ${stuffing.signedIn} sign-ins, ${stuffing.slowedDown} rate limited${listed(stuffing.wrong)}`,
          holds: stuffing.signedIn === 0 && stuffing.slowedDown > 0 && stuffing.wrong.length === 0,
        },
        {
          bar: `All requests by staff succeed, within ${STAFF_P95_MS} ms (p95)`,
          figure: `p95 ${pulse.p95().toFixed(0)} ms for ${pulse.answers} requests, ${pulse.failed.length} failed${listed(pulse.failed)}${load.note}`,
          holds: pulse.failed.length === 0 && (pulse.p95() <= STAFF_P95_MS || load.isBusy),
        },
        {
          bar: 'No process restarted',
          figure: PROCESSES.map((name, at) => `${name} ${before[at]} → ${after[at]}`).join(', '),
          holds: before.every((pid, at) => pid !== undefined && pid === after[at]),
        },
      ] satisfies Verdict[];
    } finally {
      await product.stop();
    }
  },
};

async function openAttackFixture(): Promise<AttackFixture> {
  const metricsPort = await findFreePort();
  const product = await startProduct({
    args: ['--empty'],
    env: { METRICS_PORT: String(metricsPort), HOST: '127.0.0.1' },
  });
  const owner = new pg.Client({ connectionString: product.databaseUrl() });
  try {
    await owner.connect();
    const attacked = await createMaker(owner, 'attacked');
    const strangers = await createMaker(owner, 'strangers');
    return { product, metrics: `http://127.0.0.1:${metricsPort}/metrics`, attacked, strangers };
  } catch (error) {
    await product.stop();
    throw error;
  } finally {
    await owner.end();
  }
}

async function attackPublicRoutes(
  { product, metrics }: AttackFixture,
  routes: readonly DescribedRoute[],
  short: boolean,
): Promise<{ sent: number; wrong: readonly string[]; holds: readonly number[] }> {
  let sent = 0;
  const wrong: string[] = [];
  const holds: number[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const hold = await measureExtraBlocking(metrics, short ? 1500 : 5000, async () => {
      const report = await sendBadRequests(product.portalUrl, routes);
      sent += report.sent;
      wrong.push(...report.wrong);
    });
    holds.push(hold);
    console.log(`Run ${run}: event loop blocked ${hold.toFixed(1)} ms longer than when idle`);
  }
  return { sent, wrong, holds };
}

/** Returns the statuses of exports that several users start at the same time. */
async function exportAtOnce({ product, attacked }: AttackFixture): Promise<number[]> {
  const { admin, manager, finance, engineer } = attacked.staff;
  const people = [admin, manager, finance, engineer];
  const requests = Array.from({ length: EXPORTS_AT_ONCE }, async (_, at) => {
    const path = '/api/v1/readings/export?format=csv&from=2000-01-01T00:00:00Z&to=2030-01-01T00:00:00Z';
    const headers = { authorization: `Bearer ${people[at % people.length]!.key}` };
    const response = await fetch(`${product.portalUrl}${path}`, { headers });
    await response.arrayBuffer();
    return response.status;
  });
  return Promise.all(requests);
}

function pidsOf(product: Product): Promise<(number | undefined)[]> {
  return Promise.all(PROCESSES.map((name) => product.pidOf(name)));
}

function reportLeaks({ leaks, broken }: ForeignReport): void {
  for (const line of leaks) console.log(`LEAK ${line}`);
  for (const line of broken) console.log(`5xx ${line}`);
}

const listed = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : ` (${[...new Set(lines)].slice(0, 5).join('; ')})`;
const seconds = (ms: number | null): string => (ms === null ? 'never' : `${(ms / 1000).toFixed(1)} s`);
const wasCutWithin = (ms: number | null, mostMs: number): boolean => ms !== null && ms <= mostMs;
