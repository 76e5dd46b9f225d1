import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Person } from '../measure/support/maker.js';
import { makeHome, removeHome } from '../test/support/product.js';
import { verifyPack } from '../test/support/verify-pack.js';
import { DEMO_MONTH, demoLogin, waitForDemoPast } from './support/demo-world.js';
import { issue, packOf } from './support/issued-documents.js';
import { invoicesOf, runMonth } from './support/month-run.js';
import { type Product, startProduct } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';
import { findDifferences } from './upgrade/differences.js';
import { buildCommit } from './upgrade/built-commit.js';
import { readStoredState, type StoredState } from './upgrade/stored-state.js';

/** Maximum number of differences to print. */
const PRINTED = 20;

/**
 * The upgrade of a real installation. An earlier commit runs the demo world, bills a month and issues its invoices.
 * Then this version starts with the same home.
 */
export const upgrade: Proof = {
  name: 'upgrade',
  claim:
    'This version starts with the home of an earlier commit (--before COMMIT) and returns the same documents, journal, usage, readings and packs',
  async run({ before }) {
    if (before === undefined)
      throw new Error('Name the earlier commit: npm run prove -- upgrade --before COMMIT');
    const home = await makeHome();
    const commit = await buildCommit(before);
    try {
      console.log(`Built ${before}. Billing ${DEMO_MONTH.month} of the demo world with it …`);
      const earlier = await useProduct(home, commit.supervisor, async (product) => {
        await waitForDemoPast(product.databaseUrl());
        const person = await signInAsAdmin(product);
        return { state: await billAndRead(person) };
      });
      console.log('Starting this version with the same home …');
      const later = await useProduct(home, undefined, async (product) => {
        const person = await signInAsAdmin(product);
        return { state: await readStoredState(person), verified: await verifyPacks(person, earlier.state) };
      });
      return evaluate(earlier.state, later.state, later.verified);
    } finally {
      await commit.remove();
      await removeHome(home);
    }
  },
};

/** @param script script of the supervisor to run; by default that of this version */
async function useProduct<Result>(
  home: string,
  script: string | undefined,
  work: (product: Product) => Promise<Result>,
): Promise<Result> {
  const product = await startProduct({ args: ['--as-of', DEMO_MONTH.asOf], home, ...(script && { script }) });
  try {
    return await work(product);
  } finally {
    await product.stop();
  }
}

async function signInAsAdmin({ portalUrl }: Product): Promise<Person> {
  const person = new Person(portalUrl, demoLogin('admin'));
  await person.signIn();
  return person;
}

async function billAndRead(person: Person): Promise<StoredState> {
  const drafted = invoicesOf(await runMonth(person, DEMO_MONTH.month));
  for (const invoiceId of drafted.values()) {
    // Documents of billing groups, and those that need a second approver, stay drafts.
    const document = await issue(person, invoiceId).catch((error: unknown) => {
      if (!/returned (403|409)/.test(String(error))) throw error;
    });
    if (document?.state === 'issued') await packOf(person, invoiceId);
  }
  return readStoredState(person);
}

/** Verifies the packs that this version returns, with this version's verifier. @returns the number of valid packs */
async function verifyPacks(person: Person, { packs }: StoredState): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'dutycycle-upgrade-'));
  try {
    let verified = 0;
    for (const { id, root } of packs) {
      const path = join(folder, `${id}.zip`);
      await writeFile(path, await person.bytes(`/proof-packs/${id}/file`));
      const { code, said } = verifyPack(path, '--root', root);
      if (code === 0) verified += 1;
      else console.log(said);
    }
    return verified;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function evaluate(earlier: StoredState, later: StoredState, verified: number): Verdict[] {
  const parts = ['documents', 'journals', 'usage', 'readings', 'balances', 'packs'] as const;
  return [
    ...parts.map((part) => {
      const differences = findDifferences(earlier[part], later[part]);
      for (const difference of differences.slice(0, PRINTED)) console.log(`${part}${difference}`);
      return {
        bar: `Equal ${part}`,
        figure: `${earlier[part].length} compared, ${differences.length} differences`,
        holds: earlier[part].length > 0 && differences.length === 0,
      };
    }),
    {
      bar: 'Packs that pass verification',
      figure: `${verified} of ${earlier.packs.length}`,
      holds: verified === earlier.packs.length,
    },
  ];
}
