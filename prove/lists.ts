import { Latencies } from '../measure/support/latencies.js';
import { formatMs, formatTable } from '../measure/support/table.js';
import { measureLoad } from './support/busy.js';
import { demoLogin, waitForDemoPast } from './support/demo-world.js';
import { Person } from '../measure/support/maker.js';
import { startProduct } from './support/product.js';
import type { Proof } from './support/proof.js';

const ROUNDS = { short: 10, full: 50 };
const MAX_P95_MS = 200;
/** A request that reads no data. Its response time is the fixed cost of a request. */
const FLOOR = '/health/live';
/**
 * Response time of that request on an idle machine. If other programs make it longer, lists may also take
 * proportionally longer.
 */
const QUIET_FLOOR_MS = 10;

/** The lists on the first page of each area, by the demo user who opens the area. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  lin: [
    '/machines?limit=100&include=duty',
    '/machines?limit=100',
    '/fleet/summary',
    '/today',
    '/hubs',
    '/models?limit=200',
    '/customers?limit=100',
    '/sites?limit=100',
    '/devices?limit=100',
    '/tickets?limit=100&state=open',
    '/alarms?limit=100&state=open',
    '/alarm-rules',
    '/contracts?limit=100',
    '/invoices?limit=100',
    '/billing-runs?limit=100',
    '/disputes?limit=100',
    '/meter-exceptions?limit=100&state=open',
    '/parts?limit=100',
    '/depots',
    '/kit-deliveries?limit=100',
    '/data-flow',
    '/data-flow/findings',
    '/quarantine?limit=100',
    '/users?limit=100',
    '/audit-entries?limit=100',
    '/proof-packs?limit=100',
  ],
  marek: [
    '/machines?limit=100&include=duty',
    '/alarms?limit=100&state=open',
    '/tickets?limit=100&state=all',
    '/contracts?limit=100',
    '/invoices?limit=5',
    '/disputes?limit=100',
    '/kit-deliveries?limit=100&state=sent,reserved',
  ],
  sari: [
    '/technicians/me/day',
    '/machines?limit=100&include=duty',
    '/tickets?limit=100&mine=true&state=all',
    '/alarms?limit=100&state=open',
    '/depots',
    '/kit-deliveries?limit=100&state=sent,reserved',
  ],
};

/** Response times of lists in the demo world, one request at a time, including the first request. */
export const lists: Proof = {
  name: 'lists',
  claim: `Every list on the first pages of the console, the customer portal and the technician app responds within ${MAX_P95_MS} ms (p95) in the demo world`,
  async run({ short, rounds = short ? ROUNDS.short : ROUNDS.full }) {
    const { isBusy: busy } = measureLoad();
    const product = await startProduct({ args: [] });
    try {
      await waitForDemoPast(product.databaseUrl());
      const times: [list: string, times: Latencies][] = [];
      for (const [name, paths] of Object.entries(LISTS))
        times.push(...(await timeLists(product.portalUrl, name, paths, rounds)));
      console.log(
        formatTable([
          ['List', 'p50', 'p95'],
          ...times.map(([list, of]) => [list, formatMs(of.percentile(0.5)), p95Of(of)] as const),
        ]),
      );
      const floors = times.filter(([list]) => list.endsWith(FLOOR)).map(([, of]) => of.percentile(0.95)!);
      const slowness = busy ? Math.max(1, Math.max(...floors) / QUIET_FLOOR_MS) : 1;
      const most = MAX_P95_MS * slowness;
      return times
        .filter(([list]) => !list.endsWith(FLOOR))
        .map(([list, of]) => ({
          bar: `${list} responds within ${MAX_P95_MS} ms (p95)`,
          figure: `${p95Of(of)}${busy ? `; limit raised to ${formatMs(most)} because other programs were running` : ''}`,
          holds: of.percentile(0.95)! <= most,
        }));
    } finally {
      await product.stop();
    }
  },
};

/** Requests each list once per round, so that a short slowdown of the machine affects all lists. */
async function timeLists(
  portalUrl: string,
  name: string,
  paths: readonly string[],
  rounds: number,
): Promise<[string, Latencies][]> {
  const person = new Person(portalUrl, demoLogin(name));
  await person.signIn();
  const times = new Map([FLOOR, ...paths].map((path) => [path, new Latencies()]));
  for (let round = 0; round < rounds; round++)
    for (const [path, of] of times) {
      const from = performance.now();
      await person.text(path);
      of.add(performance.now() - from);
    }
  return [...times].map(([path, of]) => [`${name} ${path}`, of]);
}

const p95Of = (times: Latencies): string => formatMs(times.percentile(0.95));
