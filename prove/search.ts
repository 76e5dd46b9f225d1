import pg from 'pg';
import { ApiClient } from '../measure/support/billing-world/http.js';
import { Latencies } from '../measure/support/latencies.js';
import { seededRandom } from '../measure/support/seeded-random.js';
import { formatMs, formatTable } from '../measure/support/table.js';
import { createMaker } from '../test/support/world.js';
import { addObjects } from './search/many-objects.js';
import { measureLoad } from './support/busy.js';
import { startProduct } from './support/product.js';
import type { Proof } from './support/proof.js';

const OBJECTS = { short: 10_000, full: 100_000 };
const ROUNDS = { short: 20, full: 100 };
const MAX_P95_MS = 150;

/** Texts to search for, with the label that one of the results must have; null if any result is correct. */
const TEXTS: readonly {
  readonly name: string;
  readonly textOf: (i: number) => string;
  readonly labelOf: (i: number) => string | null;
}[] = [
  { name: 'a serial number', textOf: (i) => numbered('ga-', i), labelOf: (i) => numbered('GA-', i) },
  {
    name: 'the start of a serial number',
    textOf: (i) => numbered('GA-', i).slice(0, 7),
    labelOf: () => null,
  },
  {
    name: 'an invoice number',
    textOf: (i) => numbered('INV-2026-', i),
    labelOf: (i) => numbered('INV-2026-', i),
  },
  {
    name: 'an amount',
    textOf: (i) => ((i * 45) / 100).toFixed(2),
    labelOf: (i) => numbered('INV-2026-', i),
  },
  { name: 'a contract number', textOf: (i) => numbered('K-', i), labelOf: (i) => numbered('K-', i) },
  { name: 'a ticket number', textOf: (i) => numbered('SR-', i), labelOf: (i) => numbered('SR-', i) },
  { name: 'two words of names', textOf: () => 'kielce papier', labelOf: () => null },
  { name: 'a prefix of all invoices', textOf: () => 'INV-2026', labelOf: () => null },
  { name: 'a typing error', textOf: () => 'kiecle papier', labelOf: () => null },
];

const numbered = (prefix: string, i: number): string => `${prefix}${String(i).padStart(6, '0')}`;

interface Found {
  readonly items: readonly { readonly label: string | null }[];
}

/** Response times of the search over many machines, contracts, invoices and tickets of one maker. */
export const search: Proof = {
  name: 'search',
  claim: `The search responds within ${MAX_P95_MS} ms (p95) with ${OBJECTS.full} machines, contracts, invoices and tickets each, and finds the right one`,
  async run({ seed, short, rounds = short ? ROUNDS.short : ROUNDS.full, count }) {
    const random = seededRandom(seed);
    const load = measureLoad();
    const objects = count ?? (short ? OBJECTS.short : OBJECTS.full);
    const product = await startProduct({ args: ['--empty'] });
    const owner = new pg.Client({ connectionString: product.databaseUrl() });
    try {
      await owner.connect();
      const maker = await createMaker(owner, 'many');
      await addObjects(owner, maker, objects);
      const api = new ApiClient(product.portalUrl, maker.staff.manager.key);
      const measured = [];
      for (const { name, textOf, labelOf } of TEXTS) {
        const times = new Latencies();
        let wrong = 0;
        for (let round = 0; round < rounds; round++) {
          const i = 1 + Math.floor(random() * objects);
          const from = performance.now();
          const { items } = await api.get<Found>(`/search?text=${encodeURIComponent(textOf(i))}`);
          times.add(performance.now() - from);
          const label = labelOf(i);
          if (items.length === 0 || (label !== null && !items.some((item) => item.label === label)))
            wrong += 1;
        }
        measured.push({ name, times, wrong });
      }
      console.log(
        formatTable([
          ['Search for', 'p50 / p95', 'not found'],
          ...measured.map(
            ({ name, times, wrong }) =>
              [
                name,
                `${formatMs(times.percentile(0.5))} / ${formatMs(times.percentile(0.95))}`,
                String(wrong),
              ] as const,
          ),
        ]),
      );
      return measured.map(({ name, times, wrong }) => ({
        bar: `${name}: found every time, within ${MAX_P95_MS} ms (p95) among ${objects} of each kind`,
        figure: `${formatMs(times.percentile(0.95))}, ${wrong} of ${rounds} not found${load.note}`,
        holds: wrong === 0 && (times.percentile(0.95)! <= MAX_P95_MS || load.isBusy),
      }));
    } finally {
      await owner.end();
      await product.stop();
    }
  },
};
