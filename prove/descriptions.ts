import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Exact } from '#platform';
import { describe, type Description } from './descriptions/describe.js';
import { verifyPack } from '../test/support/verify-pack.js';
import { createContract, RUN_MONTH } from './descriptions/billing-workflow.js';
import { completeSeller } from './support/complete-seller.js';
import { type BilledInvoice, type BilledLine, issue, packOf } from './support/issued-documents.js';
import { Person } from '../measure/support/maker.js';
import { invoicesOf, runMonth } from './support/month-run.js';
import { startProduct } from './support/product.js';
import type { Proof } from './support/proof.js';
import { seededRandom } from '../measure/support/seeded-random.js';
import { PumpWorld } from './support/pump-world.js';

const DESCRIPTIONS = 300;
const IN_SHORT = 7;

interface PreviewLine {
  readonly charge: string;
  readonly component: string;
  readonly amount: string | null;
}

interface PreviewResponse {
  readonly runs: readonly { readonly lines: readonly PreviewLine[] }[];
  readonly total: string;
}

/** A price is previewed before there is a contract. A contract with the same terms must then bill the same amount. */
export const descriptions: Proof = {
  name: 'descriptions',
  claim: `${DESCRIPTIONS} random contracts with machines that report over MQTT are billed exactly as previewed, to the cent`,
  async run({ seed, short, count }) {
    const random = seededRandom(seed);
    const wanted = count ?? (short ? IN_SHORT : DESCRIPTIONS);
    const described = Array.from({ length: wanted }, (_, index) => describe(index, random));
    const product = await startProduct({ args: ['--empty'] });
    try {
      const person = new Person(product.portalUrl);
      await person.setUp();
      const world = await PumpWorld.create(person, []);
      await makeIssuable(person, product.databaseUrl());
      const previewed: PreviewResponse[] = [];
      for (const description of described) {
        previewed.push(await person.post<PreviewResponse>('/pricing/preview', toPreviewInput(description)));
        await createContract(person, product.mqttUrl, world, description);
      }
      const drafted = invoicesOf(await runMonth(person, RUN_MONTH));
      const invoices: (BilledInvoice | null)[] = [];
      for (const { number } of described) {
        const id = drafted.get(number);
        invoices.push(id === undefined ? null : await issue(person, id));
      }
      const differences = described.map((description, index) =>
        compare(description, previewed[index]!, invoices[index]!),
      );
      const issued = invoices.filter((invoice) => invoice?.state === 'issued').length;
      const { agreeing, vouched } = await verifyAll(person, invoices);
      const waiting = described.filter(({ used }) => used.includes(null)).length;
      return [
        {
          bar: 'Invoices that match their preview to the cent, line by line and in total',
          figure: `${differences.filter((each) => each === null).length} of ${wanted}`,
          holds: wanted > 0 && differences.every((each) => each === null),
        },
        {
          bar: 'The audit blocks no invoice, and every invoice with an amount is issued',
          figure: `${issued} issued, ${waiting} with a machine that sent no data`,
          holds: invoices.every(
            (invoice) => invoice !== null && (invoice.state === 'issued' || isEveryLineOnHold(invoice)),
          ),
        },
        {
          bar: 'Issued invoices that verify-pack.mjs recalculates from the pack, from readings to taxes',
          figure: `${agreeing} of ${issued}; ${vouched} lines checked only by the root hash`,
          holds: agreeing === issued,
        },
      ];
    } finally {
      await product.stop();
    }
  },
};

interface Verified {
  readonly agreeing: number;
  /** Number of lines that the script accepted without verification. */
  readonly vouched: number;
}

async function verifyAll(person: Person, invoices: readonly (BilledInvoice | null)[]): Promise<Verified> {
  const folder = await mkdtemp(join(tmpdir(), 'dutycycle-descriptions-'));
  try {
    let [agreeing, vouched] = [0, 0];
    for (const invoice of invoices) {
      if (invoice?.state !== 'issued') continue;
      const { root, zip } = await packOf(person, invoice.id);
      const path = join(folder, `${invoice.id}.zip`);
      await writeFile(path, zip);
      const { code, said } = verifyPack(path, '--root', root);
      if (code === 0) agreeing += 1;
      else
        console.log(
          `${said
            .split('\n')
            .filter((line) => line.startsWith('MISMATCH'))
            .join()} ${JSON.stringify(invoice.lines.map(({ params }) => params))}`,
        );
      vouched += said.match(/^\?\? {2}line/gm)?.length ?? 0;
    }
    return { agreeing, vouched };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const isEveryLineOnHold = ({ lines }: BilledInvoice): boolean => lines.every(({ amount }) => amount === null);

/**
 * Converts a description to the request of the preview: one run, which is the final run unless quantities are annual.
 */
function toPreviewInput({ currency, byYear, charges, used }: Description): object {
  const metered = charges.filter(({ model }) => model !== 'flat');
  return {
    currency,
    charges,
    runs: [
      {
        final: !byYear,
        usage: metered.flatMap(({ key: charge }) =>
          used.map((quantity, index) => ({ charge, machine: `M${index + 1}`, quantity })),
        ),
      },
    ],
  };
}

async function makeIssuable(person: Person, databaseUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await completeSeller(person, owner);
  } finally {
    await owner.end();
  }
  // The same user issues all invoices in this proof.
  const { version } = await person.get<{ version: number }>('/maker');
  await person.patch('/maker', { fourEyesLimits: {} }, version);
  const day = new Date().toISOString().slice(0, 10);
  for (const fromCurrency of ['EUR', 'IDR', 'KWD', 'JPY'])
    await person.post('/fx-rates', { fromCurrency, toCurrency: 'PLN', day, rate: '4.2351', source: 'proof' });
}

/** Prints whether an invoice equals its preview. Returns the difference as text; null if they are equal. */
function compare(
  { number, charges }: Description,
  preview: PreviewResponse,
  invoice: BilledInvoice | null,
): string | null {
  const models = charges.map(({ model }) => model).join(' + ');
  if (invoice === null) {
    console.log(`${number} ${models}: NOT DRAFTED`);
    return 'not drafted';
  }
  const said = sumUp(preview.runs.flatMap(({ lines }) => lines));
  const billed = sumUp(invoice.lines.map(toPreviewLine));
  const isSame = said === billed && new Exact(preview.total).eq(invoice.total.amount);
  console.log(
    `${number} ${models}: ${isSame ? 'equal' : 'DIFFERENT'}, ${invoice.state}, ${invoice.total.amount}`,
  );
  if (!isSame || invoice.state === 'held') {
    const holds = invoice.holdReasons.map(({ code }) => code).join(', ');
    console.log(
      `  preview: ${preview.total}: ${said}\n  invoice: ${billed} ${holds}\n  charges: ${JSON.stringify(charges)}`,
    );
  }
  return isSame ? null : `${said} and ${billed}`;
}

/** The component of a flat fee is `fee` on invoices, but `usage` in previews. */
function toPreviewLine({ chargeKey, component, amount }: BilledLine): PreviewLine {
  return {
    charge: chargeKey ?? '',
    component: component === 'fee' ? 'usage' : (component ?? ''),
    amount: amount?.amount ?? null,
  };
}

/** Returns the amounts of lines by charge and component, machine by machine, and the number of amounts on hold. */
function sumUp(lines: readonly PreviewLine[]): string {
  const sums = new Map<string, { amounts: string[]; waits: number }>();
  for (const { charge, component, amount } of lines) {
    const key = `${charge} ${component}`;
    const sum = sums.get(key) ?? { amounts: [], waits: 0 };
    if (amount === null) sum.waits += 1;
    else if (!new Exact(amount).isZero()) sum.amounts.push(new Exact(amount).toFixed());
    sums.set(key, sum);
  }
  return [...sums]
    .filter(([, { amounts, waits }]) => amounts.length > 0 || waits > 0)
    .map(
      ([key, { amounts, waits }]) =>
        `${key}: ${amounts.sort().join(' + ')}${waits > 0 ? ` (${waits} on hold)` : ''}`,
    )
    .sort()
    .join('; ');
}
