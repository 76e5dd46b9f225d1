import { openMaker, type PumpMaker } from './concurrency/maker.js';
import { DISTURBANCES } from './concurrency/disturbances.js';
import { type RoundResult, runRound } from './concurrency/round.js';
import { startProduct } from './support/product.js';
import type { Proof } from './support/proof.js';
import { seededRandom } from '../measure/support/seeded-random.js';

const ROUNDS = 100;

/**
 * Billing runs with concurrent operations. At the end of each round, the invoices are compared with the amount
 * calculated from all readings.
 */
export const concurrency: Proof = {
  name: 'concurrency',
  claim: `Despite parallel billing runs, late readings, kill -9, late commits and back-dated amendments in ${ROUNDS} rounds, each month has one invoice that, with its corrections, matches all readings and agreements`,
  async run({ seed, short, rounds }) {
    const random = seededRandom(seed);
    const product = await startProduct({ args: ['--empty'] });
    let maker: PumpMaker | undefined;
    const results: RoundResult[] = [];
    try {
      maker = await openMaker(product);
      const wanted = rounds ?? (short ? DISTURBANCES.length : ROUNDS);
      for (let round = 0; round < wanted; round++) {
        const disturbance = DISTURBANCES[round % DISTURBANCES.length]!;
        const result = await runRound(maker, `PUMP-${round + 1}`, disturbance, random);
        console.log(
          `${result.pump.padEnd(9)} ${disturbance.name.padEnd(44)} billed ${result.billed}, all readings ${result.expected}` +
            `, ${result.corrections} corrections${result.billed === result.expected ? '' : ', DIFFERENT'}` +
            (result.changed.length === 0 ? '' : `, CHANGED BY ANOTHER RUN: ${result.changed.join(', ')}`),
        );
        results.push(result);
      }
    } finally {
      await maker?.close();
      await product.stop();
    }
    const count = (holds: (result: RoundResult) => boolean): number => results.filter(holds).length;
    const equal = count(({ billed, expected }) => billed === expected);
    const single = count(({ invoices }) => invoices === 1);
    const quiet = count(({ changed }) => changed.length === 0);
    const of = results.length;
    return [
      {
        bar: 'Contract months with exactly one invoice',
        figure: `${single} of ${of}`,
        holds: of > 0 && single === of,
      },
      {
        bar: 'Contract months in which the invoice and its corrections match all readings and agreements',
        figure: `${equal} of ${of}`,
        holds: equal === of,
      },
      {
        bar: 'Contract months that another run leaves unchanged',
        figure: `${quiet} of ${of}`,
        holds: quiet === of,
      },
      {
        bar: 'Contract months with a correction (at least one required)',
        figure: `${count(({ corrections }) => corrections > 0)} of ${of}`,
        holds: count(({ corrections }) => corrections > 0) > 0,
      },
    ];
  },
};
