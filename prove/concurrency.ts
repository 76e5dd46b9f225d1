import { openMaker, type PumpMaker } from './concurrency/maker.js';
import { DISTURBANCES } from './concurrency/disturbances.js';
import { type Ending, playRound } from './concurrency/round.js';
import { startProduct } from './support/product.js';
import type { Proof } from './support/proof.js';
import { seededRandom } from '../measure/support/seeded-random.js';

const ROUNDS = 100;

/** Billing runs with concurrent operations; each round ends with a comparison to the amount from all readings. */
export const concurrency: Proof = {
  name: 'concurrency',
  claim: `${ROUNDS} rounds of runs beside runs, late readings, kill -9, transactions that commit late and back-dated amendments: one invoice a month, and with its corrections what all readings and agreements come to`,
  async run({ seed, short, rounds }) {
    const random = seededRandom(seed);
    const product = await startProduct({ args: ['--empty'] });
    let maker: PumpMaker | undefined;
    const endings: Ending[] = [];
    try {
      maker = await openMaker(product);
      const wanted = rounds ?? (short ? DISTURBANCES.length : ROUNDS);
      for (let round = 0; round < wanted; round++) {
        const disturbance = DISTURBANCES[round % DISTURBANCES.length]!;
        const ending = await playRound(maker, `PUMP-${round + 1}`, disturbance, random);
        console.log(
          `${ending.pump.padEnd(9)} ${disturbance.name.padEnd(44)} billed ${ending.billed}, all readings ${ending.expected}` +
            `, ${ending.corrections} corrections${ending.billed === ending.expected ? '' : ' DIFFERS'}` +
            (ending.changed.length === 0 ? '' : ` CHANGED ${ending.changed.join(', ')}`),
        );
        endings.push(ending);
      }
    } finally {
      await maker?.close();
      await product.stop();
    }
    const count = (holds: (ending: Ending) => boolean): number => endings.filter(holds).length;
    const equal = count(({ billed, expected }) => billed === expected);
    const single = count(({ invoices }) => invoices === 1);
    const quiet = count(({ changed }) => changed.length === 0);
    const of = endings.length;
    return [
      {
        bar: 'one invoice a contract and month',
        figure: `${single} of ${of}`,
        holds: of > 0 && single === of,
      },
      {
        bar: 'invoice and corrections are what all readings and agreements come to',
        figure: `${equal} of ${of}`,
        holds: equal === of,
      },
      { bar: 'another run changes nothing', figure: `${quiet} of ${of}`, holds: quiet === of },
      {
        bar: 'months that needed a correction were among them',
        figure: `${count(({ corrections }) => corrections > 0)} of ${of}`,
        holds: count(({ corrections }) => corrections > 0) > 0,
      },
    ];
  },
};
