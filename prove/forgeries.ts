import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyPack } from '../test/support/verify-pack.js';
import { type Forgery, FORGERIES } from './forgeries/kinds.js';
import { readPack, recomputeHashes, rootOf, writePack } from './forgeries/pack-files.js';
import { type GenuinePack, makePacks } from './forgeries/world.js';
import { startProduct } from './support/product.js';
import type { Proof } from './support/proof.js';
import { seededRandom } from '../measure/support/seeded-random.js';

const FORGERIES_MADE = 50;

interface Outcome {
  readonly forgery: Forgery;
  /** Mismatch reported by the script with the root hash from the invoice; null if the script accepts the pack. */
  readonly byInvoice: string | null;
  /** Mismatch reported by the script with the root hash from the forged pack; null if the script accepts the pack. */
  readonly byItself: string | null;
}

/**
 * Creates packs from a small world, forges them with all hashes recalculated, and runs the script that verifies them.
 */
export const forgeries: Proof = {
  name: 'forgeries',
  claim: `verify-pack.mjs detects all ${FORGERIES_MADE} consistent forgeries of proof packs and accepts unchanged packs`,
  async run({ seed, short, count }) {
    const random = seededRandom(seed);
    const folder = await mkdtemp(join(tmpdir(), 'dutycycle-forgeries-'));
    const product = await startProduct({ args: ['--empty'] });
    let packs: GenuinePack[];
    try {
      packs = await makePacks(product);
    } finally {
      await product.stop();
    }
    try {
      const check = async (zip: Buffer, root: string): Promise<string | null> => {
        const path = join(folder, 'pack.zip');
        await writeFile(path, zip);
        const { code, said } = verifyPack(path, '--root', root);
        if (code === 0) return null;
        const disagreement = /MISMATCH {2}(?!the pack can’t be read)(.*)/.exec(said)?.[1];
        if (code !== 1 || disagreement === undefined)
          throw new Error(`The script could not check the pack:\n${said}`);
        return disagreement;
      };
      const untouched: (string | null)[] = [];
      for (const { zip, root, contract } of packs) {
        const found = await check(zip, root);
        console.log(`unchanged  ${contract}: ${found ?? 'accepted'}`);
        untouched.push(found);
      }
      const outcomes: Outcome[] = [];
      const wanted = count ?? (short ? FORGERIES.length : FORGERIES_MADE);
      for (let made = 0; made < wanted; made++) {
        const forgery = FORGERIES[made % FORGERIES.length]!;
        const pack = packs[Math.floor(random() * packs.length)]!;
        const files = readPack(pack.zip);
        forgery.forge(files, random);
        recomputeHashes(files);
        const zip = await writePack(files);
        const outcome = {
          forgery,
          byInvoice: await check(zip, pack.root),
          byItself: await check(zip, rootOf(files)),
        };
        console.log(`forged     ${pack.contract}: ${forgery.name}: ${outcome.byInvoice ?? 'NOT DETECTED'}`);
        outcomes.push(outcome);
      }
      const careless = outcomes.filter(({ forgery }) => forgery.redone === 'hashes');
      const careful = outcomes.filter(({ forgery }) => forgery.redone === 'everything');
      const found = outcomes.filter(({ byInvoice }) => byInvoice !== null).length;
      const foundAlone = careless.filter(({ byItself }) => byItself !== null).length;
      const coherent = careful.filter(({ byItself }) => byItself === null).length;
      return [
        {
          bar: 'Unchanged packs that are accepted',
          figure: `${untouched.filter((each) => each === null).length} of ${packs.length}`,
          holds: packs.length > 0 && untouched.every((each) => each === null),
        },
        {
          bar: 'Forgeries that are detected with the root hash on the invoice',
          figure: `${found} of ${outcomes.length}`,
          holds: outcomes.length > 0 && found === outcomes.length,
        },
        {
          bar: 'Forgeries with only the hashes recalculated that are detected without the root hash',
          figure: `${foundAlone} of ${careless.length}`,
          holds: foundAlone === careless.length,
        },
        {
          bar: 'Forgeries with all dependent values recalculated that only the invoice’s root hash detects',
          figure: `${coherent} of ${careful.length}`,
          holds: coherent === careful.length,
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
