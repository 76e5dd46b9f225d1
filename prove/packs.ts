import { PackBench } from '../test/support/pack-bench.js';
import { randomContract } from '../test/support/random-contract.js';
import type { Proof } from './support/proof.js';
import { startTestPostgres } from './support/test-postgres.js';
import { seededRandom } from '../measure/support/seeded-random.js';

const CONTRACTS = 200;
const SHORT_CONTRACTS = 8;

/** verify-pack.mjs, which shares no code with the product, must accept every pack that the product can issue. */
export const packs: Proof = {
  name: 'packs',
  claim: `Proof packs of ${CONTRACTS} random contracts pass verification, with partial months, amendments, pauses, contract migrations and corrections`,
  async run({ seed, short, count }) {
    const wanted = count ?? (short ? SHORT_CONTRACTS : CONTRACTS);
    const stopPostgres = await startTestPostgres();
    try {
      const bench = await PackBench.open();
      try {
        let [contracts, verified, vouched, broken] = [0, 0, 0, 0];
        for (let index = 0; contracts < wanted; index++) {
          const outcome = await bench.billAndVerify(
            randomContract(index, seededRandom(seed * 1_000_003 + index)),
          );
          if (outcome.refused !== null) continue;
          contracts += 1;
          verified += outcome.packs;
          vouched += outcome.vouched;
          broken += outcome.faults.length;
          for (const fault of outcome.faults) console.log(`Contract ${index}: ${fault}`);
        }
        return [
          {
            bar: 'verify-pack.mjs recalculates each pack, from the readings to the total',
            figure: `${verified} packs of ${contracts} contracts, ${vouched} steps checked only by the root hash`,
            holds: verified > 0 && broken === 0,
          },
        ];
      } finally {
        await bench.close();
      }
    } finally {
      await stopPostgres();
    }
  },
};
