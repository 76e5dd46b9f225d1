import { seededRandom } from '../measure/support/seeded-random.js';
import { findFaults, settle } from './collection/check-round.js';
import { CollectionWorld } from './collection/collection-world.js';
import { SCENARIOS } from './collection/scenarios.js';
import { startTestPostgres } from './support/test-postgres.js';
import type { Proof } from './support/proof.js';

const ROUNDS = 500;
const SHOWN = 10;

/**
 * Payments and refunds through Stripe with faults: processes that are killed, lost answers, webhooks in any order, and two
 * processes at once.
 */
export const collection: Proof = {
  name: 'collection',
  claim:
    'After any fault, each invoice is paid once or the surplus is on the account of the customer, each refund is made once, and the books equal what Stripe has moved',
  async run({ seed, short, rounds: given }) {
    const rounds = given ?? (short ? SCENARIOS.length : ROUNDS);
    const random = seededRandom(seed);
    const stop = await startTestPostgres();
    try {
      const world = await CollectionWorld.open();
      try {
        const faults: string[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const scenario = SCENARIOS[round % SCENARIOS.length]!;
          const invoice = await world.fixture.issue();
          await scenario.run({ world, invoice, random });
          await settle(world);
          const found = await findFaults(world, invoice);
          faults.push(...found.map((fault) => `Round ${round + 1}, ${scenario.name}: ${fault}`));
        }
        for (const fault of faults.slice(0, SHOWN)) console.log(fault);
        console.log(`${rounds} rounds of ${SCENARIOS.length} faults, ${world.kills} processes killed`);
        return [
          {
            bar: 'Rounds after which Stripe, the journal and the balances agree',
            figure: `${rounds} rounds, ${faults.length} faults`,
            holds: faults.length === 0,
          },
        ];
      } finally {
        await world.close();
      }
    } finally {
      await stop();
    }
  },
};
