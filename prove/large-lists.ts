import pg from 'pg';
import { ApiClient } from '../measure/support/billing-world/http.js';
import { Latencies } from '../measure/support/latencies.js';
import { MemoryWatch } from '../measure/support/memory-watch.js';
import { formatMs, formatTable } from '../measure/support/table.js';
import { createMaker } from '../test/support/world.js';
import { addFleet } from './lists/many-machines.js';
import { addObjects } from './search/many-objects.js';
import { measureLoad } from './support/busy.js';
import { startProduct } from './support/product.js';
import type { Proof } from './support/proof.js';

const OBJECTS = { short: 2_000, full: 100_000 };
const ROUNDS = { short: 5, full: 30 };
const MAX_P95_MS = 200;
const MAX_API_MIB = 512;

/** A customer among the copies. */
const CUSTOMER = '00000005-0000-7000-8000-000000000007';

const LISTS: readonly string[] = [
  '/today',
  '/fleet/summary',
  '/machines?limit=100&include=duty',
  '/machines?limit=100&sort=serial',
  '/machines?limit=100&state=load',
  '/machines?limit=100&search=GA-0012',
  `/machines?limit=100&customerId=${CUSTOMER}`,
  '/alarms?limit=100&state=open',
  '/customers?limit=100',
  '/sites?limit=100',
  '/devices?limit=100',
  '/tickets?limit=100',
  '/tickets?limit=100&search=SR-0012',
  '/contracts?limit=100',
  '/contracts?limit=100&sort=-customer',
  '/contracts?limit=100&search=kielce',
  '/invoices?limit=100',
  '/invoices?limit=100&sort=-gross&currency=PLN',
  '/invoices?limit=100&search=INV-2026-0012',
  '/invoices/summary',
];

/** Response times of lists over many objects of each kind, one request at a time. */
export const largeLists: Proof = {
  name: 'large-lists',
  claim: `Every list and Today respond within ${MAX_P95_MS} ms (p95) with ${OBJECTS.full} machines, contracts, invoices and tickets each, and the API stays below ${MAX_API_MIB} MiB`,
  async run({ short, rounds = short ? ROUNDS.short : ROUNDS.full, count }) {
    const load = measureLoad();
    const objects = count ?? (short ? OBJECTS.short : OBJECTS.full);
    const product = await startProduct({ args: ['--empty'] });
    const owner = new pg.Client({ connectionString: product.databaseUrl() });
    try {
      await owner.connect();
      const maker = await createMaker(owner, 'large');
      await addObjects(owner, maker, objects);
      await addFleet(owner, maker, objects);
      const api = new ApiClient(product.portalUrl, maker.staff.admin.key);
      const memory = new MemoryWatch(async () => [(await product.pidOf('api')) ?? []].flat(), 500);
      const times = LISTS.map((path) => [path, new Latencies()] as const);
      for (let round = 0; round <= rounds; round++)
        for (const [path, of] of times) {
          const from = performance.now();
          await api.bytes(path);
          // The first round is not measured, because it fills the database's caches.
          if (round > 0) of.add(performance.now() - from);
        }
      const peakMib = await memory.stop();
      console.log(
        formatTable([
          ['List', 'p50 / p95'],
          ...times.map(
            ([path, of]) =>
              [path, `${formatMs(of.percentile(0.5))} / ${formatMs(of.percentile(0.95))}`] as const,
          ),
        ]),
      );
      return [
        ...times.map(([path, of]) => ({
          bar: `${path} within ${MAX_P95_MS} ms (p95) among ${objects} of each kind`,
          figure: `${formatMs(of.percentile(0.95))}${load.note}`,
          holds: of.percentile(0.95)! <= MAX_P95_MS || load.isBusy,
        })),
        {
          bar: `Memory of the API below ${MAX_API_MIB} MiB`,
          figure: `${Math.round(peakMib)} MiB`,
          holds: peakMib > 0 && peakMib < MAX_API_MIB,
        },
      ];
    } finally {
      await owner.end();
      await product.stop();
    }
  },
};
